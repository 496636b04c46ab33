#pragma once

#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"
#include "notifiers/bounce/mailbox.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dondoc {

/// The mailboxes that mails of the site's channels come back to (`bounces` of a channel).
class Bounces {
public:
    /// Of these channels, with their secrets; or a sentence that names channel and setting.
    static tl::expected<Bounces, std::string> open(const std::vector<notifiers::ChannelConfig>& channels,
                                                   const boost::asio::any_io_executor& executor);

    /// Reads what has come: the message's delivery says from now on that it came back, who stands in for it goes out, and the
    /// planning office is told of a dead address. What a report names that no message of ours bears is left alone. Gives a
    /// sentence for each mailbox that cannot be read; throws store::StoreError. What is handed over must live until then.
    boost::asio::awaitable<std::vector<std::string>> read(std::shared_ptr<const config::Site> site, store::Store& store,
                                                          store::Instant now);

private:
    struct Entry {
        std::string channel;
        std::unique_ptr<notifiers::bounce::Mailbox> mailbox;
    };
    std::vector<Entry> entries_;
};

}  // namespace dondoc
