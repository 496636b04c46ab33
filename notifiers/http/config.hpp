#pragma once

#include "notifiers/http/addresses.hpp"
#include "notifiers/settings.hpp"

#include <chrono>
#include <string>

namespace notifiers::http {

/// How POSTs of one channel go out; docs/channels.md has the words.
struct Config {
    bool allow_http = false;
    AllowedAddresses allowed;
    std::string ca_file;  ///< empty: the system's certificates
    std::chrono::seconds timeout{20};
    int connections = 8;
};

/// Reads the settings that all channels over HTTP share; what is wrong is noted in `settings`.
Config read_config(SettingsReader& settings);

}  // namespace notifiers::http
