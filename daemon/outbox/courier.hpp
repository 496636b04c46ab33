#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/store/store.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dondoc::outbox {

using clock::Instant;

/// A configured way out: its notifier and how many messages may be under way on it at once.
struct Channel {
    std::string id;
    std::unique_ptr<notifiers::Notifier> notifier;
    int limit = 4;
};

/// Empties the outbox: claims what is due with a lease, sends, records the receipt and when to try again.
///
/// One loop per channel, so that a slow or dead server holds up nobody else. A receipt is written as soon as it is
/// there, together with all that came in the same turn of the event loop. A crash between the server's answer and that
/// write is the only way to a duplicate: the lease runs out and the message goes out again under the same id.
///
/// Runs on one executor (single-threaded). `finish` waits for what is under way.
class Courier {
public:
    struct Observer {
        /// Dead letters: the messages that tell the planning office, written in the transaction of the receipt.
        std::function<std::vector<store::OutboxMessage>(const store::Claimed&, const notifiers::Delivery&)> dead_letter;
        std::function<void(const store::Claimed&, const store::Attempt&)> attempted;
        /// The store failed: the loop rests and tries again. `written`: it works (again).
        std::function<void(const std::string&)> trouble;
        std::function<void()> written;
    };

    Courier(store::Store& store, clock::Clock& clock, boost::asio::any_io_executor executor, Observer observer);
    ~Courier();

    void start(std::vector<Channel> channels);
    /// There may be something new in the outbox.
    void poke();
    bool idle() const;
    /// Stops claiming; completes when nothing is under way or the grace is over (leases return what was not finished).
    boost::asio::awaitable<void> finish(std::chrono::milliseconds grace);

private:
    struct Lane;
    boost::asio::awaitable<void> serve(std::shared_ptr<Lane> lane);
    boost::asio::awaitable<void> carry(std::shared_ptr<Lane> lane, store::Claimed claimed);
    std::optional<Instant> fill(Lane& lane);
    void keep(const store::Claimed& claimed, notifiers::Delivery delivery);
    void write_down();

    store::Store& store_;
    clock::Clock& clock_;
    boost::asio::any_io_executor executor_;
    Observer observer_;
    std::vector<std::shared_ptr<Lane>> lanes_;
    std::vector<store::Attempt> attempts_;      ///< waiting to be recorded
    std::vector<store::OutboxMessage> alerts_;  ///< with them
    bool write_posted_ = false;
    bool stopping_ = false;
};

}  // namespace dondoc::outbox
