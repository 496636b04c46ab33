#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rules::dates {

/// Whether a year's days off follow official decisions or were only computed from the law.
enum class YearStatus : std::uint8_t { confirmed, computed };

struct DayOff {
    Date date;
    std::string name;   ///< "Tết Nguyên đán"
    std::string basis;  ///< the decision or article it rests on
};

/// What is known of one year: the weekdays off and the weekend days that are worked instead.
struct CalendarYear {
    int year = 0;
    YearStatus status = YearStatus::computed;
    std::vector<DayOff> days_off;
    std::vector<DayOff> worked;
};

/// The working calendar of a site: weekends, public holidays, substitute days off, swapped Saturdays.
///
/// Immutable. Every query is O(1): the whole range is counted once when the calendar is made (about 85,000 days, 0.7 MB),
/// because evaluation asks for working days once per due day and stage. Years without data have weekends only.
/// Dates outside `first_year`..`last_year` are clamped to that range.
class Calendar {
public:
    Calendar();
    explicit Calendar(std::vector<CalendarYear> years);

    bool is_working_day(Date date) const noexcept;

    /// The last working day on or before, the first on or after.
    Date on_or_before(Date date) const noexcept;
    Date on_or_after(Date date) const noexcept;

    /// Counts working days from the day after `date` (from the day before where `count` is negative); zero gives the date
    /// itself. "5 working days from Fri 20/11/2026" is Mon 30/11/2026, since 24/11 is off.
    Date add_working_days(Date date, int count) const noexcept;

    /// Working days in first..last, both included; zero where last < first.
    int working_days(Date first, Date last) const noexcept;

    /// The holiday's entry, or null on an ordinary day or weekend.
    const DayOff* day_off(Date date) const noexcept;
    YearStatus status(int year) const noexcept;
    const std::vector<CalendarYear>& years() const noexcept { return years_; }

private:
    std::size_t index(Date date) const noexcept;

    std::vector<CalendarYear> years_;
    std::vector<std::int32_t> worked_before_;  ///< working days before day i
    std::vector<std::int32_t> working_days_;   ///< the n-th working day, as a day index
};

}  // namespace rules::dates
