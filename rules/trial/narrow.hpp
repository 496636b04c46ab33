#pragma once

#include "rules/model/rule_book.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// A test mostly looks at one rule of many: without the others the same comes about, and sooner.
namespace rules::trial {

/// Positions of the rules for report that subjects like these (as `covers` takes them) belong to, with those that they are
/// made of; all of them where nothing is named.
std::vector<std::size_t> rules_looked_at(const model::RuleBook& book, const std::vector<std::string>& subjects);

/// The same book, in which the other rules ask nobody for a report. It has no checks: they look at everything.
model::RuleBook narrow(const model::RuleBook& book, const std::vector<std::size_t>& rules);

}  // namespace rules::trial
