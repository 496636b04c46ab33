#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the arithmetic operators and conversions of the function table. Overflow, division by zero
/// and what cannot be converted are errors, as the CEL specification says.
namespace rules::language::condition {

Value add(std::span<const Value> args, Arena& arena);
Value subtract(std::span<const Value> args, Arena& arena);
Value multiply(std::span<const Value> args, Arena& arena);
Value divide(std::span<const Value> args, Arena& arena);
Value remainder(std::span<const Value> args, Arena& arena);
Value negate(std::span<const Value> args, Arena& arena);

Value to_int(std::span<const Value> args, Arena& arena);
Value to_double(std::span<const Value> args, Arena& arena);
Value to_string(std::span<const Value> args, Arena& arena);
Value to_bool(std::span<const Value> args, Arena& arena);
Value to_date(std::span<const Value> args, Arena& arena);
Value to_days(std::span<const Value> args, Arena& arena);

/// "no such overload", for arguments whose types no row fits.
Value no_overload() noexcept;

}  // namespace rules::language::condition
