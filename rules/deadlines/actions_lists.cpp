#include "rules/deadlines/actions.hpp"

#include "rules/deadlines/periods.hpp"
#include "rules/deadlines/slots.hpp"
#include "rules/deadlines/spans.hpp"

#include <algorithm>
#include <span>

// Several times in one phrase.
namespace rules::deadlines::make {
namespace {

using Anchor = DuePlace::Anchor;
using dates::PeriodKind;

/// What "trước" takes away, or nothing where the limit is included.
enum class Limit : std::uint8_t { included, before };

bool is_day(const Span& span) {
    return span.unit == Unit::day || span.unit == Unit::part;
}

bool follows(const Span& span, const Span& before) {
    return span.year * 12 + span.first_month == before.year * 12 + before.last_month + 1;
}

/// Whole months, quarters or years without a gap, which are one stretch: "Quý II, III/2026".
bool are_neighbours(std::span<const Span> spans) {
    for (std::size_t n = 1; n < spans.size(); ++n) {
        if (is_day(spans[n]) || spans[n].unit != spans[0].unit || !follows(spans[n], spans[n - 1])) {
            return false;
        }
    }
    return !spans.empty() && !is_day(spans[0]);
}

SpanList collected(Values slots) {
    SpanList list;
    const auto add = [&](const Span& span) {
        if (list.size < SpanList::capacity) {
            list.spans[list.size++] = span;
        }
    };
    for (const Value& slot : slots) {
        if (const auto* span = std::get_if<Span>(&slot)) {
            add(*span);
        } else if (const auto* more = std::get_if<SpanList>(&slot)) {
            std::for_each_n(more->spans.begin(), more->size, add);
        }
    }
    return list;
}

std::span<Span> items(SpanList& list) {
    return std::span(list.spans).first(list.size);
}

std::span<const Span> items(const SpanList& list) {
    return std::span(list.spans).first(list.size);
}

/// Gives spans without a year that of the next one that names it, else that of the one before, else the scope's.
void share_years(std::span<Span> spans, int year) {
    for (std::size_t n = spans.size(); n-- > 1;) {
        if (spans[n - 1].year == 0) {
            spans[n - 1].year = spans[n].year;
        }
    }
    for (std::size_t n = 0; n < spans.size(); ++n) {
        if (spans[n].year == 0) {
            spans[n].year = n > 0 ? spans[n - 1].year : static_cast<std::int16_t>(year);
        }
    }
}

/// "Tháng 3, năm 2027" is one month, and days do not stand beside months.
bool are_alike(std::span<const Span> spans) {
    return std::all_of(spans.begin(), spans.end(), [&](const Span& span) {
        return is_day(span) == is_day(spans[0]) && (span.unit == Unit::year) == (spans[0].unit == Unit::year);
    });
}

/// "Cuối tháng 6, đầu tháng 7" is one time, which is not said exactly.
bool touch(const Span& a, const Span& b) {
    const auto day = [](const Span& span) { return (span.year * 12 + span.last_month) * 31 + span.last_day; };
    constexpr int near = 15;
    return a.unit == Unit::part && b.unit == Unit::part && day(b) - day(a) < near;
}

bool are_in_order(std::span<const Span> spans) {
    for (std::size_t n = 1; n < spans.size(); ++n) {
        const auto when = [](const Span& span) { return (span.year * 12 + span.last_month) * 32 + span.last_day; };
        if (when(spans[n]) <= when(spans[n - 1]) || touch(spans[n - 1], spans[n])) {
            return false;
        }
    }
    return true;
}

std::int16_t day_shift(Limit limit, const Scope& scope) {
    return static_cast<std::int16_t>(limit == Limit::before && scope.before == Before::exclusive ? -1 : 0);
}

/// The span as a period of each year, or of its year where it has one. Days belong to their month.
std::optional<Recurrence> recurrence_of(const Span& span, Limit limit, const Scope& scope) {
    const bool by_weeks = span.last_day < 0;
    const auto period = is_day(span) ? std::optional(PeriodKind::month) : period_kind(span.unit);
    if (!period || by_weeks || (span.unit == Unit::part && limit == Limit::before)) {
        return std::nullopt;
    }
    Recurrence made;
    made.period = *period;
    made.year = span.year;
    if (dates::periods_in_year(*period, 0) > 1) {
        const int months = is_day(span) ? 1 : span.last_month - span.first_month + 1;
        made.only = PeriodSet::of(span.last_month / months);
    }
    const bool ends_month = span.unit == Unit::part && span.last_day == 31;
    if (is_day(span) && !ends_month) {
        made.due = {Anchor::month_of_period, -1, span.last_day, 0, day_shift(limit, scope), 0};
    } else if (limit == Limit::before) {
        made.due = {Anchor::month_of_period, 1, 1, 0, -1, 0};
    }
    return made;
}

Place last_day_of_each_year(const Span& span) {
    constexpr int leap_year = 2024;
    const dates::Date day = dates::clamped_date(leap_year, span.last_month, span.last_day);
    const std::chrono::year_month_day last{day};
    Place place;
    place.due.anchor = Anchor::month_of_year;
    place.due.month = span.last_month;
    place.due.day = static_cast<std::int8_t>(static_cast<unsigned>(last.day()));
    return place;
}

/// The periods that as many times divide a year into.
std::optional<PeriodKind> period_of_times(int times) {
    switch (times) {
        case 2: return PeriodKind::half_year;
        case 4: return PeriodKind::quarter;
        default: return std::nullopt;
    }
}

Result fixed_at(Values slots, Scope& scope, Limit limit) {
    SpanList list = collected(slots);
    share_years(items(list), scope.year);
    if (list.size < 2 || are_neighbours(items(list)) || !are_in_order(items(list))) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::fixed;
    for (const Span& span : items(list)) {
        const auto recurrence = recurrence_of(span, limit, scope);
        auto due = limit == Limit::before ? first_day(span, scope) : last_day(span, scope);
        if (!recurrence || !due || !meaning.recurrences.add(*recurrence)) {
            return std::nullopt;
        }
        if (limit == Limit::before && !(is_day(span) && scope.before == Before::inclusive)) {
            *due -= std::chrono::days{1};
        }
        meaning.due = due;
    }
    return Value{meaning};
}

Result recurring(const std::optional<Recurrences>& recurrences) {
    if (!recurrences || recurrences->empty()) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::recurring;
    meaning.recurrences = *recurrences;
    return Value{meaning};
}

/// Days of each year.
std::optional<Recurrences> yearly_at(const SpanList& list, Scope& scope, Limit limit) {
    Recurrences all;
    for (const Span& span : items(list)) {
        const auto recurrence = recurrence_of(span, limit, scope);
        const bool fits_every_year = span.year == 0 && (is_day(span) || limit == Limit::before);
        if (!recurrence || !fits_every_year || !all.add(*recurrence)) {
            return std::nullopt;
        }
    }
    return all;
}

/// Days for the halves of a year: "6 tháng (trước ngày 10/6 và 10/12)".
std::optional<Recurrences> halves_at(const Recurrence& half, const SpanList& list, Scope& scope, Limit limit) {
    Recurrences all;
    for (const Span& span : items(list)) {
        if (span.unit != Unit::day || span.year != 0) {
            return std::nullopt;
        }
        Place place;
        place.due = {Anchor::month_of_year, span.first_month, span.first_day, 0, day_shift(limit, scope), 0};
        const auto recurrence = placed(half, place);
        if (!recurrence || !all.add(*recurrence)) {
            return std::nullopt;
        }
    }
    return all;
}

Result cycle_with_days(Values slots, Scope& scope, Limit limit) {
    const Recurrence& cycle = find<Cycle>(slots)->recurrence;
    const SpanList& list = *find<SpanList>(slots);
    if (cycle.every != 1 || !cycle.only.all()) {
        return std::nullopt;
    }
    switch (cycle.period) {
        case PeriodKind::half_year: return recurring(halves_at(cycle, list, scope, limit));
        case PeriodKind::year: return recurring(yearly_at(list, scope, limit));
        default: return std::nullopt;
    }
}

/// All recurrences of the slots, or nothing where they do not fit in one list.
std::optional<Recurrences> gathered(Values slots) {
    Recurrences all;
    for (const Value& slot : slots) {
        if (const auto* cycle = std::get_if<Cycle>(&slot)) {
            if (!all.add(cycle->recurrence)) {
                return std::nullopt;
            }
        } else if (const auto* meaning = std::get_if<Meaning>(&slot)) {
            if (!std::all_of(meaning->recurrences.begin(), meaning->recurrences.end(),
                             [&](const Recurrence& recurrence) { return all.add(recurrence); })) {
                return std::nullopt;
            }
        }
    }
    return all;
}

bool is_longer_than_half(const Recurrence& recurrence) {
    return recurrence.period == PeriodKind::year || recurrence.period == PeriodKind::nine_months;
}

/// Beside the year and the nine months, 6 tháng is the first half.
std::optional<Recurrences> beside_the_year(const Recurrences& all) {
    const bool first_half = std::any_of(all.begin(), all.end(), is_longer_than_half);
    Recurrences list;
    for (Recurrence recurrence : all) {
        if (first_half && recurrence.period == PeriodKind::half_year && recurrence.only.all()) {
            recurrence.only = PeriodSet::of(1);
        }
        if (!list.add(recurrence)) {
            return std::nullopt;
        }
    }
    return list;
}

}  // namespace

Result spans(Values slots, Scope&) {
    const SpanList list = collected(slots);
    const bool fits = list.size < SpanList::capacity && are_alike(items(list));
    return fits ? Result{Value{list}} : std::nullopt;
}

Result same_list(Values slots, Scope&) {
    return Value{*find<SpanList>(slots)};
}

namespace {
Result spans_of_bits(Values slots, const Scope& scope, Unit unit, int months_each) {
    if (std::any_of(scope.line.begin(), scope.line.end(), [](const Token& word) { return word.text == "hoặc"; })) {
        return std::nullopt;  // one of them, not each
    }
    const int bits = integer(slots, 0);
    const auto year = static_cast<std::int16_t>(slots.size() > 1 ? integer(slots, 1) : 0);
    SpanList list;
    for (int n = 1; n <= 12 / months_each; ++n) {
        if ((bits >> n & 1) != 0) {
            list.spans[list.size++] = Span{unit, year, small((n - 1) * months_each + 1), 1, small(n * months_each), 31};
        }
    }
    return list.size > 1 ? Result{Value{list}} : std::nullopt;
}
}  // namespace

Result spans_of_months(Values slots, Scope& scope) {
    return spans_of_bits(slots, scope, Unit::month, 1);
}

Result spans_of_quarters(Values slots, Scope& scope) {
    return spans_of_bits(slots, scope, Unit::quarter, 3);
}

Result times(Values slots, Scope& scope) {
    return fixed_at(slots, scope, Limit::included);
}

Result times_before(Values slots, Scope& scope) {
    return fixed_at(slots, scope, Limit::before);
}

Result cycle_of_spans(Values slots, Scope& scope) {
    Recurrences all;
    for (const Span& span : items(*find<SpanList>(slots))) {
        const auto recurrence = recurrence_of(span, Limit::included, scope);
        if (!recurrence || span.year != 0 || is_day(span) || !all.add(*recurrence) || all.size() > 1) {
            return std::nullopt;
        }
    }
    Cycle made;
    made.recurrence = all.front();
    return Value{made};
}

Result cycle_of_last_span(Values slots, Scope& scope) {
    const SpanList& list = *find<SpanList>(slots);
    const auto spans = items(list);
    const auto recurrence = recurrence_of(spans.back(), Limit::included, scope);
    const bool whole_year = spans.front().first_month == 1 && spans.back().last_month == 12;
    if (!recurrence || spans.back().year != 0 || whole_year || !are_neighbours(spans)) {
        return std::nullopt;
    }
    Cycle made;
    made.recurrence = *recurrence;
    return Value{made};
}

Result yearly(Values slots, Scope& scope) {
    return recurring(yearly_at(*find<SpanList>(slots), scope, Limit::included));
}

Result yearly_before(Values slots, Scope& scope) {
    return recurring(yearly_at(*find<SpanList>(slots), scope, Limit::before));
}

Result yearly_part(Values slots, Scope& scope) {
    const bool of_month_or_quarter = std::any_of(scope.line.begin(), scope.line.end(), [](const Token& word) {
        return word.text == "tháng" || word.text == "quý" || word.text == "q";
    });
    const Span& span = *find<Span>(slots);
    const bool by_weeks = span.last_day < 0;
    if (span.unit != Unit::part || span.year != 0 || by_weeks || !of_month_or_quarter) {
        return std::nullopt;
    }
    const Value each_year[] = {*cycle_of(Unit::year, 0), Value{last_day_of_each_year(span)}};
    return repeated(Values(each_year), scope);
}

Result times_of_year(Values slots, Scope&) {
    const SpanList& list = *find<SpanList>(slots);
    const auto period = period_of_times(*find<int>(slots));
    const bool read_as_cycle = list.size == 2 && list.spans[0].unit == Unit::day;
    if (!period || list.size != *find<int>(slots) || read_as_cycle) {
        return std::nullopt;
    }
    const int months = 12 / list.size;
    Recurrences all;
    for (int n = 0; n < list.size; ++n) {
        const Span& span = list.spans[static_cast<std::size_t>(n)];
        const int month = span.last_month - n * months;
        if (span.year != 0 || span.last_day < 0 || month < 1 || month > months) {
            return std::nullopt;
        }
        Recurrence recurrence;
        recurrence.period = *period;
        recurrence.only = PeriodSet::of(n + 1);
        if (month != months || span.last_day != 31) {
            recurrence.due = {Anchor::month_of_period, small(month), span.last_day, 0, 0, 0};
        }
        if (!all.add(recurrence)) {
            return std::nullopt;
        }
    }
    if (all.size() > 1) {
        return recurring(all);
    }
    Recurrence each = all.front();  // the same place in every period
    each.only = PeriodSet{};
    return recurring(Recurrences(each));
}

Result cycle_at(Values slots, Scope& scope) {
    return cycle_with_days(slots, scope, Limit::included);
}

Result cycle_before(Values slots, Scope& scope) {
    return cycle_with_days(slots, scope, Limit::before);
}

Result listed_year(Values, Scope& scope) {
    const bool year_follows =
        scope.next != nullptr && scope.next->kind == Token::Kind::number && scope.next->text.size() == 4;
    return year_follows ? std::nullopt : cycle_of(Unit::year, 0);
}

Result listed_quarter(Values slots, Scope&) {
    return cycle_of(Unit::quarter, integer(slots, 0));
}

Result cycles(Values slots, Scope&) {
    const auto all = gathered(slots);
    const auto is_quarter_or_year = [](const Recurrence& recurrence) {
        return recurrence.period == PeriodKind::year ||
               (recurrence.period == PeriodKind::quarter && !recurrence.only.all());
    };
    if (!all || std::all_of(all->begin(), all->end(), is_quarter_or_year)) {
        return std::nullopt;  // "quý I, quý III" are two times of this year, "hằng năm, quý I" is one of each
    }
    return recurring(beside_the_year(*all));
}

Result cycles_placed(Values slots, Scope&) {
    const Place& place = *find<Place>(slots);
    if (place.due.anchor == Anchor::month_of_year) {
        return std::nullopt;
    }
    Recurrences list;
    for (const Recurrence& recurrence : find<Meaning>(slots)->recurrences) {
        const auto found = placed(recurrence, place);
        if (!found || !list.add(*found)) {
            return std::nullopt;
        }
    }
    return recurring(list);
}

Result repeats(Values slots, Scope&) {
    return recurring(gathered(slots));
}

Result repeats_beside_year(Values slots, Scope&) {
    const auto all = gathered(slots);
    return all ? recurring(beside_the_year(*all)) : std::nullopt;
}

Result of_years(Values slots, Scope& scope) {
    if (const Span* span = find<Span>(slots)) {
        const Value one[] = {*span};
        const Result cycle = cycle_of_span(Values(one), scope);
        return cycle ? repeated(Values(&*cycle, 1), scope) : std::nullopt;
    }
    const Value each_year[] = {*cycle_of(Unit::year, 0), *find<Place>(slots)};
    return repeated(Values(each_year), scope);
}

}  // namespace rules::deadlines::make
