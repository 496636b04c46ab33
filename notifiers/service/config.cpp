#include "notifiers/service/config.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/notifier.hpp"
#include "notifiers/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace notifiers::service {
namespace {

constexpr std::chrono::seconds longest_timeout{60};
/// Message, new token, message, three moves, and three waits for tokens that others fetch: each waits for a connection and is
/// posted.
static_assert(9 * 2 * longest_timeout <= Notifier::longest_send);

/// What may stand in a URL or header as it is.
bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= 4096 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.:~+/=").find(c) != std::string_view::npos;
    });
}

std::string with(std::string text, const std::string& name, const std::string& value) {
    const std::string place = "{" + name + "}";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
    return text;
}

/// "https://host/path" at another host: what a test or a relay of one's own house needs.
std::string at_base(const std::string& url, const std::string& base) {
    if (base.empty()) return url;
    const auto path = url.find('/', url.find("://") + 3);
    const std::string host = base.ends_with('/') ? base.substr(0, base.size() - 1) : base;
    return path == std::string::npos ? host : host + url.substr(path);
}

std::shared_ptr<const http::Target> target_of(const std::string& url, const Config& config, SettingsReader& settings) {
    auto target = http::Target::parse(url, config.http.allow_http);
    if (target) return std::make_shared<const http::Target>(std::move(*target));
    settings.wrong("base_url", fmt::format("and the service's own make no URL to post to ({})", target.error()));
    return nullptr;
}

void read_secrets(const Service& service, Config& config, std::string& url, SettingsReader& settings) {
    for (const std::string& name : service.secrets) {
        const std::string secret = settings.secret(name);
        if (!is_token(secret)) {
            settings.wrong_secret(name, secret.empty() ? "is missing" : "holds characters that no token has");
            continue;
        }
        url = with(std::move(url), name, secret);
        for (std::string& header : config.headers) header = with(std::move(header), name, secret);
        config.secrets.push_back(secret);
    }
}

/// Lines "NAME URL".
void read_urls(Config& config, SettingsReader& settings) {
    std::istringstream lines(settings.secret("urls"));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream words(line);
        std::string name;
        std::string url;
        std::string more;
        if (!(words >> name) || name.starts_with('#')) continue;
        if (!(words >> url) || (words >> more) || !http::Target::parse(url, config.http.allow_http)) {
            settings.wrong_secret("urls", fmt::format("line {} is not a name and an https URL", number));
        } else if (!config.urls.emplace(name, url).second) {
            settings.wrong_secret("urls", fmt::format("line {} names a URL that is there already", number));
        }
    }
}

void read_account(const std::string& base, Config& config, SettingsReader& settings) {
    Account account;
    account.token_url = at_base(config.service.tokens->url, base);
    account.app_id = settings.required("app_id");
    account.file = settings.required("tokens");
    account.secret_key = settings.secret("secret_key");
    account.first_refresh = settings.secret("refresh_token");
    if (!is_token(account.secret_key))
        settings.wrong_secret("secret_key", "is missing or holds characters that no key has");
    if (!is_token(account.first_refresh))
        settings.wrong_secret("refresh_token", "is missing or holds characters that no token has");
    config.token_target = target_of(account.token_url, config, settings);
    config.account = std::move(account);
}

}  // namespace

tl::expected<Config, std::string> read_config(const ChannelConfig& channel) {
    const std::string_view text = channel.service.empty() ? builtin_service(channel.kind) : channel.service;
    auto service = parse_service(channel.kind, text);
    if (!service)
        return tl::unexpected(
            fmt::format("channel '{}': {}/service.json: {}", channel.id, channel.kind, service.error()));
    SettingsReader settings(channel);
    Config config;
    config.service = std::move(*service);
    config.http = http::read_config(settings);
    config.headers = config.service.headers;
    const std::string base = settings.optional("base_url");
    std::string url = at_base(config.service.url, base);
    read_secrets(config.service, config, url, settings);
    if (config.service.url.empty()) {
        read_urls(config, settings);
    } else {
        config.target = target_of(url, config, settings);
    }
    if (config.service.tokens) read_account(base, config, settings);
    for (const std::string& name : config.service.settings) settings.required(name);
    if (config.http.timeout > longest_timeout) settings.wrong("timeout", "must be at most 1m");
    if (auto error = settings.error()) return tl::unexpected(std::move(*error));
    return config;
}

}  // namespace notifiers::service
