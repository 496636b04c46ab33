#include "rules/engine/explain_stages.hpp"

#include "rules/engine/policy_choice.hpp"
#include "rules/engine/speak.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using dates::Date;
using dates::LocalTime;
using Outcome = ExplainedStage::Outcome;

constexpr int future_repeats = 3;

/// Wakes on each stage day in turn, as a daemon that never sleeps too long would, and notes what it would say.
class StageLister {
public:
    /// `known_from`: no update is asked for before that day.
    StageLister(const model::Snapshot& snapshot, const model::RuleBook& book, LocalTime now, std::uint16_t policy,
                Track track, std::optional<Date> known_from = {})
        : snapshot_(snapshot),
          book_(book),
          policy_(policy),
          rules_(book.policies[policy]),
          track_(track),
          known_from_(known_from) {
        today_ = days_reached(std::nullopt, now, rules_.send_at).last;
    }

    /// Stages counted from `from`; `closed` where the subject is done or cancelled. True where repeats go on beyond those
    /// that were noted.
    bool run(const model::Occurrence& occurrence, Date from, const std::optional<Date>& known_from, bool closed,
             std::vector<ExplainedStage>& out) {
        bool goes_on = false;
        int repeats_ahead = 0;
        Date day = from - reach_of(rules_, track_).before;
        while (const auto next = stage_day_after(from, day)) {
            day = *next;
            reached_stages(rules_, from, {day, day}, known_from_, book_.calendar, reached_, track_);
            if (day > today_ && only_repeats() && ++repeats_ahead > future_repeats) {
                goes_on = true;
                if (no_later_single_stage(from, day)) break;
                continue;
            }
            if (day <= today_ && only_repeats()) {
                const auto following = stage_day_after(from, day);
                if (following && *following <= today_) continue;
            }
            note_day(occurrence, from, known_from && day < *known_from, closed, out);
        }
        return goes_on;
    }

private:
    std::optional<Date> stage_day_after(Date from, Date day) const {
        return next_stage_day(rules_, from, day, known_from_, book_.calendar, track_);
    }

    bool only_repeats() const {
        return std::all_of(reached_.begin(), reached_.end(),
                           [this](const StageDay& stage) { return rules_.stages[stage.stage].repeats(); });
    }

    bool no_later_single_stage(Date from, Date day) const {
        if (track_ == Track::update) return true;
        for (std::size_t i = 0; i < rules_.stages.size(); ++i) {
            if (rules_.stages[i].repeats() || rules_.stages[i].kind == model::Stage::Kind::ask) continue;
            if (stage_day(rules_, static_cast<std::uint16_t>(i), 1, from, book_.calendar).day > day) return false;
        }
        return true;
    }

    void note_day(const model::Occurrence& occurrence, Date from, bool before_version, bool closed,
                  std::vector<ExplainedStage>& out) {
        const Date day = reached_.front().day;
        const LocalTime at = dates::at(day, rules_.send_at);
        Speaker speaker(snapshot_, book_, at, Speaker::Muting::ignore);
        std::vector<model::Reminder> reminders;
        speaker.speak(occurrence, policy_, reached_, Speaker::Recorded::ignore, reminders);
        std::size_t speaking = 0;
        for (const model::Reminder& reminder : reminders) {
            ExplainedStage stage = explained(reminder, at, from, speaker);
            if (reminder.outcome == model::Reminder::Outcome::send)
                speaking = out.size();
            else
                stage.merged_into = speaking;
            if (before_version)
                stage.outcome = Outcome::before_version;
            else if (day <= today_)
                stage.outcome = Outcome::passed;
            else if (closed)
                stage.outcome = Outcome::closed;
            out.push_back(std::move(stage));
        }
    }

    ExplainedStage explained(const model::Reminder& reminder, LocalTime at, Date from, const Speaker& speaker) const {
        ExplainedStage stage;
        stage.name = model::stage_name(reminder, snapshot_, book_);
        stage.when = {reminder.stage, reminder.repeat, reminder.nominal, reminder.day};
        stage.at = at;
        stage.recipient = reminder.recipient;
        stage.steps = steps_of(stage.when, rules_.stages[reminder.stage].offset.working, from, book_.calendar);
        stage.provisional = is_provisional(book_.calendar, from, reminder.day);
        stage.inherited_from = model::inheritance_of(reminder, snapshot_, book_);
        const StoppedBy mute = stopped_by_mute(reminder.occurrence, reminder.recipient, speaker.mutes());
        stage.silence = mute.silence;
        stage.acknowledgement = mute.acknowledgement;
        if (mute)
            stage.outcome = stage.silence != nullptr ? Outcome::silenced : Outcome::acknowledged;
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
    std::uint16_t policy_;
    const model::Policy& rules_;
    Track track_;
    std::optional<Date> known_from_;
    Date today_;
    std::vector<StageDay> reached_;
};

bool is_closed(const Explanation& explanation) {
    return explanation.completion != nullptr || explanation.cancellation != nullptr;
}

}  // namespace

void list_stages(Explanation& explanation, const std::optional<Date>& known_from, const model::Snapshot& snapshot,
                 const model::RuleBook& book, LocalTime now) {
    StageLister lister(snapshot, book, now, *explanation.policy, Track::deadline);
    explanation.repeats_go_on = lister.run(explanation.occurrence, explanation.occurrence.due, known_from,
                                           is_closed(explanation), explanation.stages);
}

void list_updates(Explanation& explanation, const model::Snapshot& snapshot, const model::RuleBook& book,
                  LocalTime now) {
    const std::uint32_t index = explanation.occurrence.index;
    auto duty = update_duty_of(index, snapshot);
    if (!duty) return;
    model::Occurrence occurrence = update_occurrence(index, *duty, snapshot);
    const auto chosen = PolicyChoice(snapshot, book).of(occurrence);
    if (!chosen || !has_stages(book.policies[*chosen], Track::update)) return;
    const model::Policy& policy = book.policies[*chosen];
    duty->since = std::max(duty->since, policy.update_since.value_or(duty->since));
    explanation.update = duty;
    explanation.update_policy = chosen;
    StageLister lister(snapshot, book, now, *chosen, Track::update, duty->known_from);
    lister.run(occurrence, duty->since, std::nullopt, false, explanation.updates);
    const auto ahead = std::find_if(explanation.updates.begin(), explanation.updates.end(),
                                    [now](const ExplainedStage& stage) { return stage.at > now; });
    if (ahead != explanation.updates.end()) explanation.next_update = ahead->when.day;
}

}  // namespace rules::engine
