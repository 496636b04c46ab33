#include "daemon/bounces.hpp"

#include "daemon/outbox/bounced.hpp"
#include "notifiers/bounce/maildir.hpp"

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

std::vector<std::string> read_bounces(const config::Site& site, store::Store& store, store::Instant now) {
    std::vector<std::string> troubles;
    for (const auto& channel : site.config.channels) {
        const auto setting = channel.config.settings.find("bounces");
        if (setting == channel.config.settings.end()) continue;
        std::string trouble = notifiers::bounce::read_maildir(
            setting->second, [&](const auto& report) { keep(report, site, store, now); });
        if (!trouble.empty()) troubles.push_back(channel.config.id + ": " + trouble);
    }
    return troubles;
}

}  // namespace dondoc
