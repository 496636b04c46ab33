#include "rules/deadlines/periods.hpp"

namespace rules::deadlines {
namespace {

using dates::PeriodKind;

/// Reports of a half-year are due from the month before its end to the second after; none in other months.
PeriodSet half_year_due_in(const DuePlace& due) {
    const int month = due.month + 12 * due.year_offset;
    if (month >= 5 && month <= 8) {
        return PeriodSet::of(1);
    }
    return month >= 11 && month <= 14 ? PeriodSet::of(2) : PeriodSet{};
}

}  // namespace

std::optional<PeriodKind> period_kind(Unit unit) noexcept {
    switch (unit) {
        case Unit::week: return PeriodKind::week;
        case Unit::month: return PeriodKind::month;
        case Unit::quarter: return PeriodKind::quarter;
        case Unit::half_year: return PeriodKind::half_year;
        case Unit::nine_months: return PeriodKind::nine_months;
        case Unit::year: return PeriodKind::year;
        default: return std::nullopt;
    }
}

Unit unit_of(PeriodKind period) noexcept {
    switch (period) {
        case PeriodKind::week: return Unit::week;
        case PeriodKind::month: return Unit::month;
        case PeriodKind::quarter: return Unit::quarter;
        case PeriodKind::half_year: return Unit::half_year;
        case PeriodKind::nine_months: return Unit::nine_months;
        case PeriodKind::year: break;
    }
    return Unit::year;
}

bool fits(const Place& place, PeriodKind period) noexcept {
    const bool long_period =
        period == PeriodKind::year || period == PeriodKind::half_year || period == PeriodKind::nine_months;
    if (place.due.anchor == DuePlace::Anchor::month_of_year && !long_period) {
        return false;
    }
    const bool in_months =
        place.due.anchor == DuePlace::Anchor::month_of_period || place.due.anchor == DuePlace::Anchor::month_after;
    if (in_months && period == PeriodKind::week) {
        return false;
    }
    return place.of == Unit::period || place.of == unit_of(period);
}

std::optional<Recurrence> placed(Recurrence recurrence, const Place& place) noexcept {
    const bool day_of_year = place.due.anchor == DuePlace::Anchor::month_of_year;
    if (!fits(place, recurrence.period) && !(day_of_year && !recurrence.only.all())) {
        return std::nullopt;
    }
    if (day_of_year && recurrence.period == PeriodKind::half_year && recurrence.only.all()) {
        recurrence.only = half_year_due_in(place.due);
        if (recurrence.only.all()) {
            return std::nullopt;
        }
    }
    recurrence.due = place.due;
    return recurrence;
}

}  // namespace rules::deadlines
