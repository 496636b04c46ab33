#pragma once

#include "rules/language/condition/arena.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/language/condition/value.hpp"

#include <array>
#include <span>
#include <string_view>

namespace rules::language::condition {

/// A built-in: its arguments are present (no error, no unknown) but may be of any type where the checker saw
/// `dynamic`.
using Builtin = Value (*)(std::span<const Value> args, Arena& arena);

inline constexpr std::size_t most_arguments = 3;

/// One overload of an operator or function. To teach the language a function, add a row and its body.
struct Overload {
    std::string_view name;
    bool method = false;  ///< x.name(...) instead of name(x, ...)
    std::uint8_t arity = 0;
    std::array<Type, most_arguments> parameters;
    Type result;
    Builtin call = nullptr;
};

/// Sorted by name; the rows of one name stay in the order in which they are tried.
std::span<const Overload> overloads();
std::span<const Overload> overloads_named(std::string_view name);

}  // namespace rules::language::condition
