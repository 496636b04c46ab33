#pragma once

#include "rules/language/values.hpp"

namespace rules::language {

/// Checks the form of a rule file's `checks`, and says that this version does not evaluate them.
void read_checks(const Node& list, const Register& known, Ids& ids);

}  // namespace rules::language
