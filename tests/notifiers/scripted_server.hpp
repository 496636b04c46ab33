#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The server's end of one connection: it hears and says what the test tells it to, byte by byte. Failures end a script quietly.
class Peer {
public:
    explicit Peer(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {
        socket_.set_option(boost::asio::ip::tcp::no_delay(true));
    }

    /// A whole request with its body, or what came before the client hung up.
    boost::asio::awaitable<std::string> request() {
        for (bool more = true; more && !whole();) more = co_await hear_some();
        co_return std::exchange(heard_, {});
    }
    /// The next line with its end, or what came before the client hung up.
    boost::asio::awaitable<std::string> line() { return until("\n"); }
    /// All up to and with these bytes.
    boost::asio::awaitable<std::string> until(std::string end) {
        std::size_t at = heard_.find(end);
        for (bool more = true; more && at == std::string::npos; at = heard_.find(end)) more = co_await hear_some();
        const std::string rest = at == std::string::npos ? std::string() : heard_.substr(at + end.size());
        heard_.resize(heard_.size() - rest.size());
        co_return std::exchange(heard_, rest);
    }
    /// False where nobody listens any more.
    boost::asio::awaitable<bool> say(std::string_view bytes) {
        boost::system::error_code ended;
        co_await boost::asio::async_write(socket_, boost::asio::buffer(bytes),
                                          boost::asio::redirect_error(boost::asio::use_awaitable, ended));
        co_return !ended;
    }
    /// Each byte by itself: the client has its turn in between.
    boost::asio::awaitable<void> spell(std::string_view bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            co_await say(bytes.substr(i, 1));
            co_await give_turn();
        }
    }
    boost::asio::awaitable<void> give_turn() {
        for (int turn = 0; turn < 4; ++turn)
            co_await boost::asio::post(socket_.get_executor(), boost::asio::use_awaitable);
    }
    /// At least one byte has come.
    boost::asio::awaitable<bool> hear_some() {
        std::string piece(1024 * 1024, '\0');
        boost::system::error_code ended;
        piece.resize(co_await socket_.async_read_some(boost::asio::buffer(piece),
                                                      boost::asio::redirect_error(boost::asio::use_awaitable, ended)));
        heard_ += piece;
        co_return !ended;
    }
    /// What has come, at least one byte; nothing where the client has hung up.
    boost::asio::awaitable<std::string> some() {
        if (heard_.empty()) co_await hear_some();
        co_return std::exchange(heard_, {});
    }
    boost::asio::awaitable<void> wait(std::chrono::milliseconds time) {
        boost::asio::steady_timer timer(socket_.get_executor(), time);
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    /// Says nothing more until the client hangs up.
    boost::asio::awaitable<void> keep_silent() {
        for (bool more = true; more;) more = co_await hear_some();
    }
    /// A hang-up that takes back what the client has not heard yet, and refuses what it still says.
    void reset() {
        socket_.set_option(boost::asio::socket_base::linger(true, 0));
        socket_.close();
    }

private:
    bool whole() const {
        const auto head = heard_.find("\r\n\r\n");
        const auto length = heard_.find("Content-Length: ");
        return head != std::string::npos && length < head &&
               heard_.size() >= head + 4 + std::stoul(heard_.substr(length + 16));
    }

    boost::asio::ip::tcp::socket socket_;
    std::string heard_;
};

/// A server on loopback and on the client's own event loop. Each connection is played by the script of its number, the last
/// script also by those that follow; it is closed where the script ends.
class ScriptedServer {
public:
    using Script = std::function<boost::asio::awaitable<void>(Peer&)>;

    ScriptedServer(boost::asio::io_context& io, std::vector<Script> scripts)
        : state_(std::make_shared<State>(io, std::move(scripts))) {
        boost::asio::co_spawn(io, serve(state_), boost::asio::detached);
    }
    ~ScriptedServer() { state_->acceptor.close(); }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::string port() const { return std::to_string(state_->acceptor.local_endpoint().port()); }
    /// Connections that came, and those whose script still goes on.
    std::size_t connections() const { return state_->connections; }
    std::size_t open() const { return state_->open; }

private:
    struct State {
        State(boost::asio::io_context& io, std::vector<Script> scripts_)
            : scripts(std::move(scripts_)), acceptor(io, {boost::asio::ip::address_v4::loopback(), 0}) {}

        std::vector<Script> scripts;
        boost::asio::ip::tcp::acceptor acceptor;
        std::size_t connections = 0;
        std::size_t open = 0;
    };

    static boost::asio::awaitable<void> serve(std::shared_ptr<State> state) {
        for (;;) {
            Peer peer(co_await state->acceptor.async_accept(boost::asio::use_awaitable));
            const std::size_t number = std::min(state->connections++, state->scripts.size() - 1);
            boost::asio::co_spawn(state->acceptor.get_executor(), play(state, number, std::move(peer)),
                                  boost::asio::detached);
        }
    }
    static boost::asio::awaitable<void> play(std::shared_ptr<State> state, std::size_t number, Peer peer) {
        ++state->open;
        co_await state->scripts[number](peer);
        --state->open;
    }

    std::shared_ptr<State> state_;
};
