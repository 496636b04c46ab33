#pragma once

#include "notifiers/channel_config.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace notifiers::maildir {

/// Messages into one maildir on this machine, whoever they are for: the embedded default, and what the demo uses. Disks
/// are slow, so one thread of the channel's own does the writing; what the disk refuses is tried again.
tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          boost::asio::any_io_executor executor);

}  // namespace notifiers::maildir
