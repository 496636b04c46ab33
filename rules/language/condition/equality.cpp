#include "rules/language/condition/equality.hpp"

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;

bool equal_lists(const Value& a, const Value& b, Arena& arena) {
    if (a.size != b.size) return false;
    for (std::size_t i = 0; i < a.size; ++i) {
        if (!arena.spend(1) || !equal(a.item(i), b.item(i), arena)) return false;
    }
    return true;
}

bool equal_maps(const Value& a, const Value& b, Arena& arena) {
    if (a.size != b.size) return false;
    for (std::size_t i = 0; i < a.size; ++i) {
        const Value* const other = find(b, a.entries[i].key, arena);
        if (other == nullptr || !arena.spend(1) || !equal(a.entries[i].value, *other, arena)) return false;
    }
    return true;
}

/// Comparing an ordinary text is part of the step that does it; only long ones cost more.
bool equal_texts(std::string_view a, std::string_view b, Arena& arena) {
    constexpr std::size_t bytes_a_step = 256;
    return a.size() == b.size() && arena.spend(a.size() / bytes_a_step) && a == b;
}

}  // namespace

bool equal(const Value& a, const Value& b, Arena& arena) {
    if (a.is_numeric() && b.is_numeric()) return compare(a, b) == 0;
    if (a.is_list() && b.is_list()) return equal_lists(a, b, arena);
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case Kind::boolean: return a.boolean == b.boolean;
        case Kind::string: return equal_texts(a.view(), b.view(), arena);
        case Kind::type: return a.view() == b.view();
        case Kind::map: return equal_maps(a, b, arena);
        case Kind::date:
        case Kind::days:
        case Kind::workdays: return a.integer == b.integer;
        default: return a.is(Kind::null);
    }
}

const Value* find(const Value& map, const Value& key, Arena& arena) {
    constexpr std::size_t keys_a_step = 8;
    if (!arena.spend(map.size / keys_a_step)) return nullptr;
    for (std::size_t i = 0; i < map.size; ++i) {
        if (equal(map.entries[i].key, key, arena)) return &map.entries[i].value;
    }
    return nullptr;
}

}  // namespace rules::language::condition
