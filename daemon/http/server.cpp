#include "daemon/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <set>
#include <system_error>

namespace dondoc::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;

struct Server::State : std::enable_shared_from_this<Server::State> {
    State(asio::any_io_executor executor_, std::vector<Route> routes_, Limits limits_,
          std::function<void(const std::string&)> trouble_)
        : acceptor(executor_), routes(std::move(routes_)), limits(limits_), trouble(std::move(trouble_)) {}

    tcp::acceptor acceptor;
    std::vector<Route> routes;
    Limits limits;
    std::function<void(const std::string&)> trouble;
    std::set<beast::tcp_stream*> open;

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(tcp::socket socket);
    bhttp::response<bhttp::string_body> answer(const bhttp::request<bhttp::empty_body>& request) const;
};

namespace {

std::error_code listen(tcp::acceptor& acceptor, const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return error;
    const tcp::endpoint endpoint(ip, port);
    if (acceptor.open(endpoint.protocol(), error)) return error;
    if (acceptor.set_option(tcp::acceptor::reuse_address(true), error)) return error;
    if (acceptor.bind(endpoint, error)) return error;
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    return error;
}

bhttp::response<bhttp::string_body> make_response(const bhttp::request<bhttp::empty_body>& request, Answer answer) {
    bhttp::response<bhttp::string_body> response{static_cast<bhttp::status>(answer.status), request.version()};
    response.set(bhttp::field::content_type, answer.content_type);
    response.set(bhttp::field::cache_control, "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    response.keep_alive(request.keep_alive());
    response.body() = std::move(answer.body);
    response.prepare_payload();
    if (request.method() == bhttp::verb::head) response.body().clear();
    return response;
}

}  // namespace

Server::Server(asio::any_io_executor executor, const std::string& address, std::uint16_t port,
               std::vector<Route> routes, Limits limits, std::function<void(const std::string&)> trouble)
    : state_(std::make_shared<State>(std::move(executor), std::move(routes), limits, std::move(trouble))) {
    if (const auto error = listen(state_->acceptor, address, port)) {
        throw std::system_error(error, fmt::format("{}:{}", address, port));
    }
    asio::co_spawn(state_->acceptor.get_executor(), state_->accept(), asio::detached);
}

Server::~Server() {
    stop();
}

std::uint16_t Server::port() const {
    return state_->acceptor.local_endpoint().port();
}

void Server::stop() {
    boost::system::error_code ignored;
    state_->acceptor.close(ignored);
    for (beast::tcp_stream* stream : state_->open) stream->cancel();
}

asio::awaitable<void> Server::State::accept() {
    const auto self = shared_from_this();
    asio::steady_timer pause(acceptor.get_executor());
    while (acceptor.is_open()) {
        boost::system::error_code error;
        tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || error == asio::error::bad_descriptor) co_return;
        if (error) {  // out of descriptors: let others finish first
            pause.expires_after(std::chrono::milliseconds{100});
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        if (open.size() >= limits.connections) continue;  // closes the socket
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> Server::State::serve(tcp::socket socket) {
    const auto self = shared_from_this();
    beast::tcp_stream stream(std::move(socket));
    open.insert(&stream);
    beast::flat_buffer buffer(limits.header_bytes);
    boost::system::error_code error;
    bool more = true;
    while (more) {
        bhttp::request_parser<bhttp::empty_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
        stream.expires_after(limits.idle);
        co_await bhttp::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        if (error) break;
        auto response = answer(parser.get());
        more = response.keep_alive() && acceptor.is_open();
        stream.expires_after(limits.idle);
        co_await bhttp::async_write(stream, response, asio::redirect_error(asio::use_awaitable, error));
        if (error) break;
    }
    open.erase(&stream);
    stream.socket().shutdown(tcp::socket::shutdown_both, error);
}

bhttp::response<bhttp::string_body> Server::State::answer(const bhttp::request<bhttp::empty_body>& request) const {
    const std::string_view target(request.target().data(), request.target().size());
    const std::string_view path = target.substr(0, target.find('?'));
    const auto route = std::find_if(routes.begin(), routes.end(), [&](const Route& row) { return row.path == path; });
    if (route == routes.end())
        return make_response(request, {.status = 404, .body = "không có trang này (not found)\n"});
    if (request.method() != bhttp::verb::get && request.method() != bhttp::verb::head) {
        auto response = make_response(request, {.status = 405, .body = "chỉ nhận GET (GET only)\n"});
        response.set(bhttp::field::allow, "GET, HEAD");
        return response;
    }
    try {
        return make_response(request, route->handle());
    } catch (const std::exception& error) {
        trouble(fmt::format("{}: {}", path, error.what()));
        return make_response(request, {.status = 500, .body = "lỗi bên trong (internal error)\n"});
    }
}

}  // namespace dondoc::http
