#pragma once

#include "rules/engine/open_duties.hpp"
#include "rules/engine/stages.hpp"

#include <functional>
#include <optional>

/// Whether somebody will hear of what is open: asks the same functions as evaluation for what is to come.
namespace rules::engine {

/// A reminder that will reach somebody.
struct NextReminder {
    dates::LocalTime at;
    model::Reminder reminder;
    model::Contact contact;  ///< the first of the recipient's on a configured channel
};

struct Coverage {
    OpenDuty duty;
    std::optional<std::uint16_t> policy;  ///< in RuleBook::policies
    std::optional<NextReminder> next;     ///< the first that reaches the one who is meant
    /// What stands in the way of that, or of a later reminder that will not reach its recipient.
    StoppedBy stopped;
    std::optional<model::Recipient> whom;  ///< who cannot be reached
    bool provisional = false;  ///< days off of the year of the due day, or of the next reminder, are only computed

    /// False where nobody has wanted it so: a person must do something.
    bool covered() const noexcept;
};

/// Whether that a reminder is stopped by it is a gap. What waits, goes on without end, is silenced, acknowledged or inhibited is as
/// people wanted it.
bool is_gap(Stop stop) noexcept;

/// Every open duty, as for_each_open_duty visits them, as seen at `now`. Costs a few stages and recipients for each.
void for_each_coverage(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now,
                       const HasChannel& has_channel, const std::function<void(const Coverage&)>& visit);

}  // namespace rules::engine
