#pragma once

#include "rules/model/decision.hpp"

#include <string_view>
#include <vector>

namespace rules::engine {

/// What keeps open subjects quiet at one moment: silences and acknowledgements. Silences are few and are sorted out
/// once; where none is in force asking costs nothing.
class Mutes {
public:
    Mutes(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now);

    /// The silence that covers a reminder of the occurrence to the recipient, or null.
    const model::Silence* silence(const model::Occurrence& occurrence, const model::Recipient& recipient) const;

    /// That the recipient, a unit, has asked not to be reminded of the occurrence's subject: of several the one that
    /// reaches furthest, or null. Its last day is still quiet. Never of the unit's head: what is escalated goes past those
    /// who asked for quiet, and what is muted is not said later. A silence can do that.
    const model::Acknowledgement* acknowledgement(const model::Occurrence& occurrence,
                                                  const model::Recipient& recipient) const;

private:
    bool covers(const model::Silence& silence, const model::Occurrence& occurrence,
                const model::Recipient& recipient) const;
    bool is_of_plan(const model::Occurrence& occurrence, std::string_view plan) const;

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date today_;
    std::vector<const model::Silence*> in_force_;
};

}  // namespace rules::engine
