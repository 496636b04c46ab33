#include "rules/language/condition/arithmetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Limits = std::numeric_limits<std::int64_t>;

Value overflow() {
    return Value::error("kết quả vượt phạm vi số nguyên 64 bit (integer overflow)");
}
Value zero_divisor() {
    return Value::error("chia cho 0 (division by zero)");
}
Value no_conversion() {
    return Value::error("không đổi được giá trị này (the value cannot be converted)");
}

bool both(std::span<const Value> args, Kind kind) {
    return args[0].is(kind) && args[1].is(kind);
}

/// Civil dates of the program lie in 1968..2199; the bound here only keeps arithmetic from overflowing.
constexpr std::int64_t most_days = 1'000'000;

Value shifted(Kind kind, std::int64_t value) {
    if (value > most_days || value < -most_days) return Value::error("ngày vượt phạm vi (date out of range)");
    Value result = Value::days(value);
    result.kind = kind;
    return result;
}

Value concatenated(const Value& a, const Value& b, Arena& arena) {
    const std::size_t size = std::size_t{a.size} + b.size;
    if (!arena.spend(size / 8 + 1)) return Value::error("");
    const std::span<char> text = arena.make<char>(size);
    std::copy_n(b.text, b.size, std::copy_n(a.text, a.size, text.begin()));
    return Value::of(std::string_view(text.data(), text.size()));
}

Value joined(const Value& a, const Value& b, Arena& arena) {
    const std::size_t size = std::size_t{a.size} + b.size;
    if (!arena.spend(size + 1)) return Value::error("");
    const std::span<Value> items = arena.make<Value>(size);
    for (std::size_t i = 0; i < a.size; ++i) items[i] = a.item(i);
    for (std::size_t i = 0; i < b.size; ++i) items[a.size + i] = b.item(i);
    return Value::of(items.data(), items.size());
}

template <class T>
Value parsed(std::string_view text) {
    T value{};
    const bool plus = text.starts_with('+');
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + (plus ? 1 : 0), end, value);
    if (fault != std::errc{} || stop != end) return no_conversion();
    return Value::of(value);
}

}  // namespace

Value no_overload() noexcept {
    return Value::error("phép tính không dùng được với kiểu này (no such overload)");
}

Value add(std::span<const Value> args, Arena& arena) {
    const Value& a = args[0];
    const Value& b = args[1];
    if (both(args, Kind::integer)) {
        std::int64_t sum = 0;
        return __builtin_add_overflow(a.integer, b.integer, &sum) ? overflow() : Value::of(sum);
    }
    if (both(args, Kind::number)) return Value::of(a.number + b.number);
    if (both(args, Kind::string)) return concatenated(a, b, arena);
    if (a.is_list() && b.is_list()) return joined(a, b, arena);
    if (both(args, Kind::days)) return shifted(Kind::days, a.integer + b.integer);
    const bool dated = (a.is(Kind::date) && b.is(Kind::days)) || (a.is(Kind::days) && b.is(Kind::date));
    return dated ? shifted(Kind::date, a.integer + b.integer) : no_overload();
}

Value subtract(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    const Value& b = args[1];
    if (both(args, Kind::integer)) {
        std::int64_t difference = 0;
        return __builtin_sub_overflow(a.integer, b.integer, &difference) ? overflow() : Value::of(difference);
    }
    if (both(args, Kind::number)) return Value::of(a.number - b.number);
    if (both(args, Kind::date) || both(args, Kind::days)) return shifted(Kind::days, a.integer - b.integer);
    return a.is(Kind::date) && b.is(Kind::days) ? shifted(Kind::date, a.integer - b.integer) : no_overload();
}

Value multiply(std::span<const Value> args, Arena&) {
    if (both(args, Kind::integer)) {
        std::int64_t product = 0;
        return __builtin_mul_overflow(args[0].integer, args[1].integer, &product) ? overflow() : Value::of(product);
    }
    return both(args, Kind::number) ? Value::of(args[0].number * args[1].number) : no_overload();
}

Value divide(std::span<const Value> args, Arena&) {
    if (both(args, Kind::number)) return Value::of(args[0].number / args[1].number);
    if (!both(args, Kind::integer)) return no_overload();
    if (args[1].integer == 0) return zero_divisor();
    if (args[0].integer == Limits::min() && args[1].integer == -1) return overflow();
    return Value::of(args[0].integer / args[1].integer);
}

Value remainder(std::span<const Value> args, Arena&) {
    if (!both(args, Kind::integer)) return no_overload();
    if (args[1].integer == 0) return zero_divisor();
    if (args[1].integer == -1) {
        return args[0].integer == Limits::min() ? overflow() : Value::of(std::int64_t{0});
    }
    return Value::of(args[0].integer % args[1].integer);
}

Value negate(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    if (a.is(Kind::number)) return Value::of(-a.number);
    if (a.is(Kind::days)) return Value::days(-a.integer);
    if (!a.is(Kind::integer)) return no_overload();
    return a.integer == Limits::min() ? overflow() : Value::of(-a.integer);
}

Value to_int(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    if (a.is(Kind::integer)) return a;
    if (a.is(Kind::days)) return Value::of(a.integer);
    if (a.is(Kind::string)) return parsed<std::int64_t>(a.view());
    if (!a.is(Kind::number)) return no_overload();
    constexpr double bound = 9223372036854775808.0;
    const bool fits = a.number > -bound && a.number < bound;  // false for NaN too
    return fits ? Value::of(static_cast<std::int64_t>(a.number)) : overflow();
}

Value to_double(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    if (a.is(Kind::number)) return a;
    if (a.is(Kind::integer)) return Value::of(static_cast<double>(a.integer));
    return a.is(Kind::string) ? parsed<double>(a.view()) : no_overload();
}

Value to_string(std::span<const Value> args, Arena& arena) {
    const Value& a = args[0];
    switch (a.kind) {
        case Kind::string: return a;
        case Kind::boolean: return Value::of(std::string_view(a.boolean ? "true" : "false"));
        case Kind::integer: return Value::of(arena.keep(fmt::format("{}", a.integer)));
        case Kind::number: return Value::of(arena.keep(fmt::format("{}", a.number)));
        case Kind::date: return Value::of(arena.keep(dates::format_iso(a.date())));
        case Kind::days: return Value::of(arena.keep(fmt::format("{}d", a.integer)));
        default: return no_overload();
    }
}

Value to_bool(std::span<const Value> args, Arena&) {
    if (args[0].is(Kind::boolean)) return args[0];
    if (!args[0].is(Kind::string)) return no_overload();
    constexpr std::array<std::string_view, 5> yes = {"1", "t", "true", "TRUE", "True"};
    constexpr std::array<std::string_view, 5> no = {"0", "f", "false", "FALSE", "False"};
    if (std::find(yes.begin(), yes.end(), args[0].view()) != yes.end()) return Value::of(true);
    if (std::find(no.begin(), no.end(), args[0].view()) != no.end()) return Value::of(false);
    return no_conversion();
}

Value to_date(std::span<const Value> args, Arena&) {
    if (args[0].is(Kind::date)) return args[0];
    if (!args[0].is(Kind::string)) return no_overload();
    const std::optional<dates::Date> date = dates::parse_iso(args[0].view());
    if (!date) {
        return Value::error("ngày phải viết như 2026-06-09 và có trong lịch (a date is written 2026-06-09)");
    }
    return Value::of(*date);
}

Value to_days(std::span<const Value> args, Arena&) {
    return args[0].is(Kind::integer) ? shifted(Kind::days, args[0].integer) : no_overload();
}

}  // namespace rules::language::condition
