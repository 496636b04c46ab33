#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/language/yaml_reader.hpp"

#include <optional>

namespace rules::language {

/// A file of etc/calendars: the year that it decides (`year`), or what a site has beside it (`supplement`).
struct CalendarFile {
    dates::CalendarYear year;
    bool supplement = false;
};

/// One year of holidays, substitute days off, swapped working days and half days.
std::optional<CalendarFile> read_calendar_file(const Node& root);

}  // namespace rules::language
