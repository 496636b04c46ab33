#pragma once

#include "rules/language/condition/type.hpp"
#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// Reads the `inhibit` of one rule file and appends what it says. `subject` is what its conditions may speak about
/// (condition::inhibit_schema).
void read_inhibitions(const Node& list, const condition::Schema& subject, std::vector<model::Inhibition>& inhibitions);

}  // namespace rules::language
