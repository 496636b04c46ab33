#include "tests/notifiers/sending.hpp"
#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>

#include <set>

namespace {

namespace json = boost::json;
using notifiers::ChannelConfig;
using notifiers::Delivery;
using notifiers::Envelope;
using support::TestServer;
using testing::HasSubstr;
using testing::Not;
using Outcome = Delivery::Outcome;
using namespace std::chrono_literals;

constexpr const char* key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* next_key = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

std::chrono::sys_seconds at_eight() {
    return std::chrono::sys_days(std::chrono::year(2026) / 6 / 9) + 1h;
}

std::string url_of(const TestServer& server, const std::string& path = "/hook", const std::string& scheme = "http") {
    return scheme + "://localhost:" + server.port() + path;
}

Envelope envelope(const std::string& url, const std::string& id = "nhac-1") {
    return {id, "hook", url, R"({"type":"duty.reminder","data":{"title":"Báo cáo 6 tháng"}})"};
}

/// A channel that may speak http to this machine.
ChannelConfig open_channel(std::map<std::string, std::string> settings = {}) {
    settings.merge(std::map<std::string, std::string>{
        {"allow_http", "yes"}, {"allow_private", "127.0.0.0/8 ::1"}, {"timeout", "10s"}});
    return {"hook", "webhook", settings, {}};
}

TEST(Webhook, a_signed_message_arrives_over_https) {
    const support::Certificate certificate;
    const TestServer server("http_sink.py", {"--tls", certificate.file(), certificate.key(), "--secret", key});
    const ChannelConfig config{
        "hook", "webhook", {{"allow_private", "localhost"}, {"ca_file", certificate.file()}}, {{"secret", key}}};
    const Delivery delivery = Sender(config, at_eight).send(envelope(url_of(server, "/hook", "https")));
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(delivery.code, 200);
    EXPECT_EQ(delivery.answer, "ok");

    const auto requests = server.log();
    ASSERT_EQ(requests.size(), 1U);
    const json::object& request = requests.front();
    EXPECT_EQ(request.at("method").as_string(), "POST");
    EXPECT_EQ(request.at("path").as_string(), "/hook");
    EXPECT_EQ(request.at("signatures"), json::value({true}));
    EXPECT_EQ(request.at("body").as_string(), envelope("").bytes);
    const json::value& headers = request.at("headers");
    EXPECT_EQ(headers.at("content-type").as_string(), "application/json");
    EXPECT_EQ(headers.at("webhook-id").as_string(), "nhac-1");
    EXPECT_EQ(headers.at("webhook-timestamp").as_string(), "1780966800");
}

TEST(Webhook, while_a_key_is_replaced_both_hold) {
    const TestServer server("http_sink.py", {"--secret", key, "--secret", next_key});
    ChannelConfig config = open_channel();
    config.secrets["secret"] = std::string(key) + "\n" + next_key + "\n";
    Sender(config).send(envelope(url_of(server)));
    EXPECT_EQ(server.log().front().at("signatures"), json::value({true, true}));
}

TEST(Webhook, another_key_does_not_hold) {
    const TestServer server("http_sink.py", {"--secret", key});
    ChannelConfig config = open_channel();
    config.secrets["secret"] = next_key;
    Sender(config).send(envelope(url_of(server)));
    EXPECT_EQ(server.log().front().at("signatures"), json::value({false}));
}

TEST(Webhook, this_machine_is_refused_unless_listed) {
    const TestServer server("http_sink.py", {});
    Sender closed({"hook", "webhook", {{"allow_http", "yes"}}, {}});
    for (const char* host :
         {"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f.1"}) {
        const std::string url = "http://" + std::string(host) + ":" + server.port() + "/";
        const Delivery delivery = closed.send(envelope(url));
        EXPECT_EQ(delivery.outcome, Outcome::rejected) << url << ": " << delivery.reason;
        EXPECT_THAT(delivery.reason, HasSubstr("allow_private")) << url;
    }
    EXPECT_TRUE(server.log().empty());
    EXPECT_EQ(Sender(open_channel()).send(envelope(url_of(server))).outcome, Outcome::sent);
    EXPECT_EQ(Sender(open_channel({{"allow_private", "localhost"}})).send(envelope(url_of(server))).outcome,
              Outcome::sent);
}

TEST(Webhook, http_is_refused_unless_allowed) {
    const TestServer server("http_sink.py", {});
    Sender sender({"hook", "webhook", {{"allow_private", "localhost"}}, {}});
    const Delivery delivery = sender.send(envelope(url_of(server)));
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_THAT(delivery.reason, HasSubstr("not https"));
    EXPECT_TRUE(server.log().empty());
}

TEST(Webhook, what_is_no_web_address_is_rejected) {
    Sender sender(open_channel());
    for (const char* url : {"", "a@example.vn", "localhost/x", "file:///etc/passwd", "ftp://example.vn/", "gopher://x/",
                            "http://user:secret@localhost/", "http://", "http://a b/", "http://localhost:99999/",
                            "http://localhost/\r\nX: y"}) {
        const Delivery delivery = sender.send(envelope(url));
        EXPECT_EQ(delivery.outcome, Outcome::rejected) << url << ": " << delivery.reason;
        EXPECT_THAT(delivery.reason, Not(HasSubstr("secret")));
    }
}

TEST(Webhook, an_id_that_is_no_header_value_is_rejected) {
    EXPECT_EQ(Sender(open_channel()).send(envelope("http://localhost/", "a\r\nX: y")).outcome, Outcome::rejected);
}

TEST(Webhook, a_certificate_nobody_vouches_for_is_refused) {
    const support::Certificate certificate;
    const TestServer server("http_sink.py", {"--tls", certificate.file(), certificate.key()});
    const Delivery delivery = Sender(open_channel()).send(envelope(url_of(server, "/", "https")));
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("certificate"));
    EXPECT_TRUE(server.log().empty());
}

TEST(Webhook, a_redirect_is_not_followed) {
    const TestServer inner("http_sink.py", {});
    const TestServer outer("http_sink.py", {"--reply", "307", "--header", "Location: " + url_of(inner)});
    const Delivery delivery = Sender(open_channel()).send(envelope(url_of(outer)));
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_EQ(delivery.code, 307);
    EXPECT_TRUE(inner.log().empty());
}

TEST(Webhook, answers_are_told_apart) {
    const TestServer server("http_sink.py", {});
    Sender sender(open_channel());
    const std::vector<std::pair<int, Outcome>> table{
        {200, Outcome::sent},     {202, Outcome::sent},     {204, Outcome::sent},     {304, Outcome::rejected},
        {400, Outcome::rejected}, {401, Outcome::rejected}, {404, Outcome::rejected}, {408, Outcome::retry},
        {410, Outcome::rejected}, {425, Outcome::retry},    {429, Outcome::retry},    {500, Outcome::retry},
        {503, Outcome::retry},
    };
    for (const auto& [status, outcome] : table) {
        const Delivery delivery = sender.send(envelope(url_of(server, "/status/" + std::to_string(status))));
        EXPECT_EQ(delivery.outcome, outcome) << status << ": " << delivery.reason;
        EXPECT_EQ(delivery.code, status);
    }
}

TEST(Webhook, retry_after_in_seconds_and_as_a_date) {
    const TestServer seconds("http_sink.py", {"--reply", "429", "--header", "Retry-After: 120"});
    EXPECT_EQ(Sender(open_channel(), at_eight).send(envelope(url_of(seconds))).retry_after, 120s);
    const TestServer date("http_sink.py", {"--reply", "503", "--header", "retry-after:Tue, 09 Jun 2026 01:05:00 GMT"});
    EXPECT_EQ(Sender(open_channel(), at_eight).send(envelope(url_of(date))).retry_after, 300s);
}

TEST(Webhook, the_answer_is_kept_short_and_without_the_path) {
    const TestServer long_winded("http_sink.py", {"--body-size", "5000"});
    EXPECT_EQ(Sender(open_channel()).send(envelope(url_of(long_winded))).answer, std::string(500, 'x'));
    const TestServer echo("http_sink.py", {"--reply", "404", "--body", "Cannot POST /services/T0/B0/very-secret"});
    const Delivery delivery = Sender(open_channel()).send(envelope(url_of(echo, "/services/T0/B0/very-secret")));
    EXPECT_EQ(delivery.answer, "Cannot POST ***");
}

TEST(Webhook, an_endless_answer_is_cut_off_and_the_status_counts) {
    const TestServer server("http_sink.py", {"--body-size", "50000000"});
    const Delivery delivery = Sender(open_channel()).send(envelope(url_of(server)));
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(delivery.answer.size(), 500U);
}

TEST(Webhook, connections_are_reused_and_limited) {
    const TestServer server("http_sink.py", {});
    std::vector<Envelope> envelopes;
    for (int i = 0; i < 60; ++i) envelopes.push_back(envelope(url_of(server), "nhac-" + std::to_string(i)));
    for (const Delivery& delivery : Sender(open_channel({{"connections", "3"}})).send(envelopes)) {
        EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    }
    std::set<std::int64_t> connections;
    std::set<std::string> ids;
    for (const auto& request : server.log()) {
        connections.insert(request.at("connection").as_int64());
        ids.emplace(request.at("headers").at("webhook-id").as_string());
    }
    EXPECT_EQ(connections.size(), 3U);
    EXPECT_EQ(ids.size(), 60U);
}

TEST(Webhook, one_handle_serves_several_receivers) {
    const TestServer first("http_sink.py", {});
    const TestServer second("http_sink.py", {});
    Sender sender(open_channel({{"connections", "1"}}));
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(sender.send(envelope(url_of(first, "/1"))).outcome, Outcome::sent);
        EXPECT_EQ(sender.send(envelope(url_of(second, "/2"))).outcome, Outcome::sent);
    }
    EXPECT_EQ(first.log().size(), 3U);
    EXPECT_EQ(second.log().size(), 3U);
    EXPECT_EQ(second.log().back().at("path").as_string(), "/2");
}

TEST(Webhook, a_receiver_that_never_answers_ends_with_the_time_limit) {
    const TestServer server("http_sink.py", {"--stall-path", "/slow"});
    std::vector<Envelope> envelopes{envelope(url_of(server, "/slow"))};
    for (int i = 0; i < 10; ++i) envelopes.push_back(envelope(url_of(server), "nhac-" + std::to_string(i)));
    const auto begin = std::chrono::steady_clock::now();
    const auto deliveries = Sender(open_channel({{"timeout", "2s"}, {"connections", "2"}})).send(envelopes);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 8s);
    EXPECT_EQ(deliveries.front().outcome, Outcome::retry);
    EXPECT_THAT(deliveries.front().reason, HasSubstr("did not answer within 2 s"));
    for (std::size_t i = 1; i < deliveries.size(); ++i) EXPECT_EQ(deliveries[i].outcome, Outcome::sent);
}

TEST(Webhook, a_receiver_that_hangs_up_is_tried_again) {
    const TestServer server("http_sink.py", {"--drop"});
    const Delivery delivery = Sender(open_channel()).send(envelope(url_of(server)));
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_EQ(delivery.code, 0);
}

TEST(Webhook, a_name_that_does_not_exist_is_tried_again) {
    const Delivery delivery = Sender(open_channel()).send(envelope("http://no-such-host.invalid/"));
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("no-such-host.invalid"));
}

}  // namespace
