#include "rules/engine/evaluate.hpp"

#include "rules/engine/speak.hpp"
#include "rules/engine/stages.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <tuple>
#include <utility>

namespace rules::engine {
namespace {

using dates::Date;
using dates::LocalTime;
using model::Reminder;
using std::chrono::days;

/// Recipient and due day in one number, which settles nearly every comparison of a sort.
std::uint64_t coarse_order(const Reminder& reminder) noexcept {
    constexpr std::uint64_t behind_all_units = 0x4000'0000;
    const model::Recipient& told = reminder.recipient;
    const auto recipient = told.address > 0 ? behind_all_units + told.address
                                            : static_cast<std::uint64_t>(told.unit) * 2 + (told.head ? 1 : 0);
    const auto due = static_cast<std::uint64_t>(reminder.occurrence.due.time_since_epoch().count() + 0x40000000);
    return (recipient << 32) | (due & 0xffffffff);
}

auto fine_order(const Reminder& reminder) {
    const model::Occurrence& occurrence = reminder.occurrence;
    const auto period = occurrence.period.value_or(dates::Period{dates::PeriodKind::week, 0, 0});
    return std::make_tuple(occurrence.kind, occurrence.index, occurrence.reporter, occurrence.indicator, period.year,
                           period.index, occurrence.request, reminder.outcome, -reminder.day.time_since_epoch(),
                           reminder.stage);
}

/// By recipient, due day, subject; of one subject first what is sent, then the newest.
std::vector<Reminder> ordered(const std::vector<Reminder>& reminders) {
    struct Place {
        std::uint64_t coarse;
        std::uint32_t position;
    };
    std::vector<Place> places(reminders.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = {coarse_order(reminders[i]), i};
    std::sort(places.begin(), places.end(), [&reminders](const Place& a, const Place& b) {
        if (a.coarse != b.coarse) return a.coarse < b.coarse;
        return fine_order(reminders[a.position]) < fine_order(reminders[b.position]);
    });
    std::vector<Reminder> result;
    result.reserve(reminders.size());
    for (const Place& place : places) result.push_back(reminders[place.position]);
    return result;
}

/// What is told of a subject on a morning is told once: its announcement says when it is due.
void merge_into_announcements(std::vector<Reminder>& reminders) {
    std::set<std::pair<std::uint32_t, model::Recipient>> told;
    for (const Reminder& reminder : reminders) {
        if (reminder.announcement) told.emplace(reminder.occurrence.index, reminder.recipient);
    }
    if (told.empty()) return;
    for (Reminder& reminder : reminders) {
        const bool stage = !reminder.announcement && reminder.occurrence.kind == model::SubjectKind::assignment;
        if (stage && reminder.outcome == Reminder::Outcome::send &&
            told.contains({reminder.occurrence.index, reminder.recipient}))
            reminder.outcome = Reminder::Outcome::merged;
    }
}

/// What of a window concerns the subjects of one policy, worked out once.
struct PolicyWindow {
    DayRange range;              ///< for subjects that were looked at before
    DayRange from_start;         ///< for fresh ones
    std::array<Reach, 2> reach;  ///< by track

    const Reach& reach_on(Track track) const noexcept { return reach[static_cast<std::size_t>(track)]; }
};

std::vector<PolicyWindow> policy_windows(const model::RuleBook& book, const Window& window) {
    std::vector<PolicyWindow> windows;
    windows.reserve(book.policies.size());
    for (const model::Policy& policy : book.policies) {
        windows.push_back({days_reached(window.after, window.until, policy.send_at),
                           days_reached(std::nullopt, window.until, policy.send_at),
                           {reach_of(policy), reach_of(policy, Track::update)}});
    }
    return windows;
}

/// False where no stage of a due day can lie in the range, for the price of two comparisons.
bool may_reach(const Reach& reach, const DayRange& range, Date due) noexcept {
    if (due - reach.before > range.last) return false;
    return !range.first || !reach.after || due + *reach.after >= *range.first;
}

}  // namespace

bool Agenda::looks_back(const std::optional<LocalTime>& after) const noexcept {
    return !after || (snapshot_.evaluated_until && *after <= *snapshot_.evaluated_until);
}

model::Decision Agenda::evaluate(const Window& window) const {
    assert(!recurring_ || dates::date_of(window.until) <= horizon_);
    model::Decision decision{window.after, window.until, {}};
    decision.late = window.late;
    const bool back = looks_back(window.after);
    const auto windows = policy_windows(book_, window);
    Speaker speaker(snapshot_, book_, window.until, Speaker::Muting::heed, window.late);
    std::vector<StageDay> reached;
    std::vector<Reminder> reminders;
    for (const Bucket& bucket : buckets_) {
        const PolicyWindow& policy_window = windows[bucket.policy];
        const bool from_start = bucket.fresh && back;
        const DayRange& range = from_start ? policy_window.from_start : policy_window.range;
        if (!may_reach(policy_window.reach_on(bucket.track), range, bucket.due)) continue;
        reached_stages(book_.policies[bucket.policy], bucket.due, range, bucket.known_from, book_.calendar, reached,
                       bucket.track);
        if (reached.empty()) continue;
        const auto late = window.late.value_or(book_.policies[bucket.policy].late);
        if (!from_start && late == model::Policy::Late::merge)
            add_missed_repeats(book_.policies[bucket.policy], bucket.due, range, bucket.known_from, book_.calendar,
                               reached);
        const auto recorded = from_start ? Speaker::Recorded::leave_out : Speaker::Recorded::ignore;
        for (std::uint32_t i = bucket.first; i < bucket.last; ++i) {
            speaker.speak(occurrence(entries_[i], bucket), bucket.policy, reached, recorded, reminders);
        }
    }
    for (const ToTell& telling : to_tell_) {
        const PolicyWindow& policy_window = windows[telling.policy];
        const bool from_start = telling.fresh && back;
        const DayRange& range = from_start ? policy_window.from_start : policy_window.range;
        if (!range.contains(telling.announcement.day)) continue;
        speaker.announce(telling.announcement, telling.policy,
                         from_start ? Speaker::Recorded::leave_out : Speaker::Recorded::ignore, reminders);
    }
    for (const Question& question : questions_) {
        const auto when = newest_question_day(question, windows[question.policy].range, book_.calendar);
        if (when) speaker.ask(question, *when, reminders);
    }
    merge_into_announcements(reminders);
    decision.reminders = ordered(reminders);
    decision.inhibited = speaker.take_inhibited();
    return decision;
}

std::optional<LocalTime> Agenda::next_wake_up(LocalTime time) const {
    std::optional<LocalTime> next;
    const auto offer = [&next](LocalTime candidate) {
        if (!next || candidate < *next) next = candidate;
    };
    const auto windows = policy_windows(book_, {time, time});
    for (const Bucket& bucket : buckets_) {
        const Date today = windows[bucket.policy].range.last;
        const Reach& reach = windows[bucket.policy].reach_on(bucket.track);
        if (reach.after && bucket.due + *reach.after <= today) continue;
        if (next && bucket.due - reach.before > dates::date_of(*next)) continue;
        const model::Policy& policy = book_.policies[bucket.policy];
        const auto day = next_stage_day(policy, bucket.due, today, bucket.known_from, book_.calendar, bucket.track);
        if (day) offer(dates::at(*day, policy.send_at));
    }
    if (const auto telling = next_telling(time)) offer(*telling);
    if (const auto question = next_question(time)) offer(*question);
    if (const auto morning = morning_for_missed(time)) offer(*morning);
    const LocalTime end = dates::at(horizon_ + days{1}, std::chrono::seconds{0});
    if (recurring_ && end > time) offer(end);
    return next;
}

bool Agenda::was_reached(const Window& window) const {
    const auto windows = policy_windows(book_, window);
    std::vector<StageDay> reached;
    for (const Bucket& bucket : buckets_) {
        const PolicyWindow& policy_window = windows[bucket.policy];
        const DayRange& range = policy_window.range;
        if (bucket.fresh || !may_reach(policy_window.reach_on(bucket.track), range, bucket.due)) continue;
        reached_stages(book_.policies[bucket.policy], bucket.due, range, bucket.known_from, book_.calendar, reached,
                       bucket.track);
        if (!reached.empty()) return true;
    }
    return std::any_of(to_tell_.begin(), to_tell_.end(), [&windows](const ToTell& telling) {
        return !telling.fresh && windows[telling.policy].range.contains(telling.announcement.day);
    });
}

/// The next morning with an arrival to tell; what should have been told before comes with the next messages.
std::optional<LocalTime> Agenda::next_telling(LocalTime time) const {
    const auto windows = policy_windows(book_, {std::nullopt, time});
    Speaker speaker(snapshot_, book_, time);
    std::vector<Reminder> missed;
    std::optional<LocalTime> next;
    for (const ToTell& telling : to_tell_) {
        const Date today = windows[telling.policy].from_start.last;
        Date day = telling.announcement.day;
        if (day <= today) {
            if (!telling.fresh) continue;
            speaker.announce(telling.announcement, telling.policy, Speaker::Recorded::leave_out, missed);
            if (missed.empty()) continue;
            missed.clear();
            day = book_.calendar.on_or_after(today + days{1});
        }
        const LocalTime morning = dates::at(day, book_.policies[telling.policy].send_at);
        if (!next || morning < *next) next = morning;
    }
    return next;
}

std::optional<LocalTime> Agenda::next_question(LocalTime time) const {
    std::optional<LocalTime> next;
    for (const Question& question : questions_) {
        const model::Policy& policy = book_.policies[question.policy];
        const Date today = days_reached(std::nullopt, time, policy.send_at).last;
        const auto morning = dates::at(next_question_day(question, today, book_.calendar).day, policy.send_at);
        if (!next || morning < *next) next = morning;
    }
    return next;
}

/// Fresh subjects that have missed a stage are told with the next working day's messages, not in the middle of a day.
std::optional<LocalTime> Agenda::morning_for_missed(LocalTime time) const {
    const auto windows = policy_windows(book_, {std::nullopt, time});
    Speaker speaker(snapshot_, book_, time);
    std::vector<StageDay> reached;
    std::vector<Reminder> missed;
    std::optional<LocalTime> next;
    for (const Bucket& bucket : buckets_) {
        const PolicyWindow& policy_window = windows[bucket.policy];
        if (!bucket.fresh) continue;
        if (!may_reach(policy_window.reach_on(bucket.track), policy_window.from_start, bucket.due)) continue;
        const model::Policy& policy = book_.policies[bucket.policy];
        const Date day = book_.calendar.on_or_after(policy_window.from_start.last + days{1});
        const LocalTime morning = dates::at(day, policy.send_at);
        if (next && *next <= morning) continue;
        reached_stages(policy, bucket.due, policy_window.from_start, bucket.known_from, book_.calendar, reached,
                       bucket.track);
        for (std::uint32_t i = bucket.first; i < bucket.last && !reached.empty() && missed.empty(); ++i) {
            speaker.speak(occurrence(entries_[i], bucket), bucket.policy, reached, Speaker::Recorded::leave_out,
                          missed);
        }
        if (!missed.empty()) next = morning;
        missed.clear();
    }
    return next;
}

model::Decision evaluate(const model::Snapshot& snapshot, const model::RuleBook& book, const Window& window) {
    return Agenda(snapshot, book, dates::date_of(window.until)).evaluate(window);
}

}  // namespace rules::engine
