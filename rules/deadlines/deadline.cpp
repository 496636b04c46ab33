#include "rules/deadlines/deadline.hpp"

#include <array>

namespace rules::deadlines {
namespace {

using dates::Date;
using dates::PeriodKind;
using std::chrono::days;

/// The n-th month after January of a year, with the day clamped to its end.
Date day_of_month(int year, int months_after_january, int day) noexcept {
    const int months = year * 12 + months_after_january;
    return dates::clamped_date(months / 12, months % 12 + 1, day);
}

int month_of(Date date) noexcept {
    return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{date}.month()));
}

Date last_weekday(Date last, int weekday) noexcept {
    const auto of_last = static_cast<int>(std::chrono::weekday{last}.iso_encoding());
    return last - days{(of_last - weekday + 7) % 7};
}

Date anchor_day(const DuePlace& place, const dates::Period& period) noexcept {
    const Date first = period.first();
    const Date last = period.last();
    switch (place.anchor) {
        case DuePlace::Anchor::month_of_year:
            return dates::clamped_date(period.year + place.year_offset, place.month, place.day);
        case DuePlace::Anchor::month_of_period:
            return place.month > 0 ? day_of_month(dates::year_of(first), month_of(first) + place.month - 2, place.day)
                                   : day_of_month(dates::year_of(last), month_of(last) + place.month, place.day);
        case DuePlace::Anchor::month_after:
            return day_of_month(dates::year_of(last), month_of(last) + place.month - 1, place.day);
        case DuePlace::Anchor::weekday: return last_weekday(last, place.day);
        case DuePlace::Anchor::period_end: break;
    }
    return last;
}

}  // namespace

Date due_day(const Recurrence& recurrence, const dates::Period& period, const dates::Calendar& calendar) noexcept {
    const Date day = anchor_day(recurrence.due, period) + days{recurrence.due.shift_days};
    return calendar.add_working_days(day, recurrence.due.shift_working_days);
}

std::string_view kind_name(Kind kind) noexcept {
    constexpr std::array<std::string_view, 6> names{"fixed",      "window",      "recurring",
                                                    "continuous", "conditional", "unresolved"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view recurrence_name(const std::optional<Recurrence>& recurrence) noexcept {
    if (!recurrence) {
        return "none";
    }
    const bool once_a_year = recurrence->only != 0 && recurrence->period != PeriodKind::half_year;
    switch (once_a_year ? PeriodKind::year : recurrence->period) {
        case PeriodKind::week: return "weekly";
        case PeriodKind::month: return "monthly";
        case PeriodKind::quarter: return "quarterly";
        case PeriodKind::half_year: return "half-yearly";
        case PeriodKind::nine_months: return "nine-monthly";
        case PeriodKind::year: break;
    }
    return "yearly";
}

}  // namespace rules::deadlines
