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
    if (delivery.outcome != Delivery::Outcome::retry) return false;
    switch (delivery.code) {
        case 0:    // no answer
        case 421:  // the mail server closes the connection
        case 530:
        case 534:
        case 535:
        case 538:  // it does not take our login
        case 502:
        case 503:
        case 504: return true;
        default: return false;
    }
}

Breaker::Advice Breaker::ask(Instant now) const noexcept {
    // A clock that was set back must not close a server for longer than it would be anyway.
    if (now < held_ && held_ - now <= longest_hold) return Advice::later;
    if (state_ == State::open) return now < opens_ && opens_ - now <= longest_pause ? Advice::later : Advice::send;
    return state_ == State::half_open ? Advice::wait : Advice::send;
}

void Breaker::began(Instant) noexcept {
    if (state_ == State::open) state_ = State::half_open;
}

bool Breaker::ended(const Delivery& delivery, Instant now) noexcept {
    const State before = state_;
    if (asks_for_quiet(delivery)) held_ = std::max(held_, now + std::min(*delivery.retry_after, longest_hold));
    if (!is_server_trouble(delivery)) {
        state_ = State::closed;
        failures_ = 0;
        failing_since_.reset();
        pause_ = first_pause;
        return state_ != before;
    }
    if (failures_++ == 0) failing_since_ = now;
    if (state_ == State::half_open) {
        pause_ = std::min(2 * pause_, longest_pause);
        open(now);
    } else if (state_ == State::closed && failures_ >= most_failures) {
        open(now);
    }
    return state_ != before;
}

void Breaker::open(Instant now) noexcept {
    state_ = State::open;
    opens_ = now + pause_;
}

}  // namespace dondoc::outbox
