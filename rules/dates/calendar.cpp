#include "rules/dates/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace rules::dates {

namespace {

using std::chrono::days;

constexpr Date range_first{std::chrono::year{first_year} / 1 / 1};
constexpr Date range_last{std::chrono::year{last_year} / 12 / 31};
constexpr std::int64_t day_count = (range_last - range_first).count() + 1;

constexpr bool in_range(Date date) noexcept {
    return date >= range_first && date <= range_last;
}

constexpr std::size_t offset(Date date) noexcept {
    return static_cast<std::size_t>((date - range_first).count());
}

/// For each day of the range, 1 where it is worked: first Monday to Friday, before any holiday is known.
std::vector<std::uint8_t> ordinary_weeks() {
    static_assert(std::chrono::weekday{range_first} == std::chrono::Monday);
    std::vector<std::uint8_t> works(static_cast<std::size_t>(day_count));
    for (std::size_t i = 0; i < works.size(); ++i) {
        works[i] = i % 7 < 5 ? 1 : 0;
    }
    return works;
}

void mark(std::vector<std::uint8_t>& works, const std::vector<DayOff>& dates, std::uint8_t value) {
    for (const DayOff& entry : dates) {
        if (in_range(entry.date)) {
            works[offset(entry.date)] = value;
        }
    }
}

/// Sorted by year; of two entries for one year the later one stays.
std::vector<CalendarYear> one_per_year(std::vector<CalendarYear> years) {
    std::reverse(years.begin(), years.end());
    std::stable_sort(years.begin(), years.end(),
                     [](const CalendarYear& a, const CalendarYear& b) { return a.year < b.year; });
    const auto same_year = [](const CalendarYear& a, const CalendarYear& b) { return a.year == b.year; };
    years.erase(std::unique(years.begin(), years.end(), same_year), years.end());
    return years;
}

bool names(const std::vector<DayOff>& entries, Date date) {
    return std::any_of(entries.begin(), entries.end(), [date](const DayOff& day) { return day.date == date; });
}

}  // namespace

void supplement(CalendarYear& year, const CalendarYear& site) {
    const auto said_otherwise = [&site](const DayOff& day) {
        return names(site.days_off, day.date) || names(site.worked, day.date);
    };
    std::erase_if(year.days_off, said_otherwise);
    std::erase_if(year.worked, said_otherwise);
    year.days_off.insert(year.days_off.end(), site.days_off.begin(), site.days_off.end());
    year.worked.insert(year.worked.end(), site.worked.begin(), site.worked.end());
    year.half_days.insert(year.half_days.end(), site.half_days.begin(), site.half_days.end());
}

Calendar::Calendar() : Calendar(std::vector<CalendarYear>{}) {}

Calendar::Calendar(std::vector<CalendarYear> years) : years_(one_per_year(std::move(years))) {
    std::vector<std::uint8_t> works = ordinary_weeks();
    for (const CalendarYear& year : years_) {
        mark(works, year.days_off, 0);
    }
    for (const CalendarYear& year : years_) {
        mark(works, year.worked, 1);
    }
    count(works);
    list_days_off();
}

void Calendar::count(const std::vector<std::uint8_t>& works) {
    const auto total = std::accumulate(works.begin(), works.end(), std::size_t{0});
    worked_before_.resize(works.size() + 1);
    working_days_.resize(total + 1);  // one spare slot: each day is written, and stays where it is worked
    std::size_t worked = 0;
    for (std::size_t i = 0; i < works.size(); ++i) {
        worked_before_[i] = static_cast<std::int32_t>(worked);
        working_days_[worked] = static_cast<std::int32_t>(i);
        worked += works[i];
    }
    worked_before_.back() = static_cast<std::int32_t>(worked);
    working_days_.pop_back();
}

void Calendar::list_days_off() {
    for (std::uint32_t y = 0; y < years_.size(); ++y) {
        for (std::uint32_t i = 0; i < years_[y].days_off.size(); ++i) {
            days_off_.push_back({years_[y].days_off[i].date, y, i});
        }
    }
    std::stable_sort(days_off_.begin(), days_off_.end(),
                     [](const Entry& a, const Entry& b) { return a.date < b.date; });
}

std::size_t Calendar::index(Date date) const noexcept {
    return offset(std::clamp(date, range_first, range_last));
}

Date Calendar::working_day(std::int64_t n) const noexcept {
    if (n < 0) {
        return range_first;
    }
    if (n >= static_cast<std::int64_t>(working_days_.size())) {
        return range_last;
    }
    return range_first + days{working_days_[static_cast<std::size_t>(n)]};
}

bool Calendar::is_working_day(Date date) const noexcept {
    const std::size_t i = index(date);
    return worked_before_[i + 1] != worked_before_[i];
}

Date Calendar::on_or_before(Date date) const noexcept {
    return working_day(std::int64_t{worked_before_[index(date) + 1]} - 1);
}

Date Calendar::on_or_after(Date date) const noexcept {
    return working_day(worked_before_[index(date)]);
}

Date Calendar::add_working_days(Date date, int count) const noexcept {
    if (count == 0) {
        return date;
    }
    const std::size_t i = index(date);
    // Forwards the first day counted is the next working day after `date`; backwards the last one before it.
    const std::int64_t origin = count > 0 ? std::int64_t{worked_before_[i + 1]} - 1 : worked_before_[i];
    return working_day(origin + count);
}

int Calendar::working_days(Date first, Date last) const noexcept {
    const Date end = last + days{1};
    if (end <= first) {
        return 0;
    }
    const auto before = [this](Date date) {
        return worked_before_[offset(std::clamp(date, range_first, range_last + days{1}))];
    };
    return before(end) - before(first);
}

const DayOff* Calendar::day_off(Date date) const noexcept {
    const auto found = std::lower_bound(days_off_.begin(), days_off_.end(), date,
                                        [](const Entry& entry, Date wanted) { return entry.date < wanted; });
    if (found == days_off_.end() || found->date != date) {
        return nullptr;
    }
    return &years_[found->year].days_off[found->item];
}

YearStatus Calendar::status(int year) const noexcept {
    const auto found = std::lower_bound(years_.begin(), years_.end(), year,
                                        [](const CalendarYear& entry, int wanted) { return entry.year < wanted; });
    return found != years_.end() && found->year == year ? found->status : YearStatus::computed;
}

}  // namespace rules::dates
