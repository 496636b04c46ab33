#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/language/yaml_reader.hpp"

#include <optional>

namespace rules::language {

/// Reads the days off and the swapped working days of one year.
std::optional<dates::CalendarYear> read_calendar_year(const Node& root);

}  // namespace rules::language
