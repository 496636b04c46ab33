#include "rules/deadlines/deadline.hpp"

#include <array>
#include <span>

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

/// Months and quarters picked from a year come with the year.
PeriodKind frequency_of(const Recurrence& recurrence) noexcept {
    const bool once_a_year = !recurrence.only.all() && recurrence.period != PeriodKind::half_year;
    return once_a_year ? PeriodKind::year : recurrence.period;
}

}  // namespace

Date due_day(const Recurrence& recurrence, const dates::Period& period, const dates::Calendar& calendar) noexcept {
    const Date day = anchor_day(recurrence.due, period) + days{recurrence.due.shift_days};
    return calendar.add_working_days(day, recurrence.due.shift_working_days);
}

bool has_period(const Recurrence& recurrence, const dates::Period& period) noexcept {
    return recurrence.period == period.kind && recurrence.only.has(period.index) &&
           (recurrence.year == 0 || recurrence.year == period.year);
}

bool Recurrences::add(const Recurrence& recurrence) noexcept {
    for (Recurrence& kept : std::span(items_).first(size_)) {
        const bool overlap = kept.only.all() || recurrence.only.all() || (kept.only.bits & recurrence.only.bits) != 0;
        const bool same_year = kept.year == recurrence.year || kept.year == 0 || recurrence.year == 0;
        if (kept.period == recurrence.period && same_year && overlap) {
            return false;
        }
        Recurrence joined = kept;
        joined.only = recurrence.only;
        if (joined == recurrence) {
            kept.only.bits |= recurrence.only.bits;
            if (kept.only.count() == dates::periods_in_year(kept.period, kept.year)) {
                kept.only = {};
            }
            return true;
        }
    }
    if (size_ == capacity) {
        return false;
    }
    items_[size_++] = recurrence;
    return true;
}

const Recurrence* Recurrences::of(const dates::Period& period) const noexcept {
    const Recurrence* found =
        std::find_if(begin(), end(), [&](const Recurrence& recurrence) { return has_period(recurrence, period); });
    return found == end() ? nullptr : found;
}

Date end_of_term(Date from, const Term& term, const dates::Calendar& calendar) noexcept {
    if (term.count < 0 && term.of != Term::Of::working_days) {
        return term.of == Term::Of::months ? dates::add_months(from, term.count) : from + days{term.count};
    }
    switch (term.of) {
        case Term::Of::working_days: return calendar.add_working_days(from, term.count);
        case Term::Of::months: return calendar.on_or_after(dates::add_months(from, term.count));
        case Term::Of::days: break;
    }
    return calendar.on_or_after(from + days{term.count});
}

bool has_periods(const Meaning& meaning) noexcept {
    return !meaning.recurrences.empty() && (meaning.kind == Kind::recurring || meaning.kind == Kind::fixed);
}

Meaning after_event(const Meaning& meaning, Date event, const dates::Calendar& calendar) noexcept {
    Meaning met = meaning;
    met.has_condition = false;
    if (meaning.kind == Kind::conditional) {
        met.kind = Kind::fixed;
        met.due = meaning.term.count == 0 ? event : end_of_term(event, meaning.term, calendar);
        met.term = {};
    }
    return met;
}

std::string_view kind_name(Kind kind) noexcept {
    constexpr std::array<std::string_view, 6> names{"fixed",      "window",      "recurring",
                                                    "continuous", "conditional", "unresolved"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view kind_name(const Deadline& deadline) noexcept {
    return deadline.readings.empty() ? kind_name(deadline.meaning.kind) : "ambiguous";
}

std::string_view part_name(Mark::Part part) noexcept {
    constexpr std::array<std::string_view, 6> names{"start",     "due",          "recurrence",
                                                    "condition", "continuation", "unresolved"};
    return names[static_cast<std::size_t>(part)];
}

std::string_view recurrence_name(const Recurrences& recurrences) noexcept {
    const Recurrence* often =
        std::min_element(recurrences.begin(), recurrences.end(),
                         [](const auto& a, const auto& b) { return frequency_of(a) < frequency_of(b); });
    return often == recurrences.end() ? "none" : recurrence_name(*often);
}

std::string_view recurrence_name(const std::optional<Recurrence>& recurrence) noexcept {
    if (!recurrence || recurrence->year != 0) {
        return "none";
    }
    switch (frequency_of(*recurrence)) {
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
