#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/http/client.hpp"
#include "notifiers/service/token_file.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace notifiers::service {

/// The account whose tokens these are.
struct Account {
    std::string token_url;
    std::string app_id;
    std::string secret_key;     ///< secret
    std::string first_refresh;  ///< secret: the refresh token that an admin gave
    std::string file;
};

/// Keeps the pair of tokens of one account. Refresh tokens are single use, so a new pair is on disk before it is used,
/// and only one renewal is under way: whoever asks meanwhile waits for it. The service is asked once in five minutes at most. A crash between the service's answer and the
/// disk costs the pair; the file then says so, and the account works again when an admin gives a new refresh token.
///
/// Answers with a token, or with what to say of the message that needed it: always a retry.
class Tokens {
public:
    using Clock = std::function<std::chrono::sys_seconds()>;
    using Result = tl::expected<std::string, Delivery>;

    Tokens(boost::asio::any_io_executor executor, Account account, http::Client& client,
           std::shared_ptr<const http::Target> token_target, Clock now);

    /// The access token to use.
    boost::asio::awaitable<Result> current();
    /// One that is not `stale`: another's renewal counts.
    boost::asio::awaitable<Result> renewed(std::string stale);

    /// What must not come back in a receipt.
    std::vector<std::string> secrets() const;

private:
    tl::expected<void, std::string> look();
    boost::asio::awaitable<Result> renew(std::string stale);
    boost::asio::awaitable<Result> ask();
    Result take(const http::Answer& answer);
    Result keep(TokenPair pair);
    std::string why_refused() const;

    Account account_;
    TokenFile file_;
    http::Client& client_;
    std::shared_ptr<const http::Target> target_;
    Clock now_;
    boost::asio::steady_timer bell_;  ///< rung when a renewal has ended
    bool renewing_ = false;
    std::chrono::sys_seconds rests_until_{};  ///< the service was asked, and is not again before
    bool asked_before_ = false;               ///< the file says that a renewal was begun and not finished
    std::optional<TokenPair> pair_;           ///< as on disk
    std::optional<TokenPair> unwritten_;      ///< given by the service, not on disk yet
};

}  // namespace notifiers::service
