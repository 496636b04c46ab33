#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the conversions of the function table. What cannot be converted is an error.
namespace rules::language::condition {

Value to_int(std::span<const Value> args, Arena& arena);
Value to_double(std::span<const Value> args, Arena& arena);
Value to_string(std::span<const Value> args, Arena& arena);
Value to_bool(std::span<const Value> args, Arena& arena);
Value to_date(std::span<const Value> args, Arena& arena);
Value to_days(std::span<const Value> args, Arena& arena);
Value to_workdays(std::span<const Value> args, Arena& arena);
Value to_duration(std::span<const Value> args, Arena& arena);
Value type_of(std::span<const Value> args, Arena& arena);
Value as_is(std::span<const Value> args, Arena& arena);

}  // namespace rules::language::condition
