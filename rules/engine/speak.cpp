#include "rules/engine/speak.hpp"

#include "rules/engine/recipients.hpp"

#include <algorithm>
#include <cstddef>

namespace rules::engine {
namespace {

using model::Reminder;

/// Two lines of a policy can say the same ("every 1wd" for the third time, "after 3wd"): one identity, one reminder.
bool same_identity(const model::Policy& policy, const StageDay& a, const StageDay& b) {
    return a.nominal == b.nominal &&
           model::stage_name(policy.stages[a.stage], a.repeat) == model::stage_name(policy.stages[b.stage], b.repeat);
}

std::ptrdiff_t offset(std::size_t index) noexcept {
    return static_cast<std::ptrdiff_t>(index);
}

/// What becomes of a stage where `speaking` is the newest of its recipient.
Reminder::Outcome outcome(const StageDay& speaking, const StageDay& stage, bool speaks, bool named) noexcept {
    if (speaks) return Reminder::Outcome::send;
    return named || stage.day == speaking.day ? Reminder::Outcome::merged : Reminder::Outcome::skipped;
}

}  // namespace

Speaker::Speaker(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now, Muting muting,
                 std::optional<model::Policy::Late> late)
    : snapshot_(snapshot),
      book_(book),
      mutes_(snapshot, book, now),
      inhibitor_(snapshot, book, dates::date_of(now)),
      muting_(muting),
      late_(late),
      today_(dates::date_of(now)) {}

void Speaker::collect(const model::Occurrence& occurrence, const model::Policy& policy,
                      std::span<const StageDay> reached) {
    claims_.clear();
    for (std::uint32_t i = 0; i < reached.size(); ++i) {
        recipients_.clear();
        // What is said late is said to those who are there now.
        const dates::Date day = std::max(reached[i].day, today_);
        add_recipients(policy.stages[reached[i].stage].audience, occurrence, day, snapshot_, book_, recipients_);
        for (const model::Recipient& recipient : recipients_) claims_.push_back({recipient, i});
    }
    if (reached.size() > 1) std::sort(claims_.begin(), claims_.end());
}

/// A request for progress is about data, not about the deadline.
std::optional<Inhibitor::By> Speaker::inhibition_of(const model::Occurrence& occurrence, const model::Policy& policy,
                                                    std::span<const StageDay> reached) const {
    const bool update = policy.stages[reached.front().stage].kind == model::Stage::Kind::update;
    if (update || muting_ == Muting::ignore || book_.inhibitions.empty()) return std::nullopt;
    return inhibitor_.by(occurrence);
}

bool Speaker::is_muted(const model::Occurrence& occurrence, const model::Recipient& recipient) const {
    if (muting_ == Muting::ignore) return false;
    return mutes_.silence(occurrence, recipient) != nullptr || mutes_.acknowledgement(occurrence, recipient) != nullptr;
}

void Speaker::speak(const model::Occurrence& occurrence, std::uint16_t policy_index, std::span<const StageDay> reached,
                    Recorded recorded, std::vector<Reminder>& out) {
    const model::Policy& policy = book_.policies[policy_index];
    collect(occurrence, policy, reached);
    // Nobody missed what had passed before the subject was known: the newest of it introduces the subject.
    const bool fresh = recorded == Recorded::leave_out;
    const auto late = fresh ? model::Policy::Late::newest : late_.value_or(policy.late);
    const bool look_up = fresh && !snapshot_.recorded.empty();
    const auto by = inhibition_of(occurrence, policy, reached);
    for (std::size_t i = 0; i < claims_.size();) {
        const std::size_t first = i;
        const StageDay& speaking = reached[claims_[first].reached];
        const bool muted = is_muted(occurrence, claims_[first].recipient);
        for (; i < claims_.size() && claims_[i].recipient == claims_[first].recipient; ++i) {
            const StageDay& stage = reached[claims_[i].reached];
            const auto said_before = [&](const Claim& earlier) {
                return same_identity(policy, reached[earlier.reached], stage);
            };
            if (muted || std::any_of(claims_.begin() + offset(first), claims_.begin() + offset(i), said_before))
                continue;
            const bool passed = stage.day < today_;
            const bool dropped = passed && late == model::Policy::Late::drop;
            const bool named = passed && late == model::Policy::Late::merge;
            Reminder reminder{occurrence,
                              policy_index,
                              stage.stage,
                              stage.repeat,
                              claims_[i].recipient,
                              stage.nominal,
                              stage.day,
                              dropped ? Reminder::Outcome::skipped : outcome(speaking, stage, i == first, named)};
            reminder.late = reminder.outcome == Reminder::Outcome::send && passed;
            reminder.fresh = fresh;
            if (look_up && snapshot_.recorded.contains(model::reminder_key(reminder, snapshot_, book_))) continue;
            if (by && reminder.outcome == Reminder::Outcome::send)
                inhibited_.push_back({reminder, by->source, by->inhibition});
            if (!by) out.push_back(reminder);
        }
    }
}

void Speaker::announce(const DueAnnouncement& announcement, std::uint16_t policy, Recorded recorded,
                       std::vector<Reminder>& out) {
    std::vector<Reminder> all;
    tell(announcement, policy, today_, snapshot_, book_, all);
    for (Reminder& reminder : all) {
        if (is_muted(reminder.occurrence, reminder.recipient)) continue;
        const bool look_up = recorded == Recorded::leave_out && !snapshot_.recorded.empty();
        if (look_up && snapshot_.recorded.contains(model::reminder_key(reminder, snapshot_, book_))) continue;
        out.push_back(std::move(reminder));
    }
}

void Speaker::ask(const Question& question, const QuestionDay& when, std::vector<Reminder>& out) {
    std::vector<Reminder> all;
    engine::ask(question, when, today_, snapshot_, book_, all);
    for (Reminder& reminder : all) {
        if (!is_muted(reminder.occurrence, reminder.recipient)) out.push_back(std::move(reminder));
    }
}

}  // namespace rules::engine
