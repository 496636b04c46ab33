#include "daemon/outbox/mime.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace dondoc::outbox {
namespace {

TEST(EncodeHeader, leaves_plain_text_as_it_is) {
    EXPECT_EQ(encode_header("3 overdue", 9), "3 overdue");
}

TEST(EncodeHeader, encodes_what_looks_like_an_encoded_word) {
    EXPECT_EQ(encode_header("=?UTF-8?B?QQ==?=", 9).find("=?UTF-8?B?QQ=="), std::string::npos);
}

TEST(EncodeHeader, cuts_between_characters) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "ế";
    std::istringstream lines(encode_header(text, 9));
    for (std::string line; std::getline(lines, line);) {
        const auto open = line.find("?B?");
        const auto base64 = line.substr(open + 3, line.rfind("?=") - open - 3);
        EXPECT_EQ(base64.size() % 4, 0U);
        const std::size_t padding = static_cast<std::size_t>(std::count(base64.begin(), base64.end(), '='));
        EXPECT_EQ((base64.size() / 4 * 3 - padding) % 3, 0U) << "a three-byte character was cut: " << line;
    }
}

TEST(QuotedPrintable, escapes_what_a_mail_server_could_misread) {
    EXPECT_EQ(quoted_printable(".\nFrom a\nb \n="), "=2E\r\n=46rom a\r\nb=20\r\n=3D");
}

TEST(EncodeParameter, quotes_what_is_plain) {
    EXPECT_EQ(encode_parameter("filename", "bao cao.ics"), ";\r\n filename=\"bao cao.ics\"");
}

TEST(EncodeParameter, escapes_what_would_end_the_quotes_or_the_line) {
    EXPECT_EQ(encode_parameter("filename", "a\"\r\nBcc: b"), ";\r\n filename*=UTF-8''a%22%0D%0ABcc%3A%20b");
}

TEST(EncodeParameter, cuts_a_long_name_between_characters) {
    std::string name;
    for (int i = 0; i < 60; ++i) name += "ế";
    const std::string written = encode_parameter("filename", name);
    EXPECT_EQ(written.rfind(";\r\n filename*0*=UTF-8''%E1%BA%BF", 0), 0U);
    std::istringstream lines(written);
    std::string line;
    std::getline(lines, line);
    for (int number = 0; std::getline(lines, line); ++number) {
        EXPECT_EQ(line.rfind(" filename*" + std::to_string(number) + "*=", 0), 0U) << line;
        EXPECT_LE(line.size(), 78U);
        EXPECT_EQ(std::count(line.begin(), line.end(), '%') % 3, 0) << "a three-byte character was cut: " << line;
    }
}

TEST(Base64Lines, hold_76_characters) {
    const std::string lines = base64_lines(std::string(58, 'a'));
    EXPECT_EQ(lines.find("\r\n"), 76U);
    EXPECT_EQ(lines.substr(78), "YQ==\r\n");
}

}  // namespace
}  // namespace dondoc::outbox
