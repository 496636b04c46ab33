#pragma once

#include "daemon/cli/table.hpp"
#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"

#include <boost/json/value.hpp>

#include <iosfwd>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace dondoc::cli {

/// Exit codes of both programs (docs/cli.md).
enum ExitCode : int { good = 0, data_wrong = 1, usage_wrong = 2, out_of_reach = 3, not_kept = 4, waits = 5 };

/// Ends a command with a sentence for a person and an exit code.
struct Failure : std::runtime_error {
    Failure(ExitCode exit_code, const std::string& message) : std::runtime_error(message), code(exit_code) {}
    ExitCode code;
};

/// Where output goes and how: set once from the terminal and the environment by main.
struct Output {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
    bool colours = false;
    std::size_t width = 0;          ///< of the terminal; 0 where there is none
    bool progress = false;          ///< standard error is a terminal on which a line can be drawn again
    std::istream* in = nullptr;     ///< where a person can be asked; null for pipes and timers
    std::istream* lines = nullptr;  ///< standard input, for commands that read "-"

    void print(const Table& table) const;
    void print(const boost::json::value& value) const;
};

/// What every command gets. The site and the store are opened on first use; `now` is read once, by main.
class Context {
public:
    Context(Output output, std::string config_path, std::chrono::sys_seconds now, std::string user)
        : output_(output), config_path_(std::move(config_path)), now_(now), user_(std::move(user)) {}

    const Output& output() const noexcept { return output_; }
    Output& output() noexcept { return output_; }
    /// The configuration that somebody named: it must be there.
    void use_config(const std::string& path) {
        config_path_ = path;
        config_named_ = true;
    }
    const std::string& config_path() const noexcept { return config_path_; }
    /// Whether somebody named it, and it is not just where it is looked for.
    bool config_named() const noexcept { return config_named_; }
    /// Takes the beginning of this day for now, where the configuration allows simulation; `now` checks that.
    void use_today(const std::string& text) { today_option_ = text; }
    /// The clock as main read it, or noon of the day that was given: for what must not load a site.
    std::chrono::sys_seconds clock() const;
    /// As it was given; for commands that have no other use for the day.
    const std::string& today_option() const noexcept { return today_option_; }

    /// Both throw Failure.
    const config::Site& site();
    store::Store& store();
    /// For commands that work on any computer, with what a site adds where there is one: null where nobody named a
    /// configuration and none is installed. Throws Failure where there is one with errors.
    const config::Site* site_if_any();

    /// The working calendar of the site; on a computer without one the official years.
    const rules::dates::Calendar& calendar();

    /// Says of each rule of `site` since when it has been so, as the daemon would that reads these files now: a changed rule
    /// does not speak of days before. Where no store is open nothing is known of it. The site of this context is dated.
    void date_rules(config::Site& site);

    /// What the store knows. Before the daemon's first cycle, recurring duties are followed from `today` on.
    rules::model::Snapshot snapshot(rules::dates::Date today, store::Store::Scope scope = store::Store::Scope::open);

    std::chrono::sys_seconds now();
    rules::dates::LocalTime local_now() { return site().config.local(now()); }
    rules::dates::Date today() { return rules::dates::date_of(local_now()); }
    store::Actor actor() { return {user_, now()}; }

    /// Tells a running daemon that the database has changed.
    void tell_daemon();

    /// What a person answers, one line; nothing where nobody can be asked.
    std::optional<std::string> ask(const std::string& question) const;

private:
    Output output_;
    std::string config_path_;
    bool config_named_ = false;
    std::chrono::sys_seconds now_;
    std::string user_;
    std::string today_option_;
    std::shared_ptr<config::Site> site_;
    std::optional<store::RuleSet> in_force_;  ///< once the store is open
    std::optional<rules::dates::Calendar> official_calendar_;
    std::unique_ptr<store::Store> store_;
};

/// A date option ("2026-06-09" or "9/6/2026"); throws Failure naming the option.
rules::dates::Date parse_date_option(const std::string& text, const std::string& option);

}  // namespace dondoc::cli
