#pragma once

#include "notifiers/channel_config.hpp"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace notifiers {

/// What a channel's `timeout` may be at most.
inline constexpr std::chrono::seconds longest_time_limit{300};

/// Reads the settings of one channel and remembers the first thing that is wrong, as one sentence that names channel
/// and field. A value that could not be read comes back as its fallback; `error()` is asked once, after the last read,
/// and also finds settings and secrets that nobody asked for. Values of secrets never appear in a sentence.
class SettingsReader {
public:
    explicit SettingsReader(const ChannelConfig& config) : config_(config) {}

    std::string required(const std::string& name);
    std::string optional(const std::string& name, std::string fallback = {});
    std::string secret(const std::string& name);
    long number(const std::string& name, long fallback, long least, long most);
    bool yes_no(const std::string& name, bool fallback);
    std::string choice(const std::string& name, std::initializer_list<std::string_view> choices,
                       std::string_view fallback);
    /// Whole seconds ("20", "20s") or minutes ("2m"), 1 s to 5 min.
    std::chrono::seconds time_limit(const std::string& name, std::chrono::seconds fallback);

    /// A path, or empty; the file must be readable now.
    std::string readable_file(const std::string& name);

    /// Notes what a kind itself finds wrong with `name`, for example "must not contain spaces".
    void wrong(const std::string& name, const std::string& what);
    void wrong_secret(const std::string& name, const std::string& what);

    std::optional<std::string> error();

private:
    std::optional<std::string> read(const std::string& name);
    void note(const std::string& sentence);
    void find_unknown();

    const ChannelConfig& config_;
    std::set<std::string> known_settings_;
    std::set<std::string> known_secrets_;
    std::optional<std::string> error_;
};

}  // namespace notifiers
