#pragma once

#include "daemon/clock/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dondoc::outbox {

using clock::Instant;

/// How long a message is tried before it is a dead letter; nothing waits for longer.
inline constexpr std::chrono::hours give_up_after{48};

/// When to try again after try number `tries` (from 1), or nothing where it was tried for 48 hours (store::Claimed says what
/// counts: not the time in which nobody tried).
///
/// Exponential backoff with full jitter: a uniform share of 1, 2, 4 ... minutes, at most 4 hours, so that messages that
/// failed together do not come back together. The share is drawn from the message id and the number: the same input
/// gives the same answer. Never before what the server asked for; at least ten seconds.
std::optional<Instant> next_attempt(std::string_view message_id, int tries, std::chrono::seconds tried_for, Instant now,
                                    std::optional<std::chrono::seconds> retry_after);

/// When a message is given up whose server does not work, so that it is not tried: after 48 hours of that.
Instant give_up_waiting(Instant created, Instant failing_since);

}  // namespace dondoc::outbox
