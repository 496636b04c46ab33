#include "notifiers/maildir/maildir.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/maildir/store.hpp"
#include "notifiers/settings.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

namespace notifiers::maildir {

namespace asio = boost::asio;

namespace {

Delivery write(const std::string& path, const Envelope& envelope) {
    Delivery delivery;
    if (!is_id(envelope.id)) {
        delivery.outcome = Delivery::Outcome::rejected;
        delivery.reason = "the message's id is not fit for a file name";
        return delivery;
    }
    if (const auto trouble = store(path, envelope.id, envelope.bytes)) {
        delivery.reason = kept_answer(fmt::format("the maildir cannot be written ({})", *trouble));
        return delivery;
    }
    delivery.outcome = Delivery::Outcome::sent;
    delivery.answer = fmt::format("stored as {}", envelope.id);
    delivery.reason = "the message is in the maildir";
    return delivery;
}

class MaildirNotifier final : public Notifier {
public:
    MaildirNotifier(std::string path, asio::any_io_executor executor)
        : path_(std::move(path)), executor_(std::move(executor)) {}
    ~MaildirNotifier() override { disk_.join(); }

    /// Not cancellable: a write is short, and half of one is of no use.
    asio::awaitable<Delivery> send(Envelope envelope) override {
        auto start = [this](auto handler, Envelope message) {
            auto work = asio::make_work_guard(executor_);
            asio::post(disk_, [path = path_, message = std::move(message), work = std::move(work),
                               handler = std::move(handler)]() mutable {
                Delivery delivery = write(path, message);
                asio::post(work.get_executor(),
                           [handler = std::move(handler), delivery = std::move(delivery)]() mutable {
                               std::move(handler)(std::move(delivery));
                           });
            });
        };
        return asio::async_initiate<const asio::use_awaitable_t<>, void(Delivery)>(
            std::move(start), asio::use_awaitable, std::move(envelope));
    }

private:
    std::string path_;
    asio::any_io_executor executor_;
    asio::thread_pool disk_{1};
};

}  // namespace

tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel,
                                                          asio::any_io_executor executor) {
    SettingsReader settings(channel);
    std::string path = settings.required("path");
    if (auto error = settings.error()) return tl::unexpected(std::move(*error));
    return std::make_unique<MaildirNotifier>(std::move(path), std::move(executor));
}

}  // namespace notifiers::maildir
