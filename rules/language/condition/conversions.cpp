#include "rules/language/condition/conversions.hpp"

#include "rules/language/condition/arithmetic.hpp"
#include "rules/language/condition/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;

Value no_conversion() {
    return Value::error("không đổi được giá trị này (the value cannot be converted)");
}

std::string_view without_plus(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    return text;
}

std::optional<std::int64_t> integer(std::string_view text) {
    text = without_plus(text);
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || stop != end) return std::nullopt;
    return value;
}

Value parsed_integer(std::string_view text) {
    const std::optional<std::int64_t> value = integer(text);
    return value ? Value::of(*value) : no_conversion();
}

/// Decimal forms, and "inf", "infinity", "nan" in any case.
Value parsed_number(std::string_view text) {
    if (text.find('(') != std::string_view::npos) return no_conversion();
    const std::optional<double> value = read_number(without_plus(text));
    return value ? Value::of(*value) : no_conversion();
}

/// "7d" or "-7d".
std::optional<std::int64_t> parsed_days(std::string_view text) {
    if (!text.ends_with('d')) return std::nullopt;
    text.remove_suffix(1);
    return integer(text);
}

Value bounded(Value duration) {
    const bool fits = duration.integer <= most_days && duration.integer >= -most_days;
    return fits ? duration : Value::error("số ngày vượt phạm vi (duration out of range)");
}

}  // namespace

Value to_int(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    if (a.is(Kind::integer)) return a;
    if (a.is(Kind::days) || a.is(Kind::workdays)) return Value::of(a.integer);
    if (a.is(Kind::string)) return parsed_integer(a.view());
    if (!a.is(Kind::number)) return no_overload();
    constexpr double bound = 9223372036854775808.0;
    const bool fits = a.number > -bound && a.number < bound;  // false for NaN too
    return fits ? Value::of(static_cast<std::int64_t>(a.number))
                : Value::error("số vượt phạm vi số nguyên 64 bit (out of the range of int)");
}

Value to_double(std::span<const Value> args, Arena&) {
    const Value& a = args[0];
    if (a.is(Kind::number)) return a;
    if (a.is(Kind::integer)) return Value::of(static_cast<double>(a.integer));
    return a.is(Kind::string) ? parsed_number(a.view()) : no_overload();
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
        case Kind::workdays: return Value::of(arena.keep(fmt::format("{}wd", a.integer)));
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
    return args[0].is(Kind::integer) ? bounded(Value::days(args[0].integer)) : no_overload();
}

Value to_workdays(std::span<const Value> args, Arena&) {
    return args[0].is(Kind::integer) ? bounded(Value::workdays(args[0].integer)) : no_overload();
}

Value to_duration(std::span<const Value> args, Arena&) {
    if (args[0].is(Kind::days)) return args[0];
    if (!args[0].is(Kind::string)) return no_overload();
    const std::optional<std::int64_t> count = parsed_days(args[0].view());
    if (!count) return Value::error("khoảng thời gian viết như 7d, tính theo ngày (a duration is written 7d)");
    return bounded(Value::days(*count));
}

Value type_of(std::span<const Value> args, Arena&) {
    return Value::type(kind_name(args[0].kind));
}

Value as_is(std::span<const Value> args, Arena&) {
    return args[0];
}

}  // namespace rules::language::condition
