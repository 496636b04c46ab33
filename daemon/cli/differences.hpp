#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/store.hpp"

#include <boost/json/object.hpp>

/// What an import would change, or has changed: for people and as JSON (docs/cli.md).
namespace dondoc::cli {

/// The counts, each changed field with what it was and is, what goes, and which rows a person should decide on. Nothing for
/// a plan that is new.
void print_differences(const Output& output, const store::PlanComparison& comparison, const rules::model::Plan& plan);

/// {new_plan, added, changed, unchanged, withdrawn, plan_changes, differences, questions}
boost::json::object to_json(const store::PlanComparison& comparison, const rules::model::Plan& plan);

}  // namespace dondoc::cli
