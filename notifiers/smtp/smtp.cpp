#include "notifiers/smtp/smtp.hpp"

#include "notifiers/settings.hpp"
#include "notifiers/smtp/config.hpp"
#include "notifiers/smtp/message.hpp"
#include "notifiers/smtp/session.hpp"
#include "notifiers/transfer/slots.hpp"

#include <fmt/format.h>

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

namespace notifiers::smtp {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

namespace {

/// What sends share and may need after the notifier itself is gone.
struct Channel {
    Channel(asio::any_io_executor executor_, Config config_)
        : executor(executor_),
          config(std::make_shared<const Config>(std::move(config_))),
          slots(executor_, config->connections) {}

    std::unique_ptr<Session> take_resting();

    asio::any_io_executor executor;
    std::shared_ptr<const Config> config;
    transfer::Slots slots;
    std::vector<std::unique_ptr<Session>> resting;
};

std::unique_ptr<Session> Channel::take_resting() {
    while (!resting.empty()) {
        auto session = std::move(resting.back());
        resting.pop_back();
        if (session->still_good()) return session;
    }
    return nullptr;
}

/// For a free connection, up to the end of the message, and for the reply to that.
static_assert(longest_time_limit + Config{}.longest_way + Config{}.last_reply <= Notifier::longest_send);

/// What opening a connection may take. At least a moment: libcurl takes 0 for "no limit".
std::chrono::milliseconds time_to_open(const Config& config, SteadyClock::time_point until) {
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
    return std::clamp<std::chrono::milliseconds>(rest, std::chrono::milliseconds(1), config.timeout);
}

Delivery try_later(std::string reason) {
    Delivery delivery;
    delivery.reason = std::move(reason);
    return delivery;
}

asio::awaitable<Delivery> carry(std::shared_ptr<Channel> channel, std::string id, std::vector<std::string> to,
                                std::string data) {
    const auto permit = co_await channel->slots.acquire(channel->config->timeout);
    if (!permit) {
        co_return try_later(fmt::format("no connection became free within {} s", channel->config->timeout.count()));
    }
    const auto until = SteadyClock::now() + channel->config->longest_way;
    auto session = channel->take_resting();
    for (;;) {
        const bool reused = session != nullptr;
        if (!reused) {
            session = std::make_unique<Session>(channel->executor, channel->config);
            if (auto refusal = co_await session->open(time_to_open(*channel->config, until)))
                co_return std::move(*refusal);
        }
        const Session::Mail mail{.id = id, .recipients = to, .data = data};
        Session::Attempt attempt = co_await session->deliver(mail, until);
        if (attempt.usable) channel->resting.push_back(std::move(session));
        if (!reused || !attempt.stale) co_return std::move(attempt.delivery);
        session.reset();
    }
}

asio::awaitable<Delivery> deliver(std::shared_ptr<Channel> channel, Envelope envelope) {
    auto recipients = mailboxes_of(envelope.to);
    if (!recipients || !is_id(envelope.id)) {
        Delivery delivery;
        delivery.outcome = Delivery::Outcome::rejected;
        delivery.reason =
            recipients ? "the message's id is not fit for a header" : "the recipient's address is not a mailbox";
        co_return delivery;
    }
    try {
        co_return co_await carry(channel, std::move(envelope.id), std::move(*recipients),
                                 for_data(std::move(envelope.bytes)));
    } catch (const boost::system::system_error& error) {
        co_return try_later(fmt::format("the attempt was given up ({})", error.code().message()));
    }
}

class SmtpNotifier final : public Notifier {
public:
    explicit SmtpNotifier(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}
    asio::awaitable<Delivery> send(Envelope envelope) override { return deliver(channel_, std::move(envelope)); }

private:
    std::shared_ptr<Channel> channel_;
};

}  // namespace

tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          asio::any_io_executor executor) {
    auto config = read_config(channel);
    if (!config) return tl::unexpected(std::move(config.error()));
    return std::make_unique<SmtpNotifier>(std::make_shared<Channel>(std::move(executor), std::move(*config)));
}

}  // namespace notifiers::smtp
