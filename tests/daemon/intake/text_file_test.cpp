#include "daemon/intake/text_file.hpp"

#include "daemon/intake/intake.hpp"
#include "daemon/intake/text_marks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace dondoc::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Paragraphs as "7 text", rows as "7: a | b".
std::vector<std::string> shown(const Document& document) {
    std::vector<std::string> lines;
    for (const Block& block : document.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            lines.push_back(std::to_string(paragraph->number) + " " + paragraph->text);
            continue;
        }
        lines.push_back("table");
        for (const Row& row : std::get<Table>(block).rows) {
            std::string line = std::to_string(row.number) + ":";
            for (const Cell& cell : row.cells) line += " | " + cell.text + (cell.columns > 1 ? " (merged)" : "");
            lines.push_back(line);
        }
    }
    return lines;
}

Document read(std::string_view text) {
    const auto document = read_text_file(text, {});
    EXPECT_TRUE(document) << (document ? "" : document.error().message());
    return document ? *document : Document{};
}

struct Mark {
    const char* line;
    const char* text;
};

class Marks : public testing::TestWithParam<Mark> {};

TEST_P(Marks, go_and_words_stay) {
    EXPECT_EQ(strip_marks(GetParam().line), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Marks,
    testing::Values(Mark{"## **II. MỤC TIÊU**", "II. MỤC TIÊU"}, Mark{"*Nơi nhận:*", "Nơi nhận:"},
                    Mark{"**KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"}, Mark{"a (<i>không tính b</i>)", "a (không tính b)"},
                    Mark{"1.\t$\\geq 1,5$\tx", "1.\t≥ 1,5\tx"}, Mark{"$\\leq$ 16", "≤ 16"}, Mark{"$> 95\\%$", "> 95%"},
                    Mark{"giá $5 và $7", "giá $5 và $7"}, Mark{"5*3 và (*)", "5*3 và (*)"}, Mark{"a * b", "a * b"},
                    Mark{"TẾ***(Kèm theo", "TẾ (Kèm theo"}, Mark{"#1 không phải tiêu đề", "#1 không phải tiêu đề"},
                    Mark{"< 11,5 và > 3", "< 11,5 và > 3"}, Mark{"&lt; 5 &amp; x&nbsp;y", "< 5 & x y"},
                    Mark{"1\\. Việc", "1. Việc"}, Mark{"a<br>b <unknown> c", "a b <unknown> c"}, Mark{"***", ""},
                    Mark{"", ""}, Mark{"$\\geq", "$\\geq"}));

TEST(TextFile, text_is_paragraphs_and_tabs_are_tables) {
    EXPECT_THAT(
        shown(read("## I. MỤC TIÊU\n\nĐoạn văn, có dấu phẩy.\n\nTT\tNội dung\tChủ trì\n1\tViệc\tSở Y tế\n\nHết.\n")),
        ElementsAre("1 I. MỤC TIÊU", "3 Đoạn văn, có dấu phẩy.", "table", "5: | TT | Nội dung | Chủ trì",
                    "6: | 1 | Việc | Sở Y tế", "8 Hết."));
}

TEST(TextFile, a_table_goes_on_over_gaps_page_breaks_and_page_numbers) {
    EXPECT_THAT(
        shown(read("Mở đầu\nTT\tNội dung\tChủ trì\n1\tViệc\tSở A\n\n12\n\n2\tViệc\tSở B\n\f- 13 -\n\n\t(tiếp)\t\n")),
        ElementsAre("1 Mở đầu", "table", "2: | TT | Nội dung | Chủ trì", "3: | 1 | Việc | Sở A", "7: | 2 | Việc | Sở B",
                    "10: |  | (tiếp) | "));
}

TEST(TextFile, a_row_broken_inside_of_a_cell_is_joined_and_told) {
    const auto document = read(
        "Mở đầu\nPhần một\nTT\tNội dung\tChủ trì\tThời hạn\n1\tViệc dài\nviết tiếp\tSở A\tQuý I\n"
        "I. Mục\n2\tViệc\tSở B\tQuý II\n");

    EXPECT_THAT(shown(document),
                ElementsAre("1 Mở đầu", "2 Phần một", "table", "3: | TT | Nội dung | Chủ trì | Thời hạn",
                            "4: | 1 | Việc dài\nviết tiếp | Sở A | Quý I", "6: | I. Mục |  |  | ",
                            "7: | 2 | Việc | Sở B | Quý II"));
    ASSERT_THAT(document.remarks, SizeIs(1));
    EXPECT_EQ(document.remarks[0].row, 4u);
}

TEST(TextFile, numbered_paragraphs_with_a_tab_are_no_tables) {
    EXPECT_THAT(shown(read("1.\tMục đích\n2.\tYêu cầu\nHết\n")), ElementsAre("1 1. Mục đích", "2 2. Yêu cầu", "3 Hết"));
}

TEST(TextFile, bars_make_tables_too) {
    EXPECT_THAT(
        shown(
            read("Mở đầu, một\nhai\n\n| TT | Nội dung | Chủ trì |\n|---|:---:|---|\n| 1 | Việc | Sở A |\n\nba\nbốn\n")),
        ElementsAre("1 Mở đầu, một", "2 hai", "table", "4: | TT | Nội dung | Chủ trì", "6: | 1 | Việc | Sở A", "8 ba",
                    "9 bốn"));
}

TEST(TextFile, a_letterhead_in_two_columns_is_a_small_table) {
    const auto draft = read_plan(
        "UBND TỈNH X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-SYT\tX, ngày "
        "05 "
        "tháng 02 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\nĐoạn văn.\n\nTT\tNội dung\tChủ trì\tThời hạn\n1\tViệc\tSở "
        "A\tTháng 3\n",
        "x", {});

    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_EQ(draft->plan.number, "12/KH-SYT");
    EXPECT_EQ(draft->plan.issuer, "SỞ Y TẾ");
    EXPECT_EQ(draft->plan.title, "Công tác năm 2026");
    ASSERT_TRUE(draft->plan.date);
}

constexpr const char* loose =
    "Phụ lục\nTT\nTên nhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nKết quả\nThời gian thực hiện\n"
    "I. Nhóm thứ nhất của kế hoạch\n1\nXây dựng đề án thứ nhất\nSở Y tế\nSở Tài chính\nĐề án\nQuý I/2026\n"
    "2\nTổ chức thực hiện kế hoạch\nSở Y tế\nBáo cáo\nHằng năm\n"
    "II. Nhóm thứ hai của kế hoạch\n3\nRà soát các quy định\nSở Tư pháp\nCác sở, ngành\nVăn bản\n2026\n"
    "Nơi nhận:\n- Lưu: VT.\n";

TEST(LooseTable, cells_one_a_line_are_put_together_by_the_count_of_ordinals) {
    EXPECT_THAT(
        shown(read(loose)),
        ElementsAre("1 Phụ lục", "table",
                    "2: | TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Kết quả | Thời gian thực hiện",
                    "8: | I. Nhóm thứ nhất của kế hoạch (merged)",
                    "9: | 1 | Xây dựng đề án thứ nhất | Sở Y tế | Sở Tài chính | Đề án | Quý I/2026",
                    "15: | 2 | Tổ chức thực hiện kế hoạch | Sở Y tế |  | Báo cáo | Hằng năm",
                    "20: | II. Nhóm thứ hai của kế hoạch (merged)",
                    "21: | 3 | Rà soát các quy định | Sở Tư pháp | Các sở, ngành | Văn bản | 2026",
                    "27 Nơi nhận:", "28 - Lưu: VT."));
}

TEST(LooseTable, a_row_with_missing_cells_is_told) {
    const auto draft = read_plan(loose, "x", {}, {.year = 2026});

    ASSERT_TRUE(draft) << draft.error().message();
    std::vector<std::uint32_t> told;
    for (const Doubt& doubt : draft->doubts)
        if (doubt.vi.find("mỗi ô một dòng") != std::string::npos) told.push_back(doubt.seq);
    EXPECT_THAT(told, ElementsAre(2));
}

constexpr const char* loose_targets =
    "Mở đầu\nTT\nChỉ tiêu\nĐơn vị tính\nNăm 2026\nNăm 2030\nCơ quan chủ trì\n1\nTỷ lệ bao phủ chung\n%\n95\n98\nSở Y "
    "tế\n"
    "2\nTuổi thọ trung bình\nTuổi\n76\nSở Y tế\n";

TEST(LooseTable, values_whose_year_is_lost_are_in_the_remark_only) {
    const auto document = read(loose_targets);

    EXPECT_THAT(shown(document), testing::Contains("8: | 1 | Tỷ lệ bao phủ chung | % | 95 | 98 | Sở Y tế"));
    EXPECT_THAT(shown(document), testing::Contains("14: | 2 | Tuổi thọ trung bình | Tuổi |  |  | Sở Y tế"));
    ASSERT_THAT(document.remarks, SizeIs(1));
    EXPECT_EQ(document.remarks[0].text, "Tuổi thọ trung bình: 76");
}

TEST(LooseTable, a_line_of_text_that_slipped_into_the_last_row_makes_it_doubtful) {
    EXPECT_THAT(read(loose_targets + std::string("Kết thúc phụ lục.\n")).remarks, SizeIs(1));
    EXPECT_THAT(shown(read(loose_targets + std::string("\nKết thúc phụ lục.\n"))).back(), "20 Kết thúc phụ lục.");
}

TEST(LooseTable, numbers_in_running_text_make_none) {
    EXPECT_THAT(shown(read("TT\nviết thường\n1\n2\n3\n")).front(), "1 TT");
    EXPECT_THAT(read("STT\nNội dung\n1\nViệc làm thứ nhất\nHết\n").remarks, IsEmpty());
}

TEST(TextFile, tables_saved_as_text_are_told_from_text) {
    EXPECT_THAT(shown(read("TT,Nội dung,Chủ trì\n1,\"Việc, gấp\",Sở A\n")),
                ElementsAre("table", "1: | TT | Nội dung | Chủ trì", "2: | 1 | Việc, gấp | Sở A"));
    EXPECT_THAT(
        shown(read("Kính gửi: các sở, ban, ngành\nThực hiện kế hoạch, chương trình đã đề ra, đề nghị báo cáo.\n")),
        SizeIs(2));
}

std::vector<std::string> paragraphs_of(const std::string& text) {
    const auto document = read_text_file(text, {});
    std::vector<std::string> all;
    if (document)
        for (const Block& block : document->blocks)
            if (const auto* paragraph = std::get_if<Paragraph>(&block)) all.push_back(paragraph->text);
    return all;
}

TEST(TextFile, lines_broken_at_a_width_are_paragraphs) {
    EXPECT_THAT(
        paragraphs_of("   1. Các trường căn cứ Kế hoạch này xây dựng kế hoạch, gửi về\n"
                      "Phòng Chính trị trước ngày 31/5 hằng năm.\n"
                      "   2. Các xã, phường chỉ đạo các cơ sở giáo dục thuộc quyền và\n"
                      "báo cáo.\n"),
        testing::ElementsAre("1. Các trường căn cứ Kế hoạch này xây dựng kế hoạch, gửi về Phòng Chính trị trước ngày "
                             "31/5 hằng năm.",
                             "2. Các xã, phường chỉ đạo các cơ sở giáo dục thuộc quyền và báo cáo."));
}

TEST(TextFile, where_paragraphs_are_lines_none_are_joined) {
    const std::string long_line(400, 'x');
    EXPECT_EQ(paragraphs_of("Một dòng ngắn không có dấu chấm\nDòng nữa\n" + long_line + "\n").size(), 3u);
}

TEST(TextFile, what_is_too_much_is_refused) {
    EXPECT_THAT(read_text_file("một dòng rất dài\nngắn\n", {.cell_bytes = 10}).error().vi, HasSubstr("dòng 1 dài hơn"));
    EXPECT_THAT(read_text_file("a\nb\nc\n", {.lines = 2}).error().vi, HasSubstr("hơn 2 dòng"));
    EXPECT_THAT(read_text_file("x\ny\nz\nTT\tNội dung\tChủ trì\n1\ta\tb\n2\ta\tb\nu\n", {.rows = 2}).error().vi,
                HasSubstr("hơn 2 dòng bảng"));
}

TEST(TextFile, no_word_of_an_odd_text_is_lost) {
    const std::vector<std::string> pieces{"TT",
                                          "\t",
                                          "\n",
                                          "1",
                                          "2",
                                          "Nội dung",
                                          "Chủ trì",
                                          "Thời hạn",
                                          "I. Mục lớn",
                                          "\n\n",
                                          "từ một hai ba",
                                          "|",
                                          "\f",
                                          "(ngoặc)",
                                          "- gạch",
                                          "\t\t",
                                          "3",
                                          "Sở Y tế",
                                          "2026"};
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::mt19937 random(seed);
        std::string text;
        std::vector<std::string> words;
        for (int i = 0; i < 60; ++i) {
            text += pieces[random() % pieces.size()];
            if (random() % 4 == 0) text += words.emplace_back(" từ" + std::to_string(i) + "x ");
        }
        const auto document = read_text_file(text, {});
        ASSERT_TRUE(document) << document.error().message();
        std::string all;
        for (const auto& line : shown(*document)) all += line + "\n";
        for (const auto& remark : document->remarks) all += remark.text + "\n";
        for (const auto& word : words)
            ASSERT_NE(all.find(word.substr(1, word.size() - 2)), std::string::npos) << seed << word << "\n"
                                                                                    << text << "\n"
                                                                                    << all;
    }
}

}  // namespace
}  // namespace dondoc::intake
