#include "rules/engine/calendar_steps.hpp"

#include <algorithm>

namespace rules::engine {

using dates::Date;

namespace {

const dates::DayOff* worked_entry(const dates::Calendar& calendar, Date date) {
    for (const dates::CalendarYear& year : calendar.years()) {
        for (const dates::DayOff& entry : year.worked) {
            if (entry.date == date) return &entry;
        }
    }
    return nullptr;
}

}  // namespace

std::vector<CalendarStep> steps_between(const dates::Calendar& calendar, Date a, Date b, bool weekends) {
    std::vector<CalendarStep> steps;
    for (Date date = std::min(a, b); date <= std::max(a, b); date += std::chrono::days{1}) {
        if (const dates::DayOff* entry = calendar.day_off(date); entry != nullptr && !calendar.is_working_day(date)) {
            steps.push_back({date, CalendarStep::Kind::day_off, entry});
        } else if (const dates::DayOff* worked = worked_entry(calendar, date)) {
            steps.push_back({date, CalendarStep::Kind::worked, worked});
        } else if (weekends && !calendar.is_working_day(date)) {
            steps.push_back({date, CalendarStep::Kind::weekend, nullptr});
        }
    }
    return steps;
}

std::vector<CalendarStep> steps_of(const StageDay& when, bool working, Date from, const dates::Calendar& calendar) {
    if (working) return steps_between(calendar, when.day, from, false);
    if (when.nominal == when.day) return {};
    return steps_between(calendar, when.nominal, when.day, true);
}

bool is_provisional(const dates::Calendar& calendar, Date a, Date b) {
    return calendar.status(dates::year_of(a)) == dates::YearStatus::computed ||
           calendar.status(dates::year_of(b)) == dates::YearStatus::computed;
}

}  // namespace rules::engine
