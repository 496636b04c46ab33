#include "rules/deadlines/actions.hpp"

#include "rules/deadlines/slots.hpp"
#include "rules/deadlines/spans.hpp"

#include <algorithm>
#include <array>

namespace rules::deadlines::make {
namespace {

Result fixed(std::optional<dates::Date> due) {
    if (!due) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::fixed;
    meaning.due = due;
    return Value{meaning};
}

Result window(std::optional<dates::Date> start, std::optional<dates::Date> due) {
    if (!start || !due || *due < *start) {
        return std::nullopt;
    }
    Meaning meaning;
    meaning.kind = Kind::window;
    meaning.start = start;
    meaning.due = due;
    return Value{meaning};
}

/// First and last day of a stretch; where only its beginning names a year, its end lies in the same.
std::optional<std::pair<dates::Date, dates::Date>> days(Stretch stretch, Scope& scope) {
    if (stretch.to.year == 0) {
        stretch.to.year = stretch.from.year;
    }
    const auto first = first_day(stretch.from, scope);
    const auto final_day = last_day(stretch.to, scope);
    if (!first || !final_day || *final_day < *first) {
        return std::nullopt;
    }
    return std::pair(*first, *final_day);
}

Meaning continuous_meaning() {
    Meaning meaning;
    meaning.kind = Kind::continuous;
    return meaning;
}

}  // namespace

Result once(Values slots, Scope& scope) {
    const Stretch& stretch = *find<Stretch>(slots);
    if (stretch.one) {
        return fixed(last_day(stretch.to, scope));
    }
    const auto found = days(stretch, scope);
    return found ? window(found->first, found->second) : std::nullopt;
}

Result until(Values slots, Scope& scope) {
    return fixed(last_day(std::get<Span>(slots.back()), scope));
}

Result before(Values slots, Scope& scope) {
    const Span& span = std::get<Span>(slots.back());
    if (span.unit == Unit::part) {
        return std::nullopt;  // "trước cuối tháng 6" names no day that all would agree on
    }
    auto day = first_day(span, scope);
    const bool includes = scope.before == Before::inclusive && span.unit == Unit::day;
    if (day && !includes) {
        *day -= std::chrono::days{1};
    }
    return fixed(day);
}

Result until_before(Values slots, Scope& scope) {
    Span from = std::get<Span>(slots.front());
    const Span& to = std::get<Span>(slots.back());
    if (from.year == 0) {
        from.year = to.year;
    }
    const Result end_of_it = before(slots, scope);
    return end_of_it ? window(first_day(from, scope), std::get<Meaning>(*end_of_it).due) : std::nullopt;
}

Result window_to(Values slots, Scope& scope) {
    Span from = std::get<Span>(slots.front());
    const Meaning& finish = std::get<Meaning>(slots.back());
    if (!finish.recurrences.empty() || from.unit == Unit::part) {
        return std::nullopt;
    }
    if (from.year == 0) {
        from.year = static_cast<std::int16_t>(dates::year_of(*finish.due));
    }
    return window(first_day(from, scope), finish.due);
}

Result canonical_day(Values slots, Scope& scope) {
    const Value reversed[] = {slots[1], slots[0]};
    const Result day = day_month(reversed, scope);
    return day ? fixed(last_day(std::get<Span>(*day), scope)) : std::nullopt;
}

Result whole_year(Values slots, Scope& scope) {
    const Span& span = std::get<Span>(slots.back());
    return span.unit == Unit::year ? window(first_day(span, scope), last_day(span, scope)) : std::nullopt;
}

Result length(Values slots, Term::Of of, int factor) {
    constexpr int longest = 30'000;
    const int count = std::get<int>(slots[0]) * factor;
    return count <= longest ? Result{Value{Term{of, static_cast<std::int16_t>(count)}}} : std::nullopt;
}

Result term(Values slots, Scope& scope) {
    const Term& length = *find<Term>(slots);
    const Span& from = std::get<Span>(slots.back());
    const auto start = from.unit == Unit::day ? first_day(from, scope) : std::nullopt;
    if (!start || scope.calendar == nullptr) {
        return std::nullopt;
    }
    const Result due = fixed(end_of_term(*start, length, *scope.calendar));
    scope.count_working_days(*start, *std::get<Meaning>(*due).due);
    return due;
}

Result term_from_issue(Values slots, Scope& scope) {
    if (!scope.issued || scope.calendar == nullptr) {
        return std::nullopt;
    }
    const Result due = fixed(end_of_term(*scope.issued, *find<Term>(slots), *scope.calendar));
    scope.count_working_days(*scope.issued, *std::get<Meaning>(*due).due);
    return due;
}

Result starting_at_issue(Values, Scope& scope) {
    Meaning meaning = continuous_meaning();
    meaning.start = scope.issued;
    return meaning.start ? Result{Value{meaning}} : std::nullopt;
}

Result length_of(Values slots, Scope&) {
    return Value{*find<Term>(slots)};
}

Result length_before(Values slots, Scope&) {
    Term length = *find<Term>(slots);
    length.count = static_cast<std::int16_t>(-length.count);
    return Value{length};
}

Result day_before(Values, Scope&) {
    return Value{Term{Term::Of::days, -1}};
}

namespace {
/// Whether one of these words comes after the line.
template <std::size_t Size>
bool is_next(const Scope& scope, const std::array<std::string_view, Size>& words) {
    return scope.next != nullptr && std::find(words.begin(), words.end(), scope.next->text) != words.end();
}

bool meeting_follows(const Scope& scope) {
    constexpr std::array<std::string_view, 14> meetings{"họp",  "nghị",  "hội",  "thảo", "thi",  "bầu", "làm",
                                                        "khai", "khánh", "tổng", "sơ",   "công", "ra",  "kỷ"};
    return is_next(scope, meetings);
}
}  // namespace

Result day_before_event(Values slots, Scope& scope) {
    constexpr std::array<std::string_view, 12> days{"thứ",  "đầu", "cuối", "làm", "chủ",  "mùng",
                                                    "mồng", "rằm", "lễ",   "tết", "nghỉ", "giỗ"};
    const bool number = scope.next != nullptr && scope.next->value != 0;
    return number || is_next(scope, days) ? std::nullopt : day_before(slots, scope);
}

Result day_before_meeting(Values slots, Scope& scope) {
    return meeting_follows(scope) ? day_before(slots, scope) : std::nullopt;
}

Result at_meeting(Values, Scope& scope) {
    return meeting_follows(scope) ? Result{Value{}} : std::nullopt;
}

Result hours_of_a_day(Values slots, Scope&) {
    constexpr int day = 24;
    return std::get<int>(slots[0]) <= day ? Result{Value{}} : std::nullopt;
}

Result starting(Values slots, Scope& scope) {
    Meaning meaning = continuous_meaning();
    meaning.start = first_day(*find<Span>(slots), scope);
    return meaning.start ? Result{Value{meaning}} : std::nullopt;
}

Result starting_after(Values slots, Scope& scope) {
    Meaning meaning = continuous_meaning();
    const Span& span = std::get<Span>(slots.back());
    const auto day = span.unit == Unit::part ? std::nullopt : last_day(span, scope);
    if (!day) {
        return std::nullopt;
    }
    meaning.start = *day + std::chrono::days{1};
    return Value{meaning};
}

Result continuous(Values, Scope&) {
    return Value{continuous_meaning()};
}

Result continuous_in(Values slots, Scope& scope) {
    Meaning meaning = continuous_meaning();
    if (const auto* open = find<Meaning>(slots)) {
        meaning.start = open->start;
        return Value{meaning};
    }
    const Stretch& stretch = *find<Stretch>(slots);
    const auto found = days(stretch, scope);
    if (!found) {
        return std::nullopt;
    }
    meaning.start = found->first;
    meaning.due = found->second;
    return Value{meaning};
}

Result continuous_until(Values slots, Scope& scope) {
    Meaning meaning = continuous_meaning();
    meaning.due = last_day(std::get<Span>(slots.back()), scope);
    return meaning.due ? Result{Value{meaning}} : std::nullopt;
}

Result continuous_with_cycle(Values slots, Scope&) {
    Meaning meaning = continuous_meaning();
    const Meaning& recurring = *find<Meaning>(slots);
    if (recurring.then_continuous) {
        return std::nullopt;
    }
    meaning.start = recurring.start;
    meaning.due = recurring.due;
    meaning.recurrences = recurring.recurrences;
    return Value{meaning};
}

Result then_continuous(Values slots, Scope&) {
    Meaning meaning = *find<Meaning>(slots);
    meaning.then_continuous = true;
    return Value{meaning};
}

namespace {

/// A meaning made of what stands inside a span: it must lie there, and where one of them names no year it is the
/// other's.
template <class Make>
Result inside(Span outer, std::int16_t& inner_year, Scope& scope, Make make) {
    if (inner_year == 0) {
        inner_year = outer.year;
    } else if (outer.year == 0) {
        outer.year = inner_year;
    }
    const auto first = first_day(outer, scope);
    const auto end_of_it = last_day(outer, scope);
    const Result found = make();
    if (!first || !end_of_it || !found) {
        return std::nullopt;
    }
    const Meaning& meaning = std::get<Meaning>(*found);
    return *first <= meaning.start.value_or(*meaning.due) && *meaning.due <= *end_of_it ? found : std::nullopt;
}

}  // namespace

Result refined(Values slots, Scope& scope, Action limit) {
    Span inner = std::get<Span>(slots.back());
    return inside(std::get<Span>(slots.front()), inner.year, scope, [&] {
        const Value limited[] = {inner};
        return limit(Values(limited), scope);
    });
}

Result refined_stretch(Values slots, Scope& scope) {
    Stretch inner = std::get<Stretch>(slots.back());
    return inside(std::get<Span>(slots.front()), inner.to.year, scope, [&] {
        inner.from.year = inner.from.year == 0 ? inner.to.year : inner.from.year;
        const Value stretch[] = {inner};
        return once(Values(stretch), scope);
    });
}

Result refined_day(Values slots, Scope& scope, Action limit) {
    const Span& month = std::get<Span>(slots.front());
    if (month.unit != Unit::month) {
        return std::nullopt;
    }
    const Value day_and_month[] = {slots.back(), int{month.first_month}};
    const Result day = day_month(Values(day_and_month), scope);
    const Value limited[] = {month, day.value_or(Value{})};
    return day ? refined(Values(limited), scope, limit) : std::nullopt;
}

Result last_working_day(Values slots, Scope& scope) {
    const Span& span = std::get<Span>(slots.back());
    const bool long_enough = span.unit != Unit::day && span.unit != Unit::part;
    const auto day = long_enough && scope.calendar != nullptr ? last_day(span, scope) : std::nullopt;
    if (!day) {
        return std::nullopt;
    }
    scope.count_working_days(*day, *day);
    return fixed(scope.calendar->on_or_before(*day));
}

Result series_from(Values slots, Scope&) {
    Meaning series;
    Meaning open;
    for (const Value& slot : slots) {
        if (const auto* meaning = std::get_if<Meaning>(&slot)) {
            (meaning->kind == Kind::recurring ? series : open) = *meaning;
        }
    }
    series.start = open.start;
    return Value{series};
}

Result series_from_bare(Values slots, Scope& scope) {
    const bool window = std::any_of(scope.line.begin(), scope.line.end(),
                                    [](const Token& word) { return word.text == "đến" || word.text == "tới"; });
    return window ? std::nullopt : series_from(slots, scope);
}

Result series_in(Values slots, Scope& scope) {
    const Stretch& stretch = *find<Stretch>(slots);
    const bool following_year = stretch.one && scope.line.back().kind == Token::Kind::word;  // "..., năm sau"
    const bool years = stretch.from.unit == Unit::year && stretch.from.year != 0 && !following_year;
    const auto found = years ? days(stretch, scope) : std::nullopt;
    Meaning series = *find<Meaning>(slots);
    if (!found || series.start) {
        return std::nullopt;
    }
    series.start = found->first;
    series.due = found->second;
    return Value{series};
}

Result series_between(Values slots, Scope& scope) {
    const Result stretch = range(slots.subspan(1), scope);
    const auto found = days(std::get<Stretch>(*stretch), scope);
    Meaning series = std::get<Meaning>(slots[0]);
    if (!found) {
        return std::nullopt;
    }
    series.start = found->first;
    series.due = found->second;
    return Value{series};
}

Result series_until(Values slots, Scope& scope) {
    Meaning series = *find<Meaning>(slots);
    series.due = last_day(std::get<Span>(slots.back()), scope);
    return series.due ? Result{Value{series}} : std::nullopt;
}

}  // namespace rules::deadlines::make
