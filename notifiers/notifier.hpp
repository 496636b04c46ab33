#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/envelope.hpp"

#include <boost/asio/awaitable.hpp>

namespace notifiers {

/// Carries envelopes to one configured channel. It classifies the answer and never loops: retrying is the outbox's job.
///
/// `send` never throws for what a server or the network does; it returns within the channel's time limit. Many sends may
/// be under way at once on one executor (single-threaded); the channel's own connection limit applies inside.
/// Cancelling the awaiting coroutine gives the attempt up with Outcome::retry.
class Notifier {
public:
    virtual ~Notifier() = default;
    virtual boost::asio::awaitable<Delivery> send(Envelope envelope) = 0;
};

}  // namespace notifiers
