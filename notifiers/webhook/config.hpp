#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/webhook/addresses.hpp"
#include "notifiers/webhook/signature.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <string>

namespace notifiers::webhook {

/// How webhooks of one channel go out; docs/channels.md has the words.
struct Config {
    bool allow_http = false;
    AllowedAddresses allowed;
    std::string ca_file;  ///< empty: the system's certificates
    std::chrono::seconds timeout{20};
    int connections = 8;
    Signer signer;
};

/// The config, or one sentence naming channel and field.
tl::expected<Config, std::string> read_config(const ChannelConfig& channel);

}  // namespace notifiers::webhook
