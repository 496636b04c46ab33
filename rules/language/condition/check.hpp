#pragma once

#include "rules/language/condition/ast.hpp"
#include "rules/language/condition/program.hpp"
#include "rules/language/condition/token.hpp"

namespace rules::language::condition {

/// Resolves names against the schema, checks types and lays the expression out for evaluation. All errors at
/// once.
tl::expected<Program, std::vector<Error>> check(const Ast& ast, const Schema& schema);

/// tokenize, parse and check in one step.
tl::expected<Program, std::vector<Error>> compile(std::string_view text, const Schema& schema);

}  // namespace rules::language::condition
