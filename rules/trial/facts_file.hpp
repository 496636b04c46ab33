#pragma once

#include "rules/trial/fact.hpp"
#include "rules/trial/names.hpp"

#include <vector>

namespace rules::trial {

inline constexpr std::size_t most_facts = 5'000;

/// Reads a list of facts: each has one key that says what happened, and `on`.
std::vector<Fact> read_facts(const language::Node& list, const NameReader& names);

}  // namespace rules::trial
