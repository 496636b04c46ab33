#pragma once

#include "rules/language/condition/ast.hpp"
#include "rules/language/condition/token.hpp"

namespace rules::language::condition {

/// Bounds on what is accepted, far above what a rule needs and above the minimum that the CEL specification
/// asks for.
inline constexpr std::size_t longest_text = 16 * 1024;
inline constexpr std::uint32_t deepest = 200;

/// Reads the grammar of the CEL specification, without message construction. The first syntax error is
/// returned.
tl::expected<Ast, Error> parse(std::string_view text);

}  // namespace rules::language::condition
