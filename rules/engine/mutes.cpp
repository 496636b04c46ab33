#include "rules/engine/mutes.hpp"

#include "rules/engine/occurrences.hpp"
#include "rules/engine/policy_choice.hpp"

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
    if (!silence.plan.empty()) {
        if (occurrence.kind == model::SubjectKind::report) return false;
        const std::uint32_t plan = occurrence.kind == model::SubjectKind::indicator
                                       ? snapshot_.indicators[occurrence.indicator].plan
                                       : snapshot_.assignments[occurrence.index].plan;
        if (silence.plan != snapshot_.plans[plan].id) return false;
    }
    if (!silence.rule.empty()) {
        if (occurrence.kind == model::SubjectKind::assignment) return false;
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

const model::Acknowledgement* Mutes::acknowledgement(const model::Occurrence& occurrence,
                                                     const model::Recipient& recipient) const {
    const model::SubjectFacts* facts = model::facts_of(occurrence, snapshot_, book_);
    const model::Acknowledgement* latest = nullptr;
    if (facts == nullptr || recipient.address > 0) return latest;
    for (const model::Acknowledgement& fact : facts->acknowledgements) {
        if (fact.until < today_ || fact.unit != book_.units[recipient.unit].id) continue;
        if (latest == nullptr || fact.until > latest->until) latest = &fact;
    }
    return latest;
}

}  // namespace rules::engine
