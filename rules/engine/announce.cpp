#include "rules/engine/announce.hpp"

#include "rules/engine/occurrences.hpp"
#include "rules/engine/recipients.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using dates::Date;
using model::Audience;
using std::chrono::days;

/// A recurring duty is told with its first open period that ends after the arrival.
constexpr days look_ahead{800};

std::optional<SubjectPeriod> next_period(const model::Assignment& assignment, const model::SubjectFacts& facts,
                                         Date from, const model::Snapshot& snapshot, const model::RuleBook& book) {
    const auto duty = duty_of(assignment, snapshot, from + look_ahead);
    if (!duty) return std::nullopt;
    for (const PeriodDue& due : lay_out(*duty, book.calendar)) {
        const SubjectPeriod period = period_with_facts(due, &facts);
        if (due.due >= from && period.completion == nullptr) return period;
    }
    return std::nullopt;
}

}  // namespace

std::optional<DueAnnouncement> announcement_of(std::uint32_t index, const model::Snapshot& snapshot,
                                               const model::RuleBook& book) {
    const model::Assignment& assignment = snapshot.assignments[index];
    const model::SubjectFacts* facts = facts_of(assignment, snapshot);
    if (facts == nullptr || facts->arrivals.empty() || facts->cancelled) return std::nullopt;
    if (model::completion_of(facts, {}) != nullptr) return std::nullopt;

    const model::Arrival& arrival = facts->arrivals.back();
    const bool recurring = deadlines::has_periods(assignment.deadline);
    const auto period = recurring ? next_period(assignment, *facts, arrival.told, snapshot, book)
                                  : std::optional(only_period(assignment.deadline.due, facts));
    DueAnnouncement made;
    made.arrival = static_cast<std::uint32_t>(facts->arrivals.size() - 1);
    made.day = book.calendar.on_or_after(arrival.told + days{1});
    made.occurrence.index = index;
    made.occurrence.has_due = period && period->version.due;
    made.occurrence.due = made.occurrence.has_due ? *period->version.due : arrival.on;
    if (period) {
        made.occurrence.period = period->period;
        made.occurrence.version = period->version.number;
    }
    const bool once = assignment.deadline.kind == deadlines::Kind::conditional ||
                      assignment.deadline.kind == deadlines::Kind::unresolved;
    made.needs_due = once && !made.occurrence.has_due && !assignment.deadline.then_continuous;
    return made;
}

void tell(const DueAnnouncement& announcement, std::uint16_t policy, Date today, const model::Snapshot& snapshot,
          const model::RuleBook& book, std::vector<model::Reminder>& out) {
    std::vector<model::Recipient> told;
    const auto tell_audience = [&](Audience::Kind kind) {
        Audience audience;
        audience.kind = kind;
        std::vector<model::Recipient> recipients;
        add_recipients(audience, announcement.occurrence, announcement.day, snapshot, book, recipients);
        for (const model::Recipient& recipient : recipients) {
            if (std::find(told.begin(), told.end(), recipient) != told.end()) continue;
            told.push_back(recipient);
            model::Reminder reminder;
            reminder.occurrence = announcement.occurrence;
            reminder.policy = policy;
            reminder.recipient = recipient;
            reminder.nominal = reminder.day = announcement.day;
            reminder.late = announcement.day < today;
            reminder.announcement = model::Announcement{announcement.arrival, kind};
            out.push_back(std::move(reminder));
        }
    };
    tell_audience(Audience::Kind::lead);
    tell_audience(Audience::Kind::support);
    if (announcement.needs_due) tell_audience(Audience::Kind::planning_office);
}

}  // namespace rules::engine
