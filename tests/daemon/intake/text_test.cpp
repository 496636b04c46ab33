#include "daemon/intake/text.hpp"

#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

TEST(Text, runs_of_any_white_space_become_one_space) {
    EXPECT_EQ(squeeze("  Phòng\t Tổ\n chức\xC2\xA0 cán\xE3\x80\x80 bộ \n"), "Phòng Tổ chức cán bộ");
    EXPECT_EQ(squeeze(" \n\t"), "");
}

TEST(Text, control_and_invisible_characters_are_dropped) {
    EXPECT_EQ(clean("a\x01"
                    "b\xE2\x80\x8B"
                    "c\xE2\x80\xAE"
                    "d\xC2\xAD"
                    "e\tf\ng"),
              "abcde\tf\ng");
}

TEST(Text, bytes_that_are_not_utf8_become_replacement_characters) {
    EXPECT_EQ(clean("a\xFF"
                    "b"),
              "a\xEF\xBF\xBD"
              "b");
}

TEST(Text, the_first_bad_byte_is_found) {
    EXPECT_EQ(find_bad_utf8("Quý IV"), std::string_view::npos);
    EXPECT_EQ(find_bad_utf8("ab\xC0\x80"), 2u) << "overlong";
    EXPECT_EQ(find_bad_utf8("\xED\xA0\x80"), 0u) << "surrogate";
    EXPECT_EQ(find_bad_utf8("abc\xE1\xBB"), 3u) << "cut off";
}

TEST(Text, utf16_of_both_byte_orders_is_converted) {
    using namespace std::string_view_literals;
    EXPECT_EQ(utf16_to_utf8("\xFF\xFE\xA0\x1E,\0"sv), "Ạ,");
    EXPECT_EQ(utf16_to_utf8("\xFE\xFF\x1E\xA0\0,"sv), "Ạ,");
    EXPECT_EQ(utf16_to_utf8("\xFF\xFE\xA0"sv), std::nullopt);
}

}  // namespace
}  // namespace dondoc::intake
