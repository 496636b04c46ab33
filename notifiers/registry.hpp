#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace notifiers {

/// Tells the time of an attempt (webhook-timestamp, a Retry-After that names a date).
using Clock = std::function<std::chrono::sys_seconds()>;

/// The notifier for a channel, or one sentence naming channel and field. The registry is the one place that knows all
/// kinds. `executor` must run on one thread; an empty `clock` means the system's.
tl::expected<std::unique_ptr<Notifier>, std::string> make_notifier(const ChannelConfig& config,
                                                                   boost::asio::any_io_executor executor,
                                                                   Clock clock = {});

}  // namespace notifiers
