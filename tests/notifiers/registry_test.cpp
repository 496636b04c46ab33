#include "notifiers/registry.hpp"

#include <boost/asio/io_context.hpp>

#include <gmock/gmock.h>

namespace {

using notifiers::ChannelConfig;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string error_of(const ChannelConfig& config) {
    boost::asio::io_context io;
    const auto made = notifiers::make_notifier(config, io.get_executor());
    return made ? "" : made.error();
}

ChannelConfig mail() {
    return {"thu", "smtp", {{"host", "mail.example"}, {"from", "nhac-viec@example.gov.vn"}}, {}};
}

TEST(Registry, good_channels_are_made) {
    EXPECT_EQ(error_of(mail()), "");
    EXPECT_EQ(error_of({"hook", "webhook", {}, {}}), "");
    EXPECT_EQ(error_of({"kho", "maildir", {{"path", "/var/lib/dondoc/mail"}}, {}}), "");
}

TEST(Registry, an_unknown_kind_is_named_with_the_known_ones) {
    EXPECT_EQ(error_of({"x", "fax", {}, {}}),
              "channel 'x': kind 'fax' is unknown; known are maildir, smtp, webhook, slack, teams, "
              "telegram, zalo-bot, zalo-oa, zalo-oa-group, zns");
}

TEST(Registry, a_service_without_its_secret_is_one_sentence) {
    EXPECT_EQ(error_of({"tele", "telegram", {}, {}}), "channel 'tele' (telegram): secret 'token' is missing");
    EXPECT_EQ(error_of({"tele", "telegram", {}, {{"token", "1:a/b?c\n"}}}),
              "channel 'tele' (telegram): secret 'token' holds characters that no token has");
    EXPECT_EQ(error_of({"oa", "zalo-oa", {{"app_id", "1"}}, {{"secret_key", "k"}, {"refresh_token", "r"}}}),
              "channel 'oa' (zalo-oa): setting 'tokens' is missing");
    EXPECT_EQ(error_of({"slack", "slack", {}, {{"urls", "a ftp://x"}}}),
              "channel 'slack' (slack): secret 'urls' line 1 is not a name and an https URL");
}

TEST(Registry, a_broken_service_file_is_named) {
    EXPECT_EQ(error_of({.id = "x", .kind = "nha", .settings = {}, .secrets = {}, .service = "{"}),
              "channel 'x': nha/service.json: is not a JSON object");
}

TEST(Registry, a_missing_password_is_one_sentence) {
    ChannelConfig config = mail();
    config.settings["user"] = "dondoc";
    EXPECT_EQ(error_of(config), "channel 'thu' (smtp): setting 'user' is given, but the secret 'password' is missing");
}

TEST(Registry, an_unknown_setting_is_named) {
    ChannelConfig config = mail();
    config.settings["prot"] = "25";
    EXPECT_THAT(error_of(config), AllOf(HasSubstr("channel 'thu'"), HasSubstr("'prot' is unknown"), HasSubstr("port")));
}

TEST(Registry, an_unknown_secret_is_named_and_not_shown) {
    ChannelConfig config = mail();
    config.secrets["pasword"] = "bí mật";
    EXPECT_THAT(error_of(config), AllOf(HasSubstr("'pasword' is unknown"), Not(HasSubstr("bí mật"))));
}

struct Wrong {
    const char* kind;
    const char* setting;
    const char* value;
};

TEST(Registry, a_bad_value_names_channel_and_field) {
    const std::vector<Wrong> table{
        {"smtp", "port", "0"},        {"smtp", "port", "65536"},        {"smtp", "port", "25x"},
        {"smtp", "tls", "maybe"},     {"smtp", "host", "mail example"}, {"smtp", "host", ""},
        {"smtp", "from", "nobody"},   {"smtp", "from", "a@b>\r\nRCPT"}, {"smtp", "timeout", "0"},
        {"smtp", "timeout", "6m"},    {"smtp", "connections", "0"},     {"smtp", "ca_file", "/no/such/file"},
        {"smtp", "helo", "a b"},      {"webhook", "allow_http", "si"},  {"webhook", "allow_private", "10.0.0.0/33"},
        {"webhook", "timeout", "-1"}, {"maildir", "path", ""},
    };
    for (const Wrong& wrong : table) {
        ChannelConfig config{"kenh", wrong.kind, {}, {}};
        if (config.kind == "smtp") config.settings = mail().settings;
        config.settings[wrong.setting] = wrong.value;
        EXPECT_THAT(error_of(config), AllOf(HasSubstr("'kenh'"), HasSubstr("'" + std::string(wrong.setting) + "'")))
            << wrong.kind << " " << wrong.setting << "=" << wrong.value;
    }
}

TEST(Registry, a_password_does_not_travel_unprotected) {
    ChannelConfig config = mail();
    config.settings["tls"] = "none";
    config.settings["user"] = "dondoc";
    config.secrets["password"] = "x";
    EXPECT_THAT(error_of(config), HasSubstr("'tls' must not be 'none'"));
    config.settings["host"] = "127.0.0.1";
    EXPECT_EQ(error_of(config), "") << "a relay on this machine";
}

TEST(Registry, a_bad_signing_key_is_not_shown) {
    const ChannelConfig config{"hook", "webhook", {}, {{"secret", "whsec_c2hvcnQ="}}};
    EXPECT_THAT(error_of(config), AllOf(HasSubstr("'hook'"), HasSubstr("secret 'secret'"), Not(HasSubstr("c2hvcnQ"))));
}

}  // namespace
