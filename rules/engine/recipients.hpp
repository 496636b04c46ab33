#pragma once

#include "rules/model/decision.hpp"

#include <vector>

/// Who a stage speaks to. Nobody is left out silently: where the one meant does not exist the planning office is told.
namespace rules::engine {

/// Adds the recipients of an audience for an occurrence to `out`, each once. An assignment without a lead unit speaks to
/// the planning office instead of it; supporting units that are leads as well hear as leads only; a unit without contacts
/// for its head is represented by its parent, and without one by the planning office; so is a missing parent, a missing
/// leadership, and the recipient of what is no report. The collector of a report without `via` is its recipient.
///
/// `day` is the day of the reminder: a unit that has ended by then is represented by its successor, and where it is not
/// settled who follows it in this duty, by the planning office.
void add_recipients(const model::Audience& audience, const model::Occurrence& occurrence, dates::Date day,
                    const model::Snapshot& snapshot, const model::RuleBook& book, std::vector<model::Recipient>& out);

}  // namespace rules::engine
