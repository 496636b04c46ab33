#include "notifiers/http/config.hpp"

#include "notifiers/answer.hpp"

#include <fmt/format.h>

namespace notifiers::http {

Config read_config(SettingsReader& settings) {
    Config config;
    config.allow_http = settings.yes_no("allow_http", config.allow_http);
    if (auto allowed = AllowedAddresses::parse(settings.optional("allow_private"))) {
        config.allowed = std::move(*allowed);
    } else {
        settings.wrong("allow_private",
                       fmt::format("holds '{}', which is neither an address, a network nor a host name",
                                   kept_answer(allowed.error())));
    }
    config.ca_file = settings.readable_file("ca_file");
    config.timeout = settings.time_limit("timeout", config.timeout);
    config.connections = static_cast<int>(settings.number("connections", config.connections, 1, 256));
    return config;
}

}  // namespace notifiers::http
