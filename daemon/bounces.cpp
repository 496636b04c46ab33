#include "daemon/bounces.hpp"

#include "daemon/outbox/undelivered.hpp"
#include "notifiers/bounce/mime.hpp"
#include "notifiers/proof.hpp"
#include "notifiers/smtp/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dondoc {

namespace {

using notifiers::bounce::lower;
using notifiers::bounce::Report;

std::string text_of(const std::map<std::string, std::string>& texts, const std::string& name) {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string() : found->second;
}

/// Of a folder its path; of a mailbox on a server also who logs in.
std::string place_of(const notifiers::ChannelConfig& channel) {
    const std::string place = text_of(channel.settings, "bounces");
    if (place.find("://") == std::string::npos) return place;
    const std::string user = text_of(channel.settings, "bounces_user");
    return place + " " + (user.empty() ? text_of(channel.settings, "user") : user);
}

/// The mailboxes that a message was for, by their lower case.
std::map<std::string, std::string> mailboxes_of(const store::Claimed& message) {
    std::map<std::string, std::string> mailboxes;
    for (const auto& one : notifiers::smtp::mailboxes_of(message.envelope.to).value_or(std::vector<std::string>{}))
        mailboxes.emplace(lower(one), one);
    return mailboxes;
}

/// Judges the reports of one mailbox.
class Keeper {
public:
    Keeper(const config::Site& site, store::Store& store, AlertAllowance& allowance, clock::Instant now)
        : site_(site), store_(store), allowance_(allowance), now_(now), kinds_(site.config.channel_kinds()) {}

    void keep(const Report& report, const std::vector<std::string>& channels, const std::string& key) {
        const auto message = report.message.empty() ? std::nullopt : store_.message(report.message);
        if (!message || std::find(channels.begin(), channels.end(), message->envelope.channel) == channels.end())
            return;
        const bool proven = notifiers::proves(report.proof, report.message, key);
        auto mailboxes = mailboxes_of(*message);
        for (const auto& refusal : report.refusals) {
            if (!proven && !refusal.permanent) continue;
            if (const auto mailbox = mailboxes.extract(lower(refusal.recipient)))
                keep(*message, mailbox.mapped(), refusal, proven);
        }
    }

    /// Addresses that nobody was told of.
    int untold() const { return untold_; }

private:
    void keep(const store::Claimed& message, const std::string& mailbox, const notifiers::bounce::Refusal& refusal,
              bool proven) {
        const store::Bounce bounce{.message = message.envelope.id,
                                   .recipient = mailbox,
                                   .status = refusal.status,
                                   .diagnostic = refusal.diagnostic,
                                   .permanent = refusal.permanent,
                                   .proven = proven};
        auto alerts =
            bounce.permanent ? outbox::compose_bounce(message, bounce, context()) : std::vector<store::OutboxMessage>{};
        const bool news = !alerts.empty() && !store_.message(alerts.front().envelope.id);
        const bool allowed = allowance_.allows(rules::dates::date_of(site_.config.local(now_)), proven);
        if (!news || !allowed) alerts.clear();
        if (!store_.record_bounce(bounce, alerts, now_) || !news) return;
        if (allowed) {
            allowance_.use(proven);
        } else {
            ++untold_;
        }
    }

    outbox::ComposeContext context() const {
        return {.book = site_.book,
                .sender = site_.config.sender,
                .channels = kinds_,
                .templates = site_.templates,
                .now = site_.config.local(now_),
                .utc_offset = site_.config.utc_offset,
                .chats = &site_.chats};
    }

    const config::Site& site_;
    store::Store& store_;
    AlertAllowance& allowance_;
    clock::Instant now_;
    outbox::ChannelKinds kinds_;
    int untold_ = 0;
};

}  // namespace

bool AlertAllowance::allows(rules::dates::Date day, bool proven) {
    if (day != std::exchange(day_, day)) proven_ = unproven_ = 0;
    return proven ? proven_ < most_proven : unproven_ < most_unproven;
}

tl::expected<Bounces, std::string> Bounces::open(const std::vector<notifiers::ChannelConfig>& channels,
                                                 const boost::asio::any_io_executor& executor) {
    Bounces bounces;
    for (const auto& channel : channels) {
        auto mailbox = notifiers::bounce::make_mailbox(channel, executor);
        if (!mailbox) return tl::unexpected(std::move(mailbox.error()));
        if (!*mailbox) continue;
        const std::string place = place_of(channel);
        const auto same = std::find_if(bounces.entries_.begin(), bounces.entries_.end(),
                                       [&](const Entry& entry) { return entry.place == place; });
        if (same != bounces.entries_.end()) {
            same->channels.push_back(channel.id);
        } else {
            bounces.entries_.push_back(
                {place, {channel.id}, text_of(channel.secrets, "report_key"), std::move(*mailbox)});
        }
    }
    return bounces;
}

boost::asio::awaitable<std::vector<std::string>> Bounces::read(std::shared_ptr<const config::Site> site,
                                                               store::Store& store, const clock::Clock& clock) {
    std::vector<std::string> troubles;
    for (const Entry& entry : entries_) {
        const std::string name = fmt::format("{}", fmt::join(entry.channels, ", "));
        int untold = 0;
        std::string trouble = co_await entry.mailbox->read([&](const Report& report) {
            try {
                Keeper keeper(*site, store, allowance_, clock.now());
                keeper.keep(report, entry.channels, entry.key);
                untold += keeper.untold();
            } catch (const store::StoreError&) {
                throw;  // it is read again
            } catch (const std::exception& error) {
                troubles.push_back(fmt::format("{}: một thư báo lỗi không xử lý được (a report was passed over): {}",
                                               name, error.what()));
            }
        });
        if (!trouble.empty()) troubles.push_back(name + ": " + trouble);
        if (untold > 0)
            troubles.push_back(
                fmt::format("{}: {} địa chỉ bị trả về không báo riêng nữa vì hôm nay đã báo nhiều; xem dondoc "
                            "deliveries --state bounced và --state unproven (not told one by one)",
                            name, untold));
    }
    co_return troubles;
}

}  // namespace dondoc
