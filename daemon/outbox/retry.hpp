#pragma once

#include "daemon/clock/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dondoc::outbox {

using clock::Instant;

/// How long a message is tried before it is a dead letter.
inline constexpr std::chrono::hours give_up_after{48};

/// When to try again after attempt number `attempt` (from 1), or nothing where the 48 hours are over.
///
/// Exponential backoff with full jitter: a uniform share of 1, 2, 4 ... minutes, at most 4 hours, so that messages that
/// failed together do not come back together. The share is drawn from the message id and the attempt: the same input
/// gives the same answer. Never before what the server asked for; at least ten seconds.
std::optional<Instant> next_attempt(std::string_view message_id, int attempt, Instant created, Instant now,
                                    std::optional<std::chrono::seconds> retry_after);

}  // namespace dondoc::outbox
