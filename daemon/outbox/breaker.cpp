#include "daemon/outbox/breaker.hpp"

#include <algorithm>

namespace dondoc::outbox {

using notifiers::Delivery;

namespace {

constexpr std::chrono::seconds longest_hold = std::chrono::hours{1};

bool asks_for_quiet(const Delivery& delivery) {
    return delivery.retry_after && (delivery.code == 429 || delivery.code == 503);
}

}  // namespace

bool is_server_trouble(const Delivery& delivery) noexcept {
    if (delivery.outcome != Delivery::Outcome::retry || !reached_server(delivery)) return false;
    if (delivery.any_message) return true;
    switch (delivery.code) {
        case 0:    // no answer
        case 421:  // the mail server closes the connection
        case 502:
        case 503:
        case 504: return true;
        default: return false;
    }
}

bool reached_server(const Delivery& delivery) noexcept {
    switch (delivery.outcome) {
        case Delivery::Outcome::sent: return true;
        case Delivery::Outcome::retry: return !delivery.needs_person;
        case Delivery::Outcome::rejected: break;
    }
    return delivery.code != 0;
}

Breaker::Advice Breaker::ask(Instant now) const noexcept {
    // A clock that was set back must not close a server for longer than it would be anyway.
    if (now < held_ && held_ - now <= longest_hold) return Advice::later;
    if (state_ == State::open) return now < opens_ && opens_ - now <= longest_pause ? Advice::later : Advice::send;
    return state_ == State::half_open ? Advice::wait : Advice::send;
}

bool Breaker::began() noexcept {
    if (state_ != State::open) return false;
    state_ = State::half_open;
    return true;
}

bool Breaker::ended(const Delivery& delivery, bool probe, Instant now) noexcept {
    const bool was_closed = state_ == State::closed;
    if (asks_for_quiet(delivery)) held_ = std::max(held_, now + std::min(*delivery.retry_after, longest_hold));
    if (!reached_server(delivery)) {
        if (probe) state_ = State::open;  // another one may go at once
        return false;
    }
    if (!is_server_trouble(delivery)) {
        state_ = State::closed;
        failures_ = 0;
        failing_since_.reset();
        last_failure_.reset();
        pause_ = first_pause;
        return !was_closed;
    }
    if (failures_++ == 0) failing_since_ = now;
    // A longer pause is none of the server's: the machine was off, or its clock was set.
    if (last_failure_ && failing_since_ && now - *last_failure_ > longest_between_failures)
        *failing_since_ += now - *last_failure_ - longest_between_failures;
    last_failure_ = now;
    if (probe) {
        pause_ = std::min(2 * pause_, longest_pause);
        open(now);
    } else if (was_closed && failures_ >= most_failures) {
        open(now);
    }
    return was_closed != (state_ == State::closed);
}

void Breaker::open(Instant now) noexcept {
    state_ = State::open;
    opens_ = now + pause_;
}

}  // namespace dondoc::outbox
