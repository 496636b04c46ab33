#pragma once

#include "rules/model/decision.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace rules::engine {

/// A stretch of wall-clock time (after, until]; without `after` it has no beginning.
struct Window {
    std::optional<dates::LocalTime> after;
    dates::LocalTime until;
};

/// The open occurrences of a snapshot, ordered by policy and due day, so that evaluation looks at due days instead of
/// subjects: stages are computed once per (policy, due day) and touch only the subjects for which one is reached.
///
/// Made once per snapshot revision and rule book; refers to both, which must outlive it. Building is linear in the
/// number of assignments plus reports x periods up to `horizon`; evaluating a day costs the number of distinct
/// (policy, due day) pairs plus what is said.
class Agenda {
public:
    /// Recurring duties are laid out for periods whose stages can be reached up to `horizon`.
    Agenda(const model::Snapshot& snapshot, const model::RuleBook& book, dates::Date horizon);

    dates::Date horizon() const noexcept { return horizon_; }
    std::size_t size() const noexcept { return entries_.size(); }

    /// What must be said for the window. Fresh subjects are looked at from the beginning of time, others from
    /// `window.after`. Pure: evaluating a window twice gives the same reminders, with the same identities.
    model::Decision evaluate(const Window& window) const;

    /// The next instant after `time` at which a stage is reached or fresh subjects are first looked at.
    std::optional<dates::LocalTime> next_wake_up(dates::LocalTime time) const;

    /// Visits every open occurrence and the policy it has.
    template <class Visitor>
    void for_each(Visitor&& visit) const {
        for (const Entry& entry : entries_) visit(entry.occurrence, entry.policy);
    }

private:
    struct Entry {
        model::Occurrence occurrence;
        std::uint16_t policy = 0;
        bool fresh = false;
        std::optional<dates::Date> known_from;  ///< an extension's day: earlier stages of the version never were
    };

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date horizon_;
    std::vector<Entry> entries_;
};

/// Agenda and evaluation in one step, for callers that look once.
model::Decision evaluate(const model::Snapshot& snapshot, const model::RuleBook& book, const Window& window);

}  // namespace rules::engine
