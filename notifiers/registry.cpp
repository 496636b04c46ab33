#include "notifiers/registry.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/maildir/maildir.hpp"
#include "notifiers/service.hpp"
#include "notifiers/service/messenger.hpp"
#include "notifiers/smtp/smtp.hpp"
#include "notifiers/webhook/webhook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace notifiers {

namespace asio = boost::asio;

namespace {

using Made = tl::expected<std::unique_ptr<Notifier>, std::string>;

struct Kind {
    std::string_view name;
    Made (*make)(const ChannelConfig&, asio::any_io_executor, Clock);
};

constexpr std::array<Kind, 3> kinds{{
    {"maildir", [](const ChannelConfig& config, asio::any_io_executor executor,
                   Clock) { return maildir::make(config, std::move(executor)); }},
    {"smtp", [](const ChannelConfig& config, asio::any_io_executor executor,
                Clock) { return smtp::make(config, std::move(executor)); }},
    {"webhook", [](const ChannelConfig& config, asio::any_io_executor executor,
                   Clock clock) { return webhook::make(config, std::move(executor), std::move(clock)); }},
}};

std::string names_of_kinds() {
    std::string names;
    for (const Kind& kind : kinds) names += fmt::format("{}{}", names.empty() ? "" : ", ", kind.name);
    for (const auto& [file, text] : embedded_services()) names += fmt::format(", {}", file.substr(0, file.find('/')));
    return names;
}

std::chrono::sys_seconds system_time() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Made make_notifier(const ChannelConfig& config, asio::any_io_executor executor, Clock clock) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == config.kind; });
    if (!clock) clock = system_time;
    if (kind != kinds.end()) return kind->make(config, std::move(executor), std::move(clock));
    if (config.service.empty() && builtin_service(config.kind).empty()) {
        return tl::unexpected(fmt::format("channel '{}': kind '{}' is unknown; known are {}", config.id,
                                          kept_answer(config.kind), names_of_kinds()));
    }
    return service::make(config, std::move(executor), std::move(clock));
}

}  // namespace notifiers
