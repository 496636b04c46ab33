#pragma once

#include "rules/engine/check_instances.hpp"
#include "rules/engine/evaluate.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rules::engine {

/// The titles of assignments, which the store keeps: asked for once, and only for those that a message names.
using TitlesOf = std::function<std::vector<std::string>(std::span<const std::uint32_t> assignments)>;

/// What checks are evaluated on. The snapshot must hold all assignments.
struct CheckInput {
    const model::Snapshot& snapshot;
    const model::RuleBook& book;
    dates::Date today;
    /// Where nobody knows what channels carry (a simulation), checks of channels are left as they were.
    std::optional<std::span<const model::ChannelCounts>> channels = std::nullopt;
    TitlesOf titles = {};
    /// Alerts that stand and are not told today only keep their state, without message and recipients.
    bool only_told = false;
};

struct CheckResult {
    std::vector<model::Alert> alerts;  ///< by key; those that stand and are not told today among them
    std::vector<model::CheckState> states;
    std::vector<std::string> faults;  ///< conditions that failed while evaluated, a sentence each; their alerts stay
};

/// Which checks hold on a day, for what, and what of it is told: an alert when it is raised, again each `every`, and once
/// when it clears, to those who were told of it. `before` is what stood; a state whose check is no longer in the book ends
/// without a word. Pure: the same input gives the same alerts. The period is the calendar year of `today`.
CheckResult evaluate_checks(const CheckInput& input, const std::vector<model::CheckState>& before);

/// The last working morning in the window, at the send time of the book's last policy; nothing where the window has none or
/// there is nothing to look at. Several missed mornings count as the last of them.
std::optional<dates::Date> morning_for_checks(const model::Snapshot& snapshot, const model::RuleBook& book,
                                              const Window& window);

/// The next such morning after `time`.
std::optional<dates::LocalTime> next_morning_for_checks(const model::Snapshot& snapshot, const model::RuleBook& book,
                                                        dates::LocalTime time);

/// The next instant at which there is something to do: a stage is reached or checks are evaluated.
std::optional<dates::LocalTime> next_wake_up(const Agenda& agenda, const model::Snapshot& snapshot,
                                             const model::RuleBook& book, dates::LocalTime time);

/// When somebody who starts at `now` has something to do first: at once where something was reached since the last
/// evaluation, else the next wake-up. What is fresh speaks on the next working morning also then, and what was evaluated
/// beyond `now` already (a clock that ran ahead) is not evaluated again.
std::optional<dates::LocalTime> first_wake_up(const Agenda& agenda, const model::Snapshot& snapshot,
                                              const model::RuleBook& book, dates::LocalTime now);

/// Evaluates what a window asks for and adds it to its decision; gives the faults.
std::vector<std::string> add_alerts(const CheckInput& input, const Window& window, model::Decision& decision);

}  // namespace rules::engine
