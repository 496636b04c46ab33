#pragma once

#include "rules/language/values.hpp"
#include "rules/model/unit.hpp"

namespace rules::language {

/// Reads units.yaml: `roles`, `units` and `groups`. The directory holds what could be read; faults are
/// reported.
/// Contacts on channels that are not configured are warned of.
model::UnitDirectory read_units(const Node& root, const Register& known);

}  // namespace rules::language
