#pragma once

#include "rules/model/decision.hpp"

#include <vector>

namespace rules::engine {

/// Who is told of an alert, each once: `units` are those that it concerns. As with reminders nobody is left out silently:
/// where the one meant does not exist the planning office is told.
std::vector<model::Recipient> alert_recipients(const model::Check& check, const std::vector<model::UnitIndex>& units,
                                               dates::Date today, const model::RuleBook& book);

}  // namespace rules::engine
