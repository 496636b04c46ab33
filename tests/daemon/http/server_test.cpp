#include "daemon/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

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
    std::string ask(const std::string& request) const {
        asio::io_context io;
        tcp::socket socket(io);
        socket.connect({asio::ip::make_address("127.0.0.1"), port_});
        asio::write(socket, asio::buffer(request));
        std::string answer;
        boost::system::error_code ended;
        asio::read(socket, asio::dynamic_buffer(answer), ended);
        return answer;
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
                    {"/bad", [](const Request&) -> Answer { throw std::runtime_error("password of the store is x"); }}},
                   Settings{},
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
