#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the operators and functions that compare values and look into lists and maps.
namespace rules::language::condition {

Value equals(std::span<const Value> args, Arena& arena);
Value differs(std::span<const Value> args, Arena& arena);
Value less(std::span<const Value> args, Arena& arena);
Value less_or_equal(std::span<const Value> args, Arena& arena);
Value greater(std::span<const Value> args, Arena& arena);
Value greater_or_equal(std::span<const Value> args, Arena& arena);
Value invert(std::span<const Value> args, Arena& arena);
Value contained(std::span<const Value> args, Arena& arena);
Value at_index(std::span<const Value> args, Arena& arena);

}  // namespace rules::language::condition
