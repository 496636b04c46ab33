#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the functions on texts, each in time linear in its input; `size` also of lists and maps.
namespace rules::language::condition {

Value size(std::span<const Value> args, Arena& arena);
Value starts_with(std::span<const Value> args, Arena& arena);
Value ends_with(std::span<const Value> args, Arena& arena);
Value contains(std::span<const Value> args, Arena& arena);

/// For a pattern that is computed; those written as text are compiled with the condition.
Value matches(std::span<const Value> args, Arena& arena);

}  // namespace rules::language::condition
