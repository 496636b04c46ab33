#pragma once

#include "daemon/answer_links.hpp"
#include "daemon/answers/desk.hpp"
#include "daemon/bounces.hpp"
#include "daemon/clock/clock.hpp"
#include "daemon/clock/trust.hpp"
#include "daemon/config/config.hpp"
#include "daemon/cycle.hpp"
#include "daemon/heart.hpp"
#include "daemon/http/server.hpp"
#include "daemon/instance_lock.hpp"
#include "daemon/log_head.hpp"
#include "daemon/metrics.hpp"
#include "daemon/movement.hpp"
#include "daemon/outbox/courier.hpp"
#include "daemon/outbox/dead_letters.hpp"
#include "daemon/outbox/notice.hpp"
#include "daemon/routine.hpp"
#include "daemon/rule_sets.hpp"
#include "daemon/store/store.hpp"
#include "daemon/watcher.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

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
    /// Loads the site anew, soon; a site with an error is refused whole and the old one stays, and so it does while what
    /// would change much waits for confirmation.
    void reload();

    std::uint16_t http_port() const;

private:
    boost::asio::awaitable<void> live();
    boost::asio::awaitable<void> serve();
    void clock_set_back(clock::Instant before, clock::Instant now, clock::Instant& due);
    clock::Trust::Verdict judge_clock(clock::Instant now);
    void tell_of_clock(clock::Trust::Verdict verdict, clock::Instant now) const;
    boost::asio::awaitable<void> drive_simulation();
    boost::asio::awaitable<void> watch();
    boost::asio::awaitable<void> feed_watchdog();
    boost::asio::awaitable<void> watch_bounces();
    boost::asio::awaitable<void> shut_down();
    void handle_signals();
    void start_courier();
    void make_summaries_beside();
    void start_http();
    void link_answers();
    http::Answer take_answer(const http::Request& request);
    bool take_a_turn(clock::Instant now, clock::Instant& due);
    void cycle(clock::Instant now);
    void say_log_head(clock::Instant now);
    void keep_routine(clock::Instant now);
    clock::Instant next_turn(clock::Instant now, clock::Instant due) const;
    void look_at_changes(clock::Instant now);
    void look_at_templates(clock::Instant now);
    void log_warnings() const;
    void look_at_files(clock::Instant now);
    void refuse(outbox::RefusedRules refused, clock::Instant now);
    void accept(const RuleSets::Answer& answer, clock::Instant now);
    void tell(const std::vector<store::OutboxMessage>& messages, clock::Instant now);
    outbox::ComposeContext compose_context(const outbox::ChannelKinds& kinds, clock::Instant now) const;
    void watch_again();
    void watching_ended(const std::exception_ptr& error);
    std::string health() const;
    void store_failed(const std::string& what);
    boost::asio::awaitable<void> until_idle();
    bool at_rest() const;
    void server_changed(const std::string& channel, const std::string& server, const outbox::Breaker& breaker,
                        const std::string& reason);
    std::vector<store::OutboxMessage> tell_of_dead_letter(const store::Claimed& claimed,
                                                          const notifiers::Delivery& delivery);
    void tell_of_counted(clock::Instant now);

    Options options_;
    FoundSite found_;                      ///< by the constructor
    std::unique_ptr<clock::Clock> clock_;  ///< before the loop: sleepers that are left in it still know their clock
    boost::asio::io_context io_;
    std::unique_ptr<InstanceLock> lock_;
    std::unique_ptr<store::Store> store_;
    Metrics metrics_;
    RuleSets rule_sets_;
    std::shared_ptr<const config::Site> site_;
    Cycle cycle_;
    std::shared_ptr<const AnswerLinks> links_;  ///< null: the site has none
    answers::Desk desk_;
    Routine routine_;
    Movement movement_;
    Heart heart_;
    LogHead log_head_;
    outbox::DeadLetters dead_letters_;
    std::vector<outbox::Channel> channels_;
    Bounces bounces_;
    std::optional<outbox::Courier> courier_;
    std::optional<http::Server> http_;
    std::unique_ptr<clock::Alarm> alarm_;
    std::optional<Watcher> watcher_;
    struct Signals;
    std::unique_ptr<Signals> signals_;
    bool stopping_ = false;
    int exit_code_ = 0;
    std::string health_ = "starting";
    clock::Trust trust_;
    clock::Trust::Verdict clock_verdict_ = clock::Trust::Verdict::good;
    int failures_ = 0;  ///< of the store, one after the other
    bool files_changed_ = false;
    bool held_ = false;                      ///< nothing is said before somebody confirms the catch-up
    bool refused_ = false;                   ///< the files, when they were looked at last
    std::string told_templates_;             ///< what is wrong with those that were told of
    std::set<std::int64_t> told_changes_;    ///< ids of held changes whose waiting was told
    std::set<std::int64_t> seen_confirmed_;  ///< ids of those for which the files were read again
    std::vector<std::string> unwatched_;
};

}  // namespace dondoc
