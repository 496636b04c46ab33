#pragma once

#include "rules/language/values.hpp"
#include "rules/model/check.hpp"

#include <vector>

namespace rules::language {

/// Reads the `checks` of one rule file and appends them.
void read_checks(const Node& list, const Register& known, Ids& ids, std::vector<model::Check>& checks);

}  // namespace rules::language
