#pragma once

#include "rules/language/values.hpp"
#include "rules/trial/fact.hpp"
#include "rules/trial/scene.hpp"

#include <vector>

namespace rules::trial {

/// A subject by its key, or a whole rule or plan by its id, with or without a period. Reports what is unknown, with the
/// nearest name.
std::optional<model::SubjectKey> read_subject(const language::Node& node, const Subjects& subjects);

inline constexpr std::size_t most_facts = 5'000;

/// Reads a list of facts: each has one key that says what happened, and `on`.
std::vector<Fact> read_facts(const language::Node& list, const Subjects& subjects, const language::Register& known);

}  // namespace rules::trial
