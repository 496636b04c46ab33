#pragma once

#include "daemon/config/answers.hpp"
#include "daemon/config/routine.hpp"
#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/rate.hpp"
#include "notifiers/registry.hpp"
#include "rules/language/load.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The site's configuration (dondoc.yaml) and the files it points to: what both programs start from.
///
/// Reading is split from understanding: parse_config works on text, load_site reads files. Both report every problem at
/// once. A secret is only ever read from a file of its own (DESIGN section 8), and only by `read_secrets`.
namespace dondoc::config {

namespace language = rules::language;

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8321;
};

/// A secret of a channel: its name for the notifier, the file it stands in, and the place that names it.
struct SecretFile {
    std::string name;
    std::string path;
    rules::model::SourcePlace place;
};

struct ChannelEntry {
    notifiers::ChannelConfig config;  ///< without secrets
    std::vector<SecretFile> secret_files;
    int limit = 4;  ///< messages under way at once
    std::optional<outbox::Rate> rate = std::nullopt;
    std::size_t max_size = 0;   ///< of a message, in bytes; 0: no limit
    std::string fallback = {};  ///< channel that takes over what this one cannot deliver; empty: none
};

/// How much a change of rules or an import may do by itself; what would do more waits for `dondoc confirm`.
struct Guard {
    bool on = true;
    std::size_t at_once = 50;  ///< messages of one day, through the next working one, that would not have gone out else
    double changed = 0.2;      ///< share of the planned reminders that are dropped or moved to another day
    std::size_t at_least = 20;  ///< fewer than this are never too many
    int days = 400;             ///< how far ahead reminders are planned for the comparison
    int gap = 60;  ///< days without the daemon, after which what was missed waits: rather the clock is wrong
};

struct Config {
    std::string path;       ///< as shown to people
    std::string directory;  ///< where it lies, absolute
    std::string state_dir;
    std::string rules_dir;
    std::string units_file;
    std::string calendars_dir;
    std::string templates_dir;  ///< empty: the built-in templates
    std::optional<Listen> listen;
    outbox::Sender sender;
    std::chrono::seconds utc_offset{std::chrono::hours{7}};
    bool simulation = false;  ///< a simulated clock may be used: it really sends, so only where it is allowed
    std::vector<ChannelEntry> channels;
    std::vector<rules::model::Contact> admins;  ///< who is told of rule files with errors; empty: the planning office
    Guard guard;
    std::optional<Answers> answers;  ///< none: messages carry no links
    Routine routine;

    std::string database() const { return state_dir + "/dondoc.db"; }
    /// Touched by whoever changes the database, watched by the daemon.
    std::string changed_file() const { return state_dir + "/changed"; }
    outbox::ChannelKinds channel_kinds() const;
    outbox::Fallbacks fallbacks() const;

    rules::dates::LocalTime local(std::chrono::sys_seconds instant) const;
    std::chrono::sys_seconds instant(rules::dates::LocalTime time) const;
};

/// A configuration with everything that was loaded by it: swapped as one on reload.
struct Site {
    Config config;
    rules::model::RuleBook book;
    outbox::Templates templates;
    outbox::ChatForms chats;
    std::vector<language::Problem> warnings;
    language::Sources sources;  ///< what the book was made of
    /// Errors name templates that are passed over for the built-in ones.
    std::vector<language::Problem> template_problems = {};
};

using Problems = std::vector<language::Problem>;

/// A configuration that is right, and the files it points to as they are.
struct SiteFiles {
    Config config;
    language::Sources sources;
    outbox::Templates templates;
    outbox::ChatForms chats;
    Problems problems;  ///< files that could not be read
    Problems template_problems = {};
};

/// Relative paths in it are relative to `directory`, an absolute path.
tl::expected<Config, Problems> parse_config(const language::SourceFile& file, const std::string& directory);

/// Reads dondoc.yaml, units, rules, calendars and templates. A file that cannot be read is a problem too. Another folder of
/// rules may be tried instead of the configured one.
tl::expected<SiteFiles, Problems> read_site(const std::string& config_path, const std::string& rules_dir = {});
/// With `now`, what is over by then is warned of.
tl::expected<std::shared_ptr<const Site>, Problems> make_site(SiteFiles files,
                                                              std::optional<std::chrono::sys_seconds> now = {});
/// Both in one step.
tl::expected<std::shared_ptr<const Site>, Problems> load_site(const std::string& config_path,
                                                              std::optional<std::chrono::sys_seconds> now = {},
                                                              const std::string& rules_dir = {});

/// The channels with their secrets, read from $CREDENTIALS_DIRECTORY (`credentials_dir`, may be empty) or the named
/// file, which nobody but its owner may read. The error names the channel, the field and the file, never the content.
tl::expected<std::vector<notifiers::ChannelConfig>, std::string> read_secrets(const Config& config,
                                                                              const std::string& credentials_dir);

/// The text of the file of keys that sign links for answers, read likewise. Where none is named it is answers.key in the state
/// directory; nothing where that is not there yet.
tl::expected<std::optional<std::string>, std::string> read_answer_keys(const Config& config,
                                                                       const std::string& credentials_dir);
/// Writes that file, for its owner only. The error is a sentence for a person.
tl::expected<void, std::string> write_answer_keys(const Config& config, const std::string& text);

/// Whether channels, state and listening address are the same: what a running daemon cannot change.
bool same_ways_out(const Config& a, const Config& b);

/// Makes the state directory where it is missing, for its owner only. The error is a sentence for a person.
tl::expected<void, std::string> make_state_dir(const Config& config);

/// All problems, one after the other, for a person.
std::string format(const Problems& problems);

}  // namespace dondoc::config
