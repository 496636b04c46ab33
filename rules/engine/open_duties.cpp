#include "rules/engine/open_duties.hpp"

namespace rules::engine {
namespace {

using dates::Date;
using model::SubjectFacts;
using std::chrono::days;

/// Far enough for the next period of whatever comes every other year.
constexpr days look_ahead{800};

class Walk {
public:
    Walk(const model::Snapshot& snapshot, const model::RuleBook& book, Date today,
         const std::function<void(const OpenDuty&)>& visit)
        : snapshot_(snapshot),
          book_(book),
          today_(today),
          last_due_(today + look_ahead),
          layouts_(book.calendar),
          visit_(visit) {}

    void run() {
        for (std::uint32_t i = 0; i < snapshot_.assignments.size(); ++i) add_assignment(i);
        for (std::uint32_t i = 0; i < book_.reports.size(); ++i) add_rule(i);
    }

private:
    void add_assignment(std::uint32_t index) {
        const model::Assignment& assignment = snapshot_.assignments[index];
        model::Occurrence occurrence;
        occurrence.index = index;
        const SubjectFacts* facts = facts_of(assignment, snapshot_);
        if (const auto duty = duty_of(assignment, snapshot_, last_due_))
            return add_current(occurrence, assignment.deadline, layouts_.of(*duty), facts);
        add(occurrence, assignment.deadline, only_period(assignment.deadline.due, facts), facts);
    }

    void add_rule(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        if (rule.on_request) return add_requests(index);
        model::Occurrence occurrence;
        occurrence.index = index;
        if (!rule.indicators) return add_reports(occurrence, rule);
        occurrence.kind = model::SubjectKind::indicator;
        for (const std::uint32_t position : asked_indicators(rule, snapshot_)) {
            occurrence.indicator = position;
            add_of_rule(occurrence, rule, model::facts_of(occurrence, snapshot_, book_), {});
        }
    }

    void add_reports(model::Occurrence& occurrence, const model::ReportRule& rule) {
        occurrence.kind = model::SubjectKind::report;
        const auto reporters = model::reporters_of(rule, book_.units);
        for (const model::UnitIndex reporter : reporters) {
            occurrence.reporter = reporter;
            add_of_rule(occurrence, rule, facts_of(rule, reporter, snapshot_, book_), reporters);
        }
    }

    void add_of_rule(const model::Occurrence& occurrence, const model::ReportRule& rule, const SubjectFacts* facts,
                     const std::vector<model::UnitIndex>& reporters) {
        const deadlines::Meaning meaning;
        const auto owed = [&](Date due) {
            return reporters.empty() || model::owes(rule, occurrence.reporter, due, reporters, book_.units);
        };
        if (is_asked_for_once(rule, snapshot_) && owed(*rule.once))
            add(occurrence, meaning, only_period(rule.once, facts), facts);
        const auto duty = duty_of(rule, snapshot_, last_due_);
        if (!duty) return;
        std::vector<PeriodDue> periods;
        for (const PeriodDue& period : layouts_.of(*duty)) {
            if (owed(period.due)) periods.push_back(period);
        }
        add_current(occurrence, meaning, periods, facts);
    }

    void add_requests(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        model::Occurrence occurrence;
        occurrence.kind = model::SubjectKind::report;
        occurrence.index = index;
        for (const model::ReportRequest& request : snapshot_.requests) {
            if (request.rule != rule.id) continue;
            for (const model::UnitIndex reporter : asked_units(request, rule, book_.units)) {
                occurrence.reporter = reporter;
                const SubjectFacts* facts = facts_of(rule, reporter, snapshot_, book_);
                add(occurrence, {}, requested_period(request, facts), facts);
            }
        }
    }

    void add_current(const model::Occurrence& occurrence, const deadlines::Meaning& meaning,
                     std::span<const PeriodDue> periods, const SubjectFacts* facts) {
        std::optional<Date> next;
        for (const PeriodDue& period : periods) {
            if (next && period.due > *next) return;
            if (add(occurrence, meaning, period_with_facts(period, facts), facts) && period.due >= today_)
                next = period.due;
        }
    }

    /// False where it is not owed any more.
    bool add(model::Occurrence occurrence, const deadlines::Meaning& meaning, const SubjectPeriod& period,
             const SubjectFacts* facts) {
        const Stop stop = stopped_by_facts(meaning, period, facts);
        if (stop == Stop::done || stop == Stop::cancelled) return false;
        occurrence.period = period.period;
        occurrence.version = period.version.number;
        occurrence.request = period.request;
        occurrence.has_due = period.version.due.has_value();
        if (occurrence.has_due) occurrence.due = *period.version.due;
        visit_({occurrence, stop, period.known_from()});
        return true;
    }

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    Date today_;
    Date last_due_;
    PeriodLayouts layouts_;
    const std::function<void(const OpenDuty&)>& visit_;
};

}  // namespace

void for_each_open_duty(const model::Snapshot& snapshot, const model::RuleBook& book, Date today,
                        const std::function<void(const OpenDuty&)>& visit) {
    Walk(snapshot, book, today, visit).run();
}

}  // namespace rules::engine
