#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"
#include "rules/engine/evaluate.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dondoc {

/// The whole flow: snapshot, evaluate, compose, commit in one transaction. Sending is the outbox's job.
///
/// Keeps the snapshot and its agenda in memory and reads the store anew only when its revision has changed. Throws
/// store::StoreError.
class Cycle {
public:
    struct Result {
        std::size_t reminders = 0;
        std::size_t messages = 0;
        std::size_t alerts = 0;
        std::vector<std::string> faults = {};           ///< conditions of checks that failed, a sentence each
        std::vector<std::string> broken_silences = {};  ///< a sentence each; told once by each cycle object
        std::vector<std::string> untold = {};  ///< keys of alerts that nobody could be told of; raised again next time
        std::optional<store::Gap> gap = {};    ///< that it made up for
        bool held = false;  ///< nothing was written: catching up after so long a gap waits for confirmation
    };

    /// A clock that runs by itself may be wrong by a year; a simulated one is right.
    enum class Trust : std::uint8_t { no, yes };
    Cycle(store::Store& store, std::shared_ptr<const config::Site> site, Trust clock = Trust::yes);

    /// Takes a new site from the next run on.
    void use(std::shared_ptr<const config::Site> site);

    /// Puts such links into messages from the next run on; null: none.
    void link_answers(outbox::AnswerUrl answer_url) { answer_url_ = std::move(answer_url); }

    /// Writes down what must be said by `now`. Running it twice writes nothing the second time, nor does running it
    /// for a time before the last one (the clock was set back).
    Result run(clock::Instant now);

    /// When `run` must be called next. What was imported since the last run speaks on the next working morning.
    clock::Instant next_wake_up(clock::Instant now);

    /// The same seen from the last run: `now` where wake-ups were missed while nobody was awake. Before the first run ever
    /// it is next_wake_up(now): a new daemon does not speak before its first morning.
    clock::Instant first_wake_up(clock::Instant now);

    const rules::model::Snapshot& snapshot() const { return *snapshot_; }
    std::size_t open_assignments() const;

private:
    clock::Instant before_horizon(const std::optional<rules::dates::LocalTime>& wake,
                                  rules::dates::LocalTime now) const;
    std::optional<rules::dates::LocalTime> morning_for_deferred(rules::dates::LocalTime now) const;
    void look(rules::dates::Date today);
    std::optional<outbox::Away> away_until(rules::dates::LocalTime now);
    std::optional<store::HeldChange::State> catch_up(const outbox::Away& away);
    void hold(const outbox::Away& away, std::size_t messages, clock::Instant now);
    void settle_catch_up(clock::Instant now);
    std::vector<std::string> news_of_silences(rules::dates::LocalTime now);
    Result decide(clock::Instant now, bool& lost_race);
    /// Evaluates checks where the window asks for it; gives the conditions that failed.
    std::vector<std::string> check(const rules::engine::Window& window, clock::Instant now,
                                   rules::model::Decision& decision);

    store::Store& store_;
    std::shared_ptr<const config::Site> site_;
    Trust clock_;
    std::unique_ptr<const rules::model::Snapshot> snapshot_;
    std::unique_ptr<const rules::engine::Agenda> agenda_;  ///< refers to both above
    outbox::AnswerUrl answer_url_;
    bool stale_ = true;
    std::set<std::string> told_of_;  ///< broken silences that were told already
};

}  // namespace dondoc
