#include "daemon/http/server.hpp"

#include "daemon/http/connections.hpp"
#include "daemon/http/routes.hpp"

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
#include <array>
#include <exception>
#include <map>
#include <set>
#include <system_error>

namespace dondoc::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;

using Parser = bhttp::request_parser<bhttp::string_body>;
using Header = bhttp::request<bhttp::string_body>;
using Response = bhttp::response<bhttp::string_body>;

struct Server::State : std::enable_shared_from_this<Server::State> {
    State(asio::any_io_executor executor_, std::vector<Route> routes_, Settings settings_,
          std::function<void(const std::string&)> trouble_)
        : acceptor(executor_),
          routes(std::move(routes_)),
          settings(std::move(settings_)),
          trouble(std::move(trouble_)) {}

    tcp::acceptor acceptor;
    std::vector<Route> routes;
    Settings settings;
    std::function<void(const std::string&)> trouble;
    std::set<beast::tcp_stream*> open;
    Connections connections{settings};

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(tcp::socket socket, std::string peer);
    asio::awaitable<bool> one_request(beast::tcp_stream& stream, beast::flat_buffer& buffer, const std::string& peer,
                                      bool last);
    struct Chosen {
        const Route* route = nullptr;
        std::map<std::string, std::string> parts;
    };
    Chosen choose(const Header& header) const;
    Answer answer(const Header& request, Chosen chosen, const std::string& peer) const;
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

std::string_view path_of(const Header& header) {
    const std::string_view target(header.target().data(), header.target().size());
    return target.substr(0, target.find('?'));
}

std::string text_of(const Header& header, std::string_view name) {
    const auto value = header[beast::string_view(name.data(), name.size())];
    return {value.data(), value.size()};
}

/// All headers of that name: a proxy may have added one of its own after the client's.
std::string forwarded_for(const Header& header) {
    std::string all;
    const auto [begin, end] = header.equal_range("X-Forwarded-For");
    for (auto field = begin; field != end; ++field) {
        if (!all.empty()) all += ',';
        all.append(field->value().data(), field->value().size());
    }
    return all;
}

bool reads(const Header& header) {
    return header.method() == bhttp::verb::get || header.method() == bhttp::verb::head;
}

Response make_response(const Header& request, Answer answer, bool keep_alive) {
    Response response{static_cast<bhttp::status>(answer.status), request.version()};
    response.set(bhttp::field::content_type, answer.content_type);
    response.set(bhttp::field::cache_control, "no-store");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("X-Frame-Options", "DENY");
    response.set("X-Robots-Tag", "noindex, nofollow");
    for (const auto& [name, value] : answer.headers) response.set(name, value);
    response.keep_alive(keep_alive);
    response.body() = std::move(answer.body);
    response.prepare_payload();
    if (request.method() == bhttp::verb::head) response.body().clear();
    return response;
}

std::optional<Answer> too_large_answer() {
    return Answer{.status = 413, .body = "biểu mẫu quá dài (form too large)\n"};
}

/// Why a body is not even read; nothing where it is wanted, or there is none.
std::optional<Answer> refusal(const Header& header, const Route* route) {
    if (route == nullptr) return Answer{.status = 404, .body = "không có trang này (not found)\n"};
    if (!reads(header) && !(route->takes_forms && header.method() == bhttp::verb::post)) {
        const char* allowed = route->takes_forms ? "GET, HEAD, POST" : "GET, HEAD";
        return Answer{
            .status = 405, .body = fmt::format("chỉ nhận {} (only these)\n", allowed), .headers = {{"Allow", allowed}}};
    }
    if (reads(header)) return std::nullopt;
    if (!is_form(text_of(header, "Content-Type")))
        return Answer{.status = 415, .body = "chỉ nhận biểu mẫu (forms only)\n"};
    return std::nullopt;
}

/// Says that nothing more comes and reads a little of what does, so that the answer is not lost to a reset.
asio::awaitable<void> finish(beast::tcp_stream& stream) {
    constexpr int most_reads = 16;
    boost::system::error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
    stream.expires_after(std::chrono::seconds{1});
    std::array<char, 4096> unread{};
    for (int i = 0; i < most_reads && !error; ++i)
        co_await stream.async_read_some(asio::buffer(unread), asio::redirect_error(asio::use_awaitable, error));
}

}  // namespace

Server::Server(asio::any_io_executor executor, const std::string& address, std::uint16_t port,
               std::vector<Route> routes, Settings settings, std::function<void(const std::string&)> trouble)
    : state_(std::make_shared<State>(std::move(executor), std::move(routes), std::move(settings), std::move(trouble))) {
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
        const auto endpoint = socket.remote_endpoint(error);
        if (error) continue;
        std::string peer = endpoint.address().to_string();
        if (!connections.has_room_for(peer)) continue;  // closes the socket
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), std::move(peer)), asio::detached);
    }
}

asio::awaitable<void> Server::State::serve(tcp::socket socket, std::string peer) {
    const auto self = shared_from_this();
    beast::tcp_stream stream(std::move(socket));
    open.insert(&stream);
    connections.opened(peer);
    beast::flat_buffer buffer(settings.limits.header_bytes + settings.limits.form_bytes);
    std::size_t requests = 0;
    bool more = true;
    while (more) {
        ++requests;
        more = co_await one_request(stream, buffer, peer, requests >= settings.limits.requests);
    }
    open.erase(&stream);
    connections.closed(peer);
    boost::system::error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_both, error);
}

/// Whether another one may follow on this connection.
asio::awaitable<bool> Server::State::one_request(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                                 const std::string& peer, bool last) {
    const auto& limits = settings.limits;
    boost::system::error_code error;
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    parser.body_limit(limits.form_bytes);
    stream.expires_after(limits.idle);  // for all of the request: who sends a byte now and then gains nothing
    co_await bhttp::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    const auto too_large = [&] { return error == bhttp::error::body_limit; };
    if (error && !too_large()) co_return false;
    Chosen chosen = choose(parser.get());
    auto refused = too_large() ? too_large_answer() : refusal(parser.get(), chosen.route);
    if (!refused && !parser.is_done()) {
        co_await bhttp::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        if (error && !too_large()) co_return false;
        if (too_large()) refused = too_large_answer();
    }
    const bool unread = !parser.is_done();
    const bool more = parser.get().keep_alive() && acceptor.is_open() && !last && !unread;
    auto response = make_response(parser.get(),
                                  refused ? std::move(*refused) : answer(parser.get(), std::move(chosen), peer), more);
    stream.expires_after(limits.idle);
    co_await bhttp::async_write(stream, response, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    if (unread) co_await finish(stream);
    co_return more;
}

Server::State::Chosen Server::State::choose(const Header& header) const {
    for (const Route& route : routes) {
        if (auto parts = match_path(route.path, path_of(header))) return {&route, std::move(*parts)};
    }
    return {};
}

Answer Server::State::answer(const Header& request, Chosen chosen, const std::string& peer) const {
    try {
        return chosen.route->handle({.post = request.method() == bhttp::verb::post,
                                     .parts = std::move(chosen.parts),
                                     .form = request.body(),
                                     .client = client_address(peer, forwarded_for(request), settings.trusted_proxies),
                                     .origin = text_of(request, "Origin"),
                                     .fetch_site = text_of(request, "Sec-Fetch-Site")});
    } catch (const std::exception& error) {
        trouble(fmt::format("{}: {}", chosen.route->path, error.what()));
        return {.status = 500, .body = "lỗi bên trong (internal error)\n"};
    }
}

}  // namespace dondoc::http
