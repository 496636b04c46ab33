#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/envelope.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace notifiers {

/// Carries envelopes to one configured channel. It classifies the answer and never loops: retrying is the outbox's job.
///
/// `send` never throws for what a server or the network does. Many sends may be under way at once on one executor
/// (single-threaded); the channel's own connection limit applies inside: a send waits for a free connection for at most
/// the channel's time limit, and ends within `longest_send` whatever the server does. Cancelling the awaiting
/// coroutine gives the attempt up with Outcome::retry. A notifier may be destroyed while sends are under way; they end
/// as they would have. With nothing under way it keeps no work on the executor.
class Notifier {
public:
    /// Of any kind: the outbox holds a message for longer than this, so that no attempt outlives its lease. Each kind checks its
    /// own sum against it. Mail takes longest: 5 min for a connection, 10 min up to the end of the message, 10 min for the
    /// reply to it.
    static constexpr std::chrono::minutes longest_send{25};

    virtual ~Notifier() = default;
    virtual boost::asio::awaitable<Delivery> send(Envelope envelope) = 0;
};

}  // namespace notifiers
