#include "daemon/config/answers_section.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace dondoc::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

tl::expected<Config, Problems> with(const std::string& section, const std::string& listen = "127.0.0.1:8321") {
    return parse_config({"dondoc.yaml", "site: {name: A, mail_from: a@b.example}\nstate: state\nlisten: " + listen +
                                            "\nchannels: [{id: mail, kind: maildir, path: m}]\n" + section},
                        "/etc/dondoc");
}

TEST(AnswersSection, is_not_needed) {
    EXPECT_FALSE(with("").value().answers);
    EXPECT_TRUE(with("", "off"));
}

TEST(AnswersSection, needs_no_more_than_its_address) {
    const auto answers = with("answers: {url: \"https://don-doc.so.example/x/\"}").value().answers;
    ASSERT_TRUE(answers);
    EXPECT_EQ(answers->url, "https://don-doc.so.example/x");
    EXPECT_EQ(answers->key_file, "");
    EXPECT_EQ(answers->valid, std::chrono::days{45});
    EXPECT_THAT(answers->trusted_proxies, IsEmpty());
}

TEST(AnswersSection, takes_keys_days_and_proxies) {
    const auto answers = with(
                             "answers: {url: \"https://a.example\", key_file: secrets/answers.key, valid: 10d, "
                             "trusted_proxy: [127.0.0.1, \"::1\"]}")
                             .value()
                             .answers;
    ASSERT_TRUE(answers);
    EXPECT_EQ(answers->key_file, "/etc/dondoc/secrets/answers.key");
    EXPECT_EQ(answers->valid, std::chrono::days{10});
    EXPECT_THAT(answers->trusted_proxies, ElementsAre("127.0.0.1", "::1"));
}

TEST(AnswersSection, writes_the_address_of_a_proxy_in_one_way) {
    const auto answers = with(
                             "answers: {url: \"https://a.example\", trusted_proxy: [\"2001:DB8:0:0::1\", "
                             "\"::ffff:192.0.2.1\"]}")
                             .value()
                             .answers;
    ASSERT_TRUE(answers);
    EXPECT_THAT(answers->trusted_proxies, ElementsAre("2001:db8::1", "::ffff:192.0.2.1"));
}

TEST(AnswersSection, refuses_addresses_that_others_could_read_or_that_are_none) {
    EXPECT_TRUE(with("answers: {url: \"http://127.0.0.1:8321\"}"));
    EXPECT_TRUE(with("answers: {url: \"http://[::1]:8321\"}"));
    EXPECT_TRUE(with("answers: {url: \"http://a.example\", allow_http: \"yes\"}"));
    for (const char* url : {"http://a.example", "http://localhost.evil.example", "http://127.evil.example", "ftp://a.example", "a.example",
                            "https://", "https://a.example/?x=1", "https://a.example/#x", "https://u@a.example",
                            "https://a b.example", "https://a.example/\\\"onclick"})
        EXPECT_FALSE(with("answers: {url: \"" + std::string(url) + "\"}")) << url;
}

TEST(AnswersSection, refuses_what_it_does_not_know) {
    for (const char* wrong :
         {"answers: {}", "answers: yes", "answers: {url: \"https://a.example\", key: abc}",
          "answers: {url: \"https://a.example\", valid: 0d}", "answers: {url: \"https://a.example\", valid: 45}",
          "answers: {url: \"https://a.example\", trusted_proxy: proxy.example}",
          "answers: {url: \"https://a.example\", trusted_proxy: \"1.2.3\"}",
          "answers: {url: \"https://a.example\", trusted_proxy: \"1.2.3.4.5\"}",
          "answers: {url: \"https://a.example\", trusted_proxy: \"10.0.0.0/8\"}",
          "answers: {url: \"https://a.example\", trusted_proxy: \"::1::\"}"})
        EXPECT_FALSE(with(wrong)) << wrong;
}

TEST(AnswersSection, needs_the_daemon_to_listen) {
    const auto config = with("answers: {url: \"https://a.example\"}", "off");
    ASSERT_FALSE(config);
    EXPECT_THAT(format(config.error()), HasSubstr("listen"));
}

TEST(AnswersSection, doubts_pages_behind_a_proxy_that_is_not_named) {
    const auto doubted = [](const std::string& section, const std::string& listen) {
        const auto doubt = doubt_about_answers(with(section, listen).value());
        return doubt && doubt->level == language::Problem::Level::warning && doubt->place.line == 5 &&
               doubt->message.find("trusted_proxy: 127.0.0.1") != std::string::npos;
    };
    const std::string section = "answers: {url: \"https://a.example\"}";
    for (const char* listen : {"127.0.0.1:8321", "\"[::1]:8321\"", "localhost:8321"})
        EXPECT_TRUE(doubted(section, listen)) << listen;
    EXPECT_FALSE(doubted(section, "192.0.2.1:8321")) << "units may reach it without a proxy";
    EXPECT_FALSE(doubted("answers: {url: \"https://a.example\", trusted_proxy: 127.0.0.1}", "127.0.0.1:8321"));
    EXPECT_FALSE(doubted("answers: {url: \"http://127.0.0.1:8321\"}", "127.0.0.1:8321"));
    EXPECT_FALSE(doubted("", "127.0.0.1:8321"));
}

}  // namespace
}  // namespace dondoc::config
