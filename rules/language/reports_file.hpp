#pragma once

#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// Reads the `reports` of one rule file and appends them.
void read_reports(const Node& list, const Register& known, Ids& ids, std::vector<model::ReportRule>& reports);

}  // namespace rules::language
