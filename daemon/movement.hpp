#pragma once

#include "daemon/clock/clock.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace dondoc {

/// Whether channels with something to do get on with it. A long queue before a slow server, or behind a rate, moves; one that
/// ends no attempt for a quarter of an hour does not, whatever the age of what is in it. A state machine without a clock of
/// its own.
class Movement {
public:
    /// Spans of rates by channel: for so long at most a rate lets nothing pass.
    using Spans = std::map<std::string, std::chrono::seconds>;

    /// An attempt ended at `at`; its server asked for quiet for so long.
    void attempted(const std::string& channel, clock::Instant at, std::chrono::seconds quiet);
    /// `busy` have a message that is due or under way. To be called every few minutes: where nobody was awake for longer,
    /// nothing is known.
    void look(const std::vector<std::string>& busy, clock::Instant now);
    std::vector<std::string> stuck(const Spans& spans, clock::Instant now) const;

private:
    std::map<std::string, clock::Instant> since_;  ///< of busy ones: when they got on last, or began to be busy
    clock::Instant looked_{};
};

}  // namespace dondoc
