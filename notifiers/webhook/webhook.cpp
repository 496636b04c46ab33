#include "notifiers/webhook/webhook.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/http/classify.hpp"
#include "notifiers/http/client.hpp"
#include "notifiers/webhook/config.hpp"

#include <fmt/format.h>

#include <utility>

namespace notifiers::webhook {

namespace asio = boost::asio;
using Outcome = Delivery::Outcome;
using Clock = std::function<std::chrono::sys_seconds()>;

namespace {

/// What sends share and may need after the notifier itself is gone.
struct Channel {
    Signer signer;
    Clock now;
    http::Client client;
    http::KnownTargets targets;
};

std::string headers_of(const Signer& signer, const Envelope& envelope, std::chrono::sys_seconds now) {
    std::string lines =
        fmt::format("webhook-id: {}\r\nwebhook-timestamp: {}\r\n", envelope.id, now.time_since_epoch().count());
    if (signer.signs()) lines += "webhook-signature: " + signer.sign(envelope.id, now, envelope.bytes) + "\r\n";
    return lines;
}

Delivery judge(const http::Answer& answer, const http::Target& target) {
    Delivery delivery;
    delivery.code = answer.status;
    delivery.outcome = http::classify_http(delivery.code);
    delivery.reason = http::explain_http(delivery.code);
    delivery.answer = kept_answer(answer.body, target.secrets());
    if (delivery.outcome == Outcome::retry) delivery.retry_after = answer.retry_after;
    return delivery;
}

Delivery rejected(std::string reason) {
    Delivery delivery;
    delivery.outcome = Outcome::rejected;
    delivery.reason = std::move(reason);
    return delivery;
}

asio::awaitable<Delivery> deliver(std::shared_ptr<Channel> channel, Envelope envelope) {
    const auto target = channel->targets.find(envelope.to);
    if (!target) co_return rejected(target.error());
    if (!is_id(envelope.id)) co_return rejected("the message's id is not fit for a header");
    const auto now = channel->now();
    http::Post post{
        .target = **target, .body = envelope.bytes, .headers = headers_of(channel->signer, envelope, now), .now = now};
    const auto answer = co_await channel->client.post(std::move(post));
    co_return answer ? judge(*answer, **target) : answer.error();
}

class WebhookNotifier final : public Notifier {
public:
    explicit WebhookNotifier(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}
    asio::awaitable<Delivery> send(Envelope envelope) override { return deliver(channel_, std::move(envelope)); }

private:
    std::shared_ptr<Channel> channel_;
};

}  // namespace

tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel, asio::any_io_executor executor,
                                                          Clock now) {
    auto config = read_config(channel);
    if (!config) return tl::unexpected(std::move(config.error()));
    const bool allow_http = config->http.allow_http;
    return std::make_unique<WebhookNotifier>(std::make_shared<Channel>(
        Channel{std::move(config->signer), std::move(now), http::Client(std::move(executor), std::move(config->http)),
                http::KnownTargets(allow_http)}));
}

}  // namespace notifiers::webhook
