#include "tests/notifiers/sending.hpp"
#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>

namespace {

namespace json = boost::json;
using notifiers::ChannelConfig;
using notifiers::Delivery;
using notifiers::Envelope;
using support::TestServer;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Outcome = Delivery::Outcome;
using namespace std::chrono_literals;

constexpr const char* token = "123456:AAF-secret_token";

ChannelConfig channel(const std::string& kind, const TestServer& server) {
    return {.id = "kenh",
            .kind = kind,
            .settings = {{"allow_http", "yes"},
                         {"allow_private", "127.0.0.0/8"},
                         {"base_url", "http://127.0.0.1:" + server.port()},
                         {"timeout", "10s"}},
            .secrets = {}};
}

Envelope envelope(const std::string& to, std::string bytes) {
    return {"nhac-1", "kenh", to, std::move(bytes)};
}

/// A bot of Telegram or Zalo.
class BotTest : public testing::TestWithParam<const char*> {
protected:
    TestServer server_{"service_server.py", {"--plays", GetParam()}};
    Delivery send(const std::string& chat, const std::string& bot_token = token) {
        ChannelConfig config = channel(GetParam(), server_);
        config.secrets["token"] = bot_token;
        return Sender(config).send(envelope(chat, R"({"chat_id": ")" + chat + R"(", "text": "Báo cáo"})"));
    }
};

TEST_P(BotTest, a_message_arrives) {
    const Delivery delivery = send("-1001");
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(server_.log().front().at("path").as_string(), "/bot" + std::string(token) + "/sendMessage");
}

TEST_P(BotTest, a_wrong_token_is_our_fault_and_not_shown) {
    const Delivery delivery = send("-1001", "999:wrong_secret");
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_EQ(delivery.answer, "Not Found: ***");
    EXPECT_THAT(delivery.reason, Not(HasSubstr("999")));
}

TEST_P(BotTest, someone_who_blocked_the_bot_is_rejected) {
    EXPECT_EQ(send("blocked").outcome, Outcome::rejected);
}

TEST_P(BotTest, too_many_requests_are_tried_later) {
    EXPECT_EQ(send("flood").outcome, Outcome::retry);
}

INSTANTIATE_TEST_SUITE_P(Bots, BotTest, testing::Values("telegram", "zalo-bot"),
                         [](const auto& bot) { return bot.index == 0 ? "telegram" : "zalo_bot"; });

ChannelConfig telegram(const TestServer& server) {
    ChannelConfig config = channel("telegram", server);
    config.secrets["token"] = token;
    return config;
}

TEST(Telegram, says_how_long_to_wait) {
    const TestServer server("service_server.py", {"--plays", "telegram"});
    const Delivery delivery = Sender(telegram(server)).send(envelope("flood", R"({"chat_id":"flood","text":"x"})"));
    EXPECT_EQ(delivery.retry_after, 34s);
}

TEST(Telegram, a_group_that_moved_gets_its_message_and_the_new_address_is_told) {
    const TestServer server("service_server.py", {"--plays", "telegram"});
    Sender sender(telegram(server));
    for (int i = 0; i < 2; ++i) {
        const Delivery delivery = sender.send(envelope("moved", R"({"chat_id":"moved","text":"x"})"));
        EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
        EXPECT_THAT(delivery.reason, HasSubstr("'moved' is now '-1009': write the new address into units.yaml"));
    }
    const auto requests = server.log();
    ASSERT_EQ(requests.size(), 3U) << "the second message goes to the new address at once";
    EXPECT_EQ(json::parse(requests.back().at("body").as_string()).at("chat_id").as_string(), "-1009");
}

TEST(Slack, the_url_stands_in_a_secret_file_by_its_name) {
    const TestServer server("service_server.py", {"--plays", "slack"});
    ChannelConfig config = channel("slack", server);
    config.settings.erase("base_url");
    const std::string url = "http://127.0.0.1:" + server.port() + "/services/T0/B0/very-secret-token";
    config.secrets["urls"] = "# các kênh\nke-hoach " + url + "\n";
    Sender sender(config);
    const std::string body = R"({"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"a"}}]})";
    EXPECT_EQ(sender.send(envelope("ke-hoach", body)).outcome, Outcome::sent);
    EXPECT_EQ(sender.send(envelope(url, body)).outcome, Outcome::sent) << "a URL itself will do as well";
    const Delivery unknown = sender.send(envelope("tai-chinh", body));
    EXPECT_EQ(unknown.outcome, Outcome::rejected);
    EXPECT_THAT(unknown.reason, HasSubstr("'urls' has no line for 'tai-chinh'"));
    const Delivery refused = sender.send(envelope("ke-hoach", "{}"));
    EXPECT_EQ(refused.outcome, Outcome::rejected);
    EXPECT_EQ(refused.answer, "invalid_payload");
}

TEST(Teams, a_queued_card_counts_as_sent_and_says_so) {
    const TestServer server("service_server.py", {"--plays", "teams"});
    ChannelConfig config = channel("teams", server);
    config.settings.erase("base_url");
    const std::string card =
        R"({"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","body":[]}}]})";
    const std::string url = "http://127.0.0.1:" + server.port() + "/workflows/secret?sig=secret";
    const Delivery delivery = Sender(config).send(envelope(url, card));
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_THAT(delivery.reason, HasSubstr("queued"));
}

TEST(Service, garbage_is_tried_again) {
    for (const char* plays : {"slack", "telegram", "zalo-bot"}) {
        const TestServer server("service_server.py", {"--plays", plays, "--garbage"});
        ChannelConfig config = channel(plays, server);
        if (std::string(plays) == "slack") {
            config.settings.erase("base_url");
            config.secrets["urls"] = "a http://127.0.0.1:" + server.port() + "/services/T0";
        } else {
            config.secrets["token"] = token;
        }
        const Delivery delivery = Sender(config).send(envelope("a", R"({"chat_id":"a","text":"x"})"));
        EXPECT_EQ(delivery.outcome, Outcome::retry) << plays << ": " << delivery.reason;
        EXPECT_EQ(delivery.code, 200);
    }
}

TEST(Service, this_machine_is_refused_unless_listed) {
    const TestServer server("service_server.py", {"--plays", "telegram"});
    ChannelConfig config = telegram(server);
    config.settings.erase("allow_private");
    const Delivery delivery = Sender(config).send(envelope("1", R"({"chat_id":"1","text":"x"})"));
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_THAT(delivery.reason, AllOf(HasSubstr("allow_private"), Not(HasSubstr("secret"))));
    EXPECT_TRUE(server.log().empty());
}

TEST(Service, a_service_of_ones_own_needs_only_its_file) {
    const TestServer server("http_sink.py", {"--body", R"({"status":{"code":"done"}})"});
    ChannelConfig config = channel("mattermost", server);
    config.service = R"({"url": "https://chat.example/hooks/{key}", "secrets": ["key"], "address": "chat",
                         "success": {"field": "status.code", "equals": "done"}})";
    config.secrets["key"] = "abc";
    const Delivery delivery = Sender(config).send(envelope("x", "{}"));
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(server.log().front().at("path").as_string(), "/hooks/abc");
}

class ZaloTest : public testing::Test {
protected:
    void serve(std::vector<std::string> options) {
        options.insert(options.begin(), {"--plays", "zalo"});
        server_ = std::make_unique<TestServer>("service_server.py", std::move(options));
    }
    ChannelConfig config(const std::string& kind = "zalo-oa", const std::string& first_refresh = "refresh-1") const {
        ChannelConfig config = channel(kind, *server_);
        config.settings["app_id"] = "77";
        config.settings["tokens"] = (folder_ / "oa.tokens").string();
        config.secrets = {{"secret_key", "key-of-app"}, {"refresh_token", first_refresh}};
        return config;
    }
    static Envelope message(const std::string& to = "u1") {
        return envelope(to, R"({"recipient":{"user_id":")" + to + R"("},"message":{"text":"x"}})");
    }
    std::size_t renewals() const {
        std::size_t count = 0;
        for (const auto& request : server_->log()) count += request.at("path").as_string() == "/v4/oa/access_token";
        return count;
    }

    support::TemporaryFolder folder_;
    std::unique_ptr<TestServer> server_;
};

TEST_F(ZaloTest, the_first_message_fetches_a_pair_and_later_ones_use_it) {
    serve({});
    for (int i = 0; i < 2; ++i) EXPECT_EQ(Sender(config()).send(message()).outcome, Outcome::sent);
    EXPECT_EQ(renewals(), 1U) << "the second channel read the file";
}

TEST_F(ZaloTest, many_messages_renew_an_expired_token_once) {
    serve({});
    EXPECT_EQ(Sender(config()).send(message()).outcome, Outcome::sent);
    serve({"--number", "2", "--expired"});
    std::vector<Envelope> many;
    for (int i = 0; i < 20; ++i) many.push_back(message("u" + std::to_string(i)));
    for (const Delivery& delivery : Sender(config()).send(many))
        EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(renewals(), 1U);
}

TEST_F(ZaloTest, a_refusal_that_is_none_of_the_tokens_renews_nothing) {
    serve({});
    Sender sender(config());
    EXPECT_EQ(sender.send(message()).outcome, Outcome::sent);
    const Delivery delivery = sender.send(message("no-feature"));
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_THAT(delivery.reason, HasSubstr("-224"));
    EXPECT_EQ(renewals(), 1U);
}

TEST_F(ZaloTest, two_channels_of_one_account_share_its_pair) {
    serve({});
    EXPECT_EQ(Sender(config()).send(message()).outcome, Outcome::sent);
    const Envelope zns = envelope("84987654321", R"({"phone":"84987654321","template_id":"4","template_data":{}})");
    ChannelConfig by_phone = config("zns");
    by_phone.settings["template_id"] = "4";
    EXPECT_EQ(Sender(by_phone).send(zns).outcome, Outcome::sent);
    EXPECT_EQ(renewals(), 1U);
}

TEST_F(ZaloTest, a_pair_that_was_lost_on_the_way_is_told_and_a_new_start_mends_it) {
    serve({"--eat-pair"});
    const Delivery lost = Sender(config()).send(message());
    EXPECT_EQ(lost.outcome, Outcome::retry);

    const Delivery refused = Sender(config()).send(message());  // the program was started again
    EXPECT_EQ(refused.outcome, Outcome::retry) << "nothing is lost while somebody repairs it";
    EXPECT_THAT(refused.reason,
                AllOf(HasSubstr("refresh_token"), HasSubstr("between asking for a new pair and saving")));
    EXPECT_THAT(refused.answer, Not(HasSubstr("refresh-1")));

    serve({});
    EXPECT_EQ(Sender(config("zalo-oa", "refresh-1")).send(message()).outcome, Outcome::sent)
        << "the service takes the same refresh token: nothing was used up";
}

TEST_F(ZaloTest, a_service_that_gives_out_no_token_is_not_asked_for_each_message) {
    serve({"--eat-pair"});
    Sender sender(config());
    for (int i = 0; i < 5; ++i) {
        const Delivery delivery = sender.send(message());
        EXPECT_EQ(delivery.outcome, Outcome::retry);
        EXPECT_TRUE(delivery.any_message);
    }
    EXPECT_EQ(renewals(), 1U);
}

TEST_F(ZaloTest, a_new_refresh_token_of_an_admin_goes_before_what_is_kept) {
    serve({});
    std::ofstream(folder_ / "oa.tokens")
        << R"({"access_token":"dead","refresh_token":"dead","seed":"of another start","renewing":true})";
    EXPECT_EQ(Sender(config()).send(message()).outcome, Outcome::sent);
}

TEST_F(ZaloTest, no_pair_is_asked_for_where_none_can_be_kept) {
    serve({});
    const std::string in_the_way = (folder_ / "oa.tokens.new").string();
    std::filesystem::create_directory(in_the_way);
    Sender sender(config());
    const Delivery blocked = sender.send(message());
    EXPECT_EQ(blocked.outcome, Outcome::retry);
    EXPECT_THAT(blocked.reason, HasSubstr("oa.tokens.new"));
    EXPECT_EQ(renewals(), 0U);
    std::filesystem::remove(in_the_way);
    EXPECT_EQ(sender.send(message()).outcome, Outcome::sent);
}

}  // namespace
