#include "notifiers/answer.hpp"

#include <gtest/gtest.h>

namespace {

using notifiers::kept_answer;

TEST(Answer, several_lines_become_one) {
    EXPECT_EQ(kept_answer("550 no such user\r\n550 here\r\n"), "550 no such user 550 here");
}

TEST(Answer, vietnamese_stays_as_it_is) {
    EXPECT_EQ(kept_answer("đã nhận thông báo"), "đã nhận thông báo");
}

TEST(Answer, broken_bytes_become_question_marks) {
    EXPECT_EQ(kept_answer("a\xff\xc3-\xe1\xba"), "a?\?-?\?");
    EXPECT_EQ(kept_answer("\xc0\xaf"), "?\?") << "an overlong form";
    EXPECT_EQ(kept_answer("\xed\xa0\x80"), "?\?\?") << "a surrogate";
}

TEST(Answer, it_is_cut_between_characters) {
    const std::string long_answer = std::string(499, 'a') + "đ";
    EXPECT_EQ(kept_answer(long_answer), std::string(499, 'a'));
}

TEST(Answer, secrets_are_hidden_before_the_cut) {
    const std::string secret = "mật-khẩu-bí-mật";
    const std::string kept = kept_answer(std::string(490, 'a') + secret, {secret});
    EXPECT_EQ(kept, std::string(490, 'a') + "***");
}

TEST(Answer, empty_secrets_hide_nothing) {
    EXPECT_EQ(kept_answer("250 ok", {"", ""}), "250 ok");
}

}  // namespace
