#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/http/config.hpp"
#include "notifiers/http/target.hpp"
#include "notifiers/service.hpp"
#include "notifiers/service/tokens.hpp"

#include <tl/expected.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace notifiers::service {

/// One channel of a service; docs/channels.md has the words.
struct Config {
    Service service;
    http::Config http;
    std::shared_ptr<const http::Target> target;  ///< null where each contact has its own URL
    std::map<std::string, std::string> urls;     ///< by the name that contacts use
    std::vector<std::string> headers;            ///< with their secrets; {access_token} is still to be filled in
    std::vector<std::string> secrets;            ///< what must not come back in a receipt
    std::optional<Account> account;
    std::shared_ptr<const http::Target> token_target;
};

/// The config, or one sentence naming channel and field, without the value of a secret.
tl::expected<Config, std::string> read_config(const ChannelConfig& channel);

}  // namespace notifiers::service
