#pragma once

#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <map>
#include <memory>
#include <string>

namespace notifiers {

/// One channel as configured: `kind` picks the notifier (smtp, webhook, maildir), `settings` are its own words
/// (documented in docs/channels.md). Secrets are read by the caller and handed over by name, never stored in settings.
struct ChannelConfig {
    std::string id;
    std::string kind;
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> secrets;
};

/// The notifier for a channel, or one sentence naming channel and field. The registry is the one place that knows all
/// kinds.
tl::expected<std::unique_ptr<Notifier>, std::string> make_notifier(const ChannelConfig& config,
                                                                   boost::asio::any_io_executor executor);

}  // namespace notifiers
