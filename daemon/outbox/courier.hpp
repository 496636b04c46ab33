#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/outbox/breaker.hpp"
#include "daemon/outbox/channel.hpp"
#include "daemon/outbox/desk.hpp"
#include "daemon/store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

using clock::Instant;

struct Lane;
struct Server;
struct Turn;

/// Empties the outbox: claims what is due with a lease, sends, records the receipt and when to try again.
///
/// One loop per channel, so that a slow or dead server holds up nobody else. Within a channel each server has a breaker
/// (breaker.hpp) and a queue, and no server of several takes all places. At most 1,024 messages of a channel wait in
/// memory.
///
/// Claims and receipts are written at the desk (desk.hpp) while sending goes on: a receipt goes into the next commit, which
/// under load comes 5 ms after the last, and no more than 2,048 answers wait for theirs. A crash between the server's answer and that commit is the only way to a
/// duplicate: the message goes out again under the same id. Where the store fails nothing is sent until it works again.
///
/// Runs on one executor (single-threaded). `finish` waits for what is under way.
class Courier {
public:
    struct Observer {
        /// Dead letters: the messages that tell the planning office, written in the transaction of the receipt.
        std::function<std::vector<store::OutboxMessage>(const store::Claimed&, const notifiers::Delivery&)> dead_letter;
        std::function<void(const store::Claimed&, const store::Attempt&)> attempted;
        /// A breaker opened or closed; `reason` is of the attempt that made it so.
        std::function<void(const std::string& channel, const std::string& server, const Breaker&,
                           const std::string& reason)>
            breaker = {};
        /// The store failed: nothing is sent, and after a rest it is tried again. `written`: it works (again).
        std::function<void(const std::string&)> trouble;
        std::function<void()> written;
    };

    Courier(store::Store& store, clock::Clock& clock, boost::asio::any_io_executor executor, Observer observer);
    /// With a desk beside the event loop, which works on `own`.
    Courier(std::unique_ptr<store::Store> own, clock::Clock& clock, boost::asio::any_io_executor executor,
            Observer observer);
    ~Courier();

    void start(std::vector<Channel> channels);
    /// There may be something new in the outbox.
    void poke();
    /// While held it sends nothing new: the clock cannot be believed, say.
    void hold(bool held);
    bool idle() const;
    /// Stops claiming; completes when nothing is under way or the grace is over (leases return what was not finished).
    boost::asio::awaitable<void> finish(std::chrono::milliseconds grace);

private:
    /// What is to be written.
    struct Papers {
        bool empty() const { return attempts.empty() && postponed.empty(); }
        /// Something may be due that was not before.
        bool give_times() const;

        std::vector<store::Attempt> attempts;
        std::vector<store::Postponed> postponed;  ///< claims to be given back
    };
    boost::asio::awaitable<void> serve(std::shared_ptr<Lane> lane);
    boost::asio::awaitable<void> carry(std::shared_ptr<Lane> lane, Turn first);
    boost::asio::awaitable<std::optional<Instant>> fill(Lane& lane);
    boost::asio::awaitable<std::optional<Instant>> claim(Lane& lane, int batch, Instant now);
    boost::asio::awaitable<std::optional<Instant>> next_of(Lane& lane, Instant now);
    bool may_send() const;
    void dispatch(const std::shared_ptr<Lane>& lane);
    void end(Lane& lane, Turn& turn, notifiers::Delivery delivery);
    void post_dispatch(const std::shared_ptr<Lane>& lane);
    void make_room(Lane& lane, Instant now);
    bool too_big(Lane& lane, const store::Claimed& claimed);
    void put_off(Lane& lane, Server& server, Instant now);
    void postpone(Lane& lane, const store::Claimed& claimed, Instant until);
    void keep(Lane& lane, const store::Claimed& claimed, notifiers::Delivery delivery,
              std::optional<Instant> give_up = std::nullopt);
    void tell_of_refused(const store::Claimed& claimed, store::Attempt& attempt);
    void post_write();
    boost::asio::awaitable<void> write_all();
    boost::asio::awaitable<void> write_down();
    void take_back(Papers&& unwritten);

    clock::Clock& clock_;
    boost::asio::any_io_executor executor_;
    Observer observer_;
    std::vector<std::shared_ptr<Lane>> lanes_;
    Papers papers_;                  ///< waiting to be written
    std::size_t being_written_ = 0;  ///< attempts that the desk has
    bool writing_ = false;
    bool store_failed_ = false;  ///< the last write did
    bool stopping_ = false;
    bool held_ = false;
    Desk desk_;  ///< last: its thread ends first
};

}  // namespace dondoc::outbox
