#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/dates/date.hpp"
#include "rules/dates/period.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// Which periods of a year count: months, quarters or half-years, by their place in the year. None named: all count.
struct PeriodSet {
    std::uint16_t bits = 0;  ///< bit n-1 stands for the year's n-th period

    static constexpr PeriodSet of(int index) noexcept { return {static_cast<std::uint16_t>(1U << (index - 1))}; }
    constexpr bool all() const noexcept { return bits == 0; }
    constexpr bool has(int index) const noexcept {
        return all() || (index >= 1 && index <= 16 && (bits >> (index - 1) & 1U) != 0);
    }
    /// The first one that is named, 0 where all count.
    constexpr int first() const noexcept { return all() ? 0 : std::countr_zero(bits) + 1; }
    constexpr int count() const noexcept { return std::popcount(bits); }
    friend bool operator==(const PeriodSet&, const PeriodSet&) = default;
};

/// A repeating period and the due day in it. `only` picks periods of each year: half-year(1), "quý I và quý III".
/// `every` > 1 skips years ("2 năm/lần"), counted from `Meaning::start`'s year where there is one. With `year` the periods
/// of that year alone are meant: one time of several in a list ("Tháng 3, tháng 9/2026").
struct Recurrence {
    dates::PeriodKind period = dates::PeriodKind::year;
    std::uint8_t every = 1;
    PeriodSet only;
    std::int16_t year = 0;
    DuePlace due;
    friend bool operator==(const Recurrence&, const Recurrence&) = default;
};

/// Whether a recurrence has this period, its `every` left aside.
bool has_period(const Recurrence& recurrence, const dates::Period& period) noexcept;

/// The times that one deadline names: "6 tháng, 9 tháng và năm" are three. In the order of the words, and no period
/// belongs to two of them, since a period is part of a reminder's identity. Inline and trivially copyable.
class Recurrences {
public:
    static constexpr std::size_t capacity = 5;

    Recurrences() = default;
    explicit Recurrences(const Recurrence& only_one) noexcept : items_{only_one}, size_(1) {}

    /// Joins one that differs from a kept one in `only` alone with it. False, and nothing changes, where the list is full
    /// or a kept one has the same period.
    bool add(const Recurrence& recurrence) noexcept;

    const Recurrence* begin() const noexcept { return items_.data(); }
    const Recurrence* end() const noexcept { return items_.data() + size_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const Recurrence& operator[](std::size_t n) const noexcept { return items_[n]; }
    const Recurrence& front() const noexcept { return items_.front(); }

    /// The one that has this period, or null.
    const Recurrence* of(const dates::Period& period) const noexcept;

    friend bool operator==(const Recurrences& a, const Recurrences& b) noexcept {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    std::array<Recurrence, capacity> items_{};
    std::uint8_t size_ = 0;
};

/// A length of time from an event to the due day: "trong thời hạn 15 ngày làm việc". A count of 0 is none; below 0 the due
/// day lies before the event, -1 day being the last one before it ("trước khi ...").
struct Term {
    enum class Of : std::uint8_t { days, working_days, months };
    Of of = Of::days;
    std::int16_t count = 0;
    friend bool operator==(const Term&, const Term&) = default;
};

/// The last day of a term: the first day is not counted, and an end on a day off moves to the next working day
/// (Civil Code 2015 arts. 147 and 148). Days counted back from an event are not moved.
dates::Date end_of_term(dates::Date from, const Term& term, const dates::Calendar& calendar) noexcept;

/// The computable part of a deadline. Trivially copyable and small, since a million of them are held in memory.
struct Meaning {
    Kind kind = Kind::unresolved;
    bool then_continuous = false;  ///< "Quý III/2026, triển khai thường xuyên"
    bool has_condition = false;    ///< waits for, or depends on, the event in Deadline::condition
    /// For conditional: how long after the event it is due ("trong vòng 10 ngày kể từ khi ..."); none: on the event's day.
    Term term;
    /// For recurring; also for a continuous duty that names a cycle ("Thường xuyên, hằng quý"), and for a fixed one that
    /// names several times ("Tháng 3, tháng 9/2026"), each with its year.
    Recurrences recurrences;
    /// First day, where the words name one: always for a window, of the series for recurring.
    std::optional<dates::Date> start;
    /// Last acceptable day for fixed and window; of several times the last. For recurring and continuous the day after
    /// which the duty ends, where the words name one ("Hằng năm, giai đoạn 2026-2030").
    std::optional<dates::Date> due;
    friend bool operator==(const Meaning&, const Meaning&) = default;
};

/// Whether the duty is owed period by period: recurring, or fixed at several times.
bool has_periods(const Meaning& meaning) noexcept;

/// What a deadline means once the event that it waits for has happened: conditional becomes fixed on the event's day or
/// at the end of its term; every other kind stays and no longer depends on the event.
Meaning after_event(const Meaning& meaning, dates::Date event, const dates::Calendar& calendar) noexcept;

/// A stretch of Deadline::words that a part of the meaning came from, so that a page can underline it.
struct Mark {
    enum class Part : std::uint8_t { start, due, recurrence, condition, continuation, unresolved };
    Part part = Part::due;
    std::uint8_t recurrence = 0;  ///< for Part::recurrence: its place in Meaning::recurrences
    std::uint32_t begin = 0;      ///< in bytes, on the boundary of a character with its marks
    std::uint32_t end = 0;
    friend bool operator==(const Mark&, const Mark&) = default;
};

/// A deadline as a document states it: the words, unchanged, and what they mean.
struct Deadline {
    std::string words;
    Meaning meaning;
    std::string condition;   ///< "khi có quyết định của Trung ương", as written
    std::string unresolved;  ///< for Kind::unresolved: the part that was not understood
    /// For Kind::unresolved words that can be understood in more than one way: the different meanings.
    std::vector<Meaning> readings = {};
    /// By where they begin; they do not overlap. A part that brackets interrupt has several.
    std::vector<Mark> marks = {};
    /// For Kind::unresolved: why, in one sentence for a person.
    std::string_view why = {};
    /// The years whose days off the meaning was computed with, first and last; 0 where none mattered.
    std::pair<int, int> years_counted = {};
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// The last acceptable day of a recurring duty for one period. Pure, O(1).
dates::Date due_day(const Recurrence& recurrence, const dates::Period& period,
                    const dates::Calendar& calendar) noexcept;

/// fixed, window, recurring, continuous, conditional, unresolved
std::string_view kind_name(Kind kind) noexcept;

/// As above, and ambiguous for words with more than one reading.
std::string_view kind_name(const Deadline& deadline) noexcept;

/// start, due, recurrence, condition, continuation, unresolved
std::string_view part_name(Mark::Part part) noexcept;

/// How often it comes: none, weekly, monthly, quarterly, half-yearly, nine-monthly, yearly. "Quý I hằng năm" is yearly;
/// of several the one that comes most often, and the times of a fixed deadline are none.
std::string_view recurrence_name(const std::optional<Recurrence>& recurrence) noexcept;
std::string_view recurrence_name(const Recurrences& recurrences) noexcept;

}  // namespace rules::deadlines
