#pragma once

#include "daemon/config/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::config {

/// A directory in which changes matter: of some names, or of all but those that editors leave for a moment.
struct WatchedPlace {
    std::string directory;
    std::vector<std::string> names;  ///< empty: all

    bool concerns(std::string_view name) const;
};

/// Where a change means that something must be loaded or looked at anew: the files themselves, the directories they lie in,
/// what those are called by in their own parents, and what links lead to.
std::vector<WatchedPlace> watched_places(const Config& config);

}  // namespace dondoc::config
