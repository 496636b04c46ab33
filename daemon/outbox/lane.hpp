#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/outbox/breaker.hpp"
#include "daemon/outbox/channel.hpp"
#include "daemon/outbox/rate.hpp"
#include "daemon/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

/// What the courier knows of a channel at work, and who of those that wait may go next.
namespace dondoc::outbox {

struct Waiting {
    store::Claimed claimed;
    Instant since;  ///< when it was claimed
};

struct Server {
    /// Its first message has waited for so long that it must not keep others from being claimed.
    bool slow(Instant now) const;

    Breaker breaker;
    std::deque<Waiting> queue;  ///< claimed, not yet under way, oldest first
    int under_way = 0;
    std::uint64_t served = 0;  ///< when it had its last turn, in turns of its lane
};
using Servers = std::map<std::string, Server>;

/// A message on its way.
struct Turn {
    const std::string& name;
    Server& server;
    store::Claimed claimed;
    bool probe = false;
};

struct Lane {
    /// Claimed and not yet under way: what waits in memory. Below the low mark more is claimed.
    static constexpr std::size_t most_queued = 1024;
    static constexpr std::size_t low_mark = 448;

    /// No server of several takes all places, and the last one is for a server that has none.
    bool has_place(const std::string& name, const Server& server, Instant now) const;
    /// Of those that may have a place: who has the fewest, and of these who has waited longest for its turn.
    Servers::iterator next(Instant now);
    Turn take(Servers::value_type& named, Instant now);
    /// The queues run low, or all that is in them waits for slow servers.
    bool wants_more(Instant now) const;
    bool stuck(Instant now) const;
    /// Where a channel has one server only and that one is left alone: until when. Then nothing is worth claiming.
    std::optional<Instant> closed_until(Instant now) const;
    /// When a queue will be a slow one, unless it moves. Those that are have places under way, which will ring.
    std::optional<Instant> next_slow(Instant now) const;
    bool can_send(Instant now) const;

    Channel channel;
    std::unique_ptr<clock::Alarm> alarm;
    std::optional<RateLimit> rate;
    Servers servers;         ///< none is ever taken out
    std::size_t queued = 0;  ///< in all queues
    /// Ids of what is in the queues or under way. A lease that ran out meanwhile (the machine slept, the clock was set)
    /// must not bring a message a second time.
    std::unordered_set<std::int64_t> in_hand;
    std::uint64_t turns = 0;
    bool more = false;  ///< there may be others that can be claimed at once
    bool dispatching = false;
    int under_way = 0;
    bool stopped = false;
};

}  // namespace dondoc::outbox
