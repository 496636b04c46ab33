#pragma once

#include "rules/language/condition/arena.hpp"
#include "rules/language/condition/value.hpp"

namespace rules::language::condition {

/// Equality as the specification has it: numbers across types by value, lists and maps by content, otherwise
/// different types are different. Lists may share their items, so that comparing costs more than was ever built: it is
/// paid for from the arena's budget, and the answer means nothing once that is spent.
bool equal(const Value& a, const Value& b, Arena& arena);

/// The entry of a map or null.
const Value* find(const Value& map, const Value& key, Arena& arena);

}  // namespace rules::language::condition
