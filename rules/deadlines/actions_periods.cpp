#include "rules/deadlines/actions.hpp"

#include "rules/deadlines/periods.hpp"
#include "rules/deadlines/slots.hpp"

#include <algorithm>
#include <array>

namespace rules::deadlines::make {
namespace {

using Anchor = DuePlace::Anchor;
using dates::PeriodKind;

Result cycle_with(std::optional<PeriodKind> period, int only, int every) {
    if (!period || every > 50) {
        return std::nullopt;
    }
    Cycle made;
    made.recurrence.period = *period;
    made.recurrence.only = only == 0 ? PeriodSet{} : PeriodSet::of(only);
    made.recurrence.every = static_cast<std::uint8_t>(every);
    return Value{made};
}

Place anchored(Anchor anchor, int month, int day, Unit of, bool named) {
    Place place;
    place.due.anchor = anchor;
    place.due.month = small(month);
    place.due.day = small(day);
    place.of = of;
    place.named = named;
    return place;
}

/// The unit a place belongs to: that of its slots, or the period whatever it is.
Unit unit_in(Values slots) {
    const Unit* unit = find<Unit>(slots);
    return unit != nullptr ? *unit : Unit::period;
}

/// The same place in words that name its period. "của tháng" is of each month; "của năm" is of the plan's year, or of
/// the one that follows.
Result named_short(Result place) {
    if (place) {
        std::get<Place>(*place).named = std::get<Place>(*place).of != Unit::year;
    }
    return place;
}

/// The same place in words that say of each.
Result named(Result place) {
    if (place) {
        std::get<Place>(*place).named = true;
    }
    return place;
}

Result working_days_from(Place place, int shift_days, int working_days) {
    place.due.shift_days = static_cast<std::int16_t>(shift_days);
    place.due.shift_working_days = static_cast<std::int16_t>(working_days);
    return Value{place};
}

Result shifted(Place place, const Term& length, int sign) {
    constexpr int most = 366;
    if (length.of == Term::Of::months || length.count > most) {
        return std::nullopt;
    }
    auto& shift = length.of == Term::Of::days ? place.due.shift_days : place.due.shift_working_days;
    if (shift != 0 || (length.of == Term::Of::days && place.due.shift_working_days != 0)) {
        return std::nullopt;
    }
    shift = static_cast<std::int16_t>(sign * length.count);
    return Value{place};
}

Result day_in(Values slots, int day) {
    const Place* month = find<Place>(slots);
    Place place = month != nullptr ? *month : anchored(Anchor::month_of_period, -1, 0, Unit::month, false);
    if (day < 1 || day > 31) {
        return std::nullopt;
    }
    place.due.day = small(day);
    return Value{place};
}

Result beginning_of(Values slots, bool named) {
    if (const Place* month = find<Place>(slots)) {
        Place place = *month;
        place.due.day = 1;
        return Value{place};
    }
    const Unit of = unit_in(slots);
    if (of == Unit::week) {
        return Value{anchored(Anchor::weekday, 0, 1, of, named)};
    }
    return Value{anchored(Anchor::month_of_period, 1, 1, of, named)};
}

Result end_of(Values slots, bool named) {
    if (find<Place>(slots) != nullptr) {
        return day_in(slots, 31);
    }
    return Value{anchored(Anchor::period_end, 0, 0, unit_in(slots), named)};
}

/// Words or a sign after which another duty may come.
bool may_be_two_duties(std::span<const Token> line) {
    constexpr std::array<std::string_view, 2> report{"báo", "cáo"};
    const auto is_semicolon = [](const Token& token) { return token.text == ";"; };
    return std::any_of(line.begin(), line.end(), is_semicolon) ||
           std::search(line.begin(), line.end(), report.begin(), report.end(),
                       [](const Token& token, std::string_view word) { return token.text == word; }) != line.end();
}

/// Whether that day of the year is another duty's than the only period of the year that is meant: "tháng 3 hằng năm; báo
/// cáo trước 15/12".
bool is_of_another_duty(const Recurrence& recurrence, const Place& place, std::span<const Token> line) {
    if (recurrence.only.all() || place.due.anchor != Anchor::month_of_year || !may_be_two_duties(line)) {
        return false;
    }
    constexpr int any_year = 2026;
    const int months = 12 / dates::periods_in_year(recurrence.period, any_year);
    return place.due.month + 12 * place.due.year_offset > recurrence.only.first() * months;
}

}  // namespace

Result cycle_of(Unit unit, int only) {
    const std::optional<PeriodKind> period = period_kind(unit);
    constexpr int any_year = 2026;
    const bool exists = only == 0 || (period && only <= dates::periods_in_year(*period, any_year));
    return exists ? cycle_with(period, only, 1) : std::nullopt;
}

Result cycle(Values slots, Scope&) {
    return cycle_with(period_kind(unit_in(slots)), 0, 1);
}

Result cycle_every(Values slots, Scope&) {
    return cycle_with(PeriodKind::year, 0, std::get<int>(slots[0]));
}

Result cycle_of_span(Values slots, Scope&) {
    const Span& span = *find<Span>(slots);
    const std::optional<PeriodKind> period = period_kind(span.unit);
    if (span.year != 0 || !period || *period == PeriodKind::year) {
        return std::nullopt;
    }
    const int months = span.last_month - span.first_month + 1;
    const int only = *period == PeriodKind::nine_months ? 0 : span.last_month / months;
    return cycle_with(period, only, 1);
}

Result cycle_of_first_months(Values slots, Scope& scope) {
    const Result months = first_months(slots.first(1), scope);
    return months ? cycle_of_span(Values(&*months, 1), scope) : std::nullopt;
}

Result cycle_of_last_months(Values slots, Scope& scope) {
    const Result months = last_months(slots.first(1), scope);
    return months ? cycle_of_span(Values(&*months, 1), scope) : std::nullopt;
}

Result times_a_year(Values slots, Scope&) {
    switch (*find<int>(slots)) {
        case 1: return cycle_of(Unit::year, 0);
        case 2: return cycle_of(Unit::half_year, 0);
        case 4: return cycle_of(Unit::quarter, 0);
        case 12: return cycle_of(Unit::month, 0);
        default: return std::nullopt;
    }
}

Result repeated(Values slots, Scope& scope) {
    const Place* place = find<Place>(slots);
    std::optional<Recurrence> recurrence = find<Cycle>(slots)->recurrence;
    if (place != nullptr) {
        const bool another = is_of_another_duty(*recurrence, *place, scope.line);
        recurrence = another ? std::nullopt : placed(*recurrence, *place);
    }
    if (!recurrence) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::recurring;
    meaning.recurrences = Recurrences(*recurrence);
    return Value{meaning};
}

Result repeated_named(Values slots, Scope&) {
    const Place& place = *find<Place>(slots);
    // "ngày 05 của tháng tiếp theo" without more follows a month.
    const bool next_month = place.of == Unit::period && place.due.anchor == Anchor::month_after;
    const auto period = period_kind(next_month ? Unit::month : place.of);
    if (!place.named || !period) {
        return std::nullopt;
    }
    Recurrence recurrence;
    recurrence.period = *period;
    const auto found = placed(recurrence, place);
    if (!found) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::recurring;
    meaning.recurrences = Recurrences(*found);
    return Value{meaning};
}

Result place_of_cycle(Values slots, Scope&) {
    Place place = *find<Place>(slots);
    const Recurrence& cycle = find<Cycle>(slots)->recurrence;
    if (!placed(cycle, place) || cycle.every != 1) {
        return std::nullopt;
    }
    place.of = unit_of(cycle.period);
    return Value{place};
}

Result place_before(Values slots, Scope& scope) {
    Place place = std::get<Place>(slots.back());
    if (place.due.shift_days != 0 || place.due.shift_working_days != 0) {
        return std::nullopt;
    }
    place.due.shift_days = scope.before == Before::inclusive ? std::int16_t{0} : std::int16_t{-1};
    return Value{place};
}

Result place_day_month(Values slots, Scope&) {
    const Span& day = *find<Span>(slots);
    return Value{anchored(Anchor::month_of_year, day.first_month, day.first_day, Unit::period, false)};
}

Result place_dashed(Values slots, Scope& scope) {
    const Result day = day_month(slots, scope);
    return day ? place_day_month(Values(&*day, 1), scope) : std::nullopt;
}

Result place_next_year(Values slots, Scope& scope) {
    Result place = place_day_month(slots, scope);
    std::get<Place>(*place).due.year_offset = 1;
    return place;
}

Result place_canonical(Values slots, Scope& scope) {
    const Values::value_type reversed[] = {slots[1], slots[0]};
    const Result day = day_month(reversed, scope);
    return day ? place_day_month(Values(&*day, 1), scope) : std::nullopt;
}

Result place_day(Values slots, Scope&) {
    return day_in(slots, std::get<int>(slots[0]));
}

Result place_day_named(Values slots, Scope& scope) {
    return named(place_day(slots, scope));
}

Result place_middle(Values slots, Scope&) {
    if (find<Place>(slots) != nullptr) {
        return day_in(slots, 15);
    }
    switch (unit_in(slots)) {
        case Unit::month: return Value{anchored(Anchor::month_of_period, -1, 15, Unit::month, false)};
        case Unit::year: return Value{anchored(Anchor::month_of_year, 6, 30, Unit::year, false)};
        default: return std::nullopt;
    }
}

Result place_middle_named(Values slots, Scope& scope) {
    return named(place_middle(slots, scope));
}

Result weekday_place(int weekday, Unit of) {
    return Value{anchored(Anchor::weekday, 0, weekday, of, false)};
}

Result place_weekday(Values slots, Scope&) {
    const Unit* of = find<Unit>(slots);
    return weekday_place(std::get<int>(slots[0]), of != nullptr ? *of : Unit::week);
}

Result place_sunday(Values slots, Scope&) {
    const Unit* of = find<Unit>(slots);
    return weekday_place(7, of != nullptr ? *of : Unit::week);
}

Result place_weekday_named(Values slots, Scope& scope) {
    return named_short(place_weekday(slots, scope));
}

Result place_sunday_named(Values slots, Scope& scope) {
    return named_short(place_sunday(slots, scope));
}

Result place_quarter_day(Values slots, Scope&) {
    const Value month[] = {slots[0], anchored(Anchor::month_of_period, -1, 0, Unit::quarter, true)};
    return day_in(month, std::get<int>(slots[0]));
}

Result place_next_month_day(Values slots, Scope&) {
    const Value month[] = {slots[0], anchored(Anchor::month_after, 1, 0, Unit::period, true)};
    return day_in(month, std::get<int>(slots[0]));
}

Result place_month_end(Values, Scope&) {
    return Value{anchored(Anchor::period_end, 0, 0, Unit::month, false)};
}

Result place_end(Values slots, Scope&) {
    return end_of(slots, false);
}

Result place_end_named(Values slots, Scope&) {
    return end_of(slots, true);
}

Result place_last_week(Values slots, Scope&) {
    const bool has_weeks = unit_in(slots) != Unit::week && unit_in(slots) != Unit::period;
    return has_weeks ? named_short(end_of(slots, false)) : std::nullopt;
}

Result place_end_of_month(Values slots, Scope&) {
    return find<Place>(slots)->of == Unit::period ? std::nullopt : end_of(slots, true);
}

Result place_beginning(Values slots, Scope&) {
    return beginning_of(slots, false);
}

Result place_beginning_named(Values slots, Scope&) {
    return beginning_of(slots, true);
}

Result place_last_working_day(Values slots, Scope&) {
    const Result end = end_of(slots, false);
    return working_days_from(std::get<Place>(*end), 1, -1);
}

Result place_last_working_day_named(Values slots, Scope& scope) {
    return named_short(place_last_working_day(slots, scope));
}

Result place_month_begins(Values slots, Scope&) {
    return Value{anchored(Anchor::month_of_year, std::get<int>(slots[0]), 1, Unit::period, false)};
}

Result place_month_ends(Values slots, Scope&) {
    return Value{anchored(Anchor::month_of_year, std::get<int>(slots[0]), 31, Unit::period, false)};
}

Result place_quarter_begins(Values slots, Scope&) {
    return Value{anchored(Anchor::month_of_year, std::get<int>(slots[0]) * 3 - 2, 1, Unit::period, false)};
}

Result place_quarter_ends(Values slots, Scope&) {
    return Value{anchored(Anchor::month_of_year, std::get<int>(slots[0]) * 3, 31, Unit::period, false)};
}

Result place_working_day(Values slots, Scope&) {
    const int* count = find<int>(slots);
    const Result start = beginning_of(slots, false);
    return working_days_from(std::get<Place>(*start), -1, count != nullptr ? *count : 1);
}

Result place_after_end(Values slots, Scope&) {
    return named_short(shifted(anchored(Anchor::period_end, 0, 0, unit_in(slots), false), *find<Term>(slots), 1));
}

Result place_before_end(Values slots, Scope&) {
    return named_short(shifted(anchored(Anchor::period_end, 0, 0, unit_in(slots), false), *find<Term>(slots), -1));
}

Result place_plus(Values slots, Scope&) {
    return shifted(*find<Place>(slots), *find<Term>(slots), 1);
}

Result place_minus(Values slots, Scope&) {
    return shifted(*find<Place>(slots), *find<Term>(slots), -1);
}

Result month_at(Values slots, DuePlace::Anchor anchor, int month, bool named) {
    return Value{anchored(anchor, month, 0, unit_in(slots), named)};
}

Result month_at_nth(Values slots, Scope&) {
    const int n = std::get<int>(slots[0]);
    return n <= 12 ? Result{Value{anchored(Anchor::month_of_period, n, 0, unit_in(slots), true)}} : std::nullopt;
}

Result month_at_nth_after(Values slots, Scope&) {
    const int n = std::get<int>(slots[0]);
    return n <= 12 ? Result{Value{anchored(Anchor::month_after, n, 0, unit_in(slots), true)}} : std::nullopt;
}

}  // namespace rules::deadlines::make
