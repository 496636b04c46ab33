#include "rules/engine/standings.hpp"

#include "rules/engine/occurrences.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using dates::Date;
using model::SubjectFacts;
using std::chrono::days;

/// How far before the year reports are looked at, for how many in a row were late.
constexpr days counted_back{400};

class Walk {
public:
    Walk(const model::Snapshot& snapshot, const model::RuleBook& book, int year, Date today,
         const std::function<void(const Standing&)>& visit)
        : snapshot_(snapshot),
          book_(book),
          today_(today),
          begin_(dates::clamped_date(year, 1, 1)),
          end_(dates::clamped_date(year, 12, 31)),
          layouts_(book.calendar),
          visit_(visit) {
        fixed_.kind = deadlines::Kind::fixed;
    }

    void run() {
        for (std::uint32_t i = 0; i < snapshot_.assignments.size(); ++i) add_assignment(i);
        for (std::uint32_t i = 0; i < book_.reports.size(); ++i) add_report(i);
    }

private:
    bool over_before(const SubjectFacts* facts, const model::Completion* completion) const {
        if (completion != nullptr) return completion->on < begin_;
        return facts != nullptr && facts->cancelled && facts->cancelled->on < begin_;
    }

    Date issued(const model::Plan& plan) const { return plan.date.value_or(dates::clamped_date(plan.year, 1, 1)); }

    void add_assignment(std::uint32_t index) {
        const model::Assignment& assignment = snapshot_.assignments[index];
        const SubjectFacts* facts = facts_of(assignment, snapshot_);
        Standing standing;
        standing.occurrence.index = index;
        standing.facts = facts;
        if (deadlines::has_periods(assignment.deadline)) {
            const auto duty = duty_of(assignment, snapshot_, end_);
            if (!duty) return;
            for (const PeriodDue& period : layouts_.of(*duty))
                add_period(standing, assignment.deadline, period_with_facts(period, facts));
            return;
        }
        const SubjectPeriod only = only_period(assignment.deadline.due, facts);
        const Date from = issued(snapshot_.plans[assignment.plan]);
        if (from > end_ || over_before(facts, only.completion)) return;
        standing.carried_over = from < begin_;
        tell(standing, assignment.deadline, only);
    }

    void add_report(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        if (rule.on_request) return add_requests(index);
        const auto duty = duty_of(rule, snapshot_, end_);
        const std::vector<PeriodDue> periods = duty ? lay_out(*duty, book_.calendar) : std::vector<PeriodDue>{};
        if (rule.indicators) return add_indicators(index, periods);
        const auto reporters = model::reporters_of(rule, book_.units);
        for (const model::UnitIndex reporter : reporters) {
            const auto owed = [&](Date due) { return model::owes(rule, reporter, due, reporters, book_.units); };
            const Standing standing = report_of(index, reporter);
            if (is_asked_for_once(rule, snapshot_) && owed(*rule.once))
                add_period(standing, fixed_, only_period(rule.once, standing.facts));
            for (const PeriodDue& period : periods) {
                if (owed(period.due)) add_period(standing, fixed_, period_with_facts(period, standing.facts));
            }
        }
    }

    Standing report_of(std::uint32_t index, model::UnitIndex reporter) const {
        Standing standing;
        standing.occurrence.kind = model::SubjectKind::report;
        standing.occurrence.index = index;
        standing.occurrence.reporter = reporter;
        standing.facts = facts_of(book_.reports[index], reporter, snapshot_, book_);
        return standing;
    }

    void add_requests(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        for (const model::ReportRequest& request : snapshot_.requests) {
            if (request.rule != rule.id) continue;
            for (const model::UnitIndex reporter : asked_units(request, rule, book_.units)) {
                const Standing standing = report_of(index, reporter);
                add_period(standing, fixed_, requested_period(request, standing.facts));
            }
        }
    }

    void add_indicators(std::uint32_t index, const std::vector<PeriodDue>& periods) {
        const model::ReportRule& rule = book_.reports[index];
        for (const std::uint32_t position : asked_indicators(rule, snapshot_)) {
            Standing standing;
            standing.occurrence.kind = model::SubjectKind::indicator;
            standing.occurrence.index = index;
            standing.occurrence.indicator = position;
            standing.facts = model::facts_of(standing.occurrence, snapshot_, book_);
            if (is_asked_for_once(rule, snapshot_))
                add_period(standing, fixed_, only_period(rule.once, standing.facts));
            for (const PeriodDue& period : periods)
                add_period(standing, fixed_, period_with_facts(period, standing.facts));
        }
    }

    void add_period(Standing standing, const deadlines::Meaning& meaning, const SubjectPeriod& period) {
        if (!period.version.due || *period.version.due > end_) return;
        standing.carried_over = *period.version.due < begin_;
        if (standing.carried_over && over_before(standing.facts, period.completion)) {
            const bool report = standing.occurrence.kind == model::SubjectKind::report;
            if (!report || *period.version.due < begin_ - counted_back) return;
            standing.of_year = false;
        }
        tell(standing, meaning, period);
    }

    void tell(Standing& standing, const deadlines::Meaning& meaning, const SubjectPeriod& period) const {
        model::Occurrence& occurrence = standing.occurrence;
        occurrence.period = period.period;
        occurrence.request = period.request;
        occurrence.version = period.version.number;
        occurrence.has_due = period.version.due.has_value();
        occurrence.due = period.version.due.value_or(Date{});
        standing.status = model::status_of_part(meaning, standing.facts, period.key(), period.first_due, today_);
        visit_(standing);
    }

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    Date today_;
    Date begin_;
    Date end_;
    PeriodLayouts layouts_;
    deadlines::Meaning fixed_;  ///< what is asked for by a rule has a day
    const std::function<void(const Standing&)>& visit_;
};

}  // namespace

void for_each_standing(const model::Snapshot& snapshot, const model::RuleBook& book, int year, Date today,
                       const std::function<void(const Standing&)>& visit) {
    Walk(snapshot, book, year, today, visit).run();
}

const model::Progress* newest_progress(const Standing& standing) {
    if (standing.facts == nullptr) return nullptr;
    const model::Progress* newest = nullptr;
    for (const model::Progress& progress : standing.facts->progress) {
        const bool of_period = progress.period.empty() ||
                               (standing.occurrence.period && progress.period == standing.occurrence.period->key());
        if (of_period && (newest == nullptr || progress.on >= newest->on)) newest = &progress;
    }
    return newest;
}

std::vector<model::UnitIndex> responsible_units(const model::Occurrence& occurrence, Date today,
                                                const model::Snapshot& snapshot, const model::RuleBook& book) {
    std::vector<model::UnitIndex> units;
    const auto add = [&](model::UnitIndex unit) {
        if (book.units.has_ended(unit, today))
            unit = book.units.heir(unit, today, model::subject_key(occurrence, snapshot, book).base).value_or(unit);
        if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
    };
    for (const model::UnitIndex unit : model::responsible_units(occurrence, snapshot, book)) add(unit);
    return units;
}

}  // namespace rules::engine
