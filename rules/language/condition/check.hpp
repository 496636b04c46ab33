#pragma once

#include "rules/language/condition/ast.hpp"
#include "rules/language/condition/program.hpp"
#include "rules/language/condition/token.hpp"

namespace rules::language::condition {

/// How much is an error before anything is evaluated. A rule file is refused for what cannot be meant: comparing a
/// text with a number, a misspelt name. Under gradual checking, which the specification describes for values whose types
/// are not known, only what cannot be read is refused; the rest is an error if evaluation reaches it, so that
/// `1 == "a"` is false and `x || true` is true.
enum class Strictness : std::uint8_t { rule_file, gradual };

/// Resolves names against the schema, checks types and lays the expression out for evaluation. All errors at
/// once.
tl::expected<Program, std::vector<Error>> check(const Ast& ast, const Schema& schema,
                                                Strictness strictness = Strictness::rule_file);

/// tokenize, parse and check in one step.
tl::expected<Program, std::vector<Error>> compile(std::string_view text, const Schema& schema,
                                                  Strictness strictness = Strictness::rule_file);

/// As `compile`, for what must be true or false.
tl::expected<Program, std::vector<Error>> compile_condition(std::string_view text, const Schema& schema);

}  // namespace rules::language::condition
