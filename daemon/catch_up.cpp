#include "daemon/cycle.hpp"
#include "rules/engine/checks.hpp"

#include <algorithm>

/// The part of a cycle that knows whether somebody was awake: gaps, and what waits for confirmation after a long one.
namespace dondoc {

using State = store::HeldChange::State;
using rules::dates::LocalTime;

namespace {

std::chrono::days length_of(const outbox::Away& away) {
    return std::chrono::duration_cast<std::chrono::days>(away.until - away.since);
}

}  // namespace

/// A night in which nobody had to say anything is no gap: something must have been due in it, and some time ago.
std::optional<outbox::Away> Cycle::away_until(LocalTime now) {
    const auto& evaluated = snapshot_->evaluated_until;
    if (!evaluated) return std::nullopt;
    const auto alive = store_.last_alive();
    const LocalTime since = alive ? std::max(site_->config.local(*alive), *evaluated) : *evaluated;
    if (now - since <= outbox::Away::grace) return std::nullopt;
    const rules::engine::Window missed{.after = evaluated, .until = now - outbox::Away::grace};
    if (!agenda_->was_reached(missed) && !rules::engine::morning_for_checks(*snapshot_, site_->book, missed))
        return std::nullopt;
    return outbox::Away{.since = since, .until = now};
}

/// What a person has said about catching up after a gap that is too long to be believed; `waiting` where nobody has.
/// Nothing where nobody has to be asked.
std::optional<State> Cycle::catch_up(const outbox::Away& away) {
    const auto& guard = site_->config.guard;
    if (clock_ == Trust::yes || !guard.on || length_of(away) < std::chrono::days{guard.gap}) return std::nullopt;
    const auto known = store_.held_catch_up(site_->config.instant(away.since));
    const bool answered = known && (known->state == State::confirmed || known->state == State::rejected);
    return answered ? known->state : State::waiting;
}

void Cycle::hold(const outbox::Away& away, std::size_t messages, clock::Instant now) {
    const auto since = site_->config.instant(away.since);
    const auto known = store_.held_catch_up(since);
    if (known && known->state == State::waiting) return;
    store::HeldChange change;
    change.kind = store::HeldChange::Kind::catch_up;
    change.hash = store::catch_up_hash(since);
    change.figures.at_once = messages;
    change.figures.days = static_cast<int>(length_of(away).count());
    store_.hold(change, {"dondocd", now});
}

/// Whatever waited is over: it was confirmed, or the clock is right again.
void Cycle::settle_catch_up(clock::Instant now) {
    for (const auto& change : store_.open_changes()) {
        if (change.kind != store::HeldChange::Kind::catch_up) continue;
        store_.settle(change.id, change.state == State::confirmed ? State::done : State::replaced, {"dondocd", now});
    }
}

}  // namespace dondoc
