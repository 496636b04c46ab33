#include "daemon/cli/table.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace dondoc::cli {
namespace {

struct Width {
    const char* what;
    std::string text;
    std::size_t columns;
};

TEST(DisplayWidth, counts_what_a_terminal_shows) {
    const Width rows[] = {
        {"ASCII", "abc", 3},
        {"composed Vietnamese", "Sở Y tế", 7},
        {"the same with combining marks", "So\u031B\u0309 Y te\u0302\u0301", 7},
        {"đ and Đ", "Đôn đốc", 7},
        {"wide characters", "日本", 4},
        {"a zero-width space", "a\u200Bb", 2},
        {"dashes and quotation marks", "“–”", 3},
        {"bytes that are not UTF-8", "a\xFF", 2},
        {"nothing", "", 0},
    };
    for (const Width& row : rows) EXPECT_EQ(display_width(row.text), row.columns) << row.what;
}

TEST(Fit, cuts_to_the_column_and_says_so) {
    EXPECT_EQ(fit("Sở Y tế", 7), "Sở Y tế");
    EXPECT_EQ(fit("Sở Y tế", 6), "Sở Y …");
    EXPECT_EQ(fit("日本語", 4), "日…") << "half of a wide character is not shown";
}

TEST(Fit, does_not_cut_a_letter_from_its_marks) {
    EXPECT_EQ(fit("te\u0302\u0301n rie\u0302ng", 4), "te\u0302\u0301n…");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The column at which `text` begins in `line`.
std::size_t column_of(const std::string& line, const std::string& text) {
    return display_width(line.substr(0, line.find(text)));
}

TEST(Table, what_people_typed_does_not_steer_the_terminal) {
    Table table({{"Lý do"}});
    table.add({{"a\x1b]0;b\x07\r\nc\u009bd"}});
    EXPECT_EQ(table.print(0, false), "Lý do\na ]0;b   c d\n");
}

TEST(Table, columns_line_up_whatever_form_the_letters_have) {
    Table table({{"Đơn vị"}, {"Hạn"}});
    table.add({{"Sở Y tế"}, {"09/6/2026"}});
    table.add({{"So\u031B\u0309 Y te\u0302\u0301"}, {"10/6/2026"}});
    table.add({{"日本"}, {"11/6/2026"}});

    const auto lines = lines_of(table.print(0, false));

    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(column_of(lines[0], "Hạn"), 9U);
    EXPECT_EQ(column_of(lines[1], "09/6"), 9U);
    EXPECT_EQ(column_of(lines[2], "10/6"), 9U);
    EXPECT_EQ(column_of(lines[3], "11/6"), 9U);
}

TEST(Table, numbers_stand_to_the_right) {
    Table table({{"Lần", true}, {"Mã"}});
    table.add({{"7"}, {"a"}});
    table.add({{"1234"}, {"b"}});
    EXPECT_EQ(table.print(0, false), " Lần  Mã\n   7  a\n1234  b\n");
}

TEST(Table, a_narrow_terminal_takes_from_the_flexible_column) {
    Table table({{"Mã"}, {"Nội dung", false, true}, {"Hạn"}});
    table.add({{"1"}, {"Lấy mẫu, xét nghiệm nước ăn uống và sinh hoạt"}, {"30/4/2026"}});

    const auto lines = lines_of(table.print(40, false));

    for (const auto& line : lines) EXPECT_LE(display_width(line), 40U) << line;
    EXPECT_NE(lines[1].find("…"), std::string::npos);
    EXPECT_NE(lines[1].find("30/4/2026"), std::string::npos);
}

TEST(Table, without_a_terminal_nothing_is_cut_or_coloured) {
    Table table({{"Nội dung", false, true}});
    table.add({{std::string(300, 'a'), Colour::red}});
    EXPECT_EQ(table.print(0, false), "Nội dung\n" + std::string(300, 'a') + "\n");
}

TEST(Table, colours_take_no_columns) {
    Table table({{"Trạng thái"}, {"Mã"}});
    table.add({{"quá hạn", Colour::red}, {"x"}});
    const auto row = lines_of(table.print(0, true)).at(1);
    EXPECT_EQ(row, "\x1b[31mquá hạn\x1b[0m     x");
}

TEST(Table, the_widest_flexible_column_gives_way_first) {
    Table table({{"A", false, true}, {"B", false, true}});
    table.add({{std::string(20, 'a')}, {std::string(60, 'b')}});
    const auto lines = lines_of(table.print(62, false));
    EXPECT_EQ(display_width(lines[1]), 62U);
    EXPECT_EQ(column_of(lines[1], "b"), 22U) << "the narrow one is whole";
}

TEST(Table, a_heading_stands_across_all_columns) {
    Table table({{"A"}, {"B"}});
    table.heading("Phần rất dài so với các cột");
    table.add({{"1"}, {"2"}});
    EXPECT_EQ(table.print(0, false), "A  B\nPhần rất dài so với các cột\n1  2\n");
    EXPECT_EQ(table.rows(), 1U);
}

}  // namespace
}  // namespace dondoc::cli
