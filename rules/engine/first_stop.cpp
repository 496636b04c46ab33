#include "rules/engine/explain.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using Outcome = ExplainedStage::Outcome;

bool is_for(const ExplainedStage& stage, std::optional<model::UnitIndex> unit) {
    if (!unit) return true;
    const bool for_it = stage.inherited_from && stage.inherited_from->from == *unit;
    return for_it || (stage.recipient.address == 0 && stage.recipient.unit == *unit);
}

bool is_to_come(const ExplainedStage& stage) {
    return stage.outcome == Outcome::will_send || stage.outcome == Outcome::silenced ||
           stage.outcome == Outcome::acknowledged || stage.outcome == Outcome::inhibited;
}

struct Coming {
    const ExplainedStage* stage;
    std::uint16_t policy;
};

void add_coming(const std::vector<ExplainedStage>& stages, std::uint16_t policy, std::optional<model::UnitIndex> unit,
                std::vector<Coming>& out) {
    for (const ExplainedStage& stage : stages)
        if (is_to_come(stage) && is_for(stage, unit)) out.push_back({&stage, policy});
}

StoppedBy mute_of(const ExplainedStage& stage) {
    if (stage.outcome == Outcome::inhibited) return {Stop::inhibited};
    if (stage.silence != nullptr) return {Stop::silenced, stage.silence};
    return {Stop::acknowledged, nullptr, stage.acknowledgement};
}

model::Reminder reminder_of(const ExplainedStage& stage, const model::Occurrence& occurrence, std::uint16_t policy) {
    model::Reminder reminder;
    reminder.occurrence = occurrence;
    reminder.policy = policy;
    reminder.stage = stage.when.stage;
    reminder.repeat = stage.when.repeat;
    reminder.recipient = stage.recipient;
    reminder.nominal = stage.when.nominal;
    reminder.day = stage.when.day;
    return reminder;
}

}  // namespace

StoppedBy first_stop(const Explanation& explanation, const model::Snapshot& snapshot, const model::RuleBook& book,
                     const HasChannel& has_channel, std::optional<model::UnitIndex> unit) {
    std::vector<Coming> coming;
    if (explanation.nothing == Stop::none && explanation.policy)
        add_coming(explanation.stages, *explanation.policy, unit, coming);
    if (explanation.update_policy) add_coming(explanation.updates, *explanation.update_policy, unit, coming);
    if (coming.empty()) return {explanation.nothing == Stop::none ? Stop::no_stage : explanation.nothing};
    const auto sent = std::find_if(coming.begin(), coming.end(),
                                   [](const Coming& one) { return one.stage->outcome == Outcome::will_send; });
    if (sent == coming.end()) return mute_of(*coming.front().stage);
    return {stopped_by_delivery(reminder_of(*sent->stage, explanation.occurrence, sent->policy), snapshot, book,
                                has_channel)};
}

}  // namespace rules::engine
