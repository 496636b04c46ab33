#include "notifiers/webhook/config.hpp"

#include "notifiers/settings.hpp"

namespace notifiers::webhook {

tl::expected<Config, std::string> read_config(const ChannelConfig& channel) {
    SettingsReader settings(channel);
    Config config{.http = http::read_config(settings), .signer = {}};
    if (auto signer = Signer::parse(settings.secret("secret"))) {
        config.signer = std::move(*signer);
    } else {
        settings.wrong_secret("secret", signer.error());
    }
    if (auto error = settings.error()) return tl::unexpected(std::move(*error));
    return config;
}

}  // namespace notifiers::webhook
