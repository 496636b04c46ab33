#pragma once

#include "daemon/clock/clock.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string_view>

namespace dondoc::outbox {

using clock::Instant;

/// "30/m": at most so many messages in any such span of time.
struct Rate {
    std::size_t count = 0;
    std::chrono::seconds span{0};
    friend bool operator==(const Rate&, const Rate&) = default;
};

/// From "5/s", "30/m", "200/h": 1 to 100000. Nothing where it is none.
std::optional<Rate> parse_rate(std::string_view text);

/// Keeps to a rate, exactly: it remembers when the last messages went out. A state machine without a clock of its own.
class RateLimit {
public:
    explicit RateLimit(Rate rate) : rate_(rate) {}

    /// When the next message may go: `now`, or later.
    Instant next(Instant now);
    /// How many may go now.
    std::size_t free(Instant now);
    /// One goes now.
    void take(Instant now) { sent_.push_back(now); }

private:
    void forget(Instant now);

    Rate rate_;
    std::deque<Instant> sent_;  ///< within the last span, oldest first
};

}  // namespace dondoc::outbox
