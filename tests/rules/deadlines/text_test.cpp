#include "rules/deadlines/text.hpp"

#include <gtest/gtest.h>

namespace rules::deadlines {
namespace {

struct Case {
    const char* source;
    const char* folded;
};

TEST(Fold, makes_different_spellings_one) {
    constexpr Case cases[] = {
        {"Quí IV/2026", "quý iv/2026"},
        {"QUÝ \u00A0 IV", "quý iv"},
        {"Quy\u0301 Ⅳ", "quý iv"},
        {"Hàng năm", "hằng năm"},
        {"HÀNG QUÍ", "hằng quý"},
        {"hàng hóa", "hàng hóa"},
        {"các cửa hàng", "các cửa hàng"},
        {"２０２６–２０２７", "2026-2027"},
        {"２０２６—２０２７", "2026-2027"},
        {"  Tháng\t3\r\n", "tháng 3"},
        {"Th\u00ADường xuy\u200Bên", "thường xuyên"},
        {"Ðơn vị", "đơn vị"},
        {"ĐỀ ÁN", "đề án"},
        {"e\u0302\u0323 = e\u0323\u0302", "ệ = ệ"},
        {"o\u0301\u031B", "ớ"},
        {"“TW”", "\"tw\""},
        {"tháng 3¹", "tháng 3¹"},
        {"", ""},
        {" \n ", ""},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(fold(c.source), c.folded) << c.source;
        EXPECT_EQ(fold(c.folded), c.folded) << "folding twice changes nothing";
    }
}

TEST(Fold, replaces_what_is_not_utf8) {
    EXPECT_EQ(fold("a\xFF z"), "a\uFFFD z");
    EXPECT_EQ(fold("\xE1\xBB"), "\uFFFD");
    EXPECT_EQ(fold(std::string_view("a\0b", 3)), "a b");
}

TEST(Fold, without_tones_keeps_only_base_letters) {
    EXPECT_EQ(fold_without_tones("Phòng Kế hoạch tổng hợp, Đường Ưu"), "phong ke hoach tong hop, duong uu");
}

TEST(Fold, remembers_where_each_character_came_from) {
    const std::string source = "  Quy\u0301  IV";
    const FoldedText folded = fold_with_origin(source);
    ASSERT_EQ(folded.text, "quý iv");
    ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
    EXPECT_EQ(folded.origin[0], 2U);
    EXPECT_EQ(source.substr(folded.origin[folded.text.find("iv")]), "IV");
    EXPECT_EQ(folded.origin.back(), source.size());
}

TEST(Fold, a_long_run_of_marks_is_cut_into_pieces) {
    std::string marks = "a";
    for (int i = 0; i < 100'000; ++i) {
        marks += "\u0301\u0323";
    }
    EXPECT_GE(fold(marks).size(), 2U * 100'000U);
}

}  // namespace
}  // namespace rules::deadlines
