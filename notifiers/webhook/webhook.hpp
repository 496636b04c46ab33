#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace notifiers::webhook {

/// Signed POSTs (Standard Webhooks) to the URL that each envelope names: settings in docs/channels.md. Only https and
/// public addresses unless the channel says otherwise; redirects are an answer, not an instruction. `now` tells the time
/// of an attempt.
tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          boost::asio::any_io_executor executor,
                                                          std::function<std::chrono::sys_seconds()> now);

}  // namespace notifiers::webhook
