#include "rules/engine/occurrences.hpp"

#include "rules/model/indicator.hpp"

#include <algorithm>
#include <cstdlib>

namespace rules::engine {
namespace {

using dates::Date;
using std::chrono::days;

/// A due day lies this close to its period at most.
days margin(const deadlines::DuePlace& due) noexcept {
    return days{400 + 366 * std::abs(due.year_offset) + 31 * std::abs(due.month) + std::abs(due.shift_days) +
                2 * std::abs(due.shift_working_days)};
}

bool asks_for(const deadlines::Recurrence& recurrence, const PeriodicDuty& duty, const dates::Period& period) noexcept {
    return has_period(recurrence, period) &&
           (recurrence.every <= 1 || (period.year - duty.counted_from) % recurrence.every == 0);
}

void add_periods(const deadlines::Recurrence& recurrence, const PeriodicDuty& duty, const dates::Calendar& calendar,
                 std::vector<PeriodDue>& periods) {
    const days around = margin(recurrence.due);
    Date first = duty.from - around;
    Date last_start = duty.until + around;
    if (recurrence.year != 0) {
        first = std::max(first, dates::clamped_date(recurrence.year, 1, 1));
        last_start = std::min(last_start, dates::clamped_date(recurrence.year, 12, 31));
    }
    for (auto period = dates::period_of(recurrence.period, first); period.first() <= last_start;
         period = period.next()) {
        if (!asks_for(recurrence, duty, period)) continue;
        const Date due = model::rolled(deadlines::due_day(recurrence, period, calendar), duty.roll, calendar);
        if (due >= duty.from && due <= duty.until) periods.push_back({period, due});
    }
}

constexpr std::size_t most_layouts = 64;
constexpr Date first_of_all{std::chrono::year{dates::first_year} / 1 / 1};
constexpr Date last_of_all{std::chrono::year{dates::last_year} / 12 / 31};

}  // namespace

bool is_asked_for(const PeriodicDuty& duty, const dates::Period& period) noexcept {
    return std::any_of(duty.recurrences.begin(), duty.recurrences.end(),
                       [&](const deadlines::Recurrence& recurrence) { return asks_for(recurrence, duty, period); });
}

std::vector<PeriodDue> lay_out(const PeriodicDuty& duty, const dates::Calendar& calendar) {
    std::vector<PeriodDue> periods;
    if (duty.until < duty.from) return periods;
    for (const deadlines::Recurrence& recurrence : duty.recurrences) add_periods(recurrence, duty, calendar, periods);
    std::stable_sort(periods.begin(), periods.end(),
                     [](const PeriodDue& a, const PeriodDue& b) { return a.due < b.due; });
    return periods;
}

std::span<const PeriodDue> PeriodLayouts::of(const PeriodicDuty& duty) {
    const auto known = std::find_if(known_.begin(), known_.end(), [&](const Known& k) { return k.duty == duty; });
    if (known != known_.end()) return known->periods;
    if (known_.size() < most_layouts) {
        known_.push_back({duty, lay_out(duty, calendar_)});
        return known_.back().periods;
    }
    Known& replaced = known_[next_to_replace_++ % most_layouts];
    replaced = {duty, lay_out(duty, calendar_)};
    return replaced.periods;
}

const model::SubjectFacts* facts_of(const model::Assignment& assignment, const model::Snapshot& snapshot) noexcept {
    if (assignment.facts == model::Assignment::no_facts) return nullptr;
    return &snapshot.facts[assignment.facts];
}

const model::SubjectFacts* facts_of(const model::ReportRule& rule, model::UnitIndex reporter,
                                    const model::Snapshot& snapshot, const model::RuleBook& book) {
    if (snapshot.report_facts.empty()) return nullptr;
    const auto entry = snapshot.report_facts.find(model::report_key(rule.id, book.units[reporter].id));
    return entry == snapshot.report_facts.end() ? nullptr : &snapshot.facts[entry->second];
}

std::optional<PeriodicDuty> duty_of(const model::Assignment& assignment, const model::Snapshot& snapshot,
                                    Date last_due) noexcept {
    const deadlines::Meaning& meaning = assignment.deadline;
    if (!deadlines::has_periods(meaning)) return std::nullopt;
    if (meaning.kind == deadlines::Kind::fixed) {
        return PeriodicDuty{meaning.recurrences, 0, first_of_all, last_of_all, false};
    }
    const model::Plan& plan = snapshot.plans[assignment.plan];
    PeriodicDuty duty{meaning.recurrences, plan.year, snapshot.tracking_since, last_due};
    if (plan.date) duty.from = std::max(duty.from, *plan.date);
    if (meaning.start) {
        duty.from = std::max(duty.from, *meaning.start);
        duty.counted_from = dates::year_of(*meaning.start);
    }
    if (meaning.due) duty.until = std::min(duty.until, *meaning.due);
    return duty;
}

std::optional<PeriodicDuty> duty_of(const model::ReportRule& rule, const model::Snapshot& snapshot,
                                    Date last_due) noexcept {
    if (!rule.recurrence) return std::nullopt;
    PeriodicDuty duty{deadlines::Recurrences(*rule.recurrence), 0, snapshot.tracking_since, last_due};
    duty.roll = rule.roll;
    if (rule.valid_from) {
        duty.from = std::max(duty.from, *rule.valid_from);
        duty.counted_from = dates::year_of(*rule.valid_from);
    }
    if (rule.begun) duty.from = std::max(duty.from, dates::date_of(*rule.begun));
    if (rule.valid_until) duty.until = std::min(duty.until, *rule.valid_until);
    return duty;
}

bool is_asked_for_once(const model::ReportRule& rule, const model::Snapshot& snapshot) noexcept {
    if (!rule.once || *rule.once < snapshot.tracking_since) return false;
    if (rule.begun && *rule.once < dates::date_of(*rule.begun)) return false;
    return !(rule.valid_from && *rule.once < *rule.valid_from) && !(rule.valid_until && *rule.once > *rule.valid_until);
}

SubjectPeriod only_period(const std::optional<Date>& first_due, const model::SubjectFacts* facts) noexcept {
    return {std::nullopt, first_due, model::deadline_version(facts, {}, first_due), model::completion_of(facts, {})};
}

std::vector<model::UnitIndex> asked_units(const model::ReportRequest& request, const model::ReportRule& rule,
                                          const model::UnitDirectory& units) {
    if (request.units.empty()) return model::reporters_of(rule, units);
    std::vector<model::UnitIndex> asked;
    for (const std::string& id : request.units) {
        if (const auto unit = units.find(id)) asked.push_back(*unit);
    }
    std::sort(asked.begin(), asked.end());
    return asked;
}

std::vector<std::uint32_t> asked_indicators(const model::ReportRule& rule, const model::Snapshot& snapshot) {
    std::vector<std::uint32_t> asked;
    const auto& [plan, keys] = *rule.indicators;
    for (std::uint32_t i = 0; i < snapshot.indicators.size(); ++i) {
        const model::TrackedIndicator& indicator = snapshot.indicators[i];
        const std::string& id = snapshot.plans[indicator.plan].id;
        const bool named =
            plan.empty() && std::find(keys.begin(), keys.end(), model::indicator_key(id, indicator.seq)) != keys.end();
        if (named || (!plan.empty() && plan == id)) asked.push_back(i);
    }
    return asked;
}

SubjectPeriod requested_period(const model::ReportRequest& request, const model::SubjectFacts* facts) {
    const std::string key = model::request_key(request.number);
    return {std::nullopt, request.due, model::deadline_version(facts, key, request.due),
            model::completion_of(facts, key), request.number};
}

SubjectPeriod period_with_facts(const PeriodDue& period, const model::SubjectFacts* facts) {
    if (facts == nullptr) return {period.period, period.due, {1, period.due, nullptr}, nullptr};
    const std::string key = period.period.key();
    return {period.period, period.due, model::deadline_version(facts, key, period.due),
            model::completion_of(facts, key)};
}

}  // namespace rules::engine
