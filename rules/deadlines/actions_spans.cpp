#include "rules/deadlines/actions.hpp"

#include "rules/deadlines/slots.hpp"
#include "rules/deadlines/spans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::deadlines::make {
namespace {

int year_said(Values slots, std::size_t n) {
    return slots.size() > n ? integer(slots, n) : 0;
}

Result checked_day(int day, int month, int year, Scope& scope) {
    constexpr int leap_year = 2000;
    if (!dates::make_date(year == 0 ? leap_year : year, month, day)) {
        scope.tell_impossible(year == 0 ? fmt::format("{}/{}", day, month) : fmt::format("{}/{}/{}", day, month, year));
        return std::nullopt;
    }
    return Value{Span{Unit::day, static_cast<std::int16_t>(year), small(month), small(day), small(month), small(day)}};
}

/// The day, where it is that day of the week: 1 (Monday) .. 7.
Result checked_weekday(const Span& day, int weekday, Scope& scope) {
    const auto date = first_day(day, scope);
    if (!date) {
        return std::nullopt;
    }
    if (static_cast<int>(std::chrono::weekday{*date}.iso_encoding()) == weekday) {
        return Value{day};
    }
    scope.tell_impossible({}, "ngày và thứ trong tuần không khớp nhau (the date is another day of the week)");
    return std::nullopt;
}

Value months_of_year(Unit unit, int first, int last) {
    return Span{unit, 0, small(first), 1, small(last), 31};
}

Value in_year(Value value, int year) {
    std::get<Span>(value).year = static_cast<std::int16_t>(year);
    return value;
}

std::optional<Span> part(const Span& of, int month, int day) {
    if (of.unit == Unit::day || of.unit == Unit::part) {
        return std::nullopt;
    }
    return Span{Unit::part, of.year, small(month), small(day), small(month), small(day)};
}

Result as_result(const std::optional<Span>& span) {
    return span ? Result{Value{*span}} : std::nullopt;
}

int month_count(const Span& span, int month) {
    return span.year * 12 + month;
}

int lowest_bit(int bits) {
    return __builtin_ctz(static_cast<unsigned>(bits));
}

int highest_bit(int bits) {
    return 31 - __builtin_clz(static_cast<unsigned>(bits));
}

/// Months or quarters named together: only neighbours make a stretch, "tháng 3, 6" are two deadlines.
Result bits_stretch(Values slots, Unit unit, int months_each) {
    const int bits = integer(slots, 0);
    const int low = lowest_bit(bits);
    const int high = highest_bit(bits);
    if (bits != (1 << (high + 1)) - (1 << low)) {
        return std::nullopt;
    }
    const auto year = static_cast<std::int16_t>(year_said(slots, 1));
    const auto span = [&](int n) {
        return Span{unit, year, small((n - 1) * months_each + 1), 1, small(n * months_each), 31};
    };
    return Value{Stretch{span(low), span(high), low == high}};
}

Result week_of_month(int week, const Span& month, bool by_monday, Scope& scope) {
    if (month.unit != Unit::month || week > 4) {
        return std::nullopt;
    }
    scope.why =
        "tuần của tháng tính từ ngày 1 hay từ thứ Hai đầu tiên (weeks of a month from day 1 or from its first Monday)";
    const int first_day = by_monday ? -week : (week - 1) * 7 + 1;
    return Value{Span{Unit::part, month.year, month.first_month, small(first_day), month.first_month,
                      small(by_monday ? -week : week * 7)}};
}

}  // namespace

Result nothing(Values, Scope&) {
    return Value{};
}

Result same(Values slots, Scope&) {
    return slots.front();
}

Result last(Values slots, Scope&) {
    return slots.back();
}

Result number(Values slots, Scope&) {
    return Value{*find<int>(slots)};
}

Result day_month(Values slots, Scope& scope) {
    return checked_day(integer(slots, 0), integer(slots, 1), 0, scope);
}

Result day_month_year(Values slots, Scope& scope) {
    return checked_day(integer(slots, 0), integer(slots, 1), integer(slots, 2), scope);
}

Result year_month_day(Values slots, Scope& scope) {
    return checked_day(integer(slots, 2), integer(slots, 1), integer(slots, 0), scope);
}

Result day_month_dashed(Values slots, Scope& scope) {
    return integer(slots, 0) > integer(slots, 1) ? day_month(slots, scope) : std::nullopt;
}

Result on_weekday(Values slots, Scope& scope) {
    return checked_weekday(*find<Span>(slots), *find<int>(slots), scope);
}

Result on_sunday(Values slots, Scope& scope) {
    return checked_weekday(*find<Span>(slots), 7, scope);
}

Result near_year(Values slots, Scope& scope) {
    constexpr int years_ahead = 10;
    const int year = 2000 + integer(slots, 0);
    const bool near = scope.year != 0 && year >= scope.year - 1 && year <= scope.year + years_ahead;
    return near ? Result{Value{year}} : std::nullopt;
}

Result with_year(Values slots, Scope& scope) {
    Span span = std::get<Span>(slots[0]);
    const int year = integer(slots, 1);
    if (span.unit == Unit::day) {
        return checked_day(span.first_day, span.first_month, year, scope);
    }
    span.year = static_cast<std::int16_t>(year);
    return Value{span};
}

Result year_at_end(Values slots, Scope& scope) {
    const bool more = scope.next != nullptr && scope.next->text != ")" && scope.next->text != ";";
    return more ? std::nullopt : Result{slots.front()};
}

Result plan_year(Values, Scope& scope) {
    return scope.year != 0 ? Result{Value{scope.year}} : std::nullopt;
}

Result following_year(Values, Scope& scope) {
    constexpr std::array<std::string_view, 9> going_on{"và",   "đến",  "tới",  "hoặc", "trở",
                                                       "hoàn", "phải", "xong", "thì"};
    const bool opens_more = scope.next != nullptr && scope.next->kind == Token::Kind::word &&
                            std::find(going_on.begin(), going_on.end(), scope.next->text) == going_on.end();
    const bool known = scope.year != 0 && scope.year < dates::last_year;
    return known && !opens_more ? Result{Value{scope.year + 1}} : std::nullopt;
}

Result no_such_month(Values slots, Scope& scope) {
    if (const int number = integer(slots, 0); number < 1 || number > 12) {
        scope.tell_impossible(fmt::format("tháng {}", number));
    }
    return std::nullopt;
}

Result no_such_quarter(Values slots, Scope& scope) {
    if (const int number = integer(slots, 0); number < 1 || number > 4) {
        scope.tell_impossible("quý " + std::string(scope.line.back().text));
    }
    return std::nullopt;
}

Result month(Values slots, Scope&) {
    return months_of_year(Unit::month, integer(slots, 0), integer(slots, 0));
}

Result month_by_letter(Values slots, Scope& scope) {
    const int number = integer(slots, 0);
    if (scope.line.back().text.size() == 1) {
        scope.tell_impossible({}, "chữ T là tháng hay thứ trong tuần (T is a month or a day of the week)");
        return std::nullopt;
    }
    return number >= 1 && number <= 12 ? month(slots, scope) : std::nullopt;
}

Result quarter(Values slots, Scope&) {
    return months_of_year(Unit::quarter, integer(slots, 0) * 3 - 2, integer(slots, 0) * 3);
}

Result month_year(Values slots, Scope&) {
    const int month = integer(slots, 0);
    if (month < 1 || month > 12) {
        return std::nullopt;
    }
    return in_year(months_of_year(Unit::month, month, month), integer(slots, 1));
}

Result quarter_year(Values slots, Scope& scope) {
    return in_year(*quarter(slots, scope), integer(slots, 1));
}

Result roman_quarter(Values slots, Scope& scope) {
    if (integer(slots, 0) > 4) {
        return std::nullopt;
    }
    scope.why = "số La Mã là quý hay tháng (the Roman number is a quarter or a month)";
    const Value limited[] = {*quarter_year(slots, scope)};
    return until(Values(limited), scope);
}

Result roman_month(Values slots, Scope& scope) {
    const Result month = month_year(slots, scope);
    return month ? until(Values(&*month, 1), scope) : std::nullopt;
}

Result year(Values slots, Scope&) {
    return Value{Span{Unit::year, static_cast<std::int16_t>(integer(slots, 0)), 1, 1, 12, 31}};
}

Result this_year(Values, Scope&) {
    return Value{Span{Unit::year, 0, 1, 1, 12, 31}};
}

namespace {
Unit unit_of_months(int count, bool from_start) {
    switch (count) {
        case 3: return Unit::quarter;
        case 6: return Unit::half_year;
        case 9: return from_start ? Unit::nine_months : Unit::months;
        default: return Unit::months;
    }
}
}  // namespace

Result first_months(Values slots, Scope&) {
    const int count = integer(slots, 0);
    if (count >= 12) {
        return std::nullopt;
    }
    return in_year(months_of_year(unit_of_months(count, true), 1, count), year_said(slots, 1));
}

Result last_months(Values slots, Scope&) {
    const int count = integer(slots, 0);
    if (count >= 12) {
        return std::nullopt;
    }
    return in_year(months_of_year(unit_of_months(count, false), 13 - count, 12), year_said(slots, 1));
}

Result first_half(Values slots, Scope&) {
    return in_year(months_of_year(Unit::half_year, 1, 6), year_said(slots, 0));
}

Result second_half(Values slots, Scope&) {
    return in_year(months_of_year(Unit::half_year, 7, 12), year_said(slots, 0));
}

Result beginning(Values slots, Scope&) {
    const Span& of = std::get<Span>(slots[0]);
    return as_result(part(of, of.first_month, 1));
}

Result middle(Values slots, Scope&) {
    const Span& of = std::get<Span>(slots[0]);
    switch (of.unit) {
        case Unit::month: return as_result(part(of, of.first_month, 15));
        case Unit::quarter: return as_result(part(of, of.first_month + 1, 15));
        case Unit::year: return as_result(part(of, 6, 30));
        default: return std::nullopt;
    }
}

Result end(Values slots, Scope&) {
    const Span& of = std::get<Span>(slots[0]);
    return as_result(part(of, of.last_month, 31));
}

Result days_of_month(Values slots, int first_day, int last_day) {
    const Span& of = std::get<Span>(slots[0]);
    if (of.unit != Unit::month) {
        return std::nullopt;
    }
    return Value{Span{Unit::part, of.year, of.first_month, small(first_day), of.first_month, small(last_day)}};
}

Result week_by_days(Values slots, Scope& scope) {
    return week_of_month(integer(slots, 0), std::get<Span>(slots[1]), false, scope);
}

Result week_by_monday(Values slots, Scope& scope) {
    return week_of_month(integer(slots, 0), std::get<Span>(slots[1]), true, scope);
}

Result first_week_by_days(Values slots, Scope& scope) {
    return week_of_month(1, std::get<Span>(slots[0]), false, scope);
}

Result first_week_by_monday(Values slots, Scope& scope) {
    return week_of_month(1, std::get<Span>(slots[0]), true, scope);
}

Result last_week(Values slots, Scope&) {
    const Span& of = std::get<Span>(slots[0]);
    return of.unit == Unit::month || of.unit == Unit::quarter || of.unit == Unit::year
               ? as_result(part(of, of.last_month, 31))
               : std::nullopt;
}

Result first_days(Values slots, Scope&) {
    const int count = integer(slots, 0);
    const Span& of = std::get<Span>(slots[1]);
    constexpr int shortest_month = 28;
    return of.unit == Unit::month && count <= shortest_month ? as_result(part(of, of.first_month, count))
                                                             : std::nullopt;
}

Result last_days(Values slots, Scope&) {
    const Span& of = std::get<Span>(slots[1]);
    return as_result(part(of, of.last_month, 31));
}

Result bit(Values slots, Scope&) {
    return Value{1 << integer(slots, 0)};
}

Result bits(Values slots, Scope&) {
    const int head = 1 << integer(slots, 0);
    const int rest = integer(slots, slots.size() - 1);
    return head < (rest & -rest) ? Result{Value{head | rest}} : std::nullopt;
}

Result bit_range(Values slots, Scope&) {
    const int low = integer(slots, 0);
    const int high = integer(slots, slots.size() - 1);
    return low < high ? Result{Value{(1 << (high + 1)) - (1 << low)}} : std::nullopt;
}

Result months_stretch(Values slots, Scope&) {
    return bits_stretch(slots, Unit::month, 1);
}

Result quarters_stretch(Values slots, Scope&) {
    return bits_stretch(slots, Unit::quarter, 3);
}

Result single(Values slots, Scope&) {
    const Span& span = std::get<Span>(slots[0]);
    return Value{Stretch{span, span, true}};
}

Result range(Values slots, Scope&) {
    Span from = std::get<Span>(slots.front());
    const Span& to = std::get<Span>(slots.back());
    if (from.year == 0) {
        from.year = to.year;
    }
    return Value{Stretch{from, to, false}};
}

Result range_of_like(Values slots, Scope& scope) {
    const Span& from = std::get<Span>(slots.front());
    const Span& to = std::get<Span>(slots.back());
    const auto names_month = [](const Token& word) { return word.text == "tháng" || word.text == "t"; };
    const bool number_of_from = from.unit == Unit::quarter && to.unit == Unit::month &&
                                std::none_of(scope.line.begin(), scope.line.end(), names_month);  // "Quý 1-4/2026"
    const bool year_of_from = from.unit != Unit::year && from.year == 0 && to.unit == Unit::year;
    return year_of_from || number_of_from ? std::nullopt : range(slots, scope);
}

Result days_range(Values slots, Scope& scope) {
    const Span& to = std::get<Span>(slots.back());
    if (to.unit != Unit::day || integer(slots, 0) >= to.first_day) {
        return std::nullopt;
    }
    const Result from = checked_day(integer(slots, 0), to.first_month, to.year, scope);
    return from ? Result{Value{Stretch{std::get<Span>(*from), to, false}}} : std::nullopt;
}

Result joined(Values slots, Scope&) {
    Span head = std::get<Span>(slots.front());
    const Stretch& rest = std::get<Stretch>(slots.back());
    const bool whole = head.unit != Unit::day && head.unit != Unit::part;
    if (!whole || head.unit != rest.from.unit) {
        return std::nullopt;
    }
    if (head.year == 0) {
        head.year = rest.from.year;
    }
    const bool neighbours = month_count(head, head.last_month) + 1 == month_count(rest.from, rest.from.first_month);
    return neighbours ? Result{Value{Stretch{head, rest.to, false}}} : std::nullopt;
}

Result years_counted(Values slots, Scope& scope) {
    const Stretch& stretch = std::get<Stretch>(slots.back());
    return stretch.to.year - stretch.from.year + 1 == integer(slots, 0) ? years_only(slots, scope) : std::nullopt;
}

Result years_only(Values slots, Scope&) {
    const Stretch& stretch = std::get<Stretch>(slots.back());
    const bool years = stretch.from.unit == Unit::year && stretch.to.unit == Unit::year;
    return years && stretch.from.year != 0 ? Result{slots.back()} : std::nullopt;
}

}  // namespace rules::deadlines::make
