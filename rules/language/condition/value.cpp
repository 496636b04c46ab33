#include "rules/language/condition/value.hpp"

#include <cmath>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;

Value make(Kind kind, std::size_t size = 0) noexcept {
    Value value;
    value.kind = kind;
    value.size = static_cast<std::uint32_t>(size);
    return value;
}

template <class T>
int order(const T& a, const T& b) noexcept {
    return a < b ? -1 : (b < a ? 1 : 0);
}

constexpr int unordered = 2;
/// An int is compared with a double as the double nearest to it: the conformance cases of the specification ask for that
/// where the two lie beyond 2^53.
int compare_numbers(const Value& a, const Value& b) noexcept {
    if (a.is(Kind::integer) && b.is(Kind::integer)) return order(a.integer, b.integer);
    const double x = a.is(Kind::integer) ? static_cast<double>(a.integer) : a.number;
    const double y = b.is(Kind::integer) ? static_cast<double>(b.integer) : b.number;
    return std::isnan(x) || std::isnan(y) ? unordered : order(x, y);
}

}  // namespace

Value Value::of(bool value) noexcept {
    Value result = make(Kind::boolean);
    result.boolean = value;
    return result;
}
Value Value::of(std::int64_t value) noexcept {
    Value result = make(Kind::integer);
    result.integer = value;
    return result;
}
Value Value::of(double value) noexcept {
    Value result = make(Kind::number);
    result.number = value;
    return result;
}
Value Value::of(std::string_view value) noexcept {
    Value result = make(Kind::string, value.size());
    result.text = value.data();
    return result;
}
Value Value::of(const Value* items, std::size_t count) noexcept {
    Value result = make(Kind::list, count);
    result.items = items;
    return result;
}
Value Value::of(const std::string_view* items, std::size_t count) noexcept {
    Value result = make(Kind::strings, count);
    result.strings = items;
    return result;
}
Value Value::of(const MapEntry* entries, std::size_t count) noexcept {
    Value result = make(Kind::map, count);
    result.entries = entries;
    return result;
}
Value Value::of(dates::Date date) noexcept {
    Value result = make(Kind::date);
    result.integer = date.time_since_epoch().count();
    return result;
}
Value Value::days(std::int64_t count) noexcept {
    Value result = make(Kind::days);
    result.integer = count;
    return result;
}
Value Value::workdays(std::int64_t count) noexcept {
    Value result = make(Kind::workdays);
    result.integer = count;
    return result;
}
Value Value::type(std::string_view name) noexcept {
    Value result = of(name);
    result.kind = Kind::type;
    return result;
}
Value Value::error(std::string_view sentence) noexcept {
    Value result = make(Kind::error, sentence.size());
    result.text = sentence.data();
    return result;
}
Value Value::unknown() noexcept {
    return make(Kind::unknown);
}

Value Value::item(std::size_t i) const noexcept {
    return is(Kind::strings) ? of(strings[i]) : items[i];
}

bool is_map_key(const Value& value) noexcept {
    return value.is(Kind::string) || value.is(Kind::integer) || value.is(Kind::boolean);
}

int compare(const Value& a, const Value& b) noexcept {
    if (a.is_numeric() && b.is_numeric()) return compare_numbers(a, b);
    if (a.kind != b.kind) return unordered;
    switch (a.kind) {
        case Kind::boolean: return order(a.boolean, b.boolean);
        case Kind::string: return order(a.view(), b.view());
        case Kind::date:
        case Kind::days:
        case Kind::workdays: return order(a.integer, b.integer);
        default: return unordered;
    }
}

std::string_view kind_name(Value::Kind kind) noexcept {
    switch (kind) {
        case Kind::error: return "error";
        case Kind::unknown: return "unknown";
        case Kind::null: return "null_type";
        case Kind::boolean: return "bool";
        case Kind::integer: return "int";
        case Kind::number: return "double";
        case Kind::string: return "string";
        case Kind::list:
        case Kind::strings: return "list";
        case Kind::map: return "map";
        case Kind::date: return "date";
        case Kind::days: return "duration";
        case Kind::workdays: return "workdays";
        case Kind::type: return "type";
    }
    return "unknown";
}

}  // namespace rules::language::condition
