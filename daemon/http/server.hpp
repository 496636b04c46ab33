#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The daemon's small HTTP side: for now what operators and monitoring ask for.
namespace dondoc::http {

struct Answer {
    unsigned status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// One row of the route table. Handlers are called on the server's executor and must not block; what they throw is
/// logged by the caller's `trouble` and answered with a fixed 500 that reveals nothing.
struct Route {
    std::string path;
    std::function<Answer()> handle;
};

struct Limits {
    std::size_t connections = 64;
    std::size_t header_bytes = 8192;
    std::chrono::seconds idle{15};
};

/// Serves GET and HEAD of the routes, a coroutine per connection, every wait with a limit.
///
/// Throws std::system_error naming the address where it cannot listen.
class Server {
public:
    Server(boost::asio::any_io_executor executor, const std::string& address, std::uint16_t port,
           std::vector<Route> routes, Limits limits, std::function<void(const std::string&)> trouble);
    ~Server();

    /// The port that was bound, also where 0 was asked for.
    std::uint16_t port() const;
    /// Stops accepting and closes what is open.
    void stop();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace dondoc::http
