#include "rules/engine/explain.hpp"

#include "rules/engine/announce.hpp"
#include "rules/engine/occurrences.hpp"
#include "rules/engine/policy_choice.hpp"
#include "rules/engine/questions.hpp"
#include "rules/engine/speak.hpp"

#include <algorithm>
#include <functional>

namespace rules::engine {
namespace {

using dates::Date;
using dates::LocalTime;
using model::Stage;
using std::chrono::days;
using Outcome = ExplainedStage::Outcome;

constexpr int future_repeats = 3;
constexpr days look_ahead{800};

const dates::DayOff* worked_entry(const dates::Calendar& calendar, Date date) {
    for (const dates::CalendarYear& year : calendar.years()) {
        for (const dates::DayOff& entry : year.worked) {
            if (entry.date == date) return &entry;
        }
    }
    return nullptr;
}

/// The unusual days from `first` to `last`; plain weekends only where `weekends` matter.
std::vector<CalendarStep> steps_between(const dates::Calendar& calendar, Date first, Date last, bool weekends) {
    std::vector<CalendarStep> steps;
    for (Date date = first; date <= last; date += days{1}) {
        if (const dates::DayOff* entry = calendar.day_off(date); entry != nullptr && !calendar.is_working_day(date)) {
            steps.push_back({date, CalendarStep::Kind::day_off, entry});
        } else if (const dates::DayOff* worked = worked_entry(calendar, date)) {
            steps.push_back({date, CalendarStep::Kind::worked, worked});
        } else if (weekends && !calendar.is_working_day(date)) {
            steps.push_back({date, CalendarStep::Kind::weekend, nullptr});
        }
    }
    return steps;
}

/// Counting working days passes over everything between the due day and the stage; a move only over a few days off.
std::vector<CalendarStep> steps_of(const StageDay& when, bool working, Date due, const dates::Calendar& calendar) {
    if (working) return steps_between(calendar, std::min(when.day, due), std::max(when.day, due), false);
    if (when.nominal == when.day) return {};
    return steps_between(calendar, std::min(when.nominal, when.day), std::max(when.nominal, when.day), true);
}

bool is_provisional(const dates::Calendar& calendar, Date a, Date b) {
    return calendar.status(dates::year_of(a)) == dates::YearStatus::computed ||
           calendar.status(dates::year_of(b)) == dates::YearStatus::computed;
}

/// Explains one period of a subject.
class Explainer {
public:
    Explainer(const model::Snapshot& snapshot, const model::RuleBook& book, LocalTime now)
        : snapshot_(snapshot), book_(book), policies_(snapshot, book), now_(now) {}

    Explanation explain(model::Occurrence occurrence, const deadlines::Meaning& meaning, const SubjectPeriod& period,
                        const model::SubjectFacts* facts, Stop outside, bool with_update = true) const {
        Explanation result;
        occurrence.period = period.period;
        occurrence.version = period.version.number;
        occurrence.request = period.request;
        occurrence.has_due = period.version.due.has_value();
        if (occurrence.has_due) occurrence.due = *period.version.due;
        result.occurrence = occurrence;
        result.key = model::subject_key(occurrence, snapshot_, book_);
        result.meaning = meaning;
        result.status = model::status_of_part(meaning, facts, period.key(), period.first_due, dates::date_of(now_));
        result.versions = versions_of(period, facts);
        if (occurrence.kind != model::SubjectKind::assignment) describe_report(result);
        result.completion = period.completion;
        if (facts != nullptr && facts->cancelled) result.cancellation = &*facts->cancelled;
        result.nothing = stopped_by_facts(meaning, period, facts);
        const bool closed = result.nothing == Stop::done || result.nothing == Stop::cancelled;
        if (outside != Stop::none && !closed) result.nothing = outside;
        list_announcements(result);
        if (with_update) list_update(result);
        if (result.nothing == Stop::conditional) list_questions(result);
        if (!period.version.due || outside != Stop::none) return result;
        result.policy = policies_.of(occurrence);
        if (result.policy)
            list_stages(result, period.known_from());
        else if (result.nothing == Stop::none)
            result.nothing = Stop::no_policy;
        return result;
    }

private:
    void describe_report(Explanation& result) const {
        const model::ReportRule& rule = book_.reports[result.occurrence.index];
        const auto& period = result.occurrence.period;
        result.data = model::data_window(rule, period, book_.calendar);
        result.collected = model::collected_for(result.occurrence, snapshot_, book_);
        result.request = model::request_of(result.occurrence, snapshot_, book_);
        result.report_day = model::report_day(rule, period, book_.calendar);
        if (!result.report_day || result.report_day->named == result.report_day->due) return;
        const auto [named, due] = *result.report_day;
        result.roll_steps = steps_between(book_.calendar, std::min(named, due), std::max(named, due), true);
    }

    void list_update(Explanation& result) const {
        if (result.occurrence.kind != model::SubjectKind::assignment) return;
        auto duty = update_duty_of(result.occurrence.index, snapshot_);
        if (!duty) return;
        const auto chosen = policies_.of(update_occurrence(result.occurrence.index, *duty, snapshot_));
        if (!chosen || !has_stages(book_.policies[*chosen], Track::update)) return;
        const model::Policy& policy = book_.policies[*chosen];
        duty->since = std::max(duty->since, policy.update_since.value_or(duty->since));
        const Date today = days_reached(std::nullopt, now_, policy.send_at).last;
        result.update = duty;
        result.next_update =
            next_stage_day(policy, duty->since, today, duty->known_from, book_.calendar, Track::update);
    }

    void list_questions(Explanation& result) const {
        for (std::uint32_t i = 0; i < snapshot_.awaited.size(); ++i) {
            const auto& waiting = snapshot_.awaited[i].waiting;
            if (!std::binary_search(waiting.begin(), waiting.end(), result.occurrence.index)) continue;
            const auto question = question_of(i, policies_, snapshot_, book_);
            if (!question) continue;
            const Date today = days_reached(std::nullopt, now_, book_.policies[question->policy].send_at).last;
            const QuestionDay when = next_question_day(*question, today, book_.calendar);
            ask(*question, when, today, snapshot_, book_, result.questions);
        }
    }

    static std::vector<model::DeadlineVersion> versions_of(const SubjectPeriod& period,
                                                           const model::SubjectFacts* facts) {
        std::vector<model::DeadlineVersion> versions{{1, period.first_due, nullptr}};
        const std::string key = period.key();
        if (facts == nullptr) return versions;
        for (const model::Extension& extension : facts->extensions) {
            if (extension.period != key) continue;
            versions.push_back({static_cast<std::uint16_t>(versions.size() + 1), extension.until, &extension});
        }
        return versions;
    }

    void list_announcements(Explanation& result) const {
        if (result.occurrence.kind != model::SubjectKind::assignment) return;
        const auto announcement = announcement_of(result.occurrence.index, snapshot_, book_);
        if (!announcement || announcement->occurrence.period != result.occurrence.period) return;
        const auto policy = policies_.of(announcement->occurrence);
        if (policy) tell(*announcement, *policy, announcement->day, snapshot_, book_, result.announcements);
    }

    /// Wakes on each stage day in turn, as a daemon that never sleeps too long would, and notes what it would say.
    void list_stages(Explanation& result, const std::optional<Date>& known_from) const {
        const model::Policy& policy = book_.policies[*result.policy];
        const Date due = result.occurrence.due;
        const Date today = days_reached(std::nullopt, now_, policy.send_at).last;
        int repeats_ahead = 0;
        std::vector<StageDay> reached;
        Date day = due - reach_of(policy).before;
        while (const auto next = next_stage_day(policy, due, day, std::nullopt, book_.calendar)) {
            day = *next;
            reached_stages(policy, due, {day, day}, std::nullopt, book_.calendar, reached);
            if (day > today && only_repeats(policy, reached) && ++repeats_ahead > future_repeats) {
                result.repeats_go_on = true;
                if (no_later_single_stage(policy, due, day)) break;
                continue;
            }
            if (day <= today && only_repeats(policy, reached)) {
                const auto following = next_stage_day(policy, due, day, std::nullopt, book_.calendar);
                if (following && *following <= today) continue;
            }
            note_day(result, reached, known_from && day < *known_from, day <= today);
        }
    }

    static bool only_repeats(const model::Policy& policy, const std::vector<StageDay>& reached) {
        return std::all_of(reached.begin(), reached.end(), [&policy](const StageDay& stage) {
            return policy.stages[stage.stage].kind == Stage::Kind::every;
        });
    }

    bool no_later_single_stage(const model::Policy& policy, Date due, Date day) const {
        for (std::size_t i = 0; i < policy.stages.size(); ++i) {
            if (policy.stages[i].repeats() || policy.stages[i].kind == Stage::Kind::ask) continue;
            if (stage_day(policy, static_cast<std::uint16_t>(i), 1, due, book_.calendar).day > day) return false;
        }
        return true;
    }

    void note_day(Explanation& result, const std::vector<StageDay>& reached, bool before_version, bool passed) const {
        const model::Policy& policy = book_.policies[*result.policy];
        const LocalTime at = dates::at(reached.front().day, policy.send_at);
        Speaker speaker(snapshot_, book_, at, Speaker::Muting::ignore);
        std::vector<model::Reminder> reminders;
        speaker.speak(result.occurrence, *result.policy, reached, Speaker::Recorded::ignore, reminders);
        std::size_t speaking = 0;
        for (const model::Reminder& reminder : reminders) {
            ExplainedStage stage = explained(reminder, at, speaker);
            if (reminder.outcome == model::Reminder::Outcome::send)
                speaking = result.stages.size();
            else
                stage.merged_into = speaking;
            if (before_version)
                stage.outcome = Outcome::before_version;
            else if (passed)
                stage.outcome = Outcome::passed;
            else if (result.completion != nullptr || result.cancellation != nullptr)
                stage.outcome = Outcome::closed;
            result.stages.push_back(std::move(stage));
        }
    }

    ExplainedStage explained(const model::Reminder& reminder, LocalTime at, const Speaker& speaker) const {
        const Date due = reminder.occurrence.due;
        const Stage& rule = book_.policies[reminder.policy].stages[reminder.stage];
        ExplainedStage stage;
        stage.when = {reminder.stage, reminder.repeat, reminder.nominal, reminder.day};
        stage.at = at;
        stage.recipient = reminder.recipient;
        stage.steps = steps_of(stage.when, rule.offset.working, due, book_.calendar);
        stage.provisional = is_provisional(book_.calendar, due, reminder.day);
        const StoppedBy mute = stopped_by_mute(reminder.occurrence, reminder.recipient, speaker.mutes());
        stage.silence = mute.silence;
        stage.acknowledgement = mute.acknowledgement;
        if (stage.silence != nullptr)
            stage.outcome = Outcome::silenced;
        else if (stage.acknowledgement != nullptr)
            stage.outcome = Outcome::acknowledged;
        else if (const auto other = stopped_by_inhibition(reminder.occurrence, speaker.inhibitor()))
            note_inhibition(stage, *other.by);
        else if (reminder.outcome == model::Reminder::Outcome::merged)
            stage.outcome = Outcome::merged;
        return stage;
    }

    void note_inhibition(ExplainedStage& stage, const Inhibitor::By& by) const {
        stage.outcome = Outcome::inhibited;
        stage.inhibited_by = model::subject_key(by.source, snapshot_, book_);
        stage.inhibition = by.inhibition;
    }

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    PolicyChoice policies_;
    LocalTime now_;
};

/// A subject found by its key, with what is needed to explain its periods.
struct Found {
    model::Occurrence occurrence;
    deadlines::Meaning meaning;
    const model::SubjectFacts* facts = nullptr;
    std::optional<PeriodicDuty> duty;
    bool once_outside = false;  ///< a one-off report outside its limits
    bool on_request = false;
};

std::optional<Found> find_assignment(const model::Snapshot& snapshot, std::string_view base, Date last_due) {
    for (std::uint32_t i = 0; i < snapshot.assignments.size(); ++i) {
        const model::Assignment& assignment = snapshot.assignments[i];
        const std::string& plan = snapshot.plans[assignment.plan].id;
        if (!base.starts_with(plan) || base != model::assignment_key(plan, assignment.seq)) continue;
        Found found;
        found.occurrence.index = i;
        found.meaning = assignment.deadline;
        found.facts = facts_of(assignment, snapshot);
        found.duty = duty_of(assignment, snapshot, last_due);
        return found;
    }
    return std::nullopt;
}

/// A rule's duty as far as all its subjects share it.
Found found_in(const model::ReportRule& rule, std::uint32_t index, model::SubjectKind kind,
               const model::Snapshot& snapshot, Date last_due) {
    Found found;
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

std::optional<Found> find_indicator(const model::Snapshot& snapshot, const model::RuleBook& book, std::string_view base,
                                    Date last_due) {
    for (std::uint32_t i = 0; i < book.reports.size(); ++i) {
        const model::ReportRule& rule = book.reports[i];
        if (!rule.indicators) continue;
        for (const std::uint32_t position : asked_indicators(rule, snapshot)) {
            Found found = found_in(rule, i, model::SubjectKind::indicator, snapshot, last_due);
            found.occurrence.indicator = position;
            if (model::subject_key(found.occurrence, snapshot, book).base != base) continue;
            found.facts = model::facts_of(found.occurrence, snapshot, book);
            return found;
        }
    }
    return std::nullopt;
}

std::optional<Found> find_report(const model::Snapshot& snapshot, const model::RuleBook& book, std::string_view base,
                                 Date last_due) {
    for (std::uint32_t i = 0; i < book.reports.size(); ++i) {
        const model::ReportRule& rule = book.reports[i];
        if (!base.starts_with(rule.id)) continue;
        if (rule.indicators || !base.substr(rule.id.size()).starts_with('/')) continue;
        const auto unit = book.units.find(base.substr(rule.id.size() + 1));
        const auto reporters = model::reporters_of(rule, book.units);
        const bool reports = unit && std::binary_search(reporters.begin(), reporters.end(), *unit);
        if (!reports && !(unit && was_asked(rule, book.units[*unit].id, snapshot))) continue;
        Found found = found_in(rule, i, model::SubjectKind::report, snapshot, last_due);
        found.occurrence.reporter = *unit;
        found.facts = facts_of(rule, *unit, snapshot, book);
        return found;
    }
    return std::nullopt;
}

/// The duty's recurrence that has the period, or would have it if it had not left it out; null where it knows no such.
const deadlines::Recurrence* recurrence_for(const PeriodicDuty& duty, const dates::Period& period) {
    if (const deadlines::Recurrence* found = duty.recurrences.of(period)) return found;
    const deadlines::Recurrence* alike =
        std::find_if(duty.recurrences.begin(), duty.recurrences.end(),
                     [&](const deadlines::Recurrence& recurrence) { return recurrence.period == period.kind; });
    return alike == duty.recurrences.end() ? nullptr : alike;
}

/// The period that the key names, whether the duty asks for it or not.
std::vector<Explanation> explain_named(const Explainer& explainer, const Found& found, const dates::Period& period,
                                       const dates::Calendar& calendar) {
    const PeriodicDuty& duty = *found.duty;
    const deadlines::Recurrence* recurrence = recurrence_for(duty, period);
    if (recurrence == nullptr) return {};
    const PeriodDue due{period, model::rolled(deadlines::due_day(*recurrence, period, calendar), duty.roll, calendar)};
    Stop outside = Stop::none;
    if (!is_asked_for(duty, period))
        outside = Stop::not_asked_for;
    else if (due.due < duty.from || due.due > duty.until)
        outside = Stop::not_tracked;
    return {
        explainer.explain(found.occurrence, found.meaning, period_with_facts(due, found.facts), found.facts, outside)};
}

/// What is still open, and what comes next: the next period, and those that are due on the same day.
std::vector<Explanation> explain_current(const Explainer& explainer, const Found& found, Date today,
                                         const dates::Calendar& calendar) {
    std::vector<Explanation> all;
    std::optional<Date> next;
    for (const PeriodDue& due : lay_out(*found.duty, calendar)) {
        if (next && due.due > *next) break;
        const SubjectPeriod period = period_with_facts(due, found.facts);
        if (period.completion != nullptr) continue;
        all.push_back(explainer.explain(found.occurrence, found.meaning, period, found.facts, Stop::none, all.empty()));
        if (due.due >= today) next = due.due;
    }
    return all;
}

/// The requests that have asked the unit: the one that is named, else all that are open.
std::vector<Explanation> explain_requests(const Explainer& explainer, const Found& found,
                                          std::optional<std::uint16_t> number, const model::Snapshot& snapshot,
                                          const model::RuleBook& book) {
    std::vector<Explanation> all;
    const model::ReportRule& rule = book.reports[found.occurrence.index];
    for (const model::ReportRequest& request : snapshot.requests) {
        if (request.rule != rule.id || (number && request.number != *number)) continue;
        const auto asked = asked_units(request, rule, book.units);
        if (!std::binary_search(asked.begin(), asked.end(), found.occurrence.reporter)) continue;
        const SubjectPeriod period = requested_period(request, found.facts);
        if (period.completion != nullptr && !number) continue;
        deadlines::Meaning meaning = found.meaning;
        meaning.due = request.due;
        all.push_back(explainer.explain(found.occurrence, meaning, period, found.facts, Stop::none));
    }
    return all;
}

}  // namespace

std::vector<Explanation> explain(const model::Snapshot& snapshot, const model::RuleBook& book,
                                 const model::SubjectKey& key, LocalTime now) {
    const auto named = dates::parse_period_key(key.period);
    const auto request = model::parse_request_key(key.period);
    if (!key.period.empty() && !named && !request) return {};
    const Date today = dates::date_of(now);
    const Date last_due = std::max(today, named ? named->last() : today) + look_ahead;
    auto found = find_assignment(snapshot, key.base, last_due);
    if (!found) found = find_report(snapshot, book, key.base, last_due);
    if (!found) found = find_indicator(snapshot, book, key.base, last_due);
    if (!found) return {};

    const Explainer explainer(snapshot, book, now);
    if (found->on_request)
        return named ? std::vector<Explanation>{} : explain_requests(explainer, *found, request, snapshot, book);
    if (request) return {};
    if (found->duty) {
        if (!named) return explain_current(explainer, *found, today, book.calendar);
        return explain_named(explainer, *found, *named, book.calendar);
    }
    if (named) return {};
    const Stop outside = found->once_outside ? Stop::not_tracked : Stop::none;
    return {explainer.explain(found->occurrence, found->meaning, only_period(found->meaning.due, found->facts),
                              found->facts, outside)};
}

}  // namespace rules::engine
