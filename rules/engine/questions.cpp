#include "rules/engine/questions.hpp"

#include "rules/engine/recipients.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using dates::Date;
using model::Stage;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(Date day) noexcept {
    const year_month_day date{day};
    return date.year() / date.month();
}

QuestionDay day_in(year_month month, const dates::Calendar& calendar) noexcept {
    const Date first = std::chrono::sys_days{month / 1};
    return {first, calendar.on_or_after(first)};
}

bool asks(const model::Policy& policy) noexcept {
    return std::any_of(policy.stages.begin(), policy.stages.end(),
                       [](const Stage& stage) { return stage.kind == Stage::Kind::ask; });
}

}  // namespace

std::optional<Question> question_of(std::uint32_t event, const PolicyChoice& policies, const model::Snapshot& snapshot,
                                    const model::RuleBook& book) {
    const model::AwaitedEvent& awaited = snapshot.awaited[event];
    std::optional<Question> question;
    for (const std::uint32_t index : model::still_waiting(awaited, snapshot)) {
        model::Occurrence occurrence;
        occurrence.index = index;
        occurrence.has_due = false;
        const auto policy = policies.of(occurrence);
        if (!policy || !asks(book.policies[*policy])) continue;
        if (!question || *policy < question->policy) question = Question{event, *policy, awaited.since};
    }
    return question;
}

std::optional<QuestionDay> newest_question_day(const Question& question, const DayRange& range,
                                               const dates::Calendar& calendar) noexcept {
    // A month that begins with days off may not have reached its first working day yet.
    for (int back = 0; back <= 1; ++back) {
        const QuestionDay found = day_in(month_of(range.last) - months{back}, calendar);
        if (found.day > range.last) continue;
        if (range.contains(found.day) && found.day > question.since) return found;
        return std::nullopt;
    }
    return std::nullopt;
}

QuestionDay next_question_day(const Question& question, Date day, const dates::Calendar& calendar) noexcept {
    const Date after = std::max(day, question.since);
    const QuestionDay found = day_in(month_of(after), calendar);
    return found.day > after ? found : day_in(month_of(after) + months{1}, calendar);
}

void ask(const Question& question, const QuestionDay& when, Date today, const model::Snapshot& snapshot,
         const model::RuleBook& book, std::vector<model::Reminder>& out) {
    const model::Policy& policy = book.policies[question.policy];
    model::Reminder reminder;
    reminder.occurrence.kind = model::SubjectKind::event;
    reminder.occurrence.index = question.event;
    reminder.occurrence.due = when.day;
    reminder.occurrence.has_due = false;
    reminder.policy = question.policy;
    reminder.nominal = when.nominal;
    reminder.day = when.day;
    reminder.late = when.day < today;
    std::vector<model::Recipient> told;
    for (std::size_t i = 0; i < policy.stages.size(); ++i) {
        if (policy.stages[i].kind != Stage::Kind::ask) continue;
        reminder.stage = static_cast<std::uint16_t>(i);
        std::vector<model::Recipient> recipients;
        add_recipients(policy.stages[i].audience, reminder.occurrence, std::max(when.day, today), snapshot, book,
                       recipients);
        for (const model::Recipient& recipient : recipients) {
            if (std::find(told.begin(), told.end(), recipient) != told.end()) continue;
            told.push_back(recipient);
            reminder.recipient = recipient;
            out.push_back(reminder);
        }
    }
}

}  // namespace rules::engine
