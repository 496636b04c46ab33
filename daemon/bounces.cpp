#include "daemon/bounces.hpp"

#include "daemon/outbox/bounced.hpp"

namespace dondoc {

namespace {

void keep(const notifiers::bounce::Report& report, const config::Site& site, store::Store& store, store::Instant now) {
    const auto message = report.message.empty() ? std::nullopt : store.message(report.message);
    if (!message) return;
    const auto kinds = site.config.channel_kinds();
    const outbox::ComposeContext context{.book = site.book,
                                         .sender = site.config.sender,
                                         .channels = kinds,
                                         .templates = site.templates,
                                         .now = site.config.local(now),
                                         .utc_offset = site.config.utc_offset,
                                         .chats = &site.chats};
    for (const auto& refusal : report.refusals) {
        const store::Bounce bounce{.message = report.message,
                                   .recipient = refusal.recipient,
                                   .status = refusal.status,
                                   .diagnostic = refusal.diagnostic};
        const auto alerts =
            refusal.permanent ? outbox::compose_bounce(*message, bounce, context) : std::vector<store::OutboxMessage>{};
        store.record_bounce(bounce, alerts, now);
    }
}

}  // namespace

tl::expected<Bounces, std::string> Bounces::open(const std::vector<notifiers::ChannelConfig>& channels,
                                                 const boost::asio::any_io_executor& executor) {
    Bounces bounces;
    for (const auto& channel : channels) {
        auto mailbox = notifiers::bounce::make_mailbox(channel, executor);
        if (!mailbox) return tl::unexpected(std::move(mailbox.error()));
        if (*mailbox) bounces.entries_.push_back({channel.id, std::move(*mailbox)});
    }
    return bounces;
}

boost::asio::awaitable<std::vector<std::string>> Bounces::read(std::shared_ptr<const config::Site> site,
                                                               store::Store& store, store::Instant now) {
    std::vector<std::string> troubles;
    for (const Entry& entry : entries_) {
        std::string trouble =
            co_await entry.mailbox->read([&](const auto& report) { keep(report, *site, store, now); });
        if (!trouble.empty()) troubles.push_back(entry.channel + ": " + trouble);
    }
    co_return troubles;
}

}  // namespace dondoc
