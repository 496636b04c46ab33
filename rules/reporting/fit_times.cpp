#include "rules/reporting/fit_times.hpp"

#include "rules/deadlines/periods.hpp"

namespace rules::reporting {

using dates::PeriodKind;
using deadlines::DuePlace;
using deadlines::Recurrence;

Recurrence recurring(PeriodKind period, const DuePlace& due) {
    Recurrence recurrence;
    recurrence.period = period;
    recurrence.due = due;
    return recurrence;
}

std::optional<Recurrence> own_period(const TimeItem& limit) {
    for (const deadlines::Place& place : limit.places) {
        const bool next_month =
            place.of == deadlines::Unit::period && place.due.anchor == DuePlace::Anchor::month_after;
        const auto period = period_kind(next_month ? deadlines::Unit::month : place.of);
        if (place.named && period) {
            return placed(recurring(*period), place);
        }
    }
    return std::nullopt;
}

std::optional<Recurrence> fitting(const Recurrence& period, const TimeItem& limit) {
    std::optional<Recurrence> only;
    for (const deadlines::Place& place : limit.places) {
        const auto found = placed(period, place);
        if (found && only && *only != *found) {
            return std::nullopt;
        }
        if (found) {
            only = found;
        }
    }
    return only;
}

bool is_plain_year(const TimeItem& item) {
    return item.period && item.period->period == PeriodKind::year && item.period->only.all();
}

int month_of_year(const TimeItem& limit) {
    for (const deadlines::Place& place : limit.places) {
        if (place.due.anchor == DuePlace::Anchor::month_of_year) {
            return place.due.month;
        }
    }
    return 0;
}

}  // namespace rules::reporting
