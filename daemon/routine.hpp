#pragma once

#include "daemon/config/config.hpp"
#include "daemon/outbox/desk.hpp"
#include "daemon/store/store.hpp"
#include "daemon/summaries/schedule.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dondoc {

/// What the daemon is like, for those who want to know that it is alive.
struct SignsOfLife {
    std::size_t open = 0;                    ///< subjects
    std::size_t waiting = 0;                 ///< messages
    std::size_t dead = 0;                    ///< messages of the last seven days
    std::size_t sent = 0;                    ///< messages of the last seven days
    std::vector<std::string> troubles = {};  ///< what keeps it from its work, a sentence each
};

/// What the daemon knows of itself.
struct Standing {
    std::size_t open = 0;                    ///< subjects
    std::vector<std::string> troubles = {};  ///< what is wrong, a sentence each
    std::vector<std::string> stuck = {};     ///< channels with something to do that do not get on with it
};

/// Looks at what it does. A channel that is stuck is trouble too, and so is a server that takes nothing for an hour while
/// something waits for it. StoreError.
SignsOfLife signs_of_life(store::Store& store, const Standing& standing, store::Instant now);

/// Makes what is said at set times: summaries, and the daily message that the daemon is alive. Each is made once, whatever
/// becomes of the process; of several that were missed only the newest. StoreError.
class Routine {
public:
    Routine(store::Store& store, std::shared_ptr<const config::Site> site);
    /// How summaries are made on a thread of their own: those of a large site take seconds, and mails, answers and the watchdog
    /// must not wait. One that reads a store of its own; what it made is written by the caller's.
    struct Beside {
        boost::asio::any_io_executor executor;  ///< of the event loop
        std::function<std::unique_ptr<store::Store>()> open_store;
        std::function<void()> written;                    ///< there is something new in the outbox
        std::function<void(const std::string&)> trouble;  ///< it failed, and is tried again
    };
    /// From now on; until then they are made in place.
    void work_beside(Beside beside);

    /// A new site from now on.
    void use(std::shared_ptr<const config::Site> site);

    /// What is due by `now`; how many messages are in the outbox by it. Summaries that are made beside come later.
    std::size_t run(store::Instant now, const Standing& standing);
    /// What was due by a wrong clock is looked at anew.
    void clock_set_back() { due_.reset(); }
    /// When there is something to do next; nothing where nothing is configured.
    std::optional<store::Instant> next(store::Instant now) const;

private:
    /// A summary that is due.
    struct Order {
        config::SummaryRule rule;
        summaries::Turn turn;
        rules::model::UnitIndex to{};
        bool told_before = false;  ///< the recipient got one of this kind before
    };
    struct Summary {
        store::SummaryRow row;
        std::vector<store::OutboxMessage> messages;
    };

    std::vector<Order> due_orders(store::Instant now);
    static Summary make_one(store::Store& store, const config::Site& site, const Order& order, store::Instant now);
    std::size_t keep(const Summary& summary, store::Instant now);
    void make_beside(std::vector<Order> orders, store::Instant now);
    boost::asio::awaitable<void> make_all(std::vector<Order> orders, store::Instant now);
    std::size_t tell_alive(store::Instant now, const Standing& standing);
    rules::dates::LocalTime last_heartbeat(rules::dates::LocalTime now) const;

    store::Store& store_;
    std::shared_ptr<const config::Site> site_;
    std::optional<store::Instant> due_;             ///< nothing is due before
    std::optional<rules::dates::Date> told_alive_;  ///< the day of the last message that was made
    std::optional<Beside> beside_;
    bool making_ = false;
    std::optional<outbox::Desk> desk_;  ///< while it is; last: its thread ends first
};

}  // namespace dondoc
