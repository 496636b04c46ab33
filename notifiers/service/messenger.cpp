#include "notifiers/service/messenger.hpp"

#include "notifiers/service/sending.hpp"

#include <utility>

namespace notifiers::service {

namespace asio = boost::asio;

namespace {

asio::awaitable<Delivery> deliver(std::shared_ptr<Channel> channel, Envelope envelope) {
    Sending sending(std::move(channel), std::move(envelope));
    co_return co_await sending.run();
}

class Messenger final : public Notifier {
public:
    explicit Messenger(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}
    asio::awaitable<Delivery> send(Envelope envelope) override { return deliver(channel_, std::move(envelope)); }

private:
    std::shared_ptr<Channel> channel_;
};

}  // namespace

tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel, asio::any_io_executor executor,
                                                          Clock now) {
    auto config = read_config(channel);
    if (!config) return tl::unexpected(std::move(config.error()));
    return std::make_unique<Messenger>(
        std::make_shared<Channel>(std::move(executor), std::move(*config), std::move(now)));
}

}  // namespace notifiers::service
