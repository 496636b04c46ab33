#pragma once

#include "rules/model/rule_book.hpp"
#include "rules/model/snapshot.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Conditions of silences: they are written on the command line and kept as text.
namespace rules::language {

/// Compiles what silences match. A unit or rule that has gone since is no error; a text that is not understood any more
/// leaves its silence without a condition, so that it covers nothing.
void compile_silences(model::Snapshot& snapshot);
void compile_silences(std::vector<model::Silence>& silences);

/// Silences that somebody means to be in force and that cover nothing, because what they match is not understood (any
/// more): one sentence each, with its number. They must have been compiled.
std::vector<std::string> broken_silences(const std::vector<model::Silence>& silences, dates::LocalTime now);

/// What is wrong with a condition before it is kept, with its column: one sentence. Nothing where it is good.
std::optional<std::string> wrong_match(std::string_view text, const model::RuleBook& book);

/// Whether a condition that is kept can hold for no subject at all.
bool never_matches(std::string_view text);

}  // namespace rules::language
