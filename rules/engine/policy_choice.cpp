#include "rules/engine/policy_choice.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using model::SubjectKind;

void add_once(std::vector<std::string_view>& texts, std::string_view text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

/// The first policy that is known to hold for the kind, if none before it depends on the subject.
std::optional<std::uint16_t> constant_policy(SubjectKind kind, const model::RuleBook& book) {
    for (std::size_t i = 0; i < book.policies.size(); ++i) {
        const auto answer = book.policies[i].condition->constant_for(kind);
        if (!answer) return std::nullopt;
        if (*answer) return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

}  // namespace

PolicyChoice::PolicyChoice(const model::Snapshot& snapshot, const model::RuleBook& book)
    : snapshot_(snapshot), book_(book) {
    for (const auto kind : {SubjectKind::assignment, SubjectKind::report, SubjectKind::indicator}) {
        constant_[static_cast<std::size_t>(kind)] = constant_policy(kind, book);
    }
}

std::optional<std::uint16_t> PolicyChoice::of(const model::Occurrence& occurrence) const {
    if (const auto& known = constant(occurrence.kind)) return known;
    const ViewedSubject subject(occurrence, snapshot_, book_);
    for (std::size_t i = 0; i < book_.policies.size(); ++i) {
        if (book_.policies[i].condition->holds(subject.view()).value_or(false)) return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

ViewedSubject::ViewedSubject(const model::Occurrence& occurrence, const model::Snapshot& snapshot,
                             const model::RuleBook& book, model::Status status) {
    view_.kind = occurrence.kind;
    view_.status = status;
    if (occurrence.has_due) view_.due = occurrence.due;
    if (occurrence.kind == SubjectKind::report) {
        const model::ReportRule& rule = book.reports[occurrence.index];
        id_ = model::report_key(rule.id, book.units[occurrence.reporter].id);
        view_.plan = rule.basis;
        view_.rule = rule.id;
        view_.deadline = rule.recurrence ? deadlines::Kind::recurring : deadlines::Kind::fixed;
        view_.leads.push_back(book.units[occurrence.reporter].id);
        add_tags(occurrence.reporter, book.units);
    } else if (occurrence.kind == SubjectKind::event) {
        const model::AwaitedEvent& event = snapshot.awaited[occurrence.index];
        id_ = model::event_key(event.id);
        view_.deadline = deadlines::Kind::conditional;
        for (const model::UnitIndex unit : model::responsible_units(occurrence, snapshot, book)) {
            add_once(view_.leads, book.units[unit].id);
            add_tags(unit, book.units);
        }
    } else if (occurrence.kind == SubjectKind::indicator) {
        const model::ReportRule& rule = book.reports[occurrence.index];
        id_ = model::subject_key(occurrence, snapshot, book).base;
        view_.plan = snapshot.plans[snapshot.indicators[occurrence.indicator].plan].id;
        view_.rule = rule.id;
        view_.deadline = rule.recurrence ? deadlines::Kind::recurring : deadlines::Kind::fixed;
        for (const model::UnitIndex unit : model::responsible_units(occurrence, snapshot, book)) {
            add_once(view_.leads, book.units[unit].id);
            add_tags(unit, book.units);
        }
    } else {
        const model::Assignment& assignment = snapshot.assignments[occurrence.index];
        const model::Plan& plan = snapshot.plans[assignment.plan];
        id_ = model::assignment_key(plan.id, assignment.seq);
        view_.plan = plan.id;
        view_.deadline = assignment.deadline.kind;
        // Once there is a day, what was waited for is no longer the point.
        if (view_.deadline == deadlines::Kind::conditional && view_.due) view_.deadline = deadlines::Kind::fixed;
        add_units(assignment.leads, book.units, view_.leads);
        add_units(assignment.supports, book.units, view_.supports);
        for (const model::UnitIndex written : assignment.leads) {
            for (const model::UnitIndex unit : book.units.expand(written)) add_tags(unit, book.units);
        }
    }
    view_.id = id_;
}

void ViewedSubject::add_units(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory,
                              std::vector<std::string_view>& ids) {
    for (const model::UnitIndex written : units) {
        for (const model::UnitIndex unit : directory.expand(written)) add_once(ids, directory[unit].id);
    }
}

void ViewedSubject::add_tags(model::UnitIndex unit, const model::UnitDirectory& directory) {
    for (const std::string& tag : directory[unit].tags) add_once(view_.tags, tag);
}

}  // namespace rules::engine
