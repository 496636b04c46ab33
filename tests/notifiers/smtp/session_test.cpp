#include "notifiers/smtp/session.hpp"

#include "notifiers/smtp/message.hpp"
#include "tests/notifiers/scripted_server.hpp"

#include <gmock/gmock.h>

#include <exception>
#include <optional>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using notifiers::Delivery;
using notifiers::smtp::Config;
using notifiers::smtp::Session;
using testing::HasSubstr;
using testing::SizeIs;
using Outcome = Delivery::Outcome;
using Script = ScriptedServer::Script;

/// How a mail server goes about it.
struct Manners {
    std::chrono::milliseconds before_each{0};  ///< reply of the transaction, but for the last
    std::chrono::milliseconds before_last{0};
    std::chrono::milliseconds while_reading{0};  ///< after each megabyte of the message
    std::size_t reads = 1'000'000'000;           ///< of the message
};

/// The rest of the message, slowly or not to its end.
asio::awaitable<bool> hear_message(Peer& peer, const Manners& manners) {
    constexpr std::size_t megabyte = 1024 * 1024;
    std::size_t since = 0;
    for (std::string last; !last.ends_with("\r\n.\r\n");) {
        const std::string piece = co_await peer.some();
        if (piece.empty()) co_return false;
        last = (last + piece).substr(std::max<std::size_t>(last.size() + piece.size(), 5) - 5);
        since += piece.size();
        if (since < megabyte) continue;
        since = 0;
        if (manners.reads <= megabyte) co_await peer.wait(1h);
        co_await peer.wait(manners.while_reading);
    }
    co_return true;
}

Script server_with(Manners manners) {
    return [=](Peer& peer) -> asio::awaitable<void> {
        co_await peer.say("220 mail.example.vn\r\n");
        while (true) {
            const std::string line = co_await peer.line();
            if (line.empty() || line.starts_with("QUIT")) co_return;
            const bool greets = line.starts_with("EHLO");
            if (!greets) co_await peer.wait(manners.before_each);
            co_await peer.say(line.starts_with("DATA") ? "354 go on\r\n" : "250 good\r\n");
            if (!line.starts_with("DATA")) continue;
            if (!co_await hear_message(peer, manners)) co_return;
            co_await peer.wait(manners.before_last);
            co_await peer.say("250 taken\r\n");
        }
    };
}

/// A session with a server that the test plays.
class SmtpSession : public testing::Test {
protected:
    Delivery deliver(const Manners& manners, const std::string& message = "Subject: x\r\n\r\nx\r\n",
                     const std::string& to = "a@example.vn") {
        const ScriptedServer server(io_, {server_with(manners)});
        config_.host = "127.0.0.1";
        config_.port = std::stoi(server.port());
        config_.tls = Config::Tls::none;
        config_.from = "nhac-viec@example.gov.vn";
        Session session(io_.get_executor(), std::make_shared<const Config>(config_));
        return run(deliver_by(session, notifiers::smtp::for_data(message), *notifiers::smtp::mailboxes_of(to)));
    }

    asio::awaitable<Delivery> deliver_by(Session& session, std::string data, std::vector<std::string> to) {
        if (auto refusal = co_await session.open(20s)) co_return std::move(*refusal);
        const Session::Mail mail{.id = "m-1", .recipients = to, .data = data};
        const auto until = std::chrono::steady_clock::now() + config_.longest_way;
        Session::Attempt attempt = co_await session.deliver(mail, until);
        co_return std::move(attempt.delivery);
    }

    Delivery run(asio::awaitable<Delivery> work) {
        std::optional<Delivery> result;
        asio::co_spawn(io_, std::move(work), [&](const std::exception_ptr& failure, Delivery delivery) {
            EXPECT_FALSE(failure);
            result = std::move(delivery);
        });
        io_.restart();
        while (!result && io_.run_one_for(20s) > 0) {
        }
        return result.value();
    }

    asio::io_context io_;
    Config config_;
};

std::string large_message() {
    std::string text = "Subject: x\r\n\r\n";
    while (text.size() < 14 * 1024 * 1024) text += std::string(70, 'x') + "\r\n";
    return text;
}

TEST_F(SmtpSession, each_reply_has_the_time_limit_to_itself) {
    config_.timeout = 1s;
    const Delivery delivery = deliver({.before_each = 450ms});
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
}

TEST_F(SmtpSession, a_server_may_look_through_a_message_for_longer_than_the_time_limit) {
    config_.timeout = 1s;
    const Delivery delivery = deliver({.before_last = 1300ms});
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
}

TEST_F(SmtpSession, but_not_for_ever) {
    config_.last_reply = 1s;
    const Delivery delivery = deliver({.before_last = 1h});
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("did not answer within 1 s after the message was sent"));
    EXPECT_THAT(delivery.reason, HasSubstr("unknown"));
}

TEST_F(SmtpSession, a_slow_way_is_good_while_the_message_goes_on) {
    config_.timeout = 1s;
    const Delivery delivery = deliver({.while_reading = 300ms}, large_message());
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
}

TEST_F(SmtpSession, a_message_that_goes_on_no_more_ends_with_the_time_limit) {
    config_.timeout = 1s;
    const Delivery delivery = deliver({.reads = 1}, large_message());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, HasSubstr("did not answer within 1 s while the message was sent"));
}

TEST_F(SmtpSession, all_of_it_is_bounded_however_small_the_steps) {
    config_.longest_way = 1s;
    const Delivery small_steps = deliver({.before_each = 450ms});
    EXPECT_EQ(small_steps.outcome, Outcome::retry);
    EXPECT_THAT(small_steps.reason, HasSubstr("too slow: 1 s had passed before the message was sent"));
    const Delivery slow_way = deliver({.while_reading = 300ms}, large_message());
    EXPECT_THAT(slow_way.reason, HasSubstr("too slow: 1 s had passed while the message was sent"));
}

TEST_F(SmtpSession, whoever_cannot_be_told_to_the_server_keeps_nobody_else_from_the_message) {
    const Delivery delivery = deliver({}, "Subject: x\r\n\r\nx\r\n", "a@so.vn,đ@so.vn,b@so.vn");
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    ASSERT_THAT(delivery.refused, SizeIs(1));
    EXPECT_EQ(delivery.refused.front().to, "đ@so.vn");
    EXPECT_TRUE(delivery.refused.front().permanent);
    EXPECT_THAT(delivery.refused.front().answer, HasSubstr("SMTPUTF8"));
    EXPECT_THAT(delivery.reason, HasSubstr("2 of 3 recipients"));
}

TEST_F(SmtpSession, a_message_for_nobody_else_is_not_tried) {
    const Delivery delivery = deliver({}, "Subject: x\r\n\r\nx\r\n", "đ@so.vn,ê@so.vn");
    EXPECT_EQ(delivery.outcome, Outcome::rejected);
    EXPECT_THAT(delivery.reason, HasSubstr("SMTPUTF8"));
}

}  // namespace
