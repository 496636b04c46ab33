#pragma once

#include <map>
#include <string>

namespace notifiers {

/// One channel as configured: `kind` picks the notifier (smtp, webhook, maildir, or the name of
/// a messaging service), `settings` are its own words
/// (documented in docs/channels.md). Secrets are read by the caller and handed over by name, never stored in settings.
struct ChannelConfig {
    std::string id;
    std::string kind;
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> secrets;
    std::string service{};  ///< text of the site's own service.json; empty: the built-in one of the kind
};

}  // namespace notifiers
