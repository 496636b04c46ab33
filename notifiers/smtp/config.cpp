#include "notifiers/smtp/config.hpp"

#include "notifiers/settings.hpp"
#include "notifiers/smtp/message.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace notifiers::smtp {
namespace {

constexpr const char* name_characters = "must be a host name or an IP address";

bool is_address(const std::string& host) {
    boost::system::error_code failure;
    boost::asio::ip::make_address(host, failure);
    return !failure;
}

bool is_host(const std::string& host) {
    if (host.empty() || host.size() > 253) return false;
    return is_address(host) || std::all_of(host.begin(), host.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '-';
           });
}

bool is_this_machine(const std::string& host) {
    boost::system::error_code failure;
    const auto address = boost::asio::ip::make_address(host, failure);
    return host == "localhost" || (!failure && address.is_loopback());
}

Config::Tls read_tls(SettingsReader& settings) {
    const std::string word = settings.choice("tls", {"starttls", "implicit", "none"}, "starttls");
    if (word == "implicit") return Config::Tls::implicit;
    return word == "none" ? Config::Tls::none : Config::Tls::starttls;
}

int usual_port(Config::Tls tls) {
    switch (tls) {
        case Config::Tls::implicit: return 465;
        case Config::Tls::none: return 25;
        case Config::Tls::starttls: break;
    }
    return 587;
}

void check_login(const Config& config, SettingsReader& settings) {
    const bool by_token = !config.oauth2_token.empty();
    if (!config.user.empty() && config.password.empty() && !by_token) {
        settings.wrong("user", "is given, but the secret 'password' is missing");
    }
    if (by_token && (config.user.empty() || !config.password.empty())) {
        settings.wrong("oauth2_token", "needs 'user' and no password");
    }
    if (config.user.empty() && !config.password.empty()) {
        settings.wrong("user", "is missing, but the secret 'password' is given");
    }
    if (!config.user.empty() && config.tls == Config::Tls::none && !is_this_machine(config.host)) {
        settings.wrong("tls", "must not be 'none' with 'user': the password would travel unprotected");
    }
}

}  // namespace

tl::expected<Config, std::string> read_config(const ChannelConfig& channel) {
    SettingsReader settings(channel);
    Config config;
    config.host = settings.required("host");
    if (!is_host(config.host)) settings.wrong("host", name_characters);
    config.tls = read_tls(settings);
    config.port = static_cast<int>(settings.number("port", usual_port(config.tls), 1, 65535));
    config.user = settings.optional("user");
    config.password = settings.secret("password");
    config.oauth2_token = settings.readable_file("oauth2_token");
    check_login(config, settings);
    config.ca_file = settings.readable_file("ca_file");
    config.from = settings.required("from");
    if (!is_mailbox(config.from)) settings.wrong("from", "must be a mailbox such as nhac-viec@example.gov.vn");
    settings.optional("bounces");  // with what belongs to it: read by notifiers/bounce
    settings.optional("bounces_user");
    settings.secret("bounces_password");
    config.report_key = settings.secret("report_key");
    config.helo = settings.optional("helo");
    if (!config.helo.empty() && !is_host(config.helo)) settings.wrong("helo", name_characters);
    config.timeout = settings.time_limit("timeout", config.timeout);
    config.connections = static_cast<int>(settings.number("connections", config.connections, 1, 64));
    if (auto error = settings.error()) return tl::unexpected(std::move(*error));
    return config;
}

}  // namespace notifiers::smtp
