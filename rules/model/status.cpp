#include "rules/model/status.hpp"

namespace rules::model {
namespace {

Status without_due_day(const deadlines::Meaning& meaning, const SubjectFacts* facts) noexcept {
    switch (meaning.kind) {
        case deadlines::Kind::conditional:
            if (facts == nullptr || facts->arrivals.empty()) return Status::waiting;
            return meaning.then_continuous ? Status::continuous : Status::unresolved;
        case deadlines::Kind::continuous:
        case deadlines::Kind::recurring: return Status::continuous;
        case deadlines::Kind::fixed:
        case deadlines::Kind::window:
        case deadlines::Kind::unresolved: break;
    }
    return Status::unresolved;
}

}  // namespace

Status status_of(const deadlines::Meaning& meaning, const SubjectFacts* facts,
                 const std::optional<dates::Period>& period, std::optional<dates::Date> first_due, dates::Date today,
                 int soon_days) {
    return status_of_part(meaning, facts, period ? period->key() : std::string(), first_due, today, soon_days);
}

Status status_of_part(const deadlines::Meaning& meaning, const SubjectFacts* facts, std::string_view key,
                      std::optional<dates::Date> first_due, dates::Date today, int soon_days) {
    if (const Completion* completion = completion_of(facts, key)) {
        const auto then = deadline_version(facts, key, first_due, completion->on).due;
        return then && completion->on > *then ? Status::done_late : Status::done_on_time;
    }
    if (facts != nullptr && facts->cancelled) return Status::cancelled;
    const auto due = deadline_version(facts, key, first_due).due;
    if (!due) return without_due_day(meaning, facts);
    if (today > *due) return Status::overdue;
    return *due - today <= std::chrono::days{soon_days} ? Status::due_soon : Status::not_due;
}

}  // namespace rules::model
