#pragma once

#include "rules/language/yaml_reader.hpp"
#include "rules/model/unit.hpp"

namespace rules::language {

/// Reads units.yaml: `roles`, `units` and `groups`. The directory holds what could be read; faults are
/// reported.
model::UnitDirectory read_units(const Node& root);

}  // namespace rules::language
