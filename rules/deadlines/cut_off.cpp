#include "rules/deadlines/cut_off.hpp"

namespace rules::deadlines {
namespace {

using dates::PeriodKind;

constexpr int last_month = -1;

DuePlace day_of_month(int month, int day) noexcept {
    DuePlace place;
    place.anchor = DuePlace::Anchor::month_of_period;
    place.month = static_cast<std::int8_t>(month);
    place.day = static_cast<std::int8_t>(day);
    return place;
}

int months_of(PeriodKind period) noexcept {
    return period == PeriodKind::nine_months ? 9 : 12 / dates::periods_in_year(period, 0);
}

dates::Date day_of(const DuePlace& place, const dates::Period& period, const dates::Calendar& calendar) noexcept {
    Recurrence recurrence;
    recurrence.period = period.kind;
    recurrence.due = place;
    return due_day(recurrence, period, calendar);
}

}  // namespace

DuePlace day_of_last_month(int day) noexcept {
    return day_of_month(last_month, day);
}

DuePlace day_of_month_before(PeriodKind period, int day) noexcept {
    return day_of_month(last_month - months_of(period), day);
}

std::optional<CutOff> decree_cut_off(PeriodKind period) noexcept {
    if (period == PeriodKind::week) return std::nullopt;
    return CutOff{day_of_month_before(period, 15), day_of_last_month(14)};
}

DataWindow data_window(const CutOff& cut_off, const dates::Period& period, const dates::Calendar& calendar) noexcept {
    return {day_of(cut_off.from, period, calendar), day_of(cut_off.to, period, calendar)};
}

}  // namespace rules::deadlines
