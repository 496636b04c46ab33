#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace notifiers::smtp {

/// Mail through one mail server: settings in docs/channels.md. Encrypted unless the channel says otherwise, certificates
/// always verified, connections reused. A connection that the server closed while it rested is replaced by a fresh one
/// within the same attempt; nothing else is tried twice.
tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          boost::asio::any_io_executor executor);

}  // namespace notifiers::smtp
