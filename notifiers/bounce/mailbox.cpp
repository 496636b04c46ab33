#include "notifiers/bounce/mailbox.hpp"

#include "notifiers/bounce/imap.hpp"
#include "notifiers/bounce/maildir.hpp"

#include <fmt/format.h>

namespace notifiers::bounce {

namespace asio = boost::asio;

namespace {

class Maildir final : public Mailbox {
public:
    explicit Maildir(std::string path) : reader_(std::make_shared<MaildirReader>(std::move(path))) {}

    asio::awaitable<std::string> read(std::function<void(const Report&)> keep) override {
        return read_by(reader_, std::move(keep));
    }

private:
    static asio::awaitable<std::string> read_by(std::shared_ptr<MaildirReader> reader,
                                                std::function<void(const Report&)> keep) {
        co_return reader->read(keep);
    }

    std::shared_ptr<MaildirReader> reader_;
};

using Texts = std::map<std::string, std::string>;

std::string text_of(const Texts& texts, const std::string& name, const std::string& fallback) {
    for (const std::string& key : {name, fallback}) {
        if (const auto found = texts.find(key); found != texts.end()) return found->second;
    }
    return {};
}

/// The URL of a mailbox without "/" at its end; empty where it is none. Who logs in does not stand in it.
std::string mailbox_url(std::string url) {
    const auto scheme = url.find("://");
    const std::string_view rest = std::string_view(url).substr(scheme + 3);
    if (rest.empty() || rest.starts_with('/') || rest.find_first_of("@;?# \t\r\n") != std::string_view::npos) return {};
    while (url.ends_with('/')) url.pop_back();
    return url.find('/', scheme + 3) == std::string::npos ? url + "/INBOX" : url;
}

}  // namespace

tl::expected<std::unique_ptr<Mailbox>, std::string> make_mailbox(const ChannelConfig& channel,
                                                                 asio::any_io_executor executor) {
    const auto wrong = [&](std::string_view what) {
        return tl::unexpected(fmt::format("channel '{}': {}", channel.id, what));
    };
    const std::string place = text_of(channel.settings, "bounces", "bounces");
    if (place.empty()) return nullptr;
    if (place.find("://") == std::string::npos) return std::make_unique<Maildir>(place);
    ImapConfig config;
    config.url = mailbox_url(place);
    if (!(place.starts_with("imaps://") || place.starts_with("imap://")) || config.url.empty())
        return wrong("'bounces' must be a folder, or a mailbox such as imaps://mail.so.gov.vn/INBOX");
    config.user = text_of(channel.settings, "bounces_user", "user");
    config.password = text_of(channel.secrets, "bounces_password", "password");
    if (!channel.secrets.contains("bounces_password"))
        config.oauth2_token = text_of(channel.settings, "oauth2_token", "oauth2_token");
    if (config.user.empty() || (config.password.empty() && config.oauth2_token.empty()))
        return wrong("'bounces' on a server needs 'bounces_user', and the secret 'bounces_password' or 'oauth2_token'");
    config.ca_file = text_of(channel.settings, "ca_file", "ca_file");
    return make_imap(std::move(executor), std::move(config));
}

}  // namespace notifiers::bounce
