#include "daemon/cycle.hpp"

#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/notice.hpp"
#include "daemon/store/titles.hpp"
#include "rules/engine/checks.hpp"
#include "rules/language/silences.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dondoc {

namespace {

/// Recurring duties are laid out this far ahead; the agenda is made anew when time comes near its end.
constexpr std::chrono::days horizon{400};
constexpr std::chrono::days near_the_end{100};

std::vector<rules::model::AssignmentText> texts_to_say(store::Store& store, const rules::model::Snapshot& snapshot,
                                                       const rules::model::Decision& decision) {
    std::vector<store::Store::AssignmentRef> wanted;
    for (const auto index : outbox::assignments_to_say(decision)) {
        const auto& assignment = snapshot.assignments[index];
        wanted.push_back({snapshot.plans[assignment.plan].id, assignment.seq});
    }
    return store.texts(wanted);
}

std::vector<std::string> keys_of(const std::vector<rules::model::Alert>& alerts) {
    std::vector<std::string> keys;
    for (const auto& alert : alerts) {
        if (alert.kind != rules::model::Alert::Kind::cleared) keys.push_back(alert.key);
    }
    return keys;
}

std::vector<store::InhibitedRow> inhibited_rows(const rules::model::Decision& decision,
                                                const rules::model::Snapshot& snapshot,
                                                const rules::model::RuleBook& book) {
    std::vector<store::InhibitedRow> rows;
    for (const auto& [reminder, by, inhibition] : decision.inhibited) {
        rows.push_back({.subject = rules::model::subject_key(reminder.occurrence, snapshot, book).base,
                        .key = rules::model::reminder_key(reminder, snapshot, book),
                        .by = rules::model::subject_key(by, snapshot, book).text()});
    }
    return rows;
}

/// Alerts that none of the messages carries, because nobody who is meant has an address.
std::vector<std::string> untold(const store::CycleCommit& commit) {
    std::vector<std::string> keys = commit.told_alerts;
    std::unordered_set<std::string_view> carried;
    for (const auto& message : commit.messages) carried.insert(message.alerts.begin(), message.alerts.end());
    std::erase_if(keys, [&](const std::string& key) { return carried.contains(key); });
    return keys;
}

constexpr int most_races = 20;

}  // namespace

Cycle::Cycle(store::Store& store, std::shared_ptr<const config::Site> site, Trust clock)
    : store_(store), site_(std::move(site)), clock_(clock) {}

void Cycle::use(std::shared_ptr<const config::Site> site) {
    agenda_.reset();
    site_ = std::move(site);
    stale_ = true;
}

void Cycle::look(rules::dates::Date today) {
    stale_ = stale_ || store_.revision() != snapshot_->revision;
    if (stale_) {
        agenda_.reset();
        // Checks count what is done as well; one snapshot serves both.
        const auto scope = site_->book.checks.empty() ? store::Store::Scope::open : store::Store::Scope::all;
        auto snapshot = std::make_unique<rules::model::Snapshot>(store_.snapshot(site_->book.units, scope));
        rules::language::compile_silences(*snapshot);
        snapshot_ = std::move(snapshot);
        stale_ = false;
    }
    if (!agenda_ || agenda_->horizon() <= today + near_the_end) {
        agenda_ = std::make_unique<const rules::engine::Agenda>(*snapshot_, site_->book, today + horizon);
    }
}

Cycle::Result Cycle::run(clock::Instant now) {
    for (int race = 0; race < most_races; ++race) {
        bool lost_race = false;
        const Result result = decide(now, lost_race);
        if (!lost_race) return result;
        stale_ = true;
    }
    throw store::StoreError("kho dữ liệu thay đổi liên tục, sẽ thử lại (the store keeps changing, will try again)");
}

Cycle::Result Cycle::decide(clock::Instant now, bool& lost_race) {
    const auto time = site_->config.local(now);
    look(rules::dates::date_of(time));
    if (snapshot_->evaluated_until && time <= *snapshot_->evaluated_until) {
        settle_catch_up(now);  // by a clock that was ahead
        return {};
    }
    const auto away = away_until(time);
    const auto confirmed = away ? catch_up(*away) : std::nullopt;
    rules::engine::Window window{.after = snapshot_->evaluated_until, .until = time};
    if (confirmed == store::HeldChange::State::rejected) window.late = rules::model::Policy::Late::drop;
    auto decision = agenda_->evaluate(window);
    store::drop_recorded(store_, *snapshot_, site_->book, decision);
    auto faults = check(window, now, decision);

    const auto fallbacks = site_->config.fallbacks();
    const outbox::ComposeContext context{
        .book = site_->book,
        .sender = site_->config.sender,
        .channels = site_->config.channel_kinds(),
        .templates = site_->templates,
        .now = time,
        .utc_offset = site_->config.utc_offset,
        .chats = &site_->chats,
        .fallbacks = &fallbacks,
        .answer_url = answer_url_ ? &answer_url_ : nullptr,
        .away = away,
        .messages_per_day = site_->config.routine.messages_per_day,
        .deferred = outbox::ready_to_carry(store_.deferred(), time, site_->config.utc_offset)};
    auto composed = outbox::compose(decision, *snapshot_, texts_to_say(store_, *snapshot_, decision), context);
    if (confirmed == store::HeldChange::State::waiting) {
        hold(*away, composed.messages.size(), now);
        return {.faults = std::move(faults), .held = true};
    }
    const auto gap =
        away ? outbox::tell_of_gap(decision, *away, site_->config.admins, context, composed.messages) : std::nullopt;
    const store::CycleCommit commit{.revision = snapshot_->revision,
                                    .evaluated_until = time,
                                    .reminders = std::move(composed.reminders),
                                    .messages = std::move(composed.messages),
                                    .check_states = std::move(decision.check_states),
                                    .evaluated_before = snapshot_->evaluated_until,
                                    .told_alerts = keys_of(decision.alerts),
                                    .inhibited = inhibited_rows(decision, *snapshot_, site_->book),
                                    .gap = gap};
    lost_race = !store_.commit(commit, now);
    stale_ = true;  // what was fresh has been looked at
    if (!lost_race) settle_catch_up(now);
    const auto messages = std::count_if(commit.messages.begin(), commit.messages.end(),
                                        [](const auto& message) { return message.stands_in_for.empty(); });
    return {.reminders = commit.reminders.size(),
            .messages = static_cast<std::size_t>(messages),
            .alerts = decision.alerts.size(),
            .faults = std::move(faults),
            .broken_silences = news_of_silences(time),
            .untold = untold(commit),
            .gap = gap};
}

/// Once is enough for the log.
std::vector<std::string> Cycle::news_of_silences(rules::dates::LocalTime now) {
    auto sentences = rules::language::broken_silences(snapshot_->silences, now);
    std::erase_if(sentences, [this](const std::string& sentence) { return !told_of_.insert(sentence).second; });
    return sentences;
}

std::vector<std::string> Cycle::check(const rules::engine::Window& window, clock::Instant now,
                                      rules::model::Decision& decision) {
    const auto& book = site_->book;
    if (!rules::engine::morning_for_checks(*snapshot_, book, window)) return {};
    const bool asks_for_channels = std::any_of(book.checks.begin(), book.checks.end(), [](const auto& rule) {
        return rule.each == rules::model::CheckEach::channel;
    });
    const auto channels = asks_for_channels ? store_.channel_counts(now) : std::vector<rules::model::ChannelCounts>{};
    return rules::engine::add_alerts(
        {.snapshot = *snapshot_,
         .book = book,
         .today = rules::dates::date_of(window.until),
         .channels = channels,
         .titles = [&](const auto& assignments) { return store::titles_of(store_, *snapshot_, assignments); }},
        window, decision);
}

std::size_t Cycle::open_assignments() const {
    const auto& snapshot = *snapshot_;
    return static_cast<std::size_t>(
        std::count_if(snapshot.assignments.begin(), snapshot.assignments.end(), [&](const auto& assignment) {
            if (assignment.facts == rules::model::Assignment::no_facts) return true;
            const auto& facts = snapshot.facts[assignment.facts];
            return !facts.cancelled && rules::model::completion_of(&facts, {}) == nullptr;
        }));
}

clock::Instant Cycle::first_wake_up(clock::Instant now) {
    const auto time = site_->config.local(now);
    look(rules::dates::date_of(time));
    return before_horizon(rules::engine::first_wake_up(*agenda_, *snapshot_, site_->book, time), time);
}

clock::Instant Cycle::next_wake_up(clock::Instant now) {
    const auto time = site_->config.local(now);
    look(rules::dates::date_of(time));
    return before_horizon(rules::engine::next_wake_up(*agenda_, *snapshot_, site_->book, time), time);
}

/// A site without open duties still looks again before its agenda ends, and what was deferred goes out next morning.
clock::Instant Cycle::before_horizon(const std::optional<rules::dates::LocalTime>& wake,
                                     rules::dates::LocalTime now) const {
    auto end = rules::dates::at(agenda_->horizon() - near_the_end, std::chrono::seconds{0});
    if (const auto morning = morning_for_deferred(now)) end = std::min(end, *morning);
    return site_->config.instant(wake ? std::min(*wake, end) : end);
}

std::optional<rules::dates::LocalTime> Cycle::morning_for_deferred(rules::dates::LocalTime now) const {
    const auto deferred = store_.deferred();
    if (deferred.empty()) return std::nullopt;
    const auto& book = site_->book;
    const auto send_at = book.policies.empty() ? rules::model::Policy().send_at : book.policies.back().send_at;
    const auto day = rules::dates::date_of(site_->config.local(deferred.front().since)) + std::chrono::days{1};
    auto morning = rules::dates::at(book.calendar.on_or_after(day), send_at);
    if (morning <= now) {
        const auto next = rules::dates::date_of(now - send_at) + std::chrono::days{1};
        morning = rules::dates::at(book.calendar.on_or_after(next), send_at);
    }
    return morning;
}

}  // namespace dondoc
