#include "daemon/config/shapes.hpp"

#include "notifiers/registry.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <set>

namespace dondoc::config {
namespace {

std::set<std::string> words_after(const std::string& sentence, const std::string& lead_in) {
    std::set<std::string> words;
    const auto at = sentence.find(lead_in);
    if (at == std::string::npos) return words;
    std::string rest = sentence.substr(at + lead_in.size());
    for (std::size_t end = 0; end != std::string::npos;) {
        end = rest.find(", ");
        words.insert(rest.substr(0, end));
        if (end != std::string::npos) rest = rest.substr(end + 2);
    }
    return words;
}

/// What the notifier says that it knows, when it is given something that it does not.
std::set<std::string> known_to_notifier(const std::string& kind, bool secrets) {
    notifiers::ChannelConfig channel{.id = "a", .kind = kind, .settings = {}, .secrets = {}};
    if (kind == "smtp") channel.settings = {{"host", "h"}, {"from", "a@b.example"}};
    if (kind == "maildir") channel.settings = {{"path", "/nowhere"}};
    if (kind == "telegram" || kind == "zalo-bot") channel.secrets = {{"token", "t"}};
    if (kind.starts_with("zalo-oa") || kind == "zns") {
        channel.settings = {{"app_id", "1"}, {"tokens", "/nowhere"}};
        channel.secrets = {{"secret_key", "k"}, {"refresh_token", "r"}};
    }
    if (kind == "zns") channel.settings["template_id"] = "1";
    (secrets ? channel.secrets : channel.settings)["khong-co"] = "x";
    boost::asio::io_context context;
    const auto made = notifiers::make_notifier(channel, context.get_executor());
    return made ? std::set<std::string>{} : words_after(made.error(), "known are ");
}

TEST(ChannelShapes, have_the_settings_and_secrets_that_the_notifiers_read) {
    constexpr std::string_view suffix = "_file";
    for (const auto* shape : shapes::channels) {
        std::set<std::string> settings;
        std::set<std::string> secrets;
        for (const auto& key : shape->keys) {
            const std::string name(key.name);
            if (std::find(shapes::of_the_outbox.begin(), shapes::of_the_outbox.end(), name) !=
                shapes::of_the_outbox.end())
                continue;
            if (name.ends_with(suffix) && name != "ca_file")
                secrets.insert(name.substr(0, name.size() - suffix.size()));
            else
                settings.insert(name);
        }
        const std::string kind(shape->name);
        EXPECT_EQ(settings, known_to_notifier(kind, false)) << kind;
        auto known = known_to_notifier(kind, true);
        known.erase("report_key");  // of the site: the daemon makes it, nobody writes it
        EXPECT_EQ(secrets, known) << kind;
    }
}

TEST(ChannelShapes, are_those_of_every_kind) {
    boost::asio::io_context context;
    const auto made =
        notifiers::make_notifier({.id = "a", .kind = "fax", .settings = {}, .secrets = {}}, context.get_executor());
    std::set<std::string> kinds;
    for (const auto* shape : shapes::channels) kinds.insert(std::string(shape->name));
    EXPECT_EQ(kinds, words_after(made.error(), "known are "));
}

}  // namespace
}  // namespace dondoc::config
