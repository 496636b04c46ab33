#include "rules/engine/inhibit.hpp"

#include "rules/engine/policy_choice.hpp"
#include "rules/engine/standings.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using model::Inhibition;
using model::Occurrence;
using model::Status;
using model::SubjectKind;

constexpr std::size_t enough = 2;
constexpr int most_levels = 32;

bool same_subject(const Occurrence& a, const Occurrence& b) noexcept {
    return a.kind == b.kind && a.index == b.index && a.reporter == b.reporter && a.indicator == b.indicator;
}

Status open_status(dates::Date due, dates::Date today) noexcept {
    if (today > due) return Status::overdue;
    return due - today <= std::chrono::days{model::default_soon_days} ? Status::due_soon : Status::not_due;
}

bool is_open(Status status) noexcept {
    return status != Status::done_on_time && status != Status::done_late && status != Status::cancelled;
}

std::vector<bool> parents_in(const model::Snapshot& snapshot) {
    std::vector<bool> parents(snapshot.assignments.size());
    for (const model::Assignment& assignment : snapshot.assignments) {
        if (assignment.parent != model::Assignment::no_parent) parents[assignment.parent] = true;
    }
    return parents;
}

}  // namespace

Inhibitor::Inhibitor(const model::Snapshot& snapshot, const model::RuleBook& book, dates::Date today)
    : snapshot_(snapshot), book_(book), today_(today) {}

std::optional<Inhibitor::By> Inhibitor::by(const Occurrence& target) const {
    if (book_.inhibitions.empty() || target.kind == SubjectKind::event || !target.has_due) return std::nullopt;
    const Status status = open_status(target.due, today_);
    for (std::size_t i = 0; i < book_.inhibitions.size(); ++i) {
        const Inhibition& inhibition = book_.inhibitions[i];
        if (!holds(*inhibition.target_holds, target, status) || holds(*inhibition.source_holds, target, status))
            continue;
        if (!found_) find_sources();
        for (const std::uint32_t key : keys_of(inhibition.same, target)) {
            const auto found = sources_[i].find(key);
            if (found == sources_[i].end()) continue;
            for (const Occurrence& source : found->second) {
                if (!same_subject(source, target)) return By{source, i};
            }
        }
    }
    return std::nullopt;
}

void Inhibitor::find_sources() const {
    found_ = true;
    sources_.resize(book_.inhibitions.size());
    const std::vector<bool> parents = parents_in(snapshot_);
    for_each_standing(snapshot_, book_, dates::year_of(today_), today_, [&](const Standing& standing) {
        if (!is_open(standing.status)) return;
        for (std::size_t i = 0; i < book_.inhibitions.size(); ++i) {
            if (holds(*book_.inhibitions[i].source_holds, standing.occurrence, standing.status))
                add_source(i, standing.occurrence, parents);
        }
    });
}

void Inhibitor::add_source(std::size_t inhibition, const Occurrence& occurrence,
                           const std::vector<bool>& parents) const {
    std::vector<std::uint32_t> keys;
    switch (book_.inhibitions[inhibition].same) {
        case Inhibition::Same::parent:
            if (occurrence.kind == SubjectKind::assignment && parents[occurrence.index])
                keys.push_back(occurrence.index);
            break;
        case Inhibition::Same::unit:
        case Inhibition::Same::plan: keys = keys_of(book_.inhibitions[inhibition].same, occurrence);
    }
    for (const std::uint32_t key : keys) {
        auto& known = sources_[inhibition][key];
        const bool new_subject = std::none_of(known.begin(), known.end(),
                                              [&](const Occurrence& other) { return same_subject(other, occurrence); });
        if (new_subject && known.size() < enough) known.push_back(occurrence);
    }
}

bool Inhibitor::holds(const model::Condition& condition, const Occurrence& occurrence, Status status) const {
    if (const auto known = condition.constant_when(occurrence.kind, status)) return *known;
    return condition.holds(ViewedSubject(occurrence, snapshot_, book_, status).view()).value_or(false);
}

std::vector<std::uint32_t> Inhibitor::keys_of(Inhibition::Same same, const Occurrence& target) const {
    std::vector<std::uint32_t> keys;
    switch (same) {
        case Inhibition::Same::parent: {
            if (target.kind != SubjectKind::assignment) break;
            std::uint32_t parent = snapshot_.assignments[target.index].parent;
            for (int level = 0; parent != model::Assignment::no_parent && level < most_levels; ++level) {
                keys.push_back(parent);
                parent = snapshot_.assignments[parent].parent;
            }
            break;
        }
        case Inhibition::Same::unit:
            for (const model::UnitIndex unit : responsible_units(target, today_, snapshot_, book_))
                keys.push_back(static_cast<std::uint32_t>(unit));
            break;
        case Inhibition::Same::plan:
            if (const auto plan = plan_of(target)) keys.push_back(*plan);
            break;
    }
    return keys;
}

std::optional<std::uint32_t> Inhibitor::plan_of(const Occurrence& occurrence) const {
    switch (occurrence.kind) {
        case SubjectKind::assignment: return snapshot_.assignments[occurrence.index].plan;
        case SubjectKind::indicator: return snapshot_.indicators[occurrence.indicator].plan;
        case SubjectKind::report:
        case SubjectKind::event: break;
    }
    return std::nullopt;
}

}  // namespace rules::engine
