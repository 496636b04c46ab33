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

TEST(Mail, has_a_place_in_a_conversation_and_is_known_to_filters) {
    Mail mail = sample();
    EXPECT_EQ(to_rfc5322(mail).find("References:"), std::string::npos);
    mail.thread = "m-thread-1@example.vn";
    mail.list_id = "don-doc.example.vn";
    EXPECT_EQ(header(to_rfc5322(mail), "References"), "References: <m-thread-1@example.vn>");
    EXPECT_EQ(header(to_rfc5322(mail), "List-Id"), "List-Id: <don-doc.example.vn>");
}

TEST(Mail, carries_files_beside_its_texts) {
    Mail mail = sample();
    mail.attachments = {{.name = "Thời hạn.ics", .type = "text/calendar; charset=utf-8", .bytes = "BEGIN\r\n"},
                        {.name = "bang.xlsx", .type = "application/octet-stream", .bytes = std::string(4000, '\0')}};
    const std::string message = to_rfc5322(mail);
    EXPECT_NE(message.find("MIME-Version: 1.0\r\nContent-Type: multipart/mixed;"), std::string::npos);
    EXPECT_NE(message.find("Content-Type: text/calendar; charset=utf-8\r\nContent-Disposition: attachment;\r\n "
                           "filename*=UTF-8''Th%E1%BB%9Di%20h%E1%BA%A1n.ics\r\n"
                           "Content-Transfer-Encoding: base64\r\n\r\nQkVHSU4NCg==\r\n"),
              std::string::npos);
    EXPECT_NE(message.find(" filename=\"bang.xlsx\"\r\n"), std::string::npos);
    EXPECT_LE(longest_line(message), 78U);
}

TEST(Mail, writes_a_text_in_the_shorter_encoding) {
    Mail mail = sample();
    mail.text = std::string(100, 'a') + "\n";
    mail.html = "ắằẳẵặắằẳẵặắằẳẵặắằẳẵặ\n";
    const std::string message = to_rfc5322(mail);
    EXPECT_NE(message.find("text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"),
              std::string::npos);
    EXPECT_NE(message.find("text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64"), std::string::npos);
}

}  // namespace
}  // namespace dondoc::outbox
