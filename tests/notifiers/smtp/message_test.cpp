#include "notifiers/smtp/message.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using notifiers::smtp::for_data;
using notifiers::smtp::is_mailbox;

struct Case {
    const char* what;
    std::string message;
    std::string sent;
};

TEST(Message, follows_data) {
    const Case table[] = {
        {"as it should be", "A: b\r\n\r\ntext\r\n", "A: b\r\n\r\ntext\r\n.\r\n"},
        {"no last line end", "A: b\r\n\r\ntext", "A: b\r\n\r\ntext\r\n.\r\n"},
        {"nothing", "", ".\r\n"},
        {"a line that is a dot", "a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"},
        {"a first line with a dot", ".a\r\n", "..a\r\n.\r\n"},
        {"bare LF cannot end the data", "a\n.\nMAIL FROM:<x>\n", "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"},
        {"bare CR cannot end the data", "a\r.\rMAIL\r", "a\r\n..\r\nMAIL\r\n.\r\n"},
        {"CR CR LF", "a\r\r\n.\r\n", "a\r\n\r\n..\r\n.\r\n"},
        {"LF, dot, CRLF", "a\n.\r\n", "a\r\n..\r\n.\r\n"},
    };
    for (const Case& c : table) EXPECT_EQ(for_data(c.message), c.sent) << c.what;
}

TEST(Message, mailboxes) {
    for (const char* good : {"a@b", "phong.kh@soyte.bacninh.gov.vn", "văn.thư@example.vn", "a+b=c@[127.0.0.1]"}) {
        EXPECT_TRUE(is_mailbox(good)) << good;
    }
    for (const char* bad :
         {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "<a@b>", "a@b\r\nRCPT TO:<c@d>", "a@b,c@d"}) {
        EXPECT_FALSE(is_mailbox(bad)) << bad;
    }
    EXPECT_FALSE(is_mailbox(std::string(250, 'a') + "@b.vn"));
}

TEST(Mailboxes, are_a_list_of_addresses_each_once) {
    using notifiers::smtp::mailboxes_of;
    EXPECT_EQ(mailboxes_of("a@b"), (std::vector<std::string>{"a@b"}));
    EXPECT_EQ(mailboxes_of("a@b, c@d,a@b"), (std::vector<std::string>{"a@b", "c@d"}));
    for (const char* list : {"", ",", "a@b,", "a@b, c", "a@b c@d"}) EXPECT_FALSE(mailboxes_of(list)) << list;
}

TEST(Xtext, keeps_what_is_printable) {
    EXPECT_EQ(notifiers::smtp::xtext("a+b=c d@x"), "a+2Bb+3Dc+20d@x");
}

}  // namespace
