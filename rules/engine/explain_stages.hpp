#pragma once

#include "rules/engine/explain.hpp"

namespace rules::engine {

/// Fills `stages` of an explanation whose policy and due day are known. What lies before `known_from` never was.
void list_stages(Explanation& explanation, const std::optional<dates::Date>& known_from,
                 const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now);

/// Fills `update` and `updates` of an assignment whose progress is asked for.
void list_updates(Explanation& explanation, const model::Snapshot& snapshot, const model::RuleBook& book,
                  dates::LocalTime now);

}  // namespace rules::engine
