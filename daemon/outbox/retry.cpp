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

std::optional<Instant> next_attempt(std::string_view message_id, int attempt, Instant created, Instant now,
                                    std::optional<std::chrono::seconds> retry_after) {
    using std::chrono::seconds;
    constexpr seconds base{60};
    constexpr seconds cap{std::chrono::hours{4}};
    constexpr seconds least{10};

    const Instant give_up = created + give_up_after;
    if (now >= give_up) return std::nullopt;
    const int doublings = std::clamp(attempt - 1, 0, 20);
    const seconds ceiling = std::min(cap, base * (1 << doublings));
    const auto share =
        spread(message_id, static_cast<std::uint64_t>(attempt)) % static_cast<std::uint64_t>(ceiling.count());
    seconds delay = std::max(least, seconds{static_cast<seconds::rep>(share)});
    if (retry_after) delay = std::max(delay, std::min(*retry_after, seconds{give_up_after}));
    // The last attempt is made when the time is over, not given up early.
    return std::min(now + delay, give_up);
}

}  // namespace dondoc::outbox
