#include "daemon/http/server.hpp"

#include "daemon/http/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <list>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

namespace dondoc::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ServerTest : public testing::Test {
protected:
    ServerTest() : thread_([this] { io_.run(); }) {}
    ~ServerTest() override {
        asio::post(io_, [this] { server_.stop(); });
        thread_.join();
    }

    /// Everything the server answers until it closes the connection.
    std::string ask(const std::string& request, const char* from = "127.0.0.1") const {
        asio::io_context io;
        tcp::socket socket(io, {asio::ip::make_address(from), 0});
        socket.connect({asio::ip::make_address("127.0.0.1"), port_});
        boost::system::error_code refused;  // the server may close before all is sent
        asio::write(socket, asio::buffer(request), refused);
        std::string answer;
        boost::system::error_code ended;
        asio::read(socket, asio::dynamic_buffer(answer), ended);
        return answer;
    }

    std::string post(const std::string& path, const std::string& form,
                     const std::string& type = "application/x-www-form-urlencoded") const {
        return ask("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type +
                   "\r\nContent-Length: " + std::to_string(form.size()) + "\r\n\r\n" + form);
    }

    std::string get(const std::string& path) const {
        return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    std::string trouble_;
    asio::io_context io_{1};
    Server server_{io_.get_executor(),
                   "127.0.0.1",
                   0,
                   {{"/good", [](const Request&) { return Answer{.body = "fine\n"}; }},
                    {"/echo/{word}",
                     [](const Request& request) {
                         return Answer{
                             .body = request.post ? "form " + request.form : "word " + request.parts.at("word"),
                             .headers = {{"X-Client", request.client}}};
                     },
                     true},
                    {"/bad", [](const Request&) -> Answer { throw std::runtime_error("password of the store is x"); }}},
                   Settings{.limits = {.connections = 24,
                                       .connections_of_one = 16,
                                       .requests = 200,
                                       .header_bytes = 8192,
                                       .form_bytes = 16384,
                                       .idle = std::chrono::milliseconds{300}},
                            .trusted_proxies = {"127.0.0.2"}},
                   [this](const std::string& what) { trouble_ = what; }};
    std::uint16_t port_ = server_.port();
    std::thread thread_;
};

TEST_F(ServerTest, answers_a_route) {
    EXPECT_THAT(get("/good"), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(get("/good?x=1"), HasSubstr("fine"));
}

TEST_F(ServerTest, answers_head_without_a_body) {
    const auto answer = ask("HEAD /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(answer, Not(HasSubstr("fine")));
}

TEST_F(ServerTest, knows_no_other_pages) {
    EXPECT_THAT(get("/etc/passwd"), StartsWith("HTTP/1.1 404"));
}

TEST_F(ServerTest, takes_no_other_methods) {
    EXPECT_THAT(ask("DELETE /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 405"));
}

TEST_F(ServerTest, reveals_nothing_of_an_error) {
    const auto answer = get("/bad");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
    EXPECT_THAT(answer, Not(HasSubstr("password")));
}

TEST_F(ServerTest, closes_on_headers_that_are_too_long) {
    EXPECT_THAT(ask("GET /good HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n\r\n"), Not(HasSubstr("200")));
}

TEST_F(ServerTest, closes_on_what_is_not_http) {
    EXPECT_THAT(ask("\x16\x03\x01garbage\r\n\r\n"), Not(HasSubstr("200")));
}

TEST_F(ServerTest, answers_several_requests_on_one_connection) {
    const auto answer =
        ask("GET /good HTTP/1.1\r\nHost: x\r\n\r\nGET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("fine"), answer.rfind("fine"));
}

TEST_F(ServerTest, takes_forms_where_the_route_wants_them) {
    EXPECT_THAT(post("/echo/x", "a=1&b=2"), HasSubstr("form a=1&b=2"));
    EXPECT_THAT(post("/good", "a=1"), StartsWith("HTTP/1.1 405"));
    EXPECT_THAT(post("/nowhere", "a=1"), StartsWith("HTTP/1.1 404"));
}

TEST_F(ServerTest, takes_nothing_but_forms) {
    for (const char* type :
         {"application/json", "text/plain", "multipart/form-data; boundary=x", "", "application/xml"})
        EXPECT_THAT(post("/echo/x", "a=1", type), StartsWith("HTTP/1.1 415")) << type;
    EXPECT_THAT(post("/echo/x", "a=1", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"), HasSubstr("form a=1"));
}

TEST_F(ServerTest, takes_no_form_that_is_too_large_however_its_length_is_told) {
    EXPECT_THAT(post("/echo/x", std::string(16384, 'x')), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(post("/echo/x", std::string(16385, 'x')), StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(ask("POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    "Content-Length: 99999999999999\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
    std::string chunked =
        "POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Transfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i) chunked += "400\r\n" + std::string(1024, 'x') + "\r\n";
    EXPECT_THAT(ask(chunked + "0\r\n\r\n"), Not(HasSubstr("200 OK")));
}

TEST_F(ServerTest, is_not_led_astray_by_two_lengths) {
    const std::string head = "POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    for (const char* lengths :
         {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
          "Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: -1\r\n", "Content-Length: 3x\r\n"})
        EXPECT_THAT(ask(head + lengths + "\r\na=1"), Not(HasSubstr("200 OK"))) << lengths;
}

TEST_F(ServerTest, waits_no_longer_for_a_request_that_comes_byte_by_byte) {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect({asio::ip::make_address("127.0.0.1"), port_});
    const auto start = std::chrono::steady_clock::now();
    boost::system::error_code ended;
    asio::steady_timer pause(io);
    std::size_t sent = 0;
    for (; !ended && sent < 1000; ++sent) {
        asio::write(socket, asio::buffer("G", 1), ended);
        pause.expires_after(std::chrono::milliseconds{20});
        pause.wait();
    }
    EXPECT_TRUE(ended);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{5});
}

TEST_F(ServerTest, one_address_cannot_take_all_connections) {
    asio::io_context io;
    std::list<tcp::socket> held;
    for (int i = 0; i < 16; ++i) {
        held.emplace_back(io).connect({asio::ip::make_address("127.0.0.1"), port_});
        asio::write(held.back(), asio::buffer(std::string("GET /good HTTP/1.1\r\n")));
    }
    tcp::socket other(io, {asio::ip::make_address("127.0.0.3"), 0});
    other.connect({asio::ip::make_address("127.0.0.1"), port_});
    asio::write(other, asio::buffer(std::string("GET /good HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
    std::string answer;
    boost::system::error_code ended;
    asio::read(other, asio::dynamic_buffer(answer), ended);
    EXPECT_THAT(answer, HasSubstr("fine"));
}

TEST_F(ServerTest, ends_a_connection_after_many_requests) {
    std::string many;
    for (int i = 0; i < 210; ++i) many += "GET /good HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string answers = ask(many);
    std::size_t count = 0;
    for (auto at = answers.find("fine\n"); at != std::string::npos; at = answers.find("fine\n", at + 1)) ++count;
    EXPECT_EQ(count, 200U);
}

TEST_F(ServerTest, forbids_frames_scripts_storing_and_referrers_on_every_page) {
    for (const auto& answer :
         {get("/good"), get("/nowhere"), get("/bad"), post("/good", "a=1"), post("/echo/x", "a=1", "x")}) {
        for (const char* header : {"Content-Security-Policy: default-src 'none'", "frame-ancestors 'none'",
                                   "Referrer-Policy: no-referrer", "Cache-Control: no-store",
                                   "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "X-Robots-Tag: noindex"})
            EXPECT_THAT(answer, HasSubstr(header));
        EXPECT_THAT(answer, Not(HasSubstr("Server:")));
    }
}

TEST_F(ServerTest, believes_only_trusted_proxies_about_clients) {
    const auto client = [&](const char* from, const std::string& headers) {
        const auto answer = ask("GET /echo/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n", from);
        const auto at = answer.find("X-Client: ") + 10;
        return answer.substr(at, answer.find('\r', at) - at);
    };
    EXPECT_EQ(client("127.0.0.1", "X-Forwarded-For: 192.0.2.9\r\n"), "127.0.0.1");
    EXPECT_EQ(client("127.0.0.2", "X-Forwarded-For: 192.0.2.9\r\n"), "192.0.2.9");
    EXPECT_EQ(client("127.0.0.2", "X-Forwarded-For: 198.51.100.1, 192.0.2.9\r\n"), "192.0.2.9");
    EXPECT_EQ(client("127.0.0.2", "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 192.0.2.9\r\n"), "192.0.2.9");
    EXPECT_EQ(client("127.0.0.2", "X-Forwarded-For: 192.0.2.9, 127.0.0.2\r\n"), "192.0.2.9");
    EXPECT_EQ(client("127.0.0.2", "X-Forwarded-For: <script>\r\n"), "127.0.0.2");
    EXPECT_EQ(client("127.0.0.2", ""), "127.0.0.2");
}

TEST(ClientAddress, is_the_same_however_it_is_written) {
    const std::vector<std::string> trusted{"192.0.2.1", "2001:DB8:0::1", "::ffff:198.51.100.1"};
    for (const char* proxy : {"192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "198.51.100.1", "::ffff:198.51.100.1"})
        EXPECT_EQ(client_address(proxy, "203.0.113.9", trusted), "203.0.113.9") << proxy;
    EXPECT_EQ(client_address("::ffff:192.0.2.2", "203.0.113.9", trusted), "192.0.2.2");
    EXPECT_EQ(client_address("192.0.2.1", "203.0.113.9, ::ffff:192.0.2.1", trusted), "203.0.113.9");
}

TEST(MatchPath, gives_the_parts_that_have_names) {
    using testing::ElementsAre;
    using testing::Optional;
    using testing::Pair;
    EXPECT_THAT(match_path("/a/{token}/{answer}", "/a/x/done"),
                Optional(ElementsAre(Pair("answer", "done"), Pair("token", "x"))));
    EXPECT_THAT(match_path("/a/{token}", "/a/x"), Optional(ElementsAre(Pair("token", "x"))));
    for (const char* path : {"/a", "/a/", "/a/x/", "/a/x/y", "/b/x", "a/x", "", "/", "//x", "/a//"})
        EXPECT_FALSE(match_path("/a/{token}", path)) << path;
}

TEST_F(ServerTest, says_which_address_is_taken) {
    asio::io_context io;
    try {
        const Server second(io.get_executor(), "127.0.0.1", port_, {}, Settings{}, [](const std::string&) {});
        FAIL() << "two servers on one port";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("127.0.0.1:" + std::to_string(port_)));
    }
}

}  // namespace
}  // namespace dondoc::http
