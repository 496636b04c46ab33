#include "rules/trial/schedule.hpp"

#include "rules/trial/world.hpp"

#include <algorithm>
#include <cstdlib>

namespace rules::trial {
namespace {

using dates::Date;
using std::chrono::days;

Date moved(Date due, const model::Offset& shift, const dates::Calendar& calendar) {
    if (!shift.working) return due + days{shift.count};
    Date day = due;
    for (int left = std::abs(int{shift.count}); left > 0; --left) {
        day = shift.count > 0 ? calendar.on_or_after(day + days{1}) : calendar.on_or_before(day - days{1});
    }
    return day;
}

}  // namespace

Schedule::Schedule(const Test& test, const std::vector<Fact>& facts, const Subjects& subjects)
    : test_(test), subjects_(subjects) {
    for (std::size_t i = 0; i < subjects.scene().plans.size(); ++i) {
        if (const auto day = subjects.scene().plans[i].imported) steps_.push_back({*day, i, nullptr, {}});
    }
    for (const auto* of : {&facts, &test.facts}) {
        for (const Fact& fact : *of) add(fact);
    }
    std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.day < b.day; });
}

void Schedule::add(const Fact& fact) {
    using Kind = Fact::Kind;
    if (fact.kind == Kind::silenced || fact.kind == Kind::event || fact.kind == Kind::requested) {
        // A silence covers its first day.
        const days before{fact.kind == Kind::silenced ? 1 : 0};
        steps_.push_back({*fact.on - before, std::nullopt, &fact, fact.subject});
        if (fact.kind == Kind::event) touch_waiting(fact);
    } else if (fact.on) {
        for (const std::string& base : bases(fact.subject.base)) put(*fact.on, fact, {base, fact.subject.period});
    } else {
        add_on_due_days(fact);
    }
}

void Schedule::touch_waiting(const Fact& fact) {
    const ToldEvent told(fact.words);
    for (const ScenePlan& plan : subjects_.scene().plans) {
        for (const SceneAssignment& row : plan.assignments) {
            if (told.is_awaited_by(row)) touched_.insert(model::assignment_key(plan.plan.id, row.assignment.seq));
        }
    }
}

void Schedule::add_on_due_days(const Fact& fact) {
    for (const SubjectPart& part : subjects_.parts(fact.subject.base, test_.since, test_.to + days{400})) {
        if (!part.due || (!fact.subject.period.empty() && part.key.period != fact.subject.period)) continue;
        put(moved(*part.due, fact.shift, subjects_.book().calendar), fact, part.key);
    }
}

/// A subject alone, or all of a rule or plan.
std::vector<std::string> Schedule::bases(const std::string& base) const {
    if (subjects_.is_one_subject(base)) return {base};
    std::vector<std::string> all;
    if (const model::ReportRule* const rule = subjects_.rule(base)) {
        for (const model::UnitIndex unit : model::reporters_of(*rule, subjects_.book().units))
            all.push_back(model::report_key(base, subjects_.book().units[unit].id));
    } else if (const ScenePlan* const plan = subjects_.plan(base)) {
        for (const SceneAssignment& row : plan->assignments)
            all.push_back(model::assignment_key(base, row.assignment.seq));
    }
    return all;
}

/// Nobody can tell anything about an assignment before its plan has come.
void Schedule::put(Date day, const Fact& fact, model::SubjectKey key) {
    const ScenePlan* const plan = subjects_.plan(key.base.substr(0, key.base.rfind('/')));
    if (plan != nullptr && plan->imported) day = std::max(day, *plan->imported);
    touched_.insert(key.base);
    steps_.push_back({day, std::nullopt, &fact, std::move(key)});
}

}  // namespace rules::trial
