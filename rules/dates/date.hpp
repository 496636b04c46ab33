#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Civil dates as people write them and as the program counts with them.
///
/// A `Date` is a day of the Gregorian calendar without time and zone; arithmetic is on days. An instant is
/// needed only where something is sent, and then as wall-clock time of the site's zone (`LocalTime`).
namespace rules::dates {

using Date = std::chrono::sys_days;
using LocalTime = std::chrono::local_seconds;

/// Years that the program accepts in any input. Lunar dates are known for UTC+7 only since 1968.
inline constexpr int first_year = 1968;
inline constexpr int last_year = 2199;

/// The date, or nothing where the calendar has no such day (31 April) or the year is out of range.
std::optional<Date> make_date(int year, int month, int day) noexcept;

int year_of(Date date) noexcept;
Date last_day_of_month(int year, int month) noexcept;

/// `day` of that month, or the month's last day where the month is shorter (31 means "last").
Date clamped_date(int year, int month, int day) noexcept;

/// Adds months and clamps to the month's end, always counted from the original day (Civil Code 2015 art.
/// 148).
Date add_months(Date date, int months) noexcept;

LocalTime at(Date date, std::chrono::seconds time_of_day) noexcept;
Date date_of(LocalTime time) noexcept;

/// 2026-06-09
std::string format_iso(Date date);
std::optional<Date> parse_iso(std::string_view text) noexcept;

/// 09/6/2026, as administrative documents write it: two-digit day, month without zero (except 01 and 02).
std::string format_vi(Date date);

/// "thứ Ba" / "Tuesday"
std::string_view weekday_vi(Date date) noexcept;
std::string_view weekday_en(Date date) noexcept;

/// 2026-06-09T08:00:00
std::string format_iso(LocalTime time);
std::optional<LocalTime> parse_iso_time(std::string_view text) noexcept;

}  // namespace rules::dates
