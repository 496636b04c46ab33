#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace notifiers::service {

/// Messages through a service that has a folder (notifiers/service.hpp): the envelope's bytes are the whole body. A
/// message counts as sent when the service says so in its own words. Where it says that its access token has run out, a
/// new one is fetched and the message is posted once more; where it says that a chat has moved, it is posted there, and the
/// receipt names the new address. Nothing else is tried twice.
tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          boost::asio::any_io_executor executor,
                                                          std::function<std::chrono::sys_seconds()> now);

}  // namespace notifiers::service
