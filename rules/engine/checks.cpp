#include "rules/engine/checks.hpp"

#include "rules/engine/alert_recipients.hpp"
#include "rules/engine/indicator_instance.hpp"
#include "rules/engine/stages.hpp"
#include "rules/model/check_fields.hpp"

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
        tell_with_titles();
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
        switch (standing.occurrence.kind) {
            case model::SubjectKind::assignment: return look_at_assignment(standing);
            case model::SubjectKind::report: {
                if (checks(CheckEach::report).empty()) return;
                const SubjectInstance instance(standing, input_.snapshot, input_.book, input_.today);
                return look_at_all(CheckEach::report, instance);
            }
            case model::SubjectKind::indicator: {
                if (checks(CheckEach::indicator).empty()) return;
                const IndicatorInstance instance(standing, input_.snapshot, input_.book, input_.today);
                return look_at_all(CheckEach::indicator, instance);
            }
            case model::SubjectKind::event: break;
        }
    }

    template <class Instance>
    void look_at_all(CheckEach each, const Instance& instance) {
        for (const Check* check : checks(each)) look(*check, instance.key(), instance, instance.units());
    }

    void look_at_assignment(const Standing& standing) {
        if (checks(CheckEach::assignment).empty()) return;
        const SubjectInstance instance(standing, input_.snapshot, input_.book, input_.today);
        for (const Check* check : checks(CheckEach::assignment)) {
            auto found = holding(*check, instance.key(), instance);
            if (!found) continue;
            if (input_.titles && names_title(*check) && is_told(*check, found->state))
                untitled_.push_back({check, std::move(*found), standing});
            else
                tell(*check, std::move(*found), instance, instance.units());
        }
    }

    static bool names_title(const Check& check) {
        constexpr auto& fields = model::assignment_check_fields;
        return std::any_of(check.message.parts.begin(), check.message.parts.end(),
                           [](const auto& part) { return part.field && fields[*part.field].only_in_messages; });
    }

    /// What is told with its title waits until all titles can be asked for together.
    void tell_with_titles() {
        if (untitled_.empty()) return;
        std::vector<std::uint32_t> wanted;
        for (const Untitled& each : untitled_) wanted.push_back(each.standing.occurrence.index);
        const std::vector<std::string> titles = input_.titles(wanted);
        for (std::size_t i = 0; i < untitled_.size(); ++i) {
            Untitled& each = untitled_[i];
            const SubjectInstance instance(each.standing, input_.snapshot, input_.book, input_.today, titles[i]);
            tell(*each.check, std::move(each.found), instance, instance.units());
        }
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

    /// Something for which a check holds, and what stood before.
    struct Found {
        std::string key;
        const CheckState* state = nullptr;
    };
    struct Untitled {
        const Check* check;
        Found found;
        Standing standing;
    };

    std::optional<Found> holding(const Check& check, std::string_view what, const model::CheckInstance& instance) {
        const auto holds = check.condition->holds(instance, input_.today);
        if (holds && !*holds) return std::nullopt;
        Found found{fmt::format("{}/{}", check.id, what), nullptr};
        const auto before = before_.find(found.key);
        if (before != before_.end()) {
            found.state = before->second;
            before_.erase(before);
        }
        if (holds) return found;
        result_.faults.push_back(fmt::format("{}: {}", found.key, holds.error()));
        if (found.state != nullptr) result_.states.push_back(*found.state);
        return std::nullopt;
    }

    void look(const Check& check, std::string_view what, const model::CheckInstance& instance,
              const std::vector<model::UnitIndex>& units) {
        if (auto found = holding(check, what, instance)) tell(check, std::move(*found), instance, units);
    }

    /// An alert of which nobody could be told is raised again until somebody is.
    Alert::Kind kind_of(const Check& check, const CheckState* state) const {
        if (state == nullptr || state->recipients.empty()) return Alert::Kind::raised;
        return is_due_again(check, *state) ? Alert::Kind::repeated : Alert::Kind::standing;
    }

    bool is_told(const Check& check, const CheckState* state) const {
        return !input_.only_told || kind_of(check, state) != Alert::Kind::standing;
    }

    void tell(const Check& check, Found found, const model::CheckInstance& instance,
              const std::vector<model::UnitIndex>& units) {
        if (!is_told(check, found.state)) return result_.states.push_back(*found.state);
        Alert alert;
        alert.kind = kind_of(check, found.state);
        alert.key = std::move(found.key);
        alert.check = check.id;
        alert.each = check.each;
        alert.severity = check.severity;
        alert.since = found.state == nullptr ? input_.today : found.state->since;
        alert.message = check.message.fill(instance);
        for (const std::size_t field : check.condition->fields()) {
            alert.values.emplace_back(
                fmt::format("{}.{}", model::check_each_name(check.each), model::check_fields(check.each)[field].name),
                model::check_value_text(instance.value(field)));
        }
        for (const model::Recipient& recipient : alert_recipients(check, units, input_.today, input_.book))
            alert.recipients.push_back(model::recipient_name(recipient, input_.book));
        if (alert.kind == Alert::Kind::standing)
            result_.states.push_back(*found.state);
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
        if (check == nullptr || state.recipients.empty()) return;
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
    std::vector<Untitled> untitled_;
    CheckResult result_;
};

std::chrono::minutes send_time(const model::RuleBook& book) {
    return book.policies.empty() ? model::Policy().send_at : book.policies.back().send_at;
}

bool has_something(const model::Snapshot& snapshot, const model::RuleBook& book) {
    return !book.checks.empty() || snapshot.alerts_stand || !snapshot.check_states.empty();
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
    CheckInput told = input;
    told.only_told = true;
    CheckResult result = evaluate_checks(told, input.snapshot.check_states);
    std::erase_if(result.alerts, [](const Alert& alert) { return alert.kind == Alert::Kind::standing; });
    decision.alerts = std::move(result.alerts);
    decision.check_states = std::move(result.states);
    return std::move(result.faults);
}

}  // namespace rules::engine
