#include "rules/engine/mutes.hpp"

#include "rules/engine/occurrences.hpp"
#include "rules/engine/policy_choice.hpp"

#include <algorithm>

namespace rules::engine {

Mutes::Mutes(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now)
    : snapshot_(snapshot), book_(book), today_(dates::date_of(now)) {
    for (const model::Silence& silence : snapshot.silences) {
        if (silence.from <= now && now < silence.until) in_force_.push_back(&silence);
    }
}

const model::Silence* Mutes::silence(const model::Occurrence& occurrence, const model::Recipient& recipient) const {
    for (const model::Silence* silence : in_force_) {
        if (covers(*silence, occurrence, recipient)) return silence;
    }
    return nullptr;
}

bool Mutes::covers(const model::Silence& silence, const model::Occurrence& occurrence,
                   const model::Recipient& recipient) const {
    if (!silence.unit.empty() && (recipient.address > 0 || silence.unit != book_.units[recipient.unit].id))
        return false;
    if (!silence.plan.empty() && !is_of_plan(occurrence, silence.plan)) return false;
    if (!silence.rule.empty()) {
        const bool of_rule =
            occurrence.kind == model::SubjectKind::report || occurrence.kind == model::SubjectKind::indicator;
        if (!of_rule) return false;
        if (silence.rule != book_.reports[occurrence.index].id) return false;
    }
    if (!silence.subject.empty()) {
        const model::SubjectKey key = model::subject_key(occurrence, snapshot_, book_);
        if (silence.subject != key.base && silence.subject != key.text()) return false;
    }
    if (silence.match.empty()) return true;
    if (silence.condition == nullptr) return false;
    return silence.condition->holds(ViewedSubject(occurrence, snapshot_, book_).view()).value_or(false);
}

/// An event is of a plan where nothing else waits for it.
bool Mutes::is_of_plan(const model::Occurrence& occurrence, std::string_view plan) const {
    const auto has = [&](std::uint32_t position) { return snapshot_.plans[position].id == plan; };
    switch (occurrence.kind) {
        case model::SubjectKind::report: return false;
        case model::SubjectKind::indicator: return has(snapshot_.indicators[occurrence.indicator].plan);
        case model::SubjectKind::assignment: return has(snapshot_.assignments[occurrence.index].plan);
        case model::SubjectKind::event: break;
    }
    const auto waiting = model::still_waiting(snapshot_.awaited[occurrence.index], snapshot_);
    return std::all_of(waiting.begin(), waiting.end(),
                       [&](std::uint32_t index) { return has(snapshot_.assignments[index].plan); });
}

const model::Acknowledgement* Mutes::acknowledgement(const model::Occurrence& occurrence,
                                                     const model::Recipient& recipient) const {
    const model::SubjectFacts* facts = model::facts_of(occurrence, snapshot_, book_);
    const model::Acknowledgement* latest = nullptr;
    if (facts == nullptr || recipient.address > 0 || recipient.head) return latest;
    for (const model::Acknowledgement& fact : facts->acknowledgements) {
        if (fact.until < today_ || fact.unit != book_.units[recipient.unit].id) continue;
        if (latest == nullptr || fact.until > latest->until) latest = &fact;
    }
    return latest;
}

}  // namespace rules::engine
