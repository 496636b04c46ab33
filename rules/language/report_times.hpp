#pragma once

#include "rules/language/yaml_reader.hpp"
#include "rules/model/rule_book.hpp"

namespace rules::language {

/// Reads when a report is due: `period`, `due`, `cutoff`, `roll`, `valid`. `calendar` moves the day of a one-off report.
void read_times(Fields& fields, const dates::Calendar& calendar, model::ReportRule& report);

}  // namespace rules::language
