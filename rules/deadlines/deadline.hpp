#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/dates/date.hpp"
#include "rules/dates/period.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the deadline of an assignment means, apart from the words it was written in (DESIGN section 3).
namespace rules::deadlines {

enum class Kind : std::uint8_t { fixed, window, recurring, continuous, conditional, unresolved };

/// Where the due day of a recurring duty lies, seen from its period. Trivially copyable.
///
/// "trước ngày 10/6" for the first half-year: month_of_year 6, day 10, shift_days -1. "ngày 25 tháng cuối quý":
/// month_of_period -1, day 25. "trước ngày 05 của tháng tiếp theo": month_of_period +1 past the end.
struct DuePlace {
    enum class Anchor : std::uint8_t {
        period_end,       ///< the period's last day
        month_of_year,    ///< `month` 1..12 of the period's year plus `year_offset`
        month_of_period,  ///< `month` 1.. from the period's first month, -1 its last
        month_after,      ///< `month` 1.. after the period's last month
        weekday,          ///< `day` 1 (Monday) .. 7: the last such weekday of the period
    };
    Anchor anchor = Anchor::period_end;
    std::int8_t month = 0;
    std::int8_t day = 0;  ///< 1..31, clamped to the month's last day
    std::int8_t year_offset = 0;
    std::int16_t shift_days = 0;          ///< -1 for "trước ngày"
    std::int16_t shift_working_days = 0;  ///< counted after the anchor and the shift in days
    friend bool operator==(const DuePlace&, const DuePlace&) = default;
};

/// A repeating period and the due day in it. `only` > 0 picks one period of each year: half-year(1).
/// `every` > 1 skips years ("2 năm/lần"), counted from `Meaning::start`'s year where there is one.
struct Recurrence {
    dates::PeriodKind period = dates::PeriodKind::year;
    std::uint8_t only = 0;
    std::uint8_t every = 1;
    DuePlace due;
    friend bool operator==(const Recurrence&, const Recurrence&) = default;
};

/// The computable part of a deadline. Trivially copyable and small, since a million of them are held in memory.
struct Meaning {
    Kind kind = Kind::unresolved;
    bool then_continuous = false;  ///< "Quý III/2026, triển khai thường xuyên"
    bool has_condition = false;    ///< waits for, or depends on, the event in Deadline::condition
    /// First day, where the words name one: always for a window, of the series for recurring.
    std::optional<dates::Date> start;
    /// Last acceptable day for fixed and window. For recurring and continuous the day after which the duty ends, where
    /// the words name one ("Hằng năm, giai đoạn 2026-2030").
    std::optional<dates::Date> due;
    /// For recurring; also for a continuous duty that names a cycle ("Thường xuyên, hằng quý").
    std::optional<Recurrence> recurrence;
    friend bool operator==(const Meaning&, const Meaning&) = default;
};

/// A deadline as a document states it: the words, unchanged, and what they mean.
struct Deadline {
    std::string words;
    Meaning meaning;
    std::string condition;   ///< "khi có quyết định của Trung ương", as written
    std::string unresolved;  ///< for Kind::unresolved: the part that was not understood
    /// For Kind::unresolved words that can be understood in more than one way: the different meanings.
    std::vector<Meaning> readings = {};
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// The last acceptable day of a recurring duty for one period. Pure, O(1).
dates::Date due_day(const Recurrence& recurrence, const dates::Period& period,
                    const dates::Calendar& calendar) noexcept;

/// fixed, window, recurring, continuous, conditional, unresolved
std::string_view kind_name(Kind kind) noexcept;

/// How often it comes: none, weekly, monthly, quarterly, half-yearly, nine-monthly, yearly. "Quý I hằng năm" is yearly.
std::string_view recurrence_name(const std::optional<Recurrence>& recurrence) noexcept;

}  // namespace rules::deadlines
