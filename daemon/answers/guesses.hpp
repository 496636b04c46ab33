#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

/// Who tries links that are none. Guessing one is hopeless in any case; this keeps the attempts from costing anything, and
/// from filling the log.
namespace dondoc::answers {

class Guesses {
public:
    using Instant = std::chrono::sys_seconds;

    static constexpr std::size_t most = 20;  ///< of one address in a stretch of time
    static constexpr std::chrono::minutes stretch{10};

    /// Counts a bad link. Its number among those of this address in this stretch of time.
    std::size_t note(const std::string& address, Instant now);
    std::size_t addresses() const noexcept { return counts_.size(); }

private:
    struct Count {
        Instant since;
        std::size_t number = 0;
    };
    static constexpr std::size_t most_addresses = 4096;
    std::map<std::string, Count> counts_;
};

}  // namespace dondoc::answers
