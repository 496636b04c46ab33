#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/config/config.hpp"
#include "daemon/cycle.hpp"
#include "daemon/http/server.hpp"
#include "daemon/instance_lock.hpp"
#include "daemon/metrics.hpp"
#include "daemon/outbox/courier.hpp"
#include "daemon/store/store.hpp"
#include "daemon/watcher.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>

namespace dondoc {

/// How the daemon was asked to run.
struct Options {
    std::string config_path = "/etc/dondoc/dondoc.yaml";
    std::string credentials_dir;             ///< $CREDENTIALS_DIRECTORY
    bool once = false;                       ///< one cycle, deliver what is due, stop
    std::optional<rules::dates::Date> from;  ///< a simulated clock from 00:00 of this day ...
    std::optional<rules::dates::Date> to;    ///< ... to the end of this one
    bool simulated() const { return from && to; }
};

/// What keeps the daemon from starting: the text for a person and the exit code.
struct StartError : std::runtime_error {
    StartError(int code, const std::string& message) : std::runtime_error(message), exit_code(code) {}
    int exit_code;
};

/// The daemon as one object that a test can start in its own process: members in the order in which they need each
/// other, so that destruction is the order of shutdown. All on one thread and one event loop.
class App {
public:
    /// Loads the site and opens the store. Throws StartError.
    explicit App(Options options);
    ~App();

    /// Serves until `stop`, the end of the simulated stretch or, with `once`, until what is due is delivered.
    /// The process's exit code.
    int run();

    /// Finishes what is under way (10 s at most in all). Safe from signal handling on the event loop.
    void stop();
    /// Loads the site anew; a site with an error is refused whole and the old one stays.
    void reload();

    std::uint16_t http_port() const;

private:
    boost::asio::awaitable<void> live();
    boost::asio::awaitable<void> serve();
    bool looks_sane(clock::Instant now);
    boost::asio::awaitable<void> drive_simulation();
    boost::asio::awaitable<void> watch();
    boost::asio::awaitable<void> feed_watchdog();
    boost::asio::awaitable<void> shut_down();
    void handle_signals();
    void start_courier();
    void start_http();
    bool take_a_turn(clock::Instant now, clock::Instant& due);
    void cycle(clock::Instant now);
    void store_failed(const std::string& what);
    boost::asio::awaitable<void> until_idle();
    bool at_rest() const;
    std::vector<store::OutboxMessage> tell_of_dead_letter(const store::Claimed& claimed,
                                                          const notifiers::Delivery& delivery) const;

    Options options_;
    std::shared_ptr<const config::Site> site_;
    std::unique_ptr<clock::Clock> clock_;  ///< before the loop: sleepers that are left in it still know their clock
    boost::asio::io_context io_;
    std::unique_ptr<InstanceLock> lock_;
    std::unique_ptr<store::Store> store_;
    Metrics metrics_;
    Cycle cycle_;
    std::vector<outbox::Channel> channels_;
    std::optional<outbox::Courier> courier_;
    std::optional<http::Server> http_;
    std::unique_ptr<clock::Alarm> alarm_;
    std::optional<Watcher> watcher_;
    struct Signals;
    std::unique_ptr<Signals> signals_;
    bool stopping_ = false;
    int exit_code_ = 0;
    std::string health_ = "starting";
    int failures_ = 0;  ///< of the store, one after the other
    /// A cycle's time has come and the cycle has not been kept yet: a ring while the store rests must not skip it.
};

}  // namespace dondoc
