#include "daemon/outbox/retry.hpp"

#include <algorithm>

namespace dondoc::outbox {

namespace {

/// FNV-1a, then a mixing step: well spread, stable over builds and machines.
std::uint64_t spread(std::string_view text, std::uint64_t salt) {
    std::uint64_t hash = 14695981039346656037ULL ^ salt;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    return hash;
}

}  // namespace

std::optional<Instant> next_attempt(std::string_view message_id, int tries, std::chrono::seconds tried_for, Instant now,
                                    std::optional<std::chrono::seconds> retry_after) {
    using std::chrono::seconds;
    constexpr seconds base{60};
    constexpr seconds cap{std::chrono::hours{4}};
    constexpr seconds least{10};

    if (tried_for >= give_up_after) return std::nullopt;
    const int doublings = std::clamp(tries - 1, 0, 20);
    const seconds ceiling = std::min(cap, base * (1 << doublings));
    const auto share =
        spread(message_id, static_cast<std::uint64_t>(tries)) % static_cast<std::uint64_t>(ceiling.count());
    seconds delay = std::max(least, seconds{static_cast<seconds::rep>(share)});
    if (retry_after) delay = std::max(delay, *retry_after);
    // The last attempt is made when the time is over, not given up early.
    return now + std::min(delay, give_up_after - tried_for);
}

Instant give_up_waiting(Instant created, Instant failing_since) {
    return std::max(created, failing_since) + give_up_after;
}

}  // namespace dondoc::outbox
