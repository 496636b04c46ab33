#pragma once

#include "rules/model/decision.hpp"

#include <optional>
#include <vector>

/// What a conditional assignment waited for has come: who is told of it, and when. The lead and supporting units are told
/// on the first working morning after it became known; where no due day follows and one is needed, the planning office as
/// well, since it must set one.
namespace rules::engine {

struct DueAnnouncement {
    model::Occurrence occurrence;  ///< with the deadline in force, of a recurring duty its next open period's
    std::uint32_t arrival = 0;     ///< in SubjectFacts::arrivals: the newest; earlier ones it takes the place of
    dates::Date day;
    bool needs_due = false;  ///< conditional, and nothing says when it is due: a person must
};

/// What there is to tell of assignment `index`; nothing where nothing has come or the subject is done or cancelled.
std::optional<DueAnnouncement> announcement_of(std::uint32_t index, const model::Snapshot& snapshot,
                                               const model::RuleBook& book);

/// One reminder for each recipient, muted ones included; `late` where `today` is after its day. Appends to `out`.
void tell(const DueAnnouncement& announcement, std::uint16_t policy, dates::Date today, const model::Snapshot& snapshot,
          const model::RuleBook& book, std::vector<model::Reminder>& out);

}  // namespace rules::engine
