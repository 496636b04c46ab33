#pragma once

#include "rules/language/reports_file.hpp"

#include <optional>
#include <vector>

namespace rules::language {

/// Warns of rules that ask nobody for anything: without a due day while they are valid and, where `today` is given, over by
/// then, or owed by units alone that have ended.
void warn_about_reports(const std::vector<ReadReport>& reports, const model::UnitDirectory& units,
                        const dates::Calendar& calendar, std::optional<dates::Date> today);

}  // namespace rules::language
