#pragma once

#include "notifiers/envelope.hpp"
#include "notifiers/service/config.hpp"
#include "notifiers/service/judge.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace notifiers::service {

using KnownTarget = tl::expected<std::shared_ptr<const http::Target>, std::string>;
using Clock = std::function<std::chrono::sys_seconds()>;

/// What sends share and may need after the notifier itself is gone.
struct Channel {
    Channel(boost::asio::any_io_executor executor, Config config_, Clock now_)
        : config(std::move(config_)),
          now(std::move(now_)),
          client(executor, config.http),
          targets(config.http.allow_http) {
        if (config.account) tokens.emplace(executor, *config.account, client, config.token_target, now);
    }

    /// A sentence where the address leads nowhere.
    KnownTarget target_for(const std::string& to);
    std::vector<std::string> secrets(const http::Target& target) const;

    Config config;
    Clock now;
    http::Client client;
    http::KnownTargets targets;
    std::optional<Tokens> tokens;
    std::map<std::string, std::string> moved;  ///< addresses that the service has replaced, and by what
};

/// One message on its way.
class Sending {
public:
    Sending(std::shared_ptr<Channel> channel, Envelope envelope)
        : channel_(std::move(channel)), envelope_(std::move(envelope)) {}

    boost::asio::awaitable<Delivery> run();

private:
    boost::asio::awaitable<Verdict> post(const http::Target& target);
    boost::asio::awaitable<std::optional<Delivery>> renew();
    void follow(const std::string& address);
    Delivery told_of_move(Delivery delivery) const;

    std::shared_ptr<Channel> channel_;
    Envelope envelope_;
    std::string access_token_;
    std::string moved_to_;
};

}  // namespace notifiers::service
