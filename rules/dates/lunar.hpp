#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <optional>

/// The Vietnamese lunar calendar, computed from its rules for civil days at UTC+7 (Decision 121-CP of 1967):
///
/// - a month begins on the day of the new moon;
/// - month 11 is the one that the winter solstice falls in;
/// - where thirteen months begin between two months 11, the first of them in which the sun enters no twelfth
/// of the
///   ecliptic (no major term) is a leap month and takes the number of the month before it.
///
/// The Chinese calendar has the same rules at UTC+8, so that it differs in some years (1985 by a month).
/// Years before 1968 followed other rules and are refused. A call costs about 50 µs: keep results rather than
/// ask in a loop.
namespace rules::dates {

/// A day of the lunar calendar. `month` 1..12, `day` 1..30; a leap month has the number of the month before
/// it.
struct LunarDate {
    std::int16_t year = 0;
    std::uint8_t month = 1;
    std::uint8_t day = 1;
    bool leap = false;
    friend bool operator==(const LunarDate&, const LunarDate&) = default;
};

/// Nothing outside `first_year`..`last_year` (civil years).
std::optional<LunarDate> to_lunar(Date date);

/// Nothing where the lunar calendar has no such day (the 30th of a short month, a leap month in the wrong
/// year) or it lies outside `first_year`..`last_year`.
std::optional<Date> to_solar(const LunarDate& date);

/// The first day of the lunar year that begins in civil year `year`, first_year..last_year.
Date lunar_new_year(int year);

/// The month of lunar year `year` that is followed by a leap month of the same number, or zero.
int leap_month(int year);

}  // namespace rules::dates
