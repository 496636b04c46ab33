#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/http/config.hpp"
#include "notifiers/http/target.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notifiers::http {

/// One POST to be. What it points to must live until its answer is there.
struct Post {
    const Target& target;
    std::string_view body;
    std::string_view content_type = "application/json";
    std::string headers = {};      ///< lines "name: value", each with its CRLF
    std::chrono::sys_seconds now;  ///< from which a Retry-After that names a date counts
};

/// What a server answered, unjudged.
struct Answer {
    int status = 0;
    std::string body;  ///< its first 16 kB
    std::optional<std::chrono::seconds> retry_after;
};

/// The POSTs of one channel: connections are limited and reused, addresses are checked when a connection is opened, after
/// the name was resolved; redirects are an answer, not an instruction; proxies of the environment are not used.
/// Single-threaded; POSTs under way may outlive it.
class Client {
public:
    Client(boost::asio::any_io_executor executor, Config config);
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) = delete;

    const Config& config() const;

    /// The answer, or what to say of an attempt that got none (an address in the URL that is not allowed: rejected; else retry). Never throws
    /// for what the network does.
    boost::asio::awaitable<tl::expected<Answer, Delivery>> post(Post post);

private:
    struct State;
    static boost::asio::awaitable<tl::expected<Answer, Delivery>> post(std::shared_ptr<State> state, Post post);
    static boost::asio::awaitable<tl::expected<Answer, Delivery>> exchange(State& state, const Post& post);
    std::shared_ptr<State> state_;
};

}  // namespace notifiers::http
