#include "rules/language/condition/functions.hpp"

#include "rules/language/condition/arithmetic.hpp"
#include "rules/language/condition/comparison.hpp"
#include "rules/language/condition/conversions.hpp"
#include "rules/language/condition/date_functions.hpp"
#include "rules/language/condition/text_functions.hpp"

#include <algorithm>
#include <vector>

namespace rules::language::condition {
namespace {

using T = Type::Kind;
constexpr Type any{};
constexpr Type boolean{T::boolean};
constexpr Type integer{T::integer};
constexpr Type number{T::number};
constexpr Type string{T::string};
constexpr Type date{T::date};
constexpr Type days{T::days};
constexpr Type workdays{T::workdays};
constexpr Type type{T::type};
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
    op("_+_", date, workdays, date, add),
    op("_+_", workdays, date, date, add),
    op("_+_", workdays, workdays, workdays, add),
    op("_-_", integer, integer, integer, subtract),
    op("_-_", number, number, number, subtract),
    op("_-_", date, date, days, subtract),
    op("_-_", date, days, date, subtract),
    op("_-_", days, days, days, subtract),
    op("_-_", date, workdays, date, subtract),
    op("_-_", workdays, workdays, workdays, subtract),
    op("_*_", integer, integer, integer, multiply),
    op("_*_", number, number, number, multiply),
    op("_/_", integer, integer, integer, divide),
    op("_/_", number, number, number, divide),
    op("_%_", integer, integer, integer, remainder),
    prefix("-_", integer, integer, negate),
    prefix("-_", number, number, negate),
    prefix("-_", days, days, negate),
    prefix("-_", workdays, workdays, negate),
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
    function("int", workdays, integer, to_int),
    function("string", string, string, to_string),
    function("string", boolean, string, to_string),
    function("string", integer, string, to_string),
    function("string", number, string, to_string),
    function("string", date, string, to_string),
    function("string", days, string, to_string),
    function("string", workdays, string, to_string),
    function("bool", boolean, boolean, to_bool),
    function("bool", string, boolean, to_bool),
    function("date", string, date, to_date),
    function("date", date, date, to_date),
    function("days", integer, days, to_days),
    function("duration", string, days, to_duration),
    function("duration", days, days, to_duration),
    function("workdays", integer, workdays, to_workdays),
    op("workdays", date, date, integer, workdays_between),
    function("type", any, type, type_of),
    function("dyn", any, any, as_is),
    method("getFullYear", date, integer, full_year),
    method("getMonth", date, integer, month),
    method("getDate", date, integer, day_of_month),
    method("getDayOfMonth", date, integer, day_of_month_from_0),
    method("getDayOfYear", date, integer, day_of_year),
    method("getDayOfWeek", date, integer, day_of_week),
    method("isWorkday", date, boolean, is_workday),
};

/// The ordering operators take the same pairs of types.
std::vector<Overload> with_orderings() {
    std::vector<Overload> all(std::begin(table), std::end(table));
    const std::pair<std::string_view, Builtin> operators[] = {
        {"_<_", less}, {"_<=_", less_or_equal}, {"_>_", greater}, {"_>=_", greater_or_equal}};
    for (const auto& [name, call] : operators) {
        for (const Type ordered_type : {boolean, integer, number, string, date, days, workdays}) {
            all.push_back(op(name, ordered_type, ordered_type, boolean, call));
        }
        all.push_back(op(name, integer, number, boolean, call));
        all.push_back(op(name, number, integer, boolean, call));
    }
    std::stable_sort(all.begin(), all.end(), [](const Overload& a, const Overload& b) { return a.name < b.name; });
    return all;
}

}  // namespace

std::span<const Overload> overloads() {
    static const std::vector<Overload> all = with_orderings();
    return all;
}

std::span<const Overload> overloads_named(std::string_view name) {
    struct ByName {
        bool operator()(const Overload& row, std::string_view n) const { return row.name < n; }
        bool operator()(std::string_view n, const Overload& row) const { return n < row.name; }
    };
    const std::span<const Overload> all = overloads();
    const auto [first, last] = std::equal_range(all.begin(), all.end(), name, ByName{});
    return {first, last};
}

}  // namespace rules::language::condition
