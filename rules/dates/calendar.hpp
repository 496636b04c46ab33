#pragma once

#include "rules/dates/date.hpp"

#include <cstddef>
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

/// Half a day off. People still work the other half, so the day counts as a working day; it is only shown.
struct HalfDay {
    enum class Off : std::uint8_t { morning, afternoon };
    DayOff day;
    Off off = Off::afternoon;
};

/// What is known of one year: the weekdays off and the weekend days that are worked instead.
struct CalendarYear {
    int year = 0;
    YearStatus status = YearStatus::computed;
    std::vector<DayOff> days_off = {};
    std::vector<DayOff> worked = {};
    std::vector<HalfDay> half_days = {};
    std::string source = {};  ///< the decisions that the whole year follows
};

/// Adds what a site has beside the official days. Where both name a date the site's word counts: a day off that the site
/// works is no day off, and the other way round. The year's status stays.
void supplement(CalendarYear& year, const CalendarYear& site);

/// The working calendar of a site: weekends, public holidays, substitute days off, swapped Saturdays.
///
/// Immutable. Working days are answered in O(1): the whole range is counted once when the calendar is made
/// (about 85,000 days, 0.6 MB), because evaluation asks for them once per due day and stage. Years without
/// data have weekends only; `holidays.hpp` computes what the law alone gives. Where a year is given twice the
/// later entry replaces the earlier, and a date that is both off and worked is worked. Dates outside
/// `first_year`..`last_year` are clamped to that range, and an answer that would lie outside is its first or
/// last day.
class Calendar {
public:
    Calendar();
    explicit Calendar(std::vector<CalendarYear> years);

    bool is_working_day(Date date) const noexcept;

    /// The last working day on or before, the first on or after.
    Date on_or_before(Date date) const noexcept;
    Date on_or_after(Date date) const noexcept;

    /// Counts working days from the day after `date` (from the day before where `count` is negative); zero
    /// gives the date itself. "5 working days from Fri 20/11/2026" is Mon 30/11/2026, since 24/11 is off.
    Date add_working_days(Date date, int count) const noexcept;

    /// Working days in first..last, both included; zero where last < first.
    int working_days(Date first, Date last) const noexcept;

    /// The holiday's entry, or null on an ordinary day or weekend. Lives as long as the calendar. O(log days
    /// off).
    const DayOff* day_off(Date date) const noexcept;

    /// A year without data is `computed`.
    YearStatus status(int year) const noexcept;
    const std::vector<CalendarYear>& years() const noexcept { return years_; }

private:
    /// Where an entry lies in `years_`: an index, so that copies of the calendar stay valid.
    struct Entry {
        Date date;
        std::uint32_t year;
        std::uint32_t item;
    };

    void count(const std::vector<std::uint8_t>& works);
    void list_days_off();
    std::size_t index(Date date) const noexcept;
    Date working_day(std::int64_t n) const noexcept;

    std::vector<CalendarYear> years_;          ///< by year
    std::vector<Entry> days_off_;              ///< by date
    std::vector<std::int32_t> worked_before_;  ///< working days before day i; one more than there are days
    std::vector<std::int32_t> working_days_;   ///< the n-th working day, as a day index
};

}  // namespace rules::dates
