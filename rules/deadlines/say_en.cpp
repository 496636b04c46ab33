#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <array>

namespace rules::deadlines {
namespace {

using dates::Date;
using dates::PeriodKind;

std::string day_en(Date date) {
    constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    const std::chrono::year_month_day day{date};
    return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()));
}

std::string_view unit_en(PeriodKind period) {
    switch (period) {
        case PeriodKind::week: return "week";
        case PeriodKind::month: return "month";
        case PeriodKind::quarter: return "quarter";
        case PeriodKind::half_year: return "half-year";
        case PeriodKind::nine_months: return "nine months";
        case PeriodKind::year: break;
    }
    return "year";
}

std::string cycle_en(const Recurrence& recurrence) {
    std::string periods;
    for (int n = 1; n <= 12 && !recurrence.only.all(); ++n) {
        periods += recurrence.only.has(n) ? (periods.empty() ? "" : " and ") + std::to_string(n) : "";
    }
    if (recurrence.year != 0) {
        return fmt::format("{} {}, {}", unit_en(recurrence.period), periods, recurrence.year);
    }
    if (!periods.empty()) {
        return fmt::format("every year, {} {}", unit_en(recurrence.period), periods);
    }
    if (recurrence.every > 1) {
        return fmt::format("every {} years", recurrence.every);
    }
    return fmt::format("every {}", unit_en(recurrence.period));
}

std::string anchor_en(const DuePlace& place) {
    constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
    switch (place.anchor) {
        case DuePlace::Anchor::month_of_year:
            return fmt::format("day {} of month {}{}", place.day, place.month,
                               place.year_offset == 1 ? " of the next year" : "");
        case DuePlace::Anchor::month_of_period:
            return place.month == -1 ? fmt::format("day {} of the period's last month", place.day)
                                     : fmt::format("day {} of the period's month {}", place.day, place.month);
        case DuePlace::Anchor::month_after:
            return fmt::format("day {} of month {} after the period", place.day, place.month);
        case DuePlace::Anchor::weekday:
            return fmt::format("the period's last {}", weekdays[static_cast<std::size_t>(place.day - 1)]);
        case DuePlace::Anchor::period_end: break;
    }
    return "the period's last day";
}

std::string shift_en(int count, std::string_view what) {
    return count == 0 ? std::string{} : fmt::format(" {} {} {}", count > 0 ? "plus" : "minus", std::abs(count), what);
}

std::string recurrence_en(const Recurrence& recurrence) {
    const DuePlace& place = recurrence.due;
    if (place == DuePlace{}) {
        return cycle_en(recurrence);
    }
    const bool before = place.shift_days == -1 && place.shift_working_days == 0;
    return cycle_en(recurrence) + (before ? ", before " : ", by ") + anchor_en(place) +
           (before ? "" : shift_en(place.shift_days, "days") + shift_en(place.shift_working_days, "working days"));
}

std::string extent_en(const Meaning& meaning) {
    return (meaning.start ? ", from " + day_en(*meaning.start) : "") +
           (meaning.due ? ", until " + day_en(*meaning.due) : "");
}

std::string recurrences_en(const Recurrences& recurrences) {
    std::string said;
    for (const Recurrence& recurrence : recurrences) {
        said += (said.empty() ? "" : "; ") + recurrence_en(recurrence);
    }
    return said;
}

std::string condition_en(const Term& term) {
    constexpr std::array<std::string_view, 3> units{"days", "working days", "months"};
    if (term.count == 0) {
        return "when the condition is met";
    }
    return fmt::format("{} {} {} the condition is met", std::abs(term.count), units[static_cast<std::size_t>(term.of)],
                       term.count > 0 ? "after" : "before");
}

std::string core_en(const Meaning& meaning) {
    switch (meaning.kind) {
        case Kind::fixed:
            return meaning.recurrences.empty() ? "by " + day_en(*meaning.due)
                                               : "at each of: " + recurrences_en(meaning.recurrences);
        case Kind::window: return "from " + day_en(*meaning.start) + " to " + day_en(*meaning.due);
        case Kind::recurring: return recurrences_en(meaning.recurrences) + extent_en(meaning);
        case Kind::continuous:
            return "continuously" + (meaning.recurrences.empty() ? "" : ", " + recurrences_en(meaning.recurrences)) +
                   extent_en(meaning);
        case Kind::conditional: return condition_en(meaning.term);
        case Kind::unresolved: break;
    }
    return "not determined";
}

}  // namespace

std::string say_en(const Meaning& meaning) {
    std::string said = core_en(meaning);
    if (meaning.has_condition && meaning.kind != Kind::conditional) {
        said += ", when the condition is met";
    }
    if (meaning.then_continuous) {
        said += ", then continuously";
    }
    return said;
}

}  // namespace rules::deadlines
