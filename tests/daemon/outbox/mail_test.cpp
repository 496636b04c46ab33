#include "daemon/outbox/mail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;

Mail sample() {
    return {.from = "Sở Y tế <don-doc@example.vn>",
            .to = "van-thu@example.vn",
            .to_name = "Sở Nội vụ",
            .message_id = "m-0123@don-doc.example.vn",
            .subject = "[Đôn đốc] 2 quá hạn",
            .text = "Kính gửi\nmột dòng\n",
            .html = "<p>một dòng</p>\n",
            .language = "vi",
            .date = std::chrono::sys_days{std::chrono::year{2026} / 6 / 5} + 1h,
            .utc_offset = 7h};
}

std::string header(const std::string& message, const std::string& name) {
    const auto at = message.find(name + ": ");
    return message.substr(at, message.find("\r\n", at) - at);
}

std::size_t longest_line(const std::string& message) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at < message.size();) {
        const auto end = message.find("\r\n", at);
        longest = std::max(longest, end - at);
        at = end + 2;
    }
    return longest;
}

TEST(Mail, says_the_local_time_with_its_offset) {
    EXPECT_EQ(header(to_rfc5322(sample()), "Date"), "Date: Fri, 5 Jun 2026 08:00:00 +0700");
}

TEST(Mail, is_marked_as_automatic) {
    EXPECT_NE(to_rfc5322(sample()).find("\r\nAuto-Submitted: auto-generated\r\n"), std::string::npos);
}

TEST(Mail, names_several_mailboxes_one_a_line) {
    Mail mail = sample();
    mail.to = "a@example.vn,b@example.vn";
    EXPECT_NE(to_rfc5322(mail).find("To: a@example.vn,\r\n b@example.vn\r\n"), std::string::npos);
}

TEST(Mail, keeps_every_line_short) {
    Mail mail = sample();
    mail.subject = std::string(5000, 'x') + " ă";
    mail.text = std::string(5000, 'y') + "\n" + std::string(3000, '=') + "\n";
    mail.to_name = "Trung tâm Kiểm soát bệnh tật, Phòng Kế hoạch – Nghiệp vụ và Truyền thông giáo dục sức khỏe";
    EXPECT_LE(longest_line(to_rfc5322(mail)), 78U);
}

TEST(Mail, ends_every_line_with_crlf) {
    const std::string message = to_rfc5322(sample());
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (message[i] == '\n') {
            ASSERT_EQ(message[i - 1], '\r') << i;
        }
        if (message[i] == '\r') {
            ASSERT_EQ(message[i + 1], '\n') << i;
        }
    }
}

TEST(Mail, takes_no_header_from_a_subject) {
    Mail mail = sample();
    mail.subject = "a\r\nBcc: x@example.com";
    EXPECT_EQ(to_rfc5322(mail).find("\nBcc:"), std::string::npos);
}

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

}  // namespace
}  // namespace dondoc::outbox
