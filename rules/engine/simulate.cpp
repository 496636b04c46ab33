#include "rules/engine/simulate.hpp"

#include <algorithm>
#include <optional>

namespace rules::engine {

namespace {

bool forget_freshness(model::Snapshot& snapshot) {
    bool changed = false;
    for (auto& assignment : snapshot.assignments) changed |= std::exchange(assignment.fresh, false);
    for (auto& request : snapshot.requests) changed |= std::exchange(request.fresh, false);
    for (auto& indicator : snapshot.indicators) changed |= std::exchange(indicator.fresh, false);
    for (auto& facts : snapshot.facts) changed |= std::exchange(facts.fresh, false);
    return changed;
}

}  // namespace

model::Snapshot simulate(model::Snapshot snapshot, const model::RuleBook& book, dates::LocalTime from,
                         dates::LocalTime until,
                         const std::function<void(const model::Decision&, const model::Snapshot&)>& visit,
                         const TitlesOf& titles) {
    std::optional<Agenda> agenda;
    agenda.emplace(snapshot, book, dates::date_of(until));
    for (auto wake = first_wake_up(*agenda, snapshot, book, from); wake && *wake <= until;
         wake = next_wake_up(*agenda, snapshot, book, *wake)) {
        const Window window{.after = snapshot.evaluated_until, .until = *wake};
        auto decision = agenda->evaluate(window);
        add_alerts({snapshot, book, dates::date_of(*wake), std::nullopt, titles}, window, decision);
        if (!decision.reminders.empty() || !decision.alerts.empty() || !decision.inhibited.empty())
            visit(decision, snapshot);
        if (decision.check_states) {
            snapshot.check_states = std::move(*decision.check_states);
            snapshot.alerts_stand = !snapshot.check_states.empty();
        }
        const bool first = !snapshot.evaluated_until;
        snapshot.evaluated_until = *wake;
        if (forget_freshness(snapshot) || first) agenda.emplace(snapshot, book, dates::date_of(until));
    }
    if (snapshot.evaluated_until) snapshot.evaluated_until = std::max(*snapshot.evaluated_until, until);
    return snapshot;
}

}  // namespace rules::engine
