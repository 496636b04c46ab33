#pragma once

#include "rules/dates/calendar.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace dondoc::cli {

/// A year as people hang it on a wall: twelve months side by side, as many in a row as `width` columns hold (three where
/// it is 0). Days off, worked weekend days and half days are marked by a sign behind the day ("*", "+", "~"), so that it
/// can be read without colours.
std::string year_picture(const rules::dates::Calendar& calendar, const rules::dates::CalendarYear& year,
                         std::optional<rules::dates::Date> today, std::size_t width, bool colours);

}  // namespace dondoc::cli
