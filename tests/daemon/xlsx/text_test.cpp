#include "daemon/xlsx/text.hpp"

#include <gtest/gtest.h>

namespace dondoc::xlsx {

TEST(CellText, keeps_what_people_write) {
    EXPECT_EQ(cell_text("Rà soát,\n\ttrình 📄"), "Rà soát,\n\ttrình 📄");
}

TEST(CellText, loses_control_characters_and_marks_what_is_not_utf8) {
    EXPECT_EQ(cell_text(std::string_view("a\0b\x1b[1m\r\n\xff", 10)), "ab[1m\n\xef\xbf\xbd");
}

TEST(CellText, is_cut_where_a_spreadsheet_would_refuse_it) {
    EXPECT_EQ(cell_text(std::string(32'767, 'x')).size(), 32'767U);
    EXPECT_EQ(cell_text(std::string(40'000, 'x')), std::string(32'766, 'x') + "…");
    EXPECT_TRUE(cell_text(std::string(32'765, 'x') + "📄📄").ends_with("x…")) << "half a character";
}

TEST(SheetName, is_one_that_spreadsheets_accept) {
    std::set<std::string> taken;
    EXPECT_EQ(sheet_name("142/KH-UBND: [a]*?", taken), "142 KH-UBND   a");
    EXPECT_EQ(sheet_name("", taken), "Bảng");
    EXPECT_EQ(sheet_name("Ủy ban nhân dân thành phố Hồ Chí Minh", taken), "Ủy ban nhân dân thành phố Hồ Ch");
}

TEST(SheetName, is_said_once) {
    std::set<std::string> taken;
    EXPECT_EQ(sheet_name("Đơn vị", taken), "Đơn vị");
    EXPECT_EQ(sheet_name("ĐƠN VỊ", taken), "ĐƠN VỊ (2)");
    EXPECT_EQ(sheet_name("Đơn vị", taken), "Đơn vị (3)");
}

}  // namespace dondoc::xlsx
