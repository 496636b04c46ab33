#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// The daemon's small HTTP side: what operators and monitoring ask for, and the pages on which units answer.
///
/// Everything that comes in is from strangers: each wait has an end, each size a limit, nothing a client sends is repeated
/// in an answer's headers, and every answer forbids frames, scripts, foreign content, storing and referrers.
namespace dondoc::http {

/// What a handler sees of a request.
struct Request {
    bool post = false;                         ///< else GET, or HEAD, which must change nothing
    std::map<std::string, std::string> parts;  ///< what the {names} of the route's path stand for, as they came
    std::string form;                          ///< application/x-www-form-urlencoded
    std::string client;           ///< address of who asks, as far as trusted proxies tell; else of the peer
    std::string origin = {};      ///< Origin, may be empty
    std::string fetch_site = {};  ///< Sec-Fetch-Site, may be empty
};

struct Answer {
    unsigned status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< replace the server's own of the same name
};

/// One row of the route table. A {name} in the path stands for one part of it. Handlers are called on the server's
/// executor and must not block; what they throw is logged by the caller's `trouble` and answered with a fixed 500 that
/// reveals nothing.
struct Route {
    std::string path;
    std::function<Answer(const Request&)> handle;
    bool takes_forms = false;  ///< POST as well
};

struct Limits {
    std::size_t connections = 256;
    std::size_t connections_of_one = 16;  ///< from one address or IPv6 network (/64), unless it is a trusted proxy
    std::size_t requests = 200;           ///< on one connection
    std::size_t header_bytes = 8192;
    std::size_t form_bytes = 16384;
    std::chrono::milliseconds idle{15'000};  ///< for a whole request, however slowly it comes; and for its answer
};

struct Settings {
    Limits limits{};
    /// Addresses whose X-Forwarded-For is believed.
    std::vector<std::string> trusted_proxies{};
};

/// Serves GET and HEAD of the routes, and POST of forms; a coroutine per connection, every wait with a limit.
///
/// Throws std::system_error naming the address where it cannot listen.
class Server {
public:
    Server(boost::asio::any_io_executor executor, const std::string& address, std::uint16_t port,
           std::vector<Route> routes, Settings settings, std::function<void(const std::string&)> trouble);
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
