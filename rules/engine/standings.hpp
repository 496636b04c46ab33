#pragma once

#include "rules/model/decision.hpp"
#include "rules/model/status.hpp"

#include <functional>
#include <vector>

/// Where everything stands that a year is about: the one place that knows which duties belong to a year.
namespace rules::engine {

/// An occurrence of a subject, done or open, with its status on a day.
struct Standing {
    model::Occurrence occurrence;  ///< with the deadline in force; `has_due` false where there is none
    model::Status status = model::Status::not_due;
    bool of_year = true;        ///< false: a report of the year before, for what is counted back from today
    bool carried_over = false;  ///< in hand since before the year
    const model::SubjectFacts* facts = nullptr;
};

/// Visits what was in hand at some time of `year`, with its status on `today`:
/// - an assignment that was issued by the year's end and was neither done nor stopped before the year began, wherever its
///   due day lies;
/// - of a recurring duty, of reports and of values of indicators each period due in the year, each report on request that is
///   due in it, and those due before that were still open then.
///
/// The snapshot must hold all assignments (the store's Scope::all). Pure; linear in what is visited.
void for_each_standing(const model::Snapshot& snapshot, const model::RuleBook& book, int year, dates::Date today,
                       const std::function<void(const Standing&)>& visit);

/// The last thing that was told of how far it has come, for its period or for the subject as a whole; null where nobody has.
const model::Progress* newest_progress(const Standing& standing);

/// The units that owe it on a day, groups expanded, each once; of a unit that has ended its heir, where that is settled.
std::vector<model::UnitIndex> responsible_units(const model::Occurrence& occurrence, dates::Date today,
                                                const model::Snapshot& snapshot, const model::RuleBook& book);

}  // namespace rules::engine
