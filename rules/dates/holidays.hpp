#pragma once

#include "rules/dates/calendar.hpp"

#include <vector>

namespace rules::dates {

/// The days off that the law alone gives a year for which nothing was decided, or not yet: status `computed`.
///
/// Labour Code 2019 art. 112 (New Year, Tết, Hùng Kings' day, 30 April, 1 May, 2 September and a day beside
/// it), made up on the next working day where they fall on a weekend (art. 111(3)), and 24 November from 2026
/// (Resolution 28/2026/QH16), which is not in art. 112 and therefore not made up. Years before follow what
/// held then: no Hùng Kings' day before 2007, four days of Tết before 2014, no second day in September before
/// 2021.
///
/// Two parts are guesses, because the Prime Minister decides them each year (art. 112(3)): Tết is taken as
/// its eve and the first four days (the five days began one or two days before the new year in 2021-2027),
/// and the day beside 2 September as the one that joins it to a weekend (which held in 2021-2027). Swapped
/// Saturdays cannot be foreseen.
///
/// `year` is first_year..last_year. About 0.1 ms.
CalendarYear computed_year(int year);

/// `decided`, and a computed year for each of first..last that it lacks: what a Calendar is made from.
std::vector<CalendarYear> with_computed_years(std::vector<CalendarYear> decided, int first, int last);

}  // namespace rules::dates
