#include "notifiers/http/client.hpp"

#include "notifiers/http/classify.hpp"
#include "notifiers/http/connection.hpp"
#include "notifiers/notifier.hpp"
#include "notifiers/transfer/slots.hpp"

#include <boost/system/system_error.hpp>

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace notifiers::http {

/// For a free connection, and for all that follows.
static_assert(2 * longest_time_limit <= Notifier::longest_send);

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using Io = transfer::Stream::Io;

struct Client::State {
    State(asio::any_io_executor executor_, Config config_)
        : executor(executor_), config(std::move(config_)), slots(executor_, config.connections) {}

    struct Resting {
        std::string origin;
        std::unique_ptr<Connection> connection;
    };
    std::unique_ptr<Connection> take_resting(const std::string& origin);
    void rest(const std::string& origin, std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> new_connection(const Target& target);

    asio::any_io_executor executor;
    Config config;
    transfer::Slots slots;
    std::deque<Resting> resting;  ///< the one that was used last behind
    int in_use = 0;
};

std::unique_ptr<Connection> Client::State::take_resting(const std::string& origin) {
    for (auto place = resting.end(); place != resting.begin();) {
        --place;
        if (place->origin != origin) continue;
        auto connection = std::move(place->connection);
        place = resting.erase(place);
        if (connection->still_good(SteadyClock::now())) return connection;
    }
    return nullptr;
}

void Client::State::rest(const std::string& origin, std::unique_ptr<Connection> connection) {
    resting.push_back({origin, std::move(connection)});
}

/// Connections that rest count: the one that rested longest makes room.
std::unique_ptr<Connection> Client::State::new_connection(const Target& target) {
    while (!resting.empty() &&
           resting.size() + static_cast<std::size_t>(in_use) > static_cast<std::size_t>(config.connections))
        resting.pop_front();
    return std::make_unique<Connection>(executor, config, std::string(target.host()));
}

namespace {

/// Counts the POSTs that hold or want a connection.
class InUse {
public:
    explicit InUse(int& count) : count_(count) { ++count_; }
    ~InUse() { --count_; }
    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;

private:
    int& count_;
};

Delivery try_later(std::string reason) {
    Delivery delivery;
    delivery.reason = std::move(reason);
    return delivery;
}

std::string no_answer(std::string_view host, const Config& config) {
    return fmt::format("{} did not answer within {} s", host, config.timeout.count());
}

Delivery unreachable(const Target& target, const Config& config, const transfer::Outcome& outcome,
                     const std::string& refused_address) {
    const std::string_view host = target.host();
    if (outcome.cancelled) return try_later("the attempt was given up");
    if (!refused_address.empty() && outcome.error == CURLE_COULDNT_CONNECT) return not_allowed(host, refused_address);
    if (outcome.error == CURLE_OPERATION_TIMEDOUT) return try_later(no_answer(host, config));
    if (outcome.error == CURLE_PEER_FAILED_VERIFICATION)
        return try_later(
            fmt::format("the certificate of {} is not trusted ({}); nothing was sent", host, outcome.message));
    return try_later(fmt::format("{} cannot be reached ({})", host, outcome.message));
}

Delivery broken(const Target& target, const Config& config, const Connection::Exchange& exchange) {
    const std::string_view host = target.host();
    if (exchange.io == Io::cancelled) return try_later("the attempt was given up");
    if (exchange.io == Io::timed_out) return try_later(no_answer(host, config));
    if (exchange.garbled) return try_later(fmt::format("what {} answers is not HTTP", host));
    return try_later(fmt::format("the connection to {} was lost before it answered", host));
}

/// At least a moment: libcurl takes 0 for "no limit".
std::chrono::milliseconds left(SteadyClock::time_point until) {
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
    return std::max(rest, std::chrono::milliseconds(1));
}

}  // namespace

Client::Client(asio::any_io_executor executor, Config config)
    : state_(std::make_shared<State>(std::move(executor), std::move(config))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

const Config& Client::config() const {
    return state_->config;
}

asio::awaitable<tl::expected<Answer, Delivery>> Client::post(Post post) {
    return Client::post(state_, std::move(post));
}

asio::awaitable<tl::expected<Answer, Delivery>> Client::post(std::shared_ptr<State> state, Post post) {
    try {
        auto permit = state->slots.try_acquire();
        if (!permit) permit = co_await state->slots.acquire(state->config.timeout);
        if (!permit)
            co_return tl::unexpected(
                try_later(fmt::format("no connection became free within {} s", state->config.timeout.count())));
        const InUse in_use(state->in_use);
        co_return co_await exchange(*state, post);
    } catch (const boost::system::system_error& error) {
        co_return tl::unexpected(try_later(fmt::format("the attempt was given up ({})", error.code().message())));
    }
}

/// A connection that was closed while it rested is replaced by a fresh one; nothing else is tried twice.
asio::awaitable<tl::expected<Answer, Delivery>> Client::exchange(State& state, const Post& post) {
    const auto until = SteadyClock::now() + state.config.timeout;
    const Target& target = post.target;
    auto connection = state.take_resting(target.origin());
    for (;;) {
        const bool reused = connection != nullptr;
        if (!reused) {
            connection = state.new_connection(target);
            const transfer::Outcome outcome = co_await connection->open(target, left(until));
            if (outcome.error != 0)
                co_return tl::unexpected(unreachable(target, state.config, outcome, connection->refused_address()));
        }
        Connection::Exchange exchange = co_await connection->post(post, left(until));
        if (exchange.usable) state.rest(target.origin(), std::move(connection));
        if (exchange.io == Io::done && !exchange.garbled) co_return std::move(exchange.answer);
        if (!reused || !exchange.stale) co_return tl::unexpected(broken(target, state.config, exchange));
        connection.reset();
    }
}

}  // namespace notifiers::http
