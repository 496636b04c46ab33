#pragma once

#include "notifiers/http/client.hpp"
#include "notifiers/transfer/stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

struct curl_sockaddr;

namespace notifiers::http {

/// One kept connection to a receiver, used for one POST after the other. libcurl resolves the name, connects and encrypts,
/// and asks here whether an address is allowed; HTTP/1.1 is spoken here, because setting up and taking down a transfer
/// costs libcurl more than sending it.
class Connection {
public:
    using Io = transfer::Stream::Io;

    Connection(boost::asio::any_io_executor executor, const Config& config, std::string host);

    /// Opens it to where the target is; `error` 0 when ready.
    boost::asio::awaitable<transfer::Outcome> open(const Target& target, std::chrono::milliseconds limit);
    /// The address that was not allowed; empty where none was refused.
    const std::string& refused_address() const { return refused_address_; }

    struct Exchange {
        Io io = Io::done;      ///< how it ended; `answer` counts where it is done
        bool garbled = false;  ///< what came was no HTTP
        bool usable = false;   ///< the connection can carry another POST
        bool stale = false;    ///< it was gone before the server answered anything: a fresh one may do
        Answer answer{};
    };
    boost::asio::awaitable<Exchange> post(const Post& post, std::chrono::milliseconds limit);
    /// Rested for less than a minute, not hung up on, and nothing came that was not asked for.
    bool still_good(std::chrono::steady_clock::time_point now);

private:
    static int open_socket(void* self, int purpose, curl_sockaddr* peer);
    boost::asio::awaitable<Exchange> hear(std::chrono::sys_seconds now);

    const Config& config_;
    std::string host_;
    std::shared_ptr<transfer::Stream> stream_;
    std::string refused_address_;
    std::string input_;
    std::string output_;  ///< the request under way
    std::chrono::steady_clock::time_point resting_since_;
};

}  // namespace notifiers::http
