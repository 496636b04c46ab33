#pragma once

#include "daemon/clock/clock.hpp"

#include <chrono>
#include <optional>

namespace dondoc::clock {

/// Whether the time that the clock shows can be true, judged by how long the machine has run since it could be. A daemon
/// that believed a clock which is a year ahead would remind of a year's deadlines on one morning, and of none in the year
/// after.
///
/// What happened while the program did not run is not judged: a start after a long outage looks the same. A clock that
/// was behind when the program started may be set right: `known` is a time that has certainly passed.
class Trust {
public:
    enum class Verdict : std::uint8_t { good, behind, ahead };

    /// `uptime` counts what the machine has run, also while it slept; it is never set.
    Verdict judge(Instant now, std::chrono::seconds uptime, std::optional<Instant> known) {
        if (known && now + most_behind <= *known) return Verdict::behind;
        if (!good_at_) good_at_ = now - uptime;
        const Instant expected = std::max(*good_at_ + uptime, known.value_or(now));
        if (now >= expected + most_ahead) return Verdict::ahead;
        if (now + most_ahead <= expected) return Verdict::behind;
        good_at_ = now - uptime;
        return Verdict::good;
    }

    static constexpr std::chrono::seconds most_ahead = std::chrono::days{7};
    static constexpr std::chrono::seconds most_behind = std::chrono::days{1};

private:
    std::optional<Instant> good_at_;  ///< of an uptime of nothing
};

}  // namespace dondoc::clock
