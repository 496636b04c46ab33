#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/http/config.hpp"
#include "notifiers/webhook/signature.hpp"

#include <tl/expected.hpp>

#include <string>

namespace notifiers::webhook {

/// How webhooks of one channel go out; docs/channels.md has the words.
struct Config {
    http::Config http;
    Signer signer;
};

/// The config, or one sentence naming channel and field.
tl::expected<Config, std::string> read_config(const ChannelConfig& channel);

}  // namespace notifiers::webhook
