#include "rules/language/condition/arithmetic.hpp"

#include <algorithm>
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

bool both(std::span<const Value> args, Kind kind) {
    return args[0].is(kind) && args[1].is(kind);
}

bool is_duration(const Value& value) {
    return value.is(Kind::days) || value.is(Kind::workdays);
}

/// A count of days or working days.
Value counted(Kind kind, std::int64_t count) {
    if (count > most_days || count < -most_days) {
        return Value::error("số ngày vượt phạm vi (duration out of range)");
    }
    return kind == Kind::days ? Value::days(count) : Value::workdays(count);
}

Value dated(std::int64_t days_since_1970) {
    const dates::Date date{dates::Date::duration{static_cast<std::int32_t>(days_since_1970)}};
    const int year = dates::year_of(date);
    if (year < dates::first_year || year > dates::last_year) {
        return Value::error("ngày nằm ngoài các năm 1968 đến 2199 (date out of range)");
    }
    return Value::of(date);
}

/// A day and a duration: `sign` is 1 or -1.
Value moved(const Value& date, const Value& duration, int sign, const Arena& arena) {
    if (duration.is(Kind::days)) return dated(date.integer + sign * duration.integer);
    if (arena.calendar() == nullptr) {
        return Value::error("ở đây không có lịch làm việc (there is no working calendar here)");
    }
    const int count = sign * static_cast<int>(duration.integer);
    const dates::Date day = arena.calendar()->add_working_days(date.date(), count);
    const bool clamped = std::abs((day - date.date()).count()) < std::abs(count);
    return clamped ? dated(date.integer + sign * most_days) : Value::of(day);
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

}  // namespace

Value no_overload() noexcept {
    return Value::error({});
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
    if (is_duration(a) && a.kind == b.kind) return counted(a.kind, a.integer + b.integer);
    if (a.is(Kind::date) && is_duration(b)) return moved(a, b, 1, arena);
    return is_duration(a) && b.is(Kind::date) ? moved(b, a, 1, arena) : no_overload();
}

Value subtract(std::span<const Value> args, Arena& arena) {
    const Value& a = args[0];
    const Value& b = args[1];
    if (both(args, Kind::integer)) {
        std::int64_t difference = 0;
        return __builtin_sub_overflow(a.integer, b.integer, &difference) ? overflow() : Value::of(difference);
    }
    if (both(args, Kind::number)) return Value::of(a.number - b.number);
    if (both(args, Kind::date)) return counted(Kind::days, a.integer - b.integer);
    if (is_duration(a) && a.kind == b.kind) return counted(a.kind, a.integer - b.integer);
    return a.is(Kind::date) && is_duration(b) ? moved(a, b, -1, arena) : no_overload();
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
    if (is_duration(a)) return counted(a.kind, -a.integer);
    if (!a.is(Kind::integer)) return no_overload();
    return a.integer == Limits::min() ? overflow() : Value::of(-a.integer);
}

}  // namespace rules::language::condition
