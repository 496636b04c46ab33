#include "rules/engine/explain.hpp"

#include "rules/engine/announce.hpp"
#include "rules/engine/explain_stages.hpp"
#include "rules/engine/found_subject.hpp"
#include "rules/engine/occurrences.hpp"
#include "rules/engine/policy_choice.hpp"
#include "rules/engine/questions.hpp"
#include "rules/engine/speak.hpp"

#include <algorithm>
#include <iterator>

namespace rules::engine {
namespace {

using dates::Date;
using dates::LocalTime;
using std::chrono::days;

constexpr days look_ahead{800};

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
        if (outside == Stop::none) outside = not_owed(occurrence);
        const bool closed = result.nothing == Stop::done || result.nothing == Stop::cancelled;
        if (outside != Stop::none && !closed) result.nothing = outside;
        list_announcements(result);
        if (with_update && occurrence.kind == model::SubjectKind::assignment)
            list_updates(result, snapshot_, book_, now_);
        if (result.nothing == Stop::conditional) list_questions(result);
        if (!period.version.due || outside != Stop::none) return result;
        result.policy = policies_.of(occurrence);
        if (result.policy)
            list_stages(result, period.known_from(), snapshot_, book_, now_);
        else if (result.nothing == Stop::none)
            result.nothing = Stop::no_policy;
        return result;
    }

private:
    /// Of a report that its reporter does not owe: why.
    Stop not_owed(const model::Occurrence& occurrence) const {
        if (occurrence.kind != model::SubjectKind::report || !occurrence.has_due || occurrence.request > 0)
            return Stop::none;
        const model::ReportRule& rule = book_.reports[occurrence.index];
        if (!model::has_joined(rule, occurrence.reporter, occurrence.due)) return Stop::not_tracked;
        const auto reporters = model::reporters_of(rule, book_.units);
        return model::owes(rule, occurrence.reporter, occurrence.due, reporters, book_.units) ? Stop::none
                                                                                              : Stop::covered;
    }

    void describe_report(Explanation& result) const {
        const model::ReportRule& rule = book_.reports[result.occurrence.index];
        const auto& period = result.occurrence.period;
        result.data = model::data_window(rule, period, book_.calendar);
        result.collected = model::collected_for(result.occurrence, snapshot_, book_);
        result.request = model::request_of(result.occurrence, snapshot_, book_);
        result.report_day = model::report_day(rule, period, book_.calendar);
        if (!result.report_day || result.report_day->named == result.report_day->due) return;
        const auto [named, due] = *result.report_day;
        result.roll_steps = steps_between(book_.calendar, named, due, true);
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

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    PolicyChoice policies_;
    LocalTime now_;
};

/// The duty's recurrence that has the period, or would have it if it had not left it out; null where it knows no such.
const deadlines::Recurrence* recurrence_for(const PeriodicDuty& duty, const dates::Period& period) {
    if (const deadlines::Recurrence* found = duty.recurrences.of(period)) return found;
    const deadlines::Recurrence* alike =
        std::find_if(duty.recurrences.begin(), duty.recurrences.end(),
                     [&](const deadlines::Recurrence& recurrence) { return recurrence.period == period.kind; });
    return alike == duty.recurrences.end() ? nullptr : alike;
}

/// The period that the key names, whether the duty asks for it or not.
std::vector<Explanation> explain_named(const Explainer& explainer, const FoundSubject& found,
                                       const dates::Period& period, const dates::Calendar& calendar) {
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
std::vector<Explanation> explain_current(const Explainer& explainer, const FoundSubject& found, Date today,
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
std::vector<Explanation> explain_requests(const Explainer& explainer, const FoundSubject& found,
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

/// What the key means of one duty: the period or request that it names, else those that are open.
std::vector<Explanation> explain_found(const Explainer& explainer, const FoundSubject& found,
                                       const std::optional<dates::Period>& period, std::optional<std::uint16_t> request,
                                       const model::Snapshot& snapshot, const model::RuleBook& book, Date today) {
    if (found.on_request)
        return period ? std::vector<Explanation>{} : explain_requests(explainer, found, request, snapshot, book);
    if (request) return {};
    if (found.duty) {
        return period ? explain_named(explainer, found, *period, book.calendar)
                      : explain_current(explainer, found, today, book.calendar);
    }
    if (period) return {};
    const Stop outside = found.once_outside ? Stop::not_tracked : Stop::none;
    return {explainer.explain(found.occurrence, found.meaning, only_period(found.meaning.due, found.facts), found.facts,
                              outside)};
}

}  // namespace

std::vector<Explanation> explain(const model::Snapshot& snapshot, const model::RuleBook& book,
                                 const model::SubjectKey& key, LocalTime now) {
    const auto period = dates::parse_period_key(key.period);
    const auto request = model::parse_request_key(key.period);
    if (!key.period.empty() && !period && !request) return {};
    const Date today = dates::date_of(now);
    const Date last_due = std::max(today, period ? period->last() : today) + look_ahead;
    const Explainer explainer(snapshot, book, now);
    std::vector<Explanation> all;
    for (const FoundSubject& found : find_subjects(snapshot, book, key.base, last_due)) {
        auto explained = explain_found(explainer, found, period, request, snapshot, book, today);
        all.insert(all.end(), std::move_iterator(explained.begin()), std::move_iterator(explained.end()));
    }
    // A value that a new rule asks for when the old one ends: a period belongs to the rule that asks for it.
    const auto idle = [](const Explanation& one) {
        return one.nothing == Stop::not_tracked || one.nothing == Stop::not_asked_for;
    };
    if (std::any_of(all.begin(), all.end(), [&](const Explanation& one) { return !idle(one); }))
        std::erase_if(all, idle);
    return all;
}

}  // namespace rules::engine
