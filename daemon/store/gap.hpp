#pragma once

#include <chrono>
#include <cstddef>

namespace dondoc::store {

/// A time in which nobody was awake and something should have been said.
struct Gap {
    std::chrono::sys_seconds since;  ///< the daemon was last seen awake
    std::chrono::sys_seconds until;  ///< the cycle that made up for it
    std::size_t missed = 0;          ///< reminders that were for this time
    std::size_t dropped = 0;         ///< of those, never sent: the policy says so, or a person did
    std::size_t units = 0;           ///< whom those that were missed were for
    friend bool operator==(const Gap&, const Gap&) = default;
};

}  // namespace dondoc::store
