#include "rules/engine/found_subject.hpp"

#include <algorithm>

namespace rules::engine {

using dates::Date;

namespace {

std::optional<FoundSubject> find_assignment(const model::Snapshot& snapshot, std::string_view base, Date last_due) {
    for (std::uint32_t i = 0; i < snapshot.assignments.size(); ++i) {
        const model::Assignment& assignment = snapshot.assignments[i];
        const std::string& plan = snapshot.plans[assignment.plan].id;
        if (!base.starts_with(plan) || base != model::assignment_key(plan, assignment.seq)) continue;
        FoundSubject found;
        found.occurrence.index = i;
        found.meaning = assignment.deadline;
        found.facts = facts_of(assignment, snapshot);
        found.duty = duty_of(assignment, snapshot, last_due);
        return found;
    }
    return std::nullopt;
}

/// A rule's duty as far as all its subjects share it.
FoundSubject found_in(const model::ReportRule& rule, std::uint32_t index, model::SubjectKind kind,
                      const model::Snapshot& snapshot, Date last_due) {
    FoundSubject found;
    found.occurrence.kind = kind;
    found.occurrence.index = index;
    found.meaning.kind = rule.recurrence ? deadlines::Kind::recurring : deadlines::Kind::fixed;
    if (rule.recurrence) found.meaning.recurrences = deadlines::Recurrences(*rule.recurrence);
    found.meaning.due = rule.once;
    found.duty = duty_of(rule, snapshot, last_due);
    found.once_outside = !rule.recurrence && !is_asked_for_once(rule, snapshot);
    found.on_request = rule.on_request;
    return found;
}

/// Whether a request has asked the unit, though the rule does not name it (any more).
bool was_asked(const model::ReportRule& rule, std::string_view unit, const model::Snapshot& snapshot) {
    return std::any_of(snapshot.requests.begin(), snapshot.requests.end(), [&](const model::ReportRequest& request) {
        return request.rule == rule.id &&
               std::find(request.units.begin(), request.units.end(), unit) != request.units.end();
    });
}

/// One for each rule that asks for the value: a new one may when the old one ends.
void find_indicators(const model::Snapshot& snapshot, const model::RuleBook& book, std::string_view base, Date last_due,
                     std::vector<FoundSubject>& out) {
    for (std::uint32_t i = 0; i < book.reports.size(); ++i) {
        const model::ReportRule& rule = book.reports[i];
        if (!rule.indicators) continue;
        for (const std::uint32_t position : asked_indicators(rule, snapshot)) {
            FoundSubject found = found_in(rule, i, model::SubjectKind::indicator, snapshot, last_due);
            found.occurrence.indicator = position;
            if (model::subject_key(found.occurrence, snapshot, book).base != base) continue;
            found.facts = model::facts_of(found.occurrence, snapshot, book);
            out.push_back(std::move(found));
            break;
        }
    }
}

std::optional<FoundSubject> find_report(const model::Snapshot& snapshot, const model::RuleBook& book,
                                        std::string_view base, Date last_due) {
    for (std::uint32_t i = 0; i < book.reports.size(); ++i) {
        const model::ReportRule& rule = book.reports[i];
        if (!base.starts_with(rule.id)) continue;
        if (rule.indicators || !base.substr(rule.id.size()).starts_with('/')) continue;
        const auto unit = book.units.find(base.substr(rule.id.size() + 1));
        const auto reporters = model::reporters_of(rule, book.units);
        const bool reports = unit && std::binary_search(reporters.begin(), reporters.end(), *unit);
        if (!reports && !(unit && was_asked(rule, book.units[*unit].id, snapshot))) continue;
        FoundSubject found = found_in(rule, i, model::SubjectKind::report, snapshot, last_due);
        found.occurrence.reporter = *unit;
        found.facts = facts_of(rule, *unit, snapshot, book);
        return found;
    }
    return std::nullopt;
}

}  // namespace

std::vector<FoundSubject> find_subjects(const model::Snapshot& snapshot, const model::RuleBook& book,
                                        std::string_view base, Date last_due) {
    if (auto found = find_assignment(snapshot, base, last_due)) return {std::move(*found)};
    if (auto found = find_report(snapshot, book, base, last_due)) return {std::move(*found)};
    std::vector<FoundSubject> found;
    find_indicators(snapshot, book, base, last_due, found);
    return found;
}

}  // namespace rules::engine
