#include "rules/engine/checks.hpp"

#include "rules/engine/alert_recipients.hpp"
#include "rules/engine/stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace rules::engine {
namespace {

using dates::Date;
using model::Alert;
using model::Check;
using model::CheckEach;
using model::CheckState;
using std::chrono::days;

class Evaluation {
public:
    Evaluation(const CheckInput& input, const std::vector<CheckState>& before) : input_(input) {
        for (const Check& check : input.book.checks) by_kind_[static_cast<std::size_t>(check.each)].push_back(&check);
        for (const CheckState& state : before) before_.emplace(state.key, &state);
    }

    CheckResult run() {
        const Statistics statistics = walk();
        look_at_units(statistics);
        look_at_plans(statistics);
        look_at_channels();
        for (const auto& [key, state] : before_) clear(*state);
        const auto by_key = [](const auto& a, const auto& b) { return a.key < b.key; };
        std::sort(result_.alerts.begin(), result_.alerts.end(), by_key);
        std::sort(result_.states.begin(), result_.states.end(), by_key);
        return std::move(result_);
    }

private:
    const std::vector<const Check*>& checks(CheckEach each) const { return by_kind_[static_cast<std::size_t>(each)]; }

    /// Counts, and looks at assignments and reports on the way.
    Statistics walk() {
        const int year = dates::year_of(input_.today);
        StatisticsBuilder builder(input_.snapshot, input_.book, year, input_.today);
        for_each_standing(input_.snapshot, input_.book, year, input_.today, [&](const Standing& standing) {
            builder.add(standing);
            if (standing.of_year) look_at_subject(standing);
        });
        return std::move(builder).finish();
    }

    void look_at_subject(const Standing& standing) {
        const bool report = standing.occurrence.kind == model::SubjectKind::report;
        const auto& all = checks(report ? CheckEach::report : CheckEach::assignment);
        if (all.empty()) return;
        const SubjectInstance instance(standing, input_.snapshot, input_.book, input_.today, input_.title);
        for (const Check* check : all) look(*check, instance.key(), instance, instance.units());
    }

    void look_at_units(const Statistics& statistics) {
        if (checks(CheckEach::unit).empty()) return;
        for (std::uint32_t i = 0; i < input_.book.units.size(); ++i) {
            const auto index = model::UnitIndex{i};
            const model::Unit& unit = input_.book.units[index];
            if (unit.is_group() || input_.book.units.has_ended(index, input_.today)) continue;
            const UnitInstance instance(unit, statistics.units[i]);
            for (const Check* check : checks(CheckEach::unit)) look(*check, unit.id, instance, {index});
        }
    }

    void look_at_plans(const Statistics& statistics) {
        for (const Check* check : checks(CheckEach::plan)) {
            for (std::size_t i = 0; i < statistics.plans.size(); ++i) {
                const model::Plan& plan = input_.snapshot.plans[i];
                look(*check, plan.id, PlanInstance(plan, statistics.plans[i]), {});
            }
        }
    }

    void look_at_channels() {
        for (const Check* check : checks(CheckEach::channel)) {
            if (!input_.channels) {
                leave_all(*check);
                continue;
            }
            for (const model::ChannelCounts& counts : *input_.channels)
                look(*check, counts.id, ChannelInstance(counts), {});
        }
    }

    void look(const Check& check, std::string_view what, const model::CheckInstance& instance,
              const std::vector<model::UnitIndex>& units) {
        const auto holds = check.condition->holds(instance, input_.today);
        if (holds && !*holds) return;
        std::string key = fmt::format("{}/{}", check.id, what);
        const auto found = before_.find(key);
        const CheckState* const state = found == before_.end() ? nullptr : found->second;
        if (state != nullptr) before_.erase(found);
        if (!holds) {
            result_.faults.push_back(fmt::format("{}: {}", key, holds.error()));
            if (state != nullptr) result_.states.push_back(*state);
            return;
        }
        tell(check, std::move(key), instance, units, state);
    }

    void tell(const Check& check, std::string key, const model::CheckInstance& instance,
              const std::vector<model::UnitIndex>& units, const CheckState* state) {
        Alert alert;
        alert.kind = state == nullptr              ? Alert::Kind::raised
                     : is_due_again(check, *state) ? Alert::Kind::repeated
                                                   : Alert::Kind::standing;
        alert.key = std::move(key);
        alert.check = check.id;
        alert.each = check.each;
        alert.severity = check.severity;
        alert.since = state == nullptr ? input_.today : state->since;
        alert.message = check.message.fill(instance);
        for (const std::size_t field : check.condition->fields()) {
            alert.values.emplace_back(
                fmt::format("{}.{}", model::check_each_name(check.each), model::check_fields(check.each)[field].name),
                model::check_value_text(instance.value(field)));
        }
        for (const model::Recipient& recipient : alert_recipients(check, units, input_.today, input_.book))
            alert.recipients.push_back(model::recipient_name(recipient, input_.book));
        if (alert.kind == Alert::Kind::standing)
            result_.states.push_back(*state);
        else
            result_.states.push_back({alert.key, alert.since, input_.today, alert.message, alert.recipients});
        result_.alerts.push_back(std::move(alert));
    }

    bool is_due_again(const Check& check, const CheckState& state) const {
        if (!check.every) return false;
        const Date next = check.every->working ? input_.book.calendar.add_working_days(state.told, check.every->count)
                                               : state.told + days{check.every->count};
        return input_.today >= next;
    }

    const Check* check_of(std::string_view key) const {
        const std::string_view id = key.substr(0, key.find('/'));
        const auto& all = input_.book.checks;
        const auto found = std::find_if(all.begin(), all.end(), [id](const Check& check) { return check.id == id; });
        return found == all.end() ? nullptr : &*found;
    }

    void leave_all(const Check& check) {
        for (auto state = before_.begin(); state != before_.end();) {
            if (check_of(state->first) != &check) {
                ++state;
                continue;
            }
            result_.states.push_back(*state->second);
            state = before_.erase(state);
        }
    }

    void clear(const CheckState& state) {
        const Check* const check = check_of(state.key);
        if (check == nullptr) return;
        Alert alert;
        alert.kind = Alert::Kind::cleared;
        alert.key = state.key;
        alert.check = check->id;
        alert.each = check->each;
        alert.severity = model::Severity::info;
        alert.since = state.since;
        alert.message = state.message;
        alert.recipients = state.recipients;
        result_.alerts.push_back(std::move(alert));
    }

    const CheckInput& input_;
    std::array<std::vector<const Check*>, model::check_kinds> by_kind_;
    std::map<std::string_view, const CheckState*> before_;  ///< what was not found standing again
    CheckResult result_;
};

std::chrono::minutes send_time(const model::RuleBook& book) {
    return book.policies.empty() ? model::Policy().send_at : book.policies.back().send_at;
}

bool has_something(const model::Snapshot& snapshot, const model::RuleBook& book) {
    return !book.checks.empty() || !snapshot.check_states.empty();
}

}  // namespace

CheckResult evaluate_checks(const CheckInput& input, const std::vector<CheckState>& before) {
    return Evaluation(input, before).run();
}

std::optional<Date> morning_for_checks(const model::Snapshot& snapshot, const model::RuleBook& book,
                                       const Window& window) {
    if (!has_something(snapshot, book)) return std::nullopt;
    const DayRange range = days_reached(window.after, window.until, send_time(book));
    const Date morning = book.calendar.on_or_before(range.last);
    return range.contains(morning) ? std::optional(morning) : std::nullopt;
}

std::optional<dates::LocalTime> next_morning_for_checks(const model::Snapshot& snapshot, const model::RuleBook& book,
                                                        dates::LocalTime time) {
    if (!has_something(snapshot, book)) return std::nullopt;
    const Date reached = days_reached(std::nullopt, time, send_time(book)).last;
    return dates::at(book.calendar.on_or_after(reached + days{1}), send_time(book));
}

std::optional<dates::LocalTime> next_wake_up(const Agenda& agenda, const model::Snapshot& snapshot,
                                             const model::RuleBook& book, dates::LocalTime time) {
    const auto stage = agenda.next_wake_up(time);
    const auto morning = next_morning_for_checks(snapshot, book, time);
    return stage && morning ? std::min(*stage, *morning) : stage ? stage : morning;
}

std::optional<dates::LocalTime> first_wake_up(const Agenda& agenda, const model::Snapshot& snapshot,
                                              const model::RuleBook& book, dates::LocalTime now) {
    const auto& until = snapshot.evaluated_until;
    if (until && *until >= now) return next_wake_up(agenda, snapshot, book, *until);
    const Window missed{until, now};
    if (until && (agenda.was_reached(missed) || morning_for_checks(snapshot, book, missed))) return now;
    return next_wake_up(agenda, snapshot, book, now);
}

std::vector<std::string> add_alerts(const CheckInput& input, const Window& window, model::Decision& decision) {
    if (!morning_for_checks(input.snapshot, input.book, window)) return {};
    CheckResult result = evaluate_checks(input, input.snapshot.check_states);
    std::erase_if(result.alerts, [](const Alert& alert) { return alert.kind == Alert::Kind::standing; });
    decision.alerts = std::move(result.alerts);
    decision.check_states = std::move(result.states);
    return std::move(result.faults);
}

}  // namespace rules::engine
