#include "rules/engine/updates.hpp"

#include "rules/engine/occurrences.hpp"

#include <algorithm>
#include <limits>

namespace rules::engine {
namespace {

using dates::Date;

/// Several days of a fixed deadline, each of them done.
bool all_periods_done(const model::Assignment& assignment, const model::SubjectFacts& facts,
                      const model::Snapshot& snapshot) {
    const auto duty = duty_of(assignment, snapshot, snapshot.tracking_since);
    if (!duty || duty->goes_on) return false;
    for (const deadlines::Recurrence& recurrence : duty->recurrences) {
        if (recurrence.year == 0) return false;
        const Date last = dates::clamped_date(recurrence.year, 12, 31);
        for (auto period = dates::period_of(recurrence.period, dates::clamped_date(recurrence.year, 1, 1));
             period.first() <= last; period = period.next()) {
            if (is_asked_for(*duty, period) && model::completion_of(&facts, period.key()) == nullptr) return false;
        }
    }
    return true;
}

bool is_waiting(const model::Assignment& assignment, const model::SubjectFacts* facts) {
    if (assignment.deadline.kind != deadlines::Kind::conditional) return false;
    if (facts != nullptr && !facts->arrivals.empty()) return false;
    return !model::deadline_version(facts, {}, assignment.deadline.due).due;
}

Date begin_of(const model::Assignment& assignment, const model::Snapshot& snapshot) {
    const model::Plan& plan = snapshot.plans[assignment.plan];
    const Date begin = std::max(snapshot.tracking_since, plan.date.value_or(Date{}));
    return std::max(begin, assignment.deadline.start.value_or(Date{}));
}

}  // namespace

std::optional<UpdateDuty> update_duty_of(std::uint32_t index, const model::Snapshot& snapshot) {
    const model::Assignment& assignment = snapshot.assignments[index];
    const model::SubjectFacts* facts = facts_of(assignment, snapshot);
    if (is_waiting(assignment, facts)) return std::nullopt;
    UpdateDuty duty{begin_of(assignment, snapshot), 0};
    if (facts == nullptr) return duty;
    if (facts->cancelled || model::completion_of(facts, {}) != nullptr) return std::nullopt;
    const bool recurring = deadlines::has_periods(assignment.deadline);
    if (!facts->completions.empty() && (!recurring || all_periods_done(assignment, *facts, snapshot)))
        return std::nullopt;
    for (const model::Arrival& arrival : facts->arrivals) duty.since = std::max(duty.since, arrival.told);
    for (const Date day : facts->resumed) duty.since = std::max(duty.since, day);
    for (const model::Progress& progress : facts->progress) duty.since = std::max(duty.since, progress.on);
    for (const model::Completion& completion : facts->completions) duty.since = std::max(duty.since, completion.on);
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    const std::size_t rounds = facts->progress.size() + facts->completions.size() + facts->resumed.size();
    duty.round = static_cast<std::uint16_t>(std::min(rounds, most));
    if (facts->data_told) duty.known_from = *facts->data_told + std::chrono::days{1};
    return duty;
}

model::Occurrence update_occurrence(std::uint32_t index, const UpdateDuty& duty, const model::Snapshot& snapshot) {
    const model::Assignment& assignment = snapshot.assignments[index];
    model::Occurrence occurrence;
    occurrence.index = index;
    occurrence.round = duty.round;
    occurrence.due = duty.since;
    occurrence.has_due = false;
    if (deadlines::has_periods(assignment.deadline)) return occurrence;
    const auto version = model::deadline_version(facts_of(assignment, snapshot), {}, assignment.deadline.due);
    occurrence.version = version.number;
    occurrence.has_due = version.due.has_value();
    occurrence.due = version.due.value_or(duty.since);
    return occurrence;
}

}  // namespace rules::engine
