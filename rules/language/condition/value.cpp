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
constexpr double two_to_63 = 9223372036854775808.0;

/// Exact: a double is not rounded to an integer nor the other way round.
int compare_mixed(std::int64_t a, double b) noexcept {
    if (std::isnan(b)) return unordered;
    if (b >= two_to_63) return -1;
    if (b < -two_to_63) return 1;
    const double whole = std::trunc(b);
    const int integral = order(a, static_cast<std::int64_t>(whole));
    return integral != 0 ? integral : order(0.0, b - whole);
}

int compare_numbers(const Value& a, const Value& b) noexcept {
    if (a.is(Kind::integer)) {
        return b.is(Kind::integer) ? order(a.integer, b.integer) : compare_mixed(a.integer, b.number);
    }
    if (b.is(Kind::integer)) {
        const int reversed = compare_mixed(b.integer, a.number);
        return reversed == unordered ? unordered : -reversed;
    }
    if (std::isnan(a.number) || std::isnan(b.number)) return unordered;
    return order(a.number, b.number);
}

bool equal_lists(const Value& a, const Value& b) noexcept {
    if (a.size != b.size) return false;
    for (std::size_t i = 0; i < a.size; ++i) {
        if (!equal(a.item(i), b.item(i))) return false;
    }
    return true;
}

bool equal_maps(const Value& a, const Value& b) noexcept {
    if (a.size != b.size) return false;
    for (std::size_t i = 0; i < a.size; ++i) {
        const Value* const other = find(b, a.entries[i].key);
        if (other == nullptr || !equal(a.entries[i].value, *other)) return false;
    }
    return true;
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

bool equal(const Value& a, const Value& b) noexcept {
    if (a.is_numeric() && b.is_numeric()) return compare_numbers(a, b) == 0;
    if (a.is_list() && b.is_list()) return equal_lists(a, b);
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case Kind::boolean: return a.boolean == b.boolean;
        case Kind::string: return a.view() == b.view();
        case Kind::map: return equal_maps(a, b);
        case Kind::date:
        case Kind::days: return a.integer == b.integer;
        default: return a.is(Kind::null);
    }
}

int compare(const Value& a, const Value& b) noexcept {
    if (a.is_numeric() && b.is_numeric()) return compare_numbers(a, b);
    if (a.kind != b.kind) return unordered;
    switch (a.kind) {
        case Kind::boolean: return order(a.boolean, b.boolean);
        case Kind::string: return order(a.view(), b.view());
        case Kind::date:
        case Kind::days: return order(a.integer, b.integer);
        default: return unordered;
    }
}

const Value* find(const Value& map, const Value& key) noexcept {
    for (std::size_t i = 0; i < map.size; ++i) {
        if (equal(map.entries[i].key, key)) return &map.entries[i].value;
    }
    return nullptr;
}

std::string_view kind_name(Value::Kind kind) noexcept {
    switch (kind) {
        case Kind::error: return "error";
        case Kind::unknown: return "unknown";
        case Kind::null: return "null";
        case Kind::boolean: return "bool";
        case Kind::integer: return "int";
        case Kind::number: return "double";
        case Kind::string: return "string";
        case Kind::list:
        case Kind::strings: return "list";
        case Kind::map: return "map";
        case Kind::date: return "date";
        case Kind::days: return "days";
    }
    return "unknown";
}

}  // namespace rules::language::condition
