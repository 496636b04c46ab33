#include "rules/engine/coverage.hpp"

#include "rules/engine/policy_choice.hpp"
#include "rules/engine/recipients.hpp"
#include "rules/engine/updates.hpp"

#include <algorithm>

namespace rules::engine {
namespace {

using dates::Date;
using std::chrono::days;

/// How often a repeated stage is looked for behind a mute that another one follows.
constexpr int most_mutes = 8;

/// Looks at what is to come of one duty.
class Outlook {
public:
    Outlook(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now,
            const HasChannel& has_channel)
        : snapshot_(snapshot),
          book_(book),
          policies_(snapshot, book),
          inhibitor_(snapshot, book, dates::date_of(now)),
          now_(now),
          has_channel_(has_channel) {
        for (const model::Unit& unit : book.units.all()) some_ended_ = some_ended_ || unit.replaced;
    }

    Coverage look(const OpenDuty& duty) {
        result_ = {};
        result_.duty = duty;
        muted_ = {};
        to_come_ = false;
        if (duty.stop == Stop::none) look_at_deadline();
        if (duty.occurrence.kind == model::SubjectKind::assignment) look_at_update();
        conclude();
        return std::move(result_);
    }

private:
    void look_at_deadline() {
        const model::Occurrence& occurrence = result_.duty.occurrence;
        result_.policy = policies_.of(occurrence);
        if (result_.policy) look_at_stages(occurrence, *result_.policy, occurrence.due, Track::deadline);
    }

    void look_at_update() {
        const auto duty = update_duty_of(result_.duty.occurrence.index, snapshot_);
        if (!duty) return;
        const model::Occurrence occurrence = update_occurrence(result_.duty.occurrence.index, *duty, snapshot_);
        const auto policy = policies_.of(occurrence);
        if (!policy || !has_stages(book_.policies[*policy], Track::update)) return;
        if (!result_.policy) result_.policy = policy;
        const Date since = std::max(duty->since, book_.policies[*policy].update_since.value_or(duty->since));
        look_at_stages(occurrence, *policy, since, Track::update);
    }

    void look_at_stages(const model::Occurrence& occurrence, std::uint16_t index, Date base, Track track) {
        const model::Policy& policy = book_.policies[index];
        const Date today = days_reached(std::nullopt, now_, policy.send_at).last;
        for (std::uint16_t i = 0; i < policy.stages.size(); ++i) {
            if ((policy.stages[i].kind == model::Stage::Kind::update) != (track == Track::update)) continue;
            const auto when = first_after(policy, i, base, today);
            if (!when || (result_.duty.known_from && when->day < *result_.duty.known_from)) continue;
            recipients_.clear();
            add_recipients(policy.stages[i].audience, occurrence, when->day, snapshot_, book_, recipients_);
            for (const model::Recipient& recipient : recipients_) look_at(occurrence, index, *when, base, recipient);
        }
    }

    std::optional<StageDay> first_after(const model::Policy& policy, std::uint16_t index, Date base, Date day) const {
        const model::Stage& stage = policy.stages[index];
        int repeat = 1;
        if (stage.repeats()) {
            repeat = newest_repeat(stage, base, day, book_.calendar) + 1;
            if (!has_repeat(stage, repeat, base, book_.calendar)) return std::nullopt;
        }
        const StageDay when = stage_day(policy, index, repeat, base, book_.calendar);
        return when.day > day ? std::optional(when) : std::nullopt;
    }

    /// Passes over the times at which the recipient is left in peace.
    void look_at(const model::Occurrence& occurrence, std::uint16_t index, StageDay when, Date base,
                 const model::Recipient& recipient) {
        const model::Policy& policy = book_.policies[index];
        to_come_ = true;
        for (int i = 0; i < most_mutes; ++i) {
            const auto at = dates::at(when.day, policy.send_at);
            const StoppedBy mute = stopped_by_mute(occurrence, recipient, Mutes(snapshot_, book_, at));
            if (!mute) return look_at_delivery(occurrence, index, when, recipient, at);
            if (!muted_) muted_ = mute;
            const Date quiet_until =
                mute.acknowledgement != nullptr
                    ? mute.acknowledgement->until
                    : dates::date_of(mute.silence->until - policy.send_at - std::chrono::seconds{1});
            const auto later = first_after(policy, when.stage, base, std::max(quiet_until, when.day));
            if (!later || later->day == when.day) return;
            when = *later;
        }
    }

    void look_at_delivery(const model::Occurrence& occurrence, std::uint16_t policy, const StageDay& when,
                          const model::Recipient& recipient, dates::LocalTime at) {
        const model::Reminder reminder{occurrence, policy, when.stage, when.repeat, recipient, when.nominal, when.day};
        const Stop stop = some_ended_ ? stopped_by_delivery(reminder, snapshot_, book_, has_channel_)
                                      : stopped_by_contacts(recipient, book_, has_channel_);
        if (stop != Stop::none) {
            if (!result_.stopped) {
                result_.stopped.what = stop;
                result_.whom = recipient;
            }
        } else if (!result_.next || at < result_.next->at) {
            result_.next = NextReminder{at, reminder, *reachable_contact(recipient, book_, has_channel_)};
        }
    }

    void conclude() {
        const OpenDuty& duty = result_.duty;
        if (!result_.stopped && !result_.next) {
            if (duty.stop != Stop::none)
                result_.stopped.what = duty.stop;
            else if (!result_.policy)
                result_.stopped.what = Stop::no_policy;
            else
                result_.stopped = to_come_ ? muted_ : StoppedBy{Stop::no_stage};
        } else if (is_gap(duty.stop)) {
            result_.stopped = {duty.stop};  // asking for progress does not settle the day
            result_.whom.reset();
        }
        if (!result_.stopped) result_.stopped = stopped_by_inhibition(duty.occurrence, inhibitor_);
        const auto computed = [this](Date day) {
            return book_.calendar.status(dates::year_of(day)) == dates::YearStatus::computed;
        };
        result_.provisional = (duty.occurrence.has_due && computed(duty.occurrence.due)) ||
                              (result_.next && computed(dates::date_of(result_.next->at)));
    }

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    PolicyChoice policies_;
    Inhibitor inhibitor_;  ///< of today: what it will be later nobody knows
    dates::LocalTime now_;
    const HasChannel& has_channel_;
    bool some_ended_ = false;  ///< units of the register
    Coverage result_;
    StoppedBy muted_;       ///< by what the first muted reminder is
    bool to_come_ = false;  ///< some stage of the duty is
    std::vector<model::Recipient> recipients_;
};

}  // namespace

bool Coverage::covered() const noexcept {
    return !is_gap(stopped.what);
}

bool is_gap(Stop stop) noexcept {
    switch (stop) {
        case Stop::unresolved:
        case Stop::needs_due:
        case Stop::no_policy:
        case Stop::no_stage:
        case Stop::no_heir:
        case Stop::no_contact:
        case Stop::no_channel: return true;
        default: return false;
    }
}

void for_each_coverage(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now,
                       const HasChannel& has_channel, const std::function<void(const Coverage&)>& visit) {
    Outlook outlook(snapshot, book, now, has_channel);
    for_each_open_duty(snapshot, book, dates::date_of(now), [&](const OpenDuty& duty) { visit(outlook.look(duty)); });
}

}  // namespace rules::engine
