#pragma once

#include "notifiers/bounce/report.hpp"
#include "notifiers/channel_config.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>

namespace notifiers::bounce {

/// Where mails that did not arrive come back to: a maildir of this machine, or a mailbox on a server.
class Mailbox {
public:
    virtual ~Mailbox() = default;

    /// Each report that has come is handed to `keep`, and its mail is marked when that has returned: a crash in between reads it
    /// again. No mail is deleted: a person may look at them. Nothing where all went well, else one sentence without secrets.
    /// What `keep` throws goes through. May be destroyed while a read is under way.
    virtual boost::asio::awaitable<std::string> read(std::function<void(const Report&)> keep) = 0;
};

/// The mailbox that a channel's setting `bounces` names (docs/channels.md): null where it names none; or a sentence that names
/// channel and setting.
tl::expected<std::unique_ptr<Mailbox>, std::string> make_mailbox(const ChannelConfig& channel,
                                                                 boost::asio::any_io_executor executor);

}  // namespace notifiers::bounce
