#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"
#include "notifiers/bounce/mailbox.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dondoc {

/// How many alerts of dead addresses a day may bring: what comes in by mail must not flood the planning office.
class AlertAllowance {
public:
    static constexpr int most_proven = 50;
    static constexpr int most_unproven = 10;

    bool allows(rules::dates::Date day, bool proven);
    void use(bool proven) { ++(proven ? proven_ : unproven_); }

private:
    rules::dates::Date day_{};
    int proven_ = 0;
    int unproven_ = 0;
};

/// The mailboxes that mails of the site's channels come back to (`bounces` of a channel).
class Bounces {
public:
    /// Of these channels, with their secrets; or a sentence that names channel and setting.
    static tl::expected<Bounces, std::string> open(const std::vector<notifiers::ChannelConfig>& channels,
                                                   const boost::asio::any_io_executor& executor);

    /// Reads what has come. A report is believed of the mailboxes of a message that was sent by a channel whose mailbox this
    /// is: its delivery says from now on that it came back or is late, and the planning office is told of a dead address. Who
    /// stands in goes out where the report proves itself (notifiers/proof.hpp). Gives a sentence for each mailbox or report
    /// that cannot be read; throws store::StoreError. What is handed over must live until then.
    boost::asio::awaitable<std::vector<std::string>> read(std::shared_ptr<const config::Site> site, store::Store& store,
                                                          const clock::Clock& clock);

private:
    struct Entry {
        std::string place;                  ///< setting `bounces`, and who logs in
        std::vector<std::string> channels;  ///< that share it
        std::string key;                    ///< for proofs; empty: nothing is proven
        std::unique_ptr<notifiers::bounce::Mailbox> mailbox;
    };
    std::vector<Entry> entries_;
    AlertAllowance allowance_;
};

}  // namespace dondoc
