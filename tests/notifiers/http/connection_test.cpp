#include "notifiers/http/connection.hpp"

#include "tests/notifiers/scripted_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using notifiers::Delivery;
using notifiers::http::Answer;
using notifiers::http::Client;
using notifiers::http::Connection;
using notifiers::http::Post;
using notifiers::http::Target;
using testing::HasSubstr;
using testing::StartsWith;
using Exchange = Connection::Exchange;
using Io = Connection::Io;
using Script = ScriptedServer::Script;

const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

std::string with_length(const std::string& body, const std::string& status = "200 OK") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Hears a request, says this and then nothing more.
Script says(std::string bytes) {
    return [bytes = std::move(bytes)](Peer& peer) -> asio::awaitable<void> {
        co_await peer.request();
        co_await peer.say(bytes);
        co_await peer.keep_silent();
    };
}

Script says_and_hangs_up(std::string bytes) {
    return [bytes = std::move(bytes)](Peer& peer) -> asio::awaitable<void> {
        co_await peer.request();
        co_await peer.say(bytes);
    };
}

/// Says this again and again for as long as somebody listens.
Script goes_on_with(std::string first, std::string bytes, std::size_t& said) {
    return [first = std::move(first), bytes = std::move(bytes), &said](Peer& peer) -> asio::awaitable<void> {
        co_await peer.request();
        co_await peer.say(first);
        constexpr std::size_t most = 64 * 1024 * 1024;
        for (bool more = true; more && said < most; said += bytes.size()) more = co_await peer.say(bytes);
    };
}

class HttpConnection : public testing::Test {
protected:
    HttpConnection() {
        config_.allow_http = true;
        config_.allowed = *notifiers::http::AllowedAddresses::parse("127.0.0.0/8");
        config_.connections = 4;
    }

    template <class Result>
    Result run(asio::awaitable<Result> work) {
        std::optional<Result> result;
        asio::co_spawn(
            io_, std::move(work),
            asio::bind_cancellation_slot(give_up_.slot(), [&](const std::exception_ptr& failure, Result done) {
                EXPECT_FALSE(failure);
                result = std::move(done);
            }));
        io_.restart();
        while (!result && io_.run_one_for(20s) > 0) {
        }
        if (!result) throw std::runtime_error("nothing happened for 20 s");
        return std::move(*result);
    }
    /// Everything that can go on now.
    void settle() {
        io_.restart();
        for (int turn = 0; turn < 20; ++turn) io_.poll();
    }
    /// Gives up what `run` waits for as soon as this holds.
    asio::awaitable<void> give_up_when(std::function<bool()> holds) {
        while (!holds()) co_await asio::post(io_, asio::use_awaitable);
        for (int turn = 0; turn < 20; ++turn) co_await asio::post(io_, asio::use_awaitable);
        give_up_.emit(asio::cancellation_type::terminal);
    }

    static Target target_of(const ScriptedServer& server, const std::string& scheme = "http") {
        return *Target::parse(scheme + "://127.0.0.1:" + server.port() + "/hook", true);
    }
    std::unique_ptr<Connection> connect(const ScriptedServer& server) {
        auto connection = std::make_unique<Connection>(io_.get_executor(), config_, "127.0.0.1");
        const auto outcome = run(connection->open(target_of(server), 20s));
        EXPECT_EQ(outcome.error, 0) << outcome.message;
        return connection;
    }
    Exchange post(Connection& connection, const ScriptedServer& server, std::string_view body = "{}",
                  std::chrono::milliseconds limit = 20s) {
        const Target target = target_of(server);
        return run(connection.post(Post{.target = target, .body = body, .now = {}}, limit));
    }
    /// What comes of one POST to a server that plays this.
    Exchange heard(const Script& script, std::string_view body = "{}", std::chrono::milliseconds limit = 20s) {
        ScriptedServer server(io_, {script});
        return post(*connect(server), server, body, limit);
    }

    using Result = tl::expected<Answer, Delivery>;
    Result post(Client& client, const ScriptedServer& server, std::string_view body = "{}") {
        const Target target = target_of(server);
        return run(client.post(Post{.target = target, .body = body, .now = {}}));
    }

    asio::io_context io_;
    notifiers::http::Config config_;
    asio::cancellation_signal give_up_;
};

// ---- what an answer looks like

TEST_F(HttpConnection, an_answer_with_a_length_leaves_the_connection_usable) {
    const Exchange exchange = heard(says("HTTP/1.1 201 Created\r\nRetry-After: 7\r\ncontent-length: 5\r\n\r\nhello"));
    EXPECT_EQ(exchange.io, Io::done);
    EXPECT_EQ(exchange.answer.status, 201);
    EXPECT_EQ(exchange.answer.body, "hello");
    EXPECT_EQ(exchange.answer.retry_after, 7s);
    EXPECT_TRUE(exchange.usable);
}

TEST_F(HttpConnection, an_answer_in_chunks_too) {
    const Exchange exchange = heard(
        says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n"));
    EXPECT_EQ(exchange.answer.body, "hello");
    EXPECT_TRUE(exchange.usable);
}

TEST_F(HttpConnection, statuses_that_have_no_body_end_with_their_head) {
    for (const std::string status : {"204 No Content", "304 Not Modified"}) {
        const Exchange exchange = heard(says("HTTP/1.1 " + status + "\r\n\r\n"));
        EXPECT_EQ(std::to_string(exchange.answer.status), status.substr(0, 3));
        EXPECT_TRUE(exchange.usable) << status;
    }
}

TEST_F(HttpConnection, a_body_without_a_length_ends_with_the_connection) {
    const Exchange exchange = heard(says_and_hangs_up("HTTP/1.1 200 OK\r\n\r\nhello"));
    EXPECT_EQ(exchange.io, Io::done);
    EXPECT_EQ(exchange.answer.status, 200);
    EXPECT_EQ(exchange.answer.body, "hello");
    EXPECT_FALSE(exchange.usable);
}

TEST_F(HttpConnection, of_a_body_that_is_cut_short_the_status_counts) {
    for (const std::string answer :
         {"HTTP/1.1 400 Bad\r\nContent-Length: 50\r\n\r\nhello",
          "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
          "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nno chunk\r\n"}) {
        const Exchange exchange = heard(says_and_hangs_up(answer));
        EXPECT_EQ(exchange.io, Io::done) << answer;
        EXPECT_FALSE(exchange.garbled) << answer;
        EXPECT_EQ(exchange.answer.status, 400) << answer;
        EXPECT_EQ(exchange.answer.body, "hello") << answer;
        EXPECT_FALSE(exchange.usable) << answer;
    }
}

TEST_F(HttpConnection, of_a_long_body_the_beginning_is_kept) {
    const Exchange whole = heard(says(with_length(std::string(60'000, 'x'))));
    EXPECT_EQ(whole.answer.body, std::string(16 * 1024, 'x'));
    EXPECT_TRUE(whole.usable) << "it was read to its end";
    const Exchange cut = heard(says(with_length(std::string(300'000, 'x'))));
    EXPECT_EQ(cut.answer.status, 200);
    EXPECT_EQ(cut.answer.body, std::string(16 * 1024, 'x'));
    EXPECT_FALSE(cut.usable);
}

TEST_F(HttpConnection, what_only_announces_an_answer_is_passed_over) {
    const std::string early =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n";
    const Exchange at_once = heard(says(early + good));
    EXPECT_EQ(at_once.answer.status, 200);
    EXPECT_EQ(at_once.answer.body, "ok");
    EXPECT_TRUE(at_once.usable);
    const Exchange apart = heard([&](Peer& peer) -> asio::awaitable<void> {
        co_await peer.say("HTTP/1.1 100 Continue\r\n\r\n");
        co_await peer.request();
        co_await peer.say("HTTP/1.1 102 Processing\r\n\r\n");
        co_await peer.give_turn();
        co_await peer.say(good);
        co_await peer.keep_silent();
    });
    EXPECT_EQ(apart.answer.status, 200);
    EXPECT_TRUE(apart.usable);
}

TEST_F(HttpConnection, an_answer_may_come_in_any_pieces) {
    const std::string answer =
        "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n"
        "0\r\nX: y\r\n\r\n";
    const auto expect_hello = [](const Exchange& exchange, std::size_t at) {
        EXPECT_EQ(exchange.answer.status, 200) << at;
        EXPECT_EQ(exchange.answer.body, "hello") << at;
        EXPECT_TRUE(exchange.usable) << at;
    };
    const Script spelled = [&](Peer& peer) -> asio::awaitable<void> {
        co_await peer.request();
        co_await peer.spell(answer);
        co_await peer.keep_silent();
    };
    expect_hello(heard(spelled), 0);
    for (std::size_t at = 1; at < answer.size(); ++at) {
        const Script in_two = [&, at](Peer& peer) -> asio::awaitable<void> {
            co_await peer.request();
            co_await peer.say(answer.substr(0, at));
            co_await peer.give_turn();
            co_await peer.say(answer.substr(at));
            co_await peer.keep_silent();
        };
        expect_hello(heard(in_two), at);
    }
}

TEST_F(HttpConnection, a_status_without_a_reason_is_one) {
    for (const std::string line : {"HTTP/1.1 202\r\n", "HTTP/1.1 202 \r\n"}) {
        const Exchange exchange = heard(says(line + "Content-Length: 0\r\n\r\n"));
        EXPECT_FALSE(exchange.garbled) << line;
        EXPECT_EQ(exchange.answer.status, 202) << line;
    }
}

TEST_F(HttpConnection, what_is_no_http_says_so) {
    for (const std::string& bytes :
         {std::string("SSH-2.0-OpenSSH_9.2\r\n"), std::string("\0\xff\xfe what?\r\n\r\n", 13),
          std::string("HTTP/1.1 two hundred\r\n\r\n"), std::string("HTTP/2 200 OK\r\n\r\n"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
          std::string("HTTP/1.1 200 OK\r\nno header\r\n\r\n")}) {
        const Exchange exchange = heard(says(bytes));
        EXPECT_TRUE(exchange.garbled) << bytes;
        EXPECT_FALSE(exchange.usable) << bytes;
        EXPECT_FALSE(exchange.stale) << bytes;
    }
}

// ---- limits

TEST_F(HttpConnection, a_large_head_passes) {
    const Exchange exchange = heard(says("HTTP/1.1 200 OK\r\nContent-Security-Policy: " + std::string(30'000, 'x') +
                                         "\r\nContent-Length: 0\r\n\r\n"));
    EXPECT_FALSE(exchange.garbled);
    EXPECT_EQ(exchange.answer.status, 200);
    EXPECT_TRUE(exchange.usable);
}

TEST_F(HttpConnection, an_answer_that_never_ends_is_cut_off) {
    struct Endless {
        const char* what;
        const char* first;
        std::string more;
        bool has_status;
    };
    const std::vector<Endless> table{
        {"header", "HTTP/1.1 200 OK\r\nX: ", std::string(1000, 'x'), false},
        {"headers", "HTTP/1.1 200 OK\r\n", "X: " + std::string(1000, 'x') + "\r\n", false},
        {"announcements", "", "HTTP/1.1 100 Continue\r\n\r\n", false},
        {"chunk extension", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=", std::string(1000, 'x'), true},
        {"trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
         "X: " + std::string(1000, 'x') + "\r\n", true},
        {"tiny chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", true},
        {"body", "HTTP/1.1 200 OK\r\n\r\n", std::string(1000, 'x'), true},
    };
    for (const Endless& endless : table) {
        std::size_t said = 0;
        const Exchange exchange = heard(goes_on_with(endless.first, endless.more, said));
        EXPECT_EQ(exchange.io, Io::done) << endless.what;
        EXPECT_EQ(exchange.garbled, !endless.has_status) << endless.what;
        EXPECT_EQ(exchange.answer.status, endless.has_status ? 200 : 0) << endless.what;
        EXPECT_FALSE(exchange.usable) << endless.what;
        settle();
        EXPECT_LT(said, 32U * 1024 * 1024) << endless.what << ": what the sockets hold, and no more";
    }
}

TEST_F(HttpConnection, a_large_request_passes_through_a_narrow_way) {
    std::string body(16 * 1024 * 1024, '\0');
    for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>('a' + i % 23);
    std::string request;
    const Exchange exchange = heard(
        [&](Peer& peer) -> asio::awaitable<void> {
            request = co_await peer.request();
            co_await peer.say(good);
            co_await peer.keep_silent();
        },
        body);
    EXPECT_EQ(exchange.answer.status, 200);
    EXPECT_TRUE(exchange.usable);
    EXPECT_THAT(request.substr(0, 200), StartsWith("POST /hook HTTP/1.1\r\nHost: 127.0.0.1:"));
    EXPECT_TRUE(request.ends_with("\r\n\r\n" + body));
}

TEST_F(HttpConnection, each_phase_ends_with_the_time_limit) {
    ScriptedServer silent(io_, {[](Peer& peer) { return peer.keep_silent(); }});
    Connection encrypted(io_.get_executor(), config_, "127.0.0.1");
    EXPECT_EQ(run(encrypted.open(target_of(silent, "https"), 100ms)).error, 28) << "CURLE_OPERATION_TIMEDOUT";

    asio::steady_timer never(io_, 1h);
    const Script deaf = [&](Peer&) { return never.async_wait(asio::use_awaitable); };
    EXPECT_EQ(heard(deaf, std::string(32 * 1024 * 1024, 'x'), 100ms).io, Io::timed_out) << "while writing";
    for (const char* beginning :
         {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        const Exchange exchange = heard(says(beginning), "{}", 100ms);
        EXPECT_EQ(exchange.io, Io::timed_out) << beginning;
        EXPECT_FALSE(exchange.stale) << beginning;
        EXPECT_FALSE(exchange.usable) << beginning;
    }
}

TEST_F(HttpConnection, a_body_that_never_ends_leaves_the_status) {
    const Exchange exchange = heard(says("HTTP/1.1 200 OK\r\n\r\nhello"), "{}", 100ms);
    EXPECT_EQ(exchange.io, Io::done);
    EXPECT_EQ(exchange.answer.status, 200);
    EXPECT_EQ(exchange.answer.body, "hello");
    EXPECT_FALSE(exchange.usable);
}

// ---- which connections are used again

TEST_F(HttpConnection, a_connection_that_the_server_will_close_is_not_used_again) {
    EXPECT_FALSE(heard(says("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")).usable);
    EXPECT_FALSE(heard(says("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")).usable);
    EXPECT_TRUE(heard(says("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")).usable);
}

TEST_F(HttpConnection, one_on_which_more_comes_than_was_asked_for_is_not_used_again) {
    EXPECT_FALSE(heard(says(good + good)).usable);
    ScriptedServer server(io_, {[](Peer& peer) -> asio::awaitable<void> {
                              co_await peer.request();
                              co_await peer.say(good);
                              co_await peer.give_turn();
                              co_await peer.say(good);
                              co_await peer.keep_silent();
                          }});
    const auto connection = connect(server);
    EXPECT_TRUE(post(*connection, server).usable);
    settle();
    EXPECT_FALSE(connection->still_good(std::chrono::steady_clock::now())) << "it would answer another question";
}

TEST_F(HttpConnection, one_that_rested_for_a_minute_is_not_used_again) {
    ScriptedServer server(io_, {says(good)});
    const auto connection = connect(server);
    EXPECT_TRUE(post(*connection, server).usable);
    const auto now = std::chrono::steady_clock::now();
    EXPECT_TRUE(connection->still_good(now + 59s));
    EXPECT_FALSE(connection->still_good(now + 61s));
}

TEST_F(HttpConnection, one_that_was_closed_while_it_rested_is_replaced) {
    ScriptedServer server(io_, {says_and_hangs_up(good)});
    Client client(io_.get_executor(), config_);
    for (std::size_t i = 1; i <= 3; ++i) {
        EXPECT_TRUE(post(client, server));
        settle();
        EXPECT_EQ(server.open(), 0U);
        EXPECT_EQ(server.connections(), i);
    }
}

/// Answers the first request; of the second one it hears and says this much, then it is gone.
Script dies_at_the_second(std::string last_words, bool hears_all = true) {
    return [=](Peer& peer) -> asio::awaitable<void> {
        co_await peer.request();
        co_await peer.say(good);
        if (hears_all) co_await peer.request();
        if (!hears_all) co_await peer.hear_some();
        co_await peer.say(last_words);
        co_await peer.give_turn();
        if (!hears_all) peer.reset();
    };
}

TEST_F(HttpConnection, one_that_dies_without_a_word_is_replaced_once) {
    ScriptedServer server(io_, {dies_at_the_second(""), says(good)});
    Client client(io_.get_executor(), config_);
    EXPECT_TRUE(post(client, server));
    EXPECT_TRUE(post(client, server));
    EXPECT_EQ(server.connections(), 2U);

    ScriptedServer worse(io_, {dies_at_the_second(""), says_and_hangs_up(""), says(good)});
    EXPECT_TRUE(post(client, worse));
    const Result lost = post(client, worse);
    ASSERT_FALSE(lost);
    EXPECT_THAT(lost.error().reason, HasSubstr("lost before it answered"));
    EXPECT_EQ(worse.connections(), 2U);
}

TEST_F(HttpConnection, nothing_is_sent_twice_where_the_server_began_to_answer) {
    for (const char* beginning : {"H", "HTTP/1.1 20", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        for (const bool hears_all : {true, false}) {
            ScriptedServer server(io_, {dies_at_the_second(beginning, hears_all), says(good)});
            Client client(io_.get_executor(), config_);
            EXPECT_TRUE(post(client, server));
            const Result result = post(client, server, std::string(hears_all ? 10 : 32 * 1024 * 1024, 'x'));
            ASSERT_FALSE(result) << beginning;
            EXPECT_EQ(result.error().outcome, Delivery::Outcome::retry);
            EXPECT_EQ(server.connections(), 1U) << beginning << hears_all;
        }
    }
}

TEST_F(HttpConnection, an_answer_before_the_whole_request_was_read_counts) {
    ScriptedServer server(io_, {[](Peer& peer) -> asio::awaitable<void> {
                              co_await peer.hear_some();
                              co_await peer.say(with_length("too big", "413 Content Too Large"));
                              co_await peer.give_turn();
                              peer.reset();
                          }});
    const auto connection = connect(server);
    const Exchange exchange = post(*connection, server, std::string(32 * 1024 * 1024, 'x'));
    EXPECT_EQ(exchange.io, Io::done);
    EXPECT_EQ(exchange.answer.status, 413);
    EXPECT_EQ(exchange.answer.body, "too big");
    EXPECT_FALSE(exchange.usable);
}

// ---- giving up

TEST_F(HttpConnection, an_attempt_can_be_given_up_in_each_phase) {
    asio::steady_timer never(io_, 1h);
    const Script deaf = [&](Peer&) { return never.async_wait(asio::use_awaitable); };
    struct Phase {
        const char* what;
        Script script;
        std::string scheme;
        std::size_t size;
    };
    const std::vector<Phase> phases{{"while it connects", deaf, "https", 10},
                                    {"while it writes", deaf, "http", 32 * 1024 * 1024},
                                    {"while it waits", says(""), "http", 10},
                                    {"in the head", says("HTTP/1.1 20"), "http", 10},
                                    {"in the body", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"), "http", 10}};
    for (const Phase& phase : phases) {
        ScriptedServer server(io_, {phase.script});
        Client client(io_.get_executor(), config_);
        const Target target = target_of(server, phase.scheme);
        const std::string body(phase.size, 'x');
        asio::co_spawn(io_, give_up_when([&] { return server.open() > 0; }), asio::detached);
        const Result result = run(client.post(Post{.target = target, .body = body, .now = {}}));
        ASSERT_FALSE(result) << phase.what;
        EXPECT_EQ(result.error().outcome, Delivery::Outcome::retry) << phase.what;
        EXPECT_THAT(result.error().reason, HasSubstr("given up")) << phase.what;
    }
}

}  // namespace
