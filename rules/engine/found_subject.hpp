#pragma once

#include "rules/engine/occurrences.hpp"
#include "rules/model/decision.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rules::engine {

/// A subject found by its key, with what is needed to explain its periods.
struct FoundSubject {
    model::Occurrence occurrence;
    deadlines::Meaning meaning;
    const model::SubjectFacts* facts = nullptr;
    std::optional<PeriodicDuty> duty;
    bool once_outside = false;  ///< a one-off report outside its limits
    bool on_request = false;
};

/// The assignment, report or indicator of that key, without its period. A report also where a request has asked the unit,
/// though the rule does not name it. More than one where several rules ask for the values of an indicator; none where there
/// is no such subject. Periods are laid out up to `last_due`.
std::vector<FoundSubject> find_subjects(const model::Snapshot& snapshot, const model::RuleBook& book,
                                        std::string_view base, dates::Date last_due);

}  // namespace rules::engine
