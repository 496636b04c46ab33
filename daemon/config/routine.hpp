#pragma once

#include "rules/model/policy.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// What the daemon says by itself, day by day, and how much of it at most.
namespace dondoc::config {

/// A sign of life, so that others notice when there is none.
struct Heartbeat {
    enum class Every : std::uint8_t { day, hour };
    std::string url;                              ///< is asked with a POST; empty: no URL
    std::map<std::string, std::string> settings;  ///< how: those of a webhook channel
    Every every = Every::day;                     ///< of the URL
    std::string to;                               ///< a role or a unit that gets a message each day; empty: nobody
    std::chrono::minutes at{std::chrono::hours{8} + std::chrono::minutes{5}};  ///< time of day
    rules::model::SourcePlace place = {};

    bool on() const noexcept { return !url.empty() || !to.empty(); }
};

/// A summary that somebody gets regularly.
struct SummaryRule {
    enum class Every : std::uint8_t { day, week, month, quarter };
    std::string to;  ///< a role or a unit
    Every every = Every::week;
    unsigned on = 1;  ///< of a week: its day, 1 is Monday; of a month or quarter: the day of its first month
    std::chrono::minutes at{std::chrono::hours{7} + std::chrono::minutes{30}};  ///< time of day
    rules::model::SourcePlace place = {};
};

struct Routine {
    Heartbeat heartbeat = {};
    std::vector<SummaryRule> summaries = {};
    std::size_t messages_per_day =
        0;  ///< to one recipient, beyond which a message waits for the next digest; 0: no limit
};

}  // namespace dondoc::config
