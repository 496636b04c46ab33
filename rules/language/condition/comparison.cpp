#include "rules/language/condition/comparison.hpp"

#include "rules/language/condition/arithmetic.hpp"
#include "rules/language/condition/equality.hpp"

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Args = std::span<const Value>;

Value no_such_key() {
    return Value::error("bảng không có khóa này (no such key)");
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
}  // namespace

Value equals(Args args, Arena& arena) {
    return Value::of(equal(args[0], args[1], arena));
}
Value differs(Args args, Arena& arena) {
    return Value::of(!equal(args[0], args[1], arena));
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
    if (range.is(Kind::map)) return Value::of(find(range, args[0], arena) != nullptr);
    if (!range.is_list()) return no_overload();
    constexpr std::size_t items_a_step = 4;
    if (!arena.spend(range.size / items_a_step)) return no_overload();
    for (std::size_t i = 0; i < range.size; ++i) {
        if (equal(args[0], range.item(i), arena)) return Value::of(true);
    }
    return Value::of(false);
}

Value at_index(Args args, Arena& arena) {
    const Value& range = args[0];
    if (range.is(Kind::map)) {
        const Value* const found = find(range, args[1], arena);
        return found != nullptr ? *found : no_such_key();
    }
    if (!range.is_list() || !args[1].is_numeric()) return no_overload();
    std::int64_t index = args[1].integer;
    if (args[1].is(Kind::number)) {
        const bool inside = args[1].number >= 0 && args[1].number < range.size;
        index = inside ? static_cast<std::int64_t>(args[1].number) : -1;
        if (compare(Value::of(index), args[1]) != 0) index = -1;  // 0.5 is the place of no item
    }
    if (index < 0 || index >= range.size) {
        return Value::error("chỉ số nằm ngoài danh sách (index out of range)");
    }
    return range.item(static_cast<std::size_t>(index));
}

}  // namespace rules::language::condition
