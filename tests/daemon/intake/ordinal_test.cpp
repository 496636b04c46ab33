#include "daemon/intake/ordinal.hpp"

#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

TEST(Ordinal, dots_and_brackets_around_it_go) {
    EXPECT_EQ(strip_ordinal("12."), "12");
    EXPECT_EQ(strip_ordinal("(3)"), "3");
    EXPECT_EQ(strip_ordinal("1.2."), "1.2");
    EXPECT_EQ(strip_ordinal(" . "), "");
}

TEST(Ordinal, letters_roman_and_arabic_numbers_are_told_apart) {
    EXPECT_TRUE(is_roman("IV") && is_roman("X") && !is_roman("C") && !is_roman("IVa") && !is_roman(""));
    EXPECT_TRUE(is_letter("C") && !is_letter("c") && !is_letter("AB"));
    EXPECT_TRUE(is_ordinal("1.2") && is_ordinal("I.3") && is_ordinal("B") && !is_ordinal("1.") && !is_ordinal("việc"));
    EXPECT_TRUE(is_arabic("12") && !is_arabic("1.2") && !is_arabic(""));
}

TEST(Ordinal, headings_know_their_level) {
    EXPECT_EQ(section_level("A. Chung"), 0u);
    EXPECT_EQ(section_level("II. Riêng"), 1u);
    EXPECT_EQ(section_level("3) Chi tiết"), 2u);
    EXPECT_EQ(section_level("Nhiệm vụ khác"), 3u);
    EXPECT_TRUE(is_section_heading("II. Riêng"));
    EXPECT_FALSE(is_section_heading("3. Chi tiết"));
    EXPECT_FALSE(is_section_heading("V đề án"));
}

TEST(Ordinal, the_last_number_counts_on) {
    EXPECT_EQ(next_ordinal("7"), "8");
    EXPECT_EQ(next_ordinal("1.9"), "1.10");
    EXPECT_EQ(next_ordinal("a"), "1");
    EXPECT_EQ(next_ordinal(""), "1");
    EXPECT_EQ(next_ordinal("99999999999999999999"), "1");
}

}  // namespace
}  // namespace dondoc::intake
