#include "notifiers/proof.hpp"
#include "tests/notifiers/sending.hpp"
#include "tests/support/test_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include <gmock/gmock.h>

#include <optional>
#include <set>

namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using notifiers::ChannelConfig;
using notifiers::Delivery;
using notifiers::Envelope;
using support::TestServer;
using testing::HasSubstr;
using testing::Not;
using Outcome = Delivery::Outcome;

Envelope envelope(const std::string& id = "nhac-1", const std::string& to = "phong.kh@example.vn") {
    return {id, "thu", to,
            "From: <nhac-viec@example.gov.vn>\r\n"
            "To: <" +
                to +
                ">\r\n"
                "Subject: =?UTF-8?B?xJDDtG4gxJHhu5Fj?=\r\n"
                "Message-ID: <" +
                id +
                "@example.gov.vn>\r\n"
                "MIME-Version: 1.0\r\n"
                "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: 8bit\r\n"
                "\r\n"
                "Kính gửi Phòng Kế hoạch\r\n"
                ".một dòng có dấu chấm\r\n"
                ".\r\n"
                "hết\r\n"};
}

/// A channel to `server`, without encryption unless the test says otherwise.
ChannelConfig channel_to(const TestServer& server, std::map<std::string, std::string> settings = {{"tls", "none"}}) {
    settings.merge(std::map<std::string, std::string>{
        {"host", "localhost"}, {"port", server.port()}, {"from", "nhac-viec@example.gov.vn"}, {"timeout", "10s"}});
    return {"thu", "smtp", settings, {}};
}

ChannelConfig with_login(ChannelConfig config, const std::string& password) {
    config.settings["user"] = "dondoc";
    config.secrets["password"] = password;
    return config;
}

std::set<std::int64_t> connections(const std::vector<json::object>& entries) {
    std::set<std::int64_t> numbers;
    for (const auto& entry : entries) numbers.insert(entry.at("connection").as_int64());
    return numbers;
}

std::vector<Envelope> many(int count) {
    std::vector<Envelope> envelopes;
    for (int i = 0; i < count; ++i) envelopes.push_back(envelope("nhac-" + std::to_string(i)));
    return envelopes;
}

TEST(Smtp, a_mail_arrives_as_it_was_written) {
    const TestServer server("smtp_server.py", {});
    const Delivery delivery = Sender(channel_to(server)).send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(delivery.code, 250);
    EXPECT_EQ(delivery.answer, "250 2.0.0 taken as number 1");

    const auto messages = server.log("message");
    ASSERT_EQ(messages.size(), 1U);
    const json::object& message = messages.front();
    EXPECT_EQ(message.at("from").as_string(), "nhac-viec@example.gov.vn");
    EXPECT_EQ(message.at("to"), json::value({"phong.kh@example.vn"}));
    EXPECT_TRUE(message.at("defects").as_array().empty());
    EXPECT_EQ(message.at("headers").at(2), json::value({"Subject", "Đôn đốc"}));
    EXPECT_EQ(message.at("parts").at(0).at("content").as_string(),
              "Kính gửi Phòng Kế hoạch\n.một dòng có dấu chấm\n.\nhết\n");
}

TEST(Smtp, starttls_and_login) {
    const support::Certificate certificate;
    const TestServer server("smtp_server.py",
                            {"--starttls", certificate.file(), certificate.key(), "--auth", "dondoc:mật khẩu"});
    Sender sender(with_login(channel_to(server, {{"ca_file", certificate.file()}}), "mật khẩu"));
    const Delivery delivery = sender.send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    const auto messages = server.log("message");
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_TRUE(messages.front().at("tls").as_bool());
    EXPECT_EQ(messages.front().at("user").as_string(), "dondoc");
}

TEST(Smtp, implicit_tls) {
    const support::Certificate certificate;
    const TestServer server("smtp_server.py", {"--implicit", certificate.file(), certificate.key(), "--pipelining"});
    Sender sender(channel_to(server, {{"tls", "implicit"}, {"ca_file", certificate.file()}}));
    for (const Delivery& delivery : sender.send(many(3))) EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(server.log("message").size(), 3U);
}

TEST(Smtp, without_the_starttls_that_is_required_nothing_is_sent) {
    const TestServer server("smtp_server.py", {});
    const Delivery delivery = Sender(channel_to(server, {})).send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("offers no STARTTLS"));
    EXPECT_TRUE(server.log("message").empty());
}

TEST(Smtp, a_certificate_nobody_vouches_for_is_refused) {
    const support::Certificate certificate;
    const TestServer server("smtp_server.py", {"--starttls", certificate.file(), certificate.key()});
    const Delivery unknown = Sender(channel_to(server, {})).send(envelope());
    EXPECT_EQ(unknown.outcome, Outcome::retry);
    EXPECT_THAT(unknown.reason, HasSubstr("certificate"));

    const support::Certificate another;
    const Delivery wrong = Sender(channel_to(server, {{"ca_file", another.file()}})).send(envelope());
    EXPECT_THAT(wrong.reason, HasSubstr("certificate"));
    EXPECT_TRUE(server.log("message").empty());
}

TEST(Smtp, a_certificate_for_another_name_is_refused) {
    const support::Certificate certificate;
    const TestServer server("smtp_server.py", {"--starttls", certificate.file(), certificate.key()});
    const Delivery delivery =
        Sender(channel_to(server, {{"host", "another.localhost"}, {"ca_file", certificate.file()}})).send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("certificate"));
    EXPECT_TRUE(server.log("message").empty());
}

TEST(Smtp, a_wrong_password_says_so_and_is_not_told) {
    const support::Certificate certificate;
    const TestServer server("smtp_server.py",
                            {"--starttls", certificate.file(), certificate.key(), "--auth", "dondoc:right"});
    Sender sender(with_login(channel_to(server, {{"ca_file", certificate.file()}}), "wrong-and-secret"));
    const Delivery delivery = sender.send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_EQ(delivery.code, 535);
    EXPECT_THAT(delivery.reason, HasSubstr("refuses the login of user 'dondoc'"));
    EXPECT_THAT(delivery.reason + delivery.answer, Not(HasSubstr("wrong-and-secret")));
}

TEST(Smtp, a_server_without_login_is_not_used_by_a_channel_with_a_user) {
    const TestServer server("smtp_server.py", {});
    const Delivery delivery = Sender(with_login(channel_to(server), "x")).send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("no login"));
    EXPECT_TRUE(server.log("message").empty());
}

struct Refusal {
    const char* reply;
    Outcome outcome;
    int code;
};

TEST(Smtp, refusals_are_told_apart) {
    const std::vector<Refusal> table{
        {"mail:451 later", Outcome::retry, 451},           {"rcpt:451 4.2.1 later", Outcome::retry, 451},
        {"rcpt:550 5.1.1 nobody", Outcome::rejected, 550}, {"mail:530 login first", Outcome::retry, 530},
        {"data:554 no", Outcome::rejected, 554},           {"end:452 no room", Outcome::retry, 452},
        {"end:554 5.7.1 spam", Outcome::rejected, 554},    {"connect:554 go away", Outcome::retry, 554},
        {"rcpt:421 closing", Outcome::retry, 421},         {"mail:550 5.7.1 not from here", Outcome::retry, 550},
        {"mail:552 too big", Outcome::rejected, 552},
    };
    for (const Refusal& refusal : table) {
        for (const bool pipelining : {false, true}) {
            std::vector<std::string> options{"--reply", refusal.reply};
            if (pipelining) options.emplace_back("--pipelining");
            const TestServer server("smtp_server.py", options);
            const Delivery delivery = Sender(channel_to(server)).send(envelope());
            EXPECT_EQ(delivery.outcome, refusal.outcome) << refusal.reply << ": " << delivery.reason;
            EXPECT_EQ(delivery.code, refusal.code) << refusal.reply;
            EXPECT_THAT(delivery.answer, HasSubstr(std::to_string(refusal.code))) << refusal.reply;
            EXPECT_FALSE(delivery.reason.empty());
            EXPECT_TRUE(server.log("message").empty());
        }
    }
}

TEST(Smtp, a_refusal_of_our_own_says_that_any_message_would_meet_it) {
    const std::vector<std::pair<const char*, bool>> table{{"connect:554 go away", true},
                                                          {"mail:550 not from here", true},
                                                          {"mail:530 login first", true},
                                                          {"rcpt:451 later", false},
                                                          {"end:452 no room", false}};
    for (const auto& [reply, any_message] : table) {
        const TestServer server("smtp_server.py", {"--reply", reply});
        EXPECT_EQ(Sender(channel_to(server)).send(envelope()).any_message, any_message) << reply;
    }
}

TEST(Smtp, a_refused_recipient_does_not_cost_the_connection) {
    for (const bool pipelining : {false, true}) {
        std::vector<std::string> options{"--reply-for", "nobody@example.vn=550 5.1.1 nobody"};
        if (pipelining) options.emplace_back("--pipelining");
        const TestServer server("smtp_server.py", options);
        ChannelConfig config = channel_to(server);
        config.settings["connections"] = "1";
        const auto deliveries =
            Sender(config).send({envelope("nhac-1"), envelope("nhac-2", "nobody@example.vn"), envelope("nhac-3")});
        EXPECT_EQ(deliveries[0].outcome, Outcome::sent);
        EXPECT_EQ(deliveries[1].outcome, Outcome::rejected);
        EXPECT_EQ(deliveries[2].outcome, Outcome::sent) << deliveries[2].reason;
        EXPECT_EQ(server.log("connect").size(), 1U);
    }
}

TEST(Smtp, connections_are_reused_and_limited) {
    const TestServer server("smtp_server.py", {"--pipelining"});
    ChannelConfig config = channel_to(server);
    config.settings["connections"] = "3";
    for (const Delivery& delivery : Sender(config).send(many(30))) {
        EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    }
    EXPECT_EQ(server.log("message").size(), 30U);
    EXPECT_EQ(connections(server.log("message")).size(), 3U);
    EXPECT_EQ(server.log("connect").size(), 3U);
}

TEST(Smtp, a_connection_that_was_closed_while_it_rested_is_replaced) {
    const TestServer server("smtp_server.py", {"--drop-after", "1"});
    Sender sender(channel_to(server));
    for (int i = 0; i < 4; ++i) {
        const Delivery delivery = sender.send(envelope("nhac-" + std::to_string(i)));
        EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    }
    EXPECT_EQ(server.log("message").size(), 4U);
}

TEST(Smtp, a_connection_lost_in_the_middle_is_tried_again_later) {
    for (const char* phase : {"connect", "ehlo", "mail", "rcpt", "data", "body", "end"}) {
        const TestServer server("smtp_server.py", {"--drop", phase});
        const Delivery delivery = Sender(channel_to(server)).send(envelope());
        EXPECT_EQ(delivery.outcome, Outcome::retry) << phase;
        EXPECT_EQ(delivery.code, 0) << phase;
        EXPECT_FALSE(delivery.reason.empty()) << phase;
    }
}

TEST(Smtp, a_server_that_never_answers_ends_with_the_time_limit) {
    for (const char* phase : {"connect", "ehlo", "mail", "data"}) {  // "end" has more time: session_test.cpp
        const TestServer server("smtp_server.py", {"--stall", phase});
        ChannelConfig config = channel_to(server);
        config.settings["timeout"] = "1s";
        const auto begin = std::chrono::steady_clock::now();
        const Delivery delivery = Sender(config).send(envelope());
        EXPECT_EQ(delivery.outcome, Outcome::retry) << phase;
        EXPECT_THAT(delivery.reason, HasSubstr("did not answer within 1 s")) << phase;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << phase;
    }
}

TEST(Smtp, a_reply_without_end_is_no_reply) {
    for (const char* phase : {"connect", "ehlo", "mail", "data", "end"}) {
        for (const char* words : {"250-x\\r\\n", "250 x"}) {
            const TestServer server("smtp_server.py", {"--endless", phase, words});
            const auto begin = std::chrono::steady_clock::now();
            const Delivery delivery =
                Sender(channel_to(server, {{"tls", "none"}, {"timeout", "60s"}})).send(envelope());
            EXPECT_EQ(delivery.outcome, Outcome::retry) << phase << words;
            EXPECT_EQ(delivery.code, 0) << phase << words;
            EXPECT_LT(delivery.answer.size(), 1000U) << phase << words;
            EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << phase << words;
        }
    }
}

TEST(Smtp, a_stalled_server_holds_up_nobody_else) {
    for (const char* phase : {"connect", "data", "end"}) {
        const TestServer stalled("smtp_server.py", {"--stall", phase});
        const TestServer healthy("smtp_server.py", {});
        Sender sender(channel_to(healthy));
        ChannelConfig config = channel_to(stalled);
        config.settings["timeout"] = "60s";
        auto other = notifiers::make_notifier(config, sender.io().get_executor());
        ASSERT_TRUE(other);
        asio::cancellation_signal give_up;
        bool stalled_ended = false;
        asio::co_spawn(sender.io(), (*other)->send(envelope("stalled")),
                       asio::bind_cancellation_slot(give_up.slot(),
                                                    [&](const std::exception_ptr& failure, const Delivery& delivery) {
                                                        EXPECT_FALSE(failure);
                                                        EXPECT_EQ(delivery.outcome, Outcome::retry);
                                                        stalled_ended = true;
                                                    }));
        int sent = 0;
        for (const Envelope& mail : many(20)) {
            asio::co_spawn(sender.io(), sender.notifier().send(mail),
                           [&](const std::exception_ptr&, const Delivery& delivery) {
                               sent += delivery.outcome == Outcome::sent ? 1 : 0;
                               if (sent < 20) return;
                               EXPECT_FALSE(stalled_ended);
                               give_up.emit(asio::cancellation_type::terminal);
                           });
        }
        const auto begin = std::chrono::steady_clock::now();
        sender.io().run();
        EXPECT_EQ(sent, 20) << phase;
        EXPECT_TRUE(stalled_ended) << phase;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << phase;
    }
}

TEST(Smtp, a_stalled_message_leaves_the_other_connections_of_its_channel_alone) {
    const TestServer server("smtp_server.py", {"--stall-for", "slow@example.vn"});
    ChannelConfig config = channel_to(server);
    config.settings["connections"] = "2";
    Sender sender(config);
    asio::cancellation_signal give_up;
    std::optional<Outcome> of_stalled;
    asio::co_spawn(
        sender.io(), sender.notifier().send(envelope("stalled", "slow@example.vn")),
        asio::bind_cancellation_slot(give_up.slot(), [&](const std::exception_ptr&, const Delivery& delivery) {
            of_stalled = delivery.outcome;
        }));
    int ended = 0;
    for (const Envelope& mail : many(20)) {
        asio::co_spawn(sender.io(), sender.notifier().send(mail),
                       [&](const std::exception_ptr&, const Delivery& delivery) {
                           EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
                           if (++ended < 20) return;
                           EXPECT_FALSE(of_stalled);
                           give_up.emit(asio::cancellation_type::terminal);
                       });
    }
    sender.io().run();
    EXPECT_EQ(ended, 20);
    EXPECT_EQ(of_stalled, Outcome::retry);
}

TEST(Smtp, no_send_waits_longer_for_a_connection_than_the_time_limit) {
    const TestServer server("smtp_server.py", {"--stall", "mail"});
    ChannelConfig config = channel_to(server);
    config.settings["timeout"] = "1s";
    config.settings["connections"] = "1";
    const auto begin = std::chrono::steady_clock::now();
    for (const Delivery& delivery : Sender(config).send(many(10))) EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Smtp, a_server_that_is_not_there) {
    std::string port;
    {
        const TestServer server("smtp_server.py", {});
        port = server.port();
    }
    const Delivery delivery =
        Sender({"thu", "smtp", {{"host", "127.0.0.1"}, {"port", port}, {"from", "a@b.vn"}}, {}}).send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("127.0.0.1:" + port));
}

TEST(Smtp, a_message_beyond_what_the_server_takes_is_not_tried) {
    const TestServer server("smtp_server.py", {"--size", "2000"});
    Envelope large = envelope();
    large.bytes += std::string(3000, 'x') + "\r\n";
    const Delivery delivery = Sender(channel_to(server)).send(large);
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_THAT(delivery.reason, HasSubstr("takes 2000"));
}

TEST(Smtp, a_large_message_passes_whole) {
    const TestServer server("smtp_server.py", {});
    Envelope large = envelope();
    for (int i = 0; i < 40'000; ++i) large.bytes += ".dòng thứ " + std::to_string(i) + "\r\n";
    const Delivery delivery = Sender(channel_to(server)).send(large);
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    const auto messages = server.log("message");
    ASSERT_EQ(messages.size(), 1U);
    const auto content = std::string(messages.front().at("parts").at(0).at("content").as_string());
    EXPECT_THAT(content, testing::EndsWith(".dòng thứ 39999\n"));
}

TEST(Smtp, an_address_that_is_none_reaches_no_server) {
    const TestServer server("smtp_server.py", {});
    const Delivery delivery = Sender(channel_to(server)).send(envelope("nhac-1", "a@b>\r\nRCPT TO:<c@d"));
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_TRUE(server.log().empty());
}

TEST(Smtp, vietnamese_letters_in_an_address) {
    const TestServer server("smtp_server.py", {});
    const Delivery delivery = Sender(channel_to(server)).send(envelope("nhac-1", "văn.thư@example.vn"));
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(server.log("message").front().at("to"), json::value({"văn.thư@example.vn"}));
}

TEST(Smtp, reports_are_asked_for_where_they_are_offered) {
    for (const bool pipelining : {false, true}) {
        const TestServer server("smtp_server.py", pipelining ? std::vector<std::string>{"--dsn", "--pipelining"}
                                                             : std::vector<std::string>{"--dsn"});
        EXPECT_EQ(Sender(channel_to(server)).send(envelope("nhac-1", "a+b@example.vn")).outcome, Outcome::sent);
        EXPECT_EQ(server.log("message").front().at("dsn"),
                  json::value({"RET=HDRS", "ENVID=nhac-1", "NOTIFY=FAILURE,DELAY", "ORCPT=rfc822;a+2Bb@example.vn"}));
    }
    const TestServer plain("smtp_server.py", {});
    EXPECT_EQ(Sender(channel_to(plain)).send(envelope()).outcome, Outcome::sent);
}

TEST(Smtp, what_is_asked_for_can_prove_itself) {
    const TestServer server("smtp_server.py", {"--dsn"});
    auto channel = channel_to(server);
    channel.secrets["report_key"] = std::string(32, 'k');
    Sender sender(channel);
    EXPECT_EQ(sender.send(envelope("nhac-1", "a@example.vn")).outcome, Outcome::sent);
    EXPECT_EQ(sender.send(envelope(std::string(90, 'x'), "a@example.vn")).outcome, Outcome::sent);
    EXPECT_EQ(server.log("message")[0].at("dsn").at(1),
              json::value("ENVID=nhac-1." + notifiers::proof_of("nhac-1", std::string(32, 'k'))));
    EXPECT_EQ(server.log("message")[1].at("dsn").at(1), json::value("NOTIFY=FAILURE,DELAY")) << "it would be too long";
}

TEST(Smtp, recipients_of_one_message_are_told_apart) {
    for (const bool pipelining : {false, true}) {
        std::vector<std::string> options{"--reply-for", "b@example.vn=550 5.1.1 no such user", "--reply-for",
                                         "c@example.vn=451 4.3.0 later"};
        if (pipelining) options.emplace_back("--pipelining");
        const TestServer server("smtp_server.py", options);
        Sender sender(channel_to(server));
        const Delivery partly = sender.send(envelope("nhac-1", "a@example.vn, b@example.vn, c@example.vn"));
        EXPECT_EQ(partly.outcome, Outcome::sent) << partly.reason;
        ASSERT_EQ(partly.refused.size(), 2U);
        EXPECT_EQ(partly.refused[0].to, "b@example.vn");
        EXPECT_TRUE(partly.refused[0].permanent);
        EXPECT_THAT(partly.refused[0].answer, HasSubstr("no such user"));
        EXPECT_FALSE(partly.refused[1].permanent);
        EXPECT_EQ(server.log("message").front().at("to"), json::value({"a@example.vn"}));

        EXPECT_EQ(sender.send(envelope("nhac-2", "b@example.vn")).outcome, Outcome::rejected);
        EXPECT_EQ(sender.send(envelope("nhac-3", "b@example.vn, c@example.vn")).outcome, Outcome::retry)
            << "one of them may get it later";
        EXPECT_EQ(sender.send(envelope("nhac-4")).outcome, Outcome::sent);
        EXPECT_EQ(connections(server.log()).size(), 1U) << "refusals cost no connection";
    }
}

TEST(Smtp, a_token_is_read_at_each_login) {
    const TestServer server("smtp_server.py", {"--token", "dondoc:fresh-token"});
    const support::TemporaryFolder folder;
    const std::string file = (folder / "token").string();
    std::ofstream(file) << "stale-token\n";
    ChannelConfig config = channel_to(server);
    config.settings["user"] = "dondoc";
    config.settings["oauth2_token"] = file;
    Sender sender(config);
    const Delivery refused = sender.send(envelope());
    EXPECT_EQ(refused.outcome, Outcome::retry);
    EXPECT_THAT(refused.answer + refused.reason, Not(HasSubstr("stale-token")));
    std::ofstream(file) << "fresh-token\n";
    EXPECT_EQ(sender.send(envelope()).outcome, Outcome::sent);
}

TEST(Smtp, sends_outlive_their_notifier) {
    const TestServer server("smtp_server.py", {});
    Sender sender(channel_to(server));
    Outcome outcome = Outcome::retry;
    asio::co_spawn(sender.io(), sender.notifier().send(envelope()),
                   [&](const std::exception_ptr&, const Delivery& delivery) { outcome = delivery.outcome; });
    sender.io().poll();
    sender.drop_notifier();
    sender.io().run();
    EXPECT_EQ(outcome, Outcome::sent);
}

TEST(Smtp, a_loop_may_end_with_sends_under_way) {
    const TestServer server("smtp_server.py", {"--stall", "end"});
    const auto sender = std::make_unique<Sender>(channel_to(server));
    for (const Envelope& mail : many(6)) asio::co_spawn(sender->io(), sender->notifier().send(mail), asio::detached);
    while (server.log("connect").size() < 4) sender->io().run_one();
}

}  // namespace
