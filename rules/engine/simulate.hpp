#pragma once

#include "rules/engine/checks.hpp"
#include "rules/engine/evaluate.hpp"

#include <functional>

namespace rules::engine {

/// Walks a stretch of time as a daemon would that starts at `from` and is always awake: from wake-up to wake-up, each
/// decision handed to `visit` with the snapshot it refers to. Nobody answers meanwhile: open subjects stay open.
///
/// Checks are evaluated where the book has some; the snapshot must then hold all assignments. Those of channels are not:
/// nothing is delivered here. `title` gives the texts that their messages name. Gives the snapshot as the walk leaves it,
/// so that it can be continued from `until` after facts were added to it.
///
/// Costs one agenda (two where there are fresh subjects) and one evaluation for each wake-up.
model::Snapshot simulate(model::Snapshot snapshot, const model::RuleBook& book, dates::LocalTime from,
                         dates::LocalTime until,
                         const std::function<void(const model::Decision&, const model::Snapshot&)>& visit,
                         const TitlesOf& titles = {});

}  // namespace rules::engine
