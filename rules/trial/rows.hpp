#pragma once

#include "rules/model/decision.hpp"
#include "rules/trial/fields.hpp"
#include "rules/trial/world.hpp"

namespace rules::trial {

/// What a reminder that is sent at an instant says, as a test may expect it. `key` is its subject's.
Row row_of(const model::Reminder& reminder, const model::SubjectKey& key, dates::LocalTime at,
           const model::Snapshot& snapshot, const model::RuleBook& book, const World& world);

Row row_of(const model::Alert& alert, dates::Date day);

}  // namespace rules::trial
