#include "rules/reporting/forms.hpp"

#include <fmt/format.h>

#include <array>

namespace rules::reporting {
namespace {

using dates::PeriodKind;
using deadlines::DuePlace;
using deadlines::Recurrence;
using Anchor = DuePlace::Anchor;

/// A year without a leap day, so that "trước ngày 01/3" is 28 February.
constexpr int common_year = 2027;

std::string month_day(dates::Date date) {
    const std::chrono::year_month_day day{date};
    return fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

/// The day of a period that comes once a year.
std::string day_of_year(const Recurrence& recurrence) {
    static const dates::Calendar no_holidays;
    const auto index = static_cast<std::uint8_t>(recurrence.only.all() ? 1 : recurrence.only.first());
    return month_day(deadlines::due_day(recurrence, {recurrence.period, index, common_year}, no_holidays));
}

std::string weekday_form(const DuePlace& due) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const int day = due.anchor == Anchor::period_end ? 7 : due.day;
    return std::string(names[static_cast<std::size_t>((day - 1 + due.shift_days % 7 + 7) % 7)]);
}

/// Day 0 is the last day of the month before: "trước ngày 01 hằng tháng".
std::string month_form(const DuePlace& due, bool last_month, std::string_view prefix, std::string_view day_zero) {
    if (!last_month) {
        return {};
    }
    const int day = due.day + due.shift_days;
    if (due.day >= 31) {
        return due.shift_days == 0 ? "month-end" : "";
    }
    return day < 0 ? std::string() : day == 0 ? std::string(day_zero) : fmt::format("{}{:02}", prefix, day);
}

std::string place_form(const Recurrence& recurrence) {
    const DuePlace& due = recurrence.due;
    const bool once_a_year = recurrence.only.count() == 1 || recurrence.period == PeriodKind::year ||
                             recurrence.period == PeriodKind::nine_months;
    if (due.shift_working_days != 0) {
        return {};
    }
    if (once_a_year || due.anchor == Anchor::month_of_year) {
        return day_of_year(recurrence);
    }
    if (recurrence.period == PeriodKind::week) {
        return weekday_form(due);
    }
    if (recurrence.period == PeriodKind::half_year && due.anchor == Anchor::month_of_period) {
        return day_of_year(recurrence);  // of the first half
    }
    const bool month = recurrence.period == PeriodKind::month;
    const bool quarter = recurrence.period == PeriodKind::quarter;
    switch (due.anchor) {
        case Anchor::period_end: return due.shift_days == 0 ? "month-end" : "";
        case Anchor::month_of_period:
            return month     ? month_form(due, due.month == -1 || due.month == 1, "", "month-end")
                   : quarter ? month_form(due, due.month == -1 || due.month == 3, "quarter-last-month-", "")
                             : std::string();
        case Anchor::month_after: return month_form(due, due.month == 1, "next-month-", "month-end");
        default: return {};
    }
}

}  // namespace

std::string due_form(const Duty& duty) {
    if (duty.frequency == Frequency::once && duty.due) {
        return fmt::format("{}-{}", dates::year_of(*duty.due), month_day(*duty.due));
    }
    return duty.recurrence && duty.names_day ? place_form(*duty.recurrence) : std::string();
}

std::string period_form(const Recurrence& recurrence) {
    constexpr std::array<std::string_view, 6> names{"week", "month", "quarter", "half-year", "nine-months", "year"};
    std::string name(names[static_cast<std::size_t>(recurrence.period)]);
    return recurrence.only.all() ? name : fmt::format("{}({})", name, recurrence.only.first());
}

}  // namespace rules::reporting
