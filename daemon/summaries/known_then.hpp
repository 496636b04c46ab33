#pragma once

#include "rules/model/snapshot.hpp"

#include <optional>

namespace dondoc::summaries {

/// The facts as they were at the end of `day`: without what happened or was decided later, since a summary of a month is made
/// when the next one has begun. Nothing where all of them are as old as that. Of stops that were taken back or decided anew
/// later only the last is known (store/sqlite/facts.cpp): such a duty counts as it stands now.
std::optional<rules::model::Snapshot> known_then(const rules::model::Snapshot& snapshot, rules::dates::Date day);

}  // namespace dondoc::summaries
