#include "daemon/cycle.hpp"

#include "daemon/outbox/compose.hpp"
#include "rules/engine/checks.hpp"
#include "rules/language/silences.hpp"

#include <algorithm>
#include <array>
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

constexpr int most_races = 20;

}  // namespace

Cycle::Cycle(store::Store& store, std::shared_ptr<const config::Site> site) : store_(store), site_(std::move(site)) {}

void Cycle::use(std::shared_ptr<const config::Site> site) {
    agenda_.reset();
    site_ = std::move(site);
    stale_ = true;
}

void Cycle::look(rules::dates::Date today) {
    stale_ = stale_ || store_.revision() != snapshot_->revision;
    if (stale_) {
        agenda_.reset();
        auto snapshot = std::make_unique<rules::model::Snapshot>(store_.snapshot(site_->book.units));
        rules::language::compile_silences(*snapshot);
        snapshot_ = std::move(snapshot);
        stale_ = false;
    }
    if (!agenda_ || agenda_->horizon() < today + near_the_end) {
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
    if (snapshot_->evaluated_until && time <= *snapshot_->evaluated_until) return {};
    const rules::engine::Window window{.after = snapshot_->evaluated_until, .until = time};
    auto decision = agenda_->evaluate(window);
    store::drop_recorded(store_, *snapshot_, site_->book, decision);
    auto faults = check(window, now, decision);
    if (!faults) {
        lost_race = true;
        return {};
    }

    const outbox::ComposeContext context{.book = site_->book,
                                         .sender = site_->config.sender,
                                         .channels = site_->config.channel_kinds(),
                                         .templates = site_->templates,
                                         .now = time,
                                         .utc_offset = site_->config.utc_offset};
    auto composed = outbox::compose(decision, *snapshot_, texts_to_say(store_, *snapshot_, decision), context);
    const store::CycleCommit commit{.revision = snapshot_->revision,
                                    .evaluated_until = time,
                                    .reminders = std::move(composed.reminders),
                                    .messages = std::move(composed.messages),
                                    .check_states = std::move(decision.check_states)};
    lost_race = !store_.commit(commit, now);
    stale_ = true;  // what was fresh has been looked at
    return {commit.reminders.size(), commit.messages.size(), decision.alerts.size(), std::move(*faults)};
}

std::optional<std::vector<std::string>> Cycle::check(const rules::engine::Window& window, clock::Instant now,
                                                     rules::model::Decision& decision) {
    const auto& book = site_->book;
    if (!rules::engine::morning_for_checks(*snapshot_, book, window)) return std::vector<std::string>{};
    // What is done counts as well, which the cycle's own snapshot leaves out.
    const auto all = store_.snapshot(book.units, store::Store::Scope::all);
    if (all.revision != snapshot_->revision) return std::nullopt;
    const bool asks_for_channels = std::any_of(book.checks.begin(), book.checks.end(), [](const auto& rule) {
        return rule.each == rules::model::CheckEach::channel;
    });
    const auto channels = asks_for_channels ? store_.channel_counts(now) : std::vector<rules::model::ChannelCounts>{};
    const auto title = [&](std::uint32_t index) {
        const auto& assignment = all.assignments[index];
        const std::array wanted{store::Store::AssignmentRef{all.plans[assignment.plan].id, assignment.seq}};
        return store_.texts(wanted).front().title;
    };
    return rules::engine::add_alerts({.snapshot = all,
                                      .book = book,
                                      .today = rules::dates::date_of(window.until),
                                      .channels = channels,
                                      .title = title},
                                     window, decision);
}

clock::Instant Cycle::first_wake_up(clock::Instant now) {
    const auto time = site_->config.local(now);
    look(rules::dates::date_of(time));
    return before_horizon(rules::engine::first_wake_up(*agenda_, *snapshot_, site_->book, time));
}

clock::Instant Cycle::next_wake_up(clock::Instant now) {
    const auto time = site_->config.local(now);
    look(rules::dates::date_of(time));
    return before_horizon(rules::engine::next_wake_up(*agenda_, *snapshot_, site_->book, time));
}

/// A site without open duties still looks again before its agenda ends.
clock::Instant Cycle::before_horizon(const std::optional<rules::dates::LocalTime>& wake) const {
    const auto end = rules::dates::at(agenda_->horizon() - near_the_end, std::chrono::seconds{0});
    return site_->config.instant(wake ? std::min(*wake, end) : end);
}

}  // namespace dondoc
