#pragma once

#include "rules/language/values.hpp"

/// The stages of a policy: whom it reminds, and when.
namespace rules::language {

/// remind, overdue, escalate, update and ask of one policy.
struct StageNodes {
    Node remind;
    Node overdue;
    Node escalate;
    Node update;
    Node ask;
};

/// Reads them in the order of model::Stage::Kind; what is wrong is reported and left out.
void read_stages(const StageNodes& nodes, const Register& known, model::Policy& policy);

}  // namespace rules::language
