#include "rules/language/condition/functions.hpp"

#include "rules/language/condition/arithmetic.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Args = std::span<const Value>;

Value equals(Args args, Arena& arena) {
    if (args[0].is_list() || args[0].is(Kind::map)) (void)arena.spend(args[0].size);
    return Value::of(equal(args[0], args[1]));
}
Value differs(Args args, Arena& arena) {
    Value result = equals(args, arena);
    result.boolean = !result.boolean;
    return result;
}

/// The order of two values under `holds(-1 | 0 | 1)`; NaN compares false with everything.
template <class Holds>
Value ordered(Args args, Holds holds) {
    const bool comparable = (args[0].is_numeric() && args[1].is_numeric()) || args[0].kind == args[1].kind;
    const bool has_order = !args[0].is_list() && !args[0].is(Kind::map) && !args[0].is(Kind::null);
    if (!comparable || !has_order) return no_overload();
    const int order = compare(args[0], args[1]);
    return Value::of(order <= 1 && holds(order));
}
Value less(Args args, Arena&) {
    return ordered(args, [](int order) { return order < 0; });
}
Value less_or_equal(Args args, Arena&) {
    return ordered(args, [](int order) { return order <= 0; });
}
Value greater(Args args, Arena&) {
    return ordered(args, [](int order) { return order > 0; });
}
Value greater_or_equal(Args args, Arena&) {
    return ordered(args, [](int order) { return order >= 0; });
}

Value invert(Args args, Arena&) {
    return args[0].is(Kind::boolean) ? Value::of(!args[0].boolean) : no_overload();
}

Value contained(Args args, Arena& arena) {
    const Value& range = args[1];
    if (range.is(Kind::map)) return Value::of(find(range, args[0]) != nullptr);
    if (!range.is_list()) return no_overload();
    if (!arena.spend(range.size / 4)) return no_overload();
    for (std::size_t i = 0; i < range.size; ++i) {
        if (equal(args[0], range.item(i))) return Value::of(true);
    }
    return Value::of(false);
}

Value at_index(Args args, Arena&) {
    if (args[0].is(Kind::map)) {
        const Value* const found = find(args[0], args[1]);
        return found != nullptr ? *found : Value::error("bảng không có khóa này (no such key)");
    }
    if (!args[0].is_list() || !args[1].is_numeric()) return no_overload();
    for (std::size_t i = 0; args[1].is(Kind::number) && i < args[0].size; ++i) {
        if (equal(args[1], Value::of(static_cast<std::int64_t>(i)))) return args[0].item(i);
    }
    const bool inside = args[1].is(Kind::integer) && args[1].integer >= 0 && args[1].integer < args[0].size;
    if (!inside) return Value::error("chỉ số nằm ngoài danh sách (index out of range)");
    return args[0].item(static_cast<std::size_t>(args[1].integer));
}

/// Code points of a string, items of a list or map.
Value size(Args args, Arena&) {
    const Value& a = args[0];
    if (a.is_list() || a.is(Kind::map)) return Value::of(std::int64_t{a.size});
    if (!a.is(Kind::string)) return no_overload();
    const std::string_view text = a.view();
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    const auto count = std::count_if(text.begin(), text.end(), [&](char c) { return !continues(c); });
    return Value::of(static_cast<std::int64_t>(count));
}

bool both_strings(Args args) {
    return args[0].is(Kind::string) && args[1].is(Kind::string);
}

Value starts_with(Args args, Arena&) {
    return both_strings(args) ? Value::of(args[0].view().starts_with(args[1].view())) : no_overload();
}
Value ends_with(Args args, Arena&) {
    return both_strings(args) ? Value::of(args[0].view().ends_with(args[1].view())) : no_overload();
}
Value contains(Args args, Arena& arena) {
    if (!both_strings(args) || !arena.spend(args[0].size / 8)) return no_overload();
    return Value::of(args[0].view().find(args[1].view()) != std::string_view::npos);
}

/// For a pattern that is computed; patterns written as text are compiled with the condition.
Value matches(Args args, Arena& arena) {
    if (!both_strings(args) || !arena.spend(1000 + args[0].size / 8 + args[1].size * 8)) return no_overload();
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    const re2::RE2 pattern(re2::StringPiece(args[1].text, args[1].size), options);
    if (!pattern.ok()) return Value::error("biểu thức chính quy không hợp lệ (invalid regular expression)");
    return Value::of(re2::RE2::PartialMatch(re2::StringPiece(args[0].text, args[0].size), pattern));
}

Value as_is(Args args, Arena&) {
    return args[0];
}

template <class Part>
Value date_part(Args args, Part part) {
    if (!args[0].is(Kind::date)) return no_overload();
    return Value::of(std::int64_t{part(args[0].date())});
}
Value full_year(Args args, Arena&) {
    return date_part(args, [](dates::Date d) { return dates::year_of(d); });
}
/// From 0, as the specification's getMonth counts.
Value month(Args args, Arena&) {
    return date_part(args, [](dates::Date d) {
        return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{d}.month())) - 1;
    });
}
Value day_of_month(Args args, Arena&) {
    return date_part(args, [](dates::Date d) {
        return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{d}.day()));
    });
}
/// 0 is Sunday.
Value day_of_week(Args args, Arena&) {
    return date_part(args, [](dates::Date d) { return static_cast<int>(std::chrono::weekday{d}.c_encoding()); });
}

using T = Type::Kind;
constexpr Type any{};
constexpr Type boolean{T::boolean};
constexpr Type integer{T::integer};
constexpr Type number{T::number};
constexpr Type string{T::string};
constexpr Type date{T::date};
constexpr Type days{T::days};
constexpr Type list{T::list};
constexpr Type map{T::map};

constexpr Overload op(std::string_view name, Type a, Type b, Type result, Builtin call) {
    return {name, false, 2, {a, b}, result, call};
}
constexpr Overload prefix(std::string_view name, Type a, Type result, Builtin call) {
    return {name, false, 1, {a}, result, call};
}
constexpr Overload function(std::string_view name, Type a, Type result, Builtin call) {
    return {name, false, 1, {a}, result, call};
}
constexpr Overload method(std::string_view name, Type self, Type result, Builtin call) {
    return {name, true, 1, {self}, result, call};
}
constexpr Overload method(std::string_view name, Type self, Type a, Type result, Builtin call) {
    return {name, true, 2, {self, a}, result, call};
}

constexpr Overload table[] = {
    op("_+_", integer, integer, integer, add),
    op("_+_", number, number, number, add),
    op("_+_", string, string, string, add),
    op("_+_", list, list, list, add),
    op("_+_", date, days, date, add),
    op("_+_", days, date, date, add),
    op("_+_", days, days, days, add),
    op("_-_", integer, integer, integer, subtract),
    op("_-_", number, number, number, subtract),
    op("_-_", date, date, days, subtract),
    op("_-_", date, days, date, subtract),
    op("_-_", days, days, days, subtract),
    op("_*_", integer, integer, integer, multiply),
    op("_*_", number, number, number, multiply),
    op("_/_", integer, integer, integer, divide),
    op("_/_", number, number, number, divide),
    op("_%_", integer, integer, integer, remainder),
    prefix("-_", integer, integer, negate),
    prefix("-_", number, number, negate),
    prefix("-_", days, days, negate),
    prefix("!_", boolean, boolean, invert),
    op("_==_", any, any, boolean, equals),
    op("_!=_", any, any, boolean, differs),
    op("@in", any, list, boolean, contained),
    op("@in", any, map, boolean, contained),
    op("_[_]", list, integer, any, at_index),
    op("_[_]", map, any, any, at_index),
    function("size", string, integer, size),
    function("size", list, integer, size),
    function("size", map, integer, size),
    method("size", string, integer, size),
    method("size", list, integer, size),
    method("size", map, integer, size),
    method("startsWith", string, string, boolean, starts_with),
    method("endsWith", string, string, boolean, ends_with),
    method("contains", string, string, boolean, contains),
    method("matches", string, string, boolean, matches),
    op("matches", string, string, boolean, matches),
    function("int", integer, integer, to_int),
    function("int", number, integer, to_int),
    function("int", string, integer, to_int),
    function("int", days, integer, to_int),
    function("double", integer, number, to_double),
    function("double", number, number, to_double),
    function("double", string, number, to_double),
    function("string", any, string, to_string),
    function("bool", boolean, boolean, to_bool),
    function("bool", string, boolean, to_bool),
    function("date", string, date, to_date),
    function("date", date, date, to_date),
    function("days", integer, days, to_days),
    function("dyn", any, any, as_is),
    method("getFullYear", date, integer, full_year),
    method("getMonth", date, integer, month),
    method("getDate", date, integer, day_of_month),
    method("getDayOfWeek", date, integer, day_of_week),
};

/// The ordering operators take the same pairs of types.
std::vector<Overload> with_orderings() {
    std::vector<Overload> all(std::begin(table), std::end(table));
    const std::pair<std::string_view, Builtin> operators[] = {
        {"_<_", less}, {"_<=_", less_or_equal}, {"_>_", greater}, {"_>=_", greater_or_equal}};
    for (const auto& [name, call] : operators) {
        for (const Type type : {boolean, integer, number, string, date, days}) {
            all.push_back(op(name, type, type, boolean, call));
        }
        all.push_back(op(name, integer, number, boolean, call));
        all.push_back(op(name, number, integer, boolean, call));
    }
    return all;
}

}  // namespace

std::span<const Overload> overloads() {
    static const std::vector<Overload> all = with_orderings();
    return all;
}

}  // namespace rules::language::condition
