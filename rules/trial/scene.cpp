#include "rules/trial/scene.hpp"

#include "rules/engine/occurrences.hpp"
#include "rules/model/indicator.hpp"
#include "rules/model/nearest.hpp"
#include "rules/trial/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

using dates::Date;
using std::chrono::days;

/// No due day lies further from its period.
constexpr days around{1200};

/// Each costs an edit distance to every key, and nobody reads more of them.
constexpr int most_suggestions = 100;

bool asks_for(const model::ReportRule& rule, const ScenePlan& plan, const std::string& key) {
    if (!rule.indicators) return false;
    if (!rule.indicators->plan.empty()) return rule.indicators->plan == plan.plan.id;
    return std::find(rule.indicators->keys.begin(), rule.indicators->keys.end(), key) != rule.indicators->keys.end();
}

template <class Range, class Id>
auto find_by(const Range& range, std::string_view id, Id id_of) -> decltype(&*range.begin()) {
    const auto found = std::find_if(range.begin(), range.end(), [&](const auto& each) { return id_of(each) == id; });
    return found == range.end() ? nullptr : &*found;
}

}  // namespace

const model::ReportRule* Subjects::rule(std::string_view id) const {
    return find_by(book_.reports, id, [](const model::ReportRule& rule) -> const std::string& { return rule.id; });
}

const ScenePlan* Subjects::plan(std::string_view id) const {
    return find_by(scene_.plans, id, [](const ScenePlan& plan) -> const std::string& { return plan.plan.id; });
}

std::vector<std::string> Subjects::keys() const {
    std::vector<std::string> keys;
    for (const ScenePlan& each : scene_.plans) {
        for (const SceneAssignment& row : each.assignments)
            keys.push_back(model::assignment_key(each.plan.id, row.assignment.seq));
        for (const model::TrackedIndicator& row : each.indicators)
            keys.push_back(model::indicator_key(each.plan.id, row.seq));
    }
    for (const model::ReportRule& each : book_.reports) {
        for (const model::UnitIndex unit : model::reporters_of(each, book_.units))
            keys.push_back(model::report_key(each.id, book_.units[unit].id));
    }
    return keys;
}

bool Subjects::is_one_subject(std::string_view base) const {
    const std::size_t slash = base.rfind('/');
    if (slash == std::string_view::npos) return false;
    const std::string_view group = base.substr(0, slash);
    const std::string_view part = base.substr(slash + 1);
    if (const model::ReportRule* const owner = rule(group)) {
        const auto unit = book_.units.find(part);
        const auto reporters = model::reporters_of(*owner, book_.units);
        return unit && std::find(reporters.begin(), reporters.end(), *unit) != reporters.end();
    }
    const ScenePlan* const owner = plan(group);
    if (owner == nullptr) return false;
    const auto is_assignment = [&](const SceneAssignment& row) {
        return model::assignment_key(group, row.assignment.seq) == base;
    };
    const auto is_indicator = [&](const model::TrackedIndicator& row) {
        return model::indicator_key(group, row.seq) == base;
    };
    return std::any_of(owner->assignments.begin(), owner->assignments.end(), is_assignment) ||
           std::any_of(owner->indicators.begin(), owner->indicators.end(), is_indicator);
}

bool Subjects::is_indicator(std::string_view base) const {
    const auto key = model::parse_indicator_key(base);
    return key && is_one_subject(base);
}

bool Subjects::recurs(std::string_view base) const {
    if (const model::ReportRule* const asked = rule(base.substr(0, base.find('/'))))
        return asked->recurrence.has_value() || asked->on_request;
    const ScenePlan* const owner = plan(base.substr(0, base.find('/')));
    if (owner == nullptr) return false;
    const bool assignments =
        std::any_of(owner->assignments.begin(), owner->assignments.end(), [&](const SceneAssignment& row) {
            return deadlines::has_periods(row.assignment.deadline) &&
                   covers(base, model::assignment_key(owner->plan.id, row.assignment.seq));
        });
    return assignments ||
           std::any_of(owner->indicators.begin(), owner->indicators.end(), [&](const model::TrackedIndicator& row) {
               return covers(base, model::indicator_key(owner->plan.id, row.seq));
           });
}

bool Subjects::exists(std::string_view base) const {
    return rule(base) != nullptr || plan(base) != nullptr || is_one_subject(base) || is_awaited(base);
}

bool Subjects::is_awaited(std::string_view key) const {
    return std::any_of(scene_.plans.begin(), scene_.plans.end(), [key](const ScenePlan& each) {
        return std::any_of(each.assignments.begin(), each.assignments.end(), [key](const SceneAssignment& row) {
            return std::any_of(row.awaited.begin(), row.awaited.end(),
                               [key](const AwaitedEvent& event) { return model::event_key(event.id) == key; });
        });
    });
}

std::string Subjects::nearest(std::string_view written) const {
    if (++suggestions_ > most_suggestions) return {};
    model::Nearest best(written);
    for (const model::ReportRule& each : book_.reports) best.offer(each.id);
    for (const ScenePlan& each : scene_.plans) best.offer(each.plan.id);
    if (written.find('/') != std::string_view::npos) {
        for (const std::string& key : keys()) best.offer(key);
    }
    return best.take();
}

void Subjects::add_assignments(const ScenePlan& owner, std::string_view base, Date from, Date until,
                               std::vector<SubjectPart>& parts) const {
    model::Snapshot one;
    one.tracking_since = from;
    one.plans.push_back(owner.plan);
    for (const SceneAssignment& row : owner.assignments) {
        const std::string key = model::assignment_key(owner.plan.id, row.assignment.seq);
        if (!covers(base, key)) continue;
        if (!deadlines::has_periods(row.assignment.deadline)) {
            parts.push_back({{key, {}}, row.assignment.deadline.due, nullptr, {}});
            continue;
        }
        model::Assignment assignment = row.assignment;
        assignment.plan = 0;
        const auto duty = engine::duty_of(assignment, one, until);
        for (const engine::PeriodDue& each : engine::lay_out(*duty, book_.calendar)) {
            if (each.due >= from && each.due <= until)
                parts.push_back({{key, each.period.key()}, each.due, nullptr, each.period});
        }
    }
}

std::vector<SubjectPart> Subjects::parts_of(const model::ReportRule& asked, Date from, Date until) const {
    std::vector<SubjectPart> parts;
    if (asked.once) parts.push_back({{asked.id, {}}, *asked.once, &asked, {}});
    model::Snapshot empty;
    empty.tracking_since = from;
    const auto duty = engine::duty_of(asked, empty, until);
    if (!duty) return parts;
    for (const engine::PeriodDue& each : engine::lay_out(*duty, book_.calendar))
        parts.push_back({{asked.id, each.period.key()}, each.due, &asked, each.period});
    return parts;
}

void Subjects::add_indicators(const ScenePlan& owner, std::string_view base, Date from, Date until,
                              std::vector<SubjectPart>& parts) const {
    for (const model::TrackedIndicator& row : owner.indicators) {
        const std::string key = model::indicator_key(owner.plan.id, row.seq);
        if (!covers(base, key)) continue;
        for (const model::ReportRule& each : book_.reports) {
            if (!asks_for(each, owner, key)) continue;
            for (SubjectPart& part : parts_of(each, from, until)) {
                part.key.base = key;
                parts.push_back(std::move(part));
            }
        }
    }
}

std::vector<SubjectPart> Subjects::parts(std::string_view base, Date from, Date until) const {
    std::vector<SubjectPart> parts;
    for (const ScenePlan& each : scene_.plans) {
        add_assignments(each, base, from, until, parts);
        add_indicators(each, base, from, until, parts);
    }
    const model::ReportRule* const owner = rule(base.substr(0, base.find('/')));
    if (owner == nullptr) return parts;
    const auto periods = parts_of(*owner, from, until);
    for (const model::UnitIndex unit : model::reporters_of(*owner, book_.units)) {
        const std::string key = model::report_key(owner->id, book_.units[unit].id);
        if (!covers(base, key)) continue;
        for (SubjectPart part : periods) {
            part.key.base = key;
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

bool Subjects::has_period(std::string_view base, std::string_view text) const {
    std::string key = fmt::format("{}@{}", base, text);
    const auto known = periods_.find(key);
    if (known != periods_.end()) return known->second;
    return periods_.emplace(std::move(key), look_for_period(base, text)).first->second;
}

bool Subjects::look_for_period(std::string_view base, std::string_view text) const {
    const auto period = dates::parse_period_key(text);
    if (!period) return model::parse_request_key(text).has_value() && rule(base.substr(0, base.find('/'))) != nullptr;
    const Date from = period->first() - around;
    const Date until = period->last() + around;
    const model::ReportRule* const asked = rule(base);
    const auto all = asked != nullptr ? parts_of(*asked, from, until) : parts(base, from, until);
    return std::any_of(all.begin(), all.end(), [&](const SubjectPart& part) { return part.key.period == text; });
}

}  // namespace rules::trial
