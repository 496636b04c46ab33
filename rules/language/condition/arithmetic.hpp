#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the arithmetic operators of the function table. Overflow and division by zero are errors, as the CEL
/// specification says.
namespace rules::language::condition {

/// Of a duration, either way; far beyond what the years 1968..2199 need.
inline constexpr std::int64_t most_days = 1'000'000;

Value add(std::span<const Value> args, Arena& arena);
Value subtract(std::span<const Value> args, Arena& arena);
Value multiply(std::span<const Value> args, Arena& arena);
Value divide(std::span<const Value> args, Arena& arena);
Value remainder(std::span<const Value> args, Arena& arena);
Value negate(std::span<const Value> args, Arena& arena);

/// An error without a sentence: evaluation knows the function and says which types it was given.
Value no_overload() noexcept;

}  // namespace rules::language::condition
