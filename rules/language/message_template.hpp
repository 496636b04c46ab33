#pragma once

#include "rules/language/yaml_reader.hpp"
#include "rules/model/check.hpp"

namespace rules::language {

/// The message of a check: text with "{{unit.overdue}}" in it, as mustache writes variables. Names that the kind does
/// not have, braces left open and mustache's sections are reported at their place.
model::MessageTemplate read_message_template(const Node& node, model::CheckEach each);

}  // namespace rules::language
