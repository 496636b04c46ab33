#include "daemon/intake/xlsx.hpp"

#include "daemon/intake/intake.hpp"
#include "tests/support/docx_writer.hpp"
#include "tests/support/xlsx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace dondoc::intake {
namespace {

using support::XlsxCell;
using support::XlsxWriter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Cause = IntakeError::Cause;

/// One line a block: paragraphs as they are, tables as "row: a | b*2 | ^" with columns and downward merges.
std::vector<std::string> shown(const Document& document) {
    std::vector<std::string> lines;
    for (const Block& block : document.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            lines.push_back(paragraph->text);
            continue;
        }
        for (const Row& row : std::get<Table>(block).rows) {
            std::string line = std::to_string(row.number) + ":";
            for (const Cell& cell : row.cells) {
                line += " " + (cell.continues_above ? "^" : cell.text.empty() ? "_" : cell.text);
                if (cell.columns > 1) line += "*" + std::to_string(cell.columns);
            }
            lines.push_back(line);
        }
    }
    return lines;
}

Document read(const XlsxWriter& xlsx) {
    const auto document = read_xlsx(xlsx.bytes(), {});
    EXPECT_TRUE(document) << (document ? "" : document.error().message());
    return document ? *document : Document{};
}

const std::vector<XlsxCell> header{"TT", "Nội dung", "Chủ trì", "Thời hạn"};

TEST(Xlsx, titles_are_paragraphs_and_the_list_is_a_table) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("Phụ lục");
    sheet.row(1, {"PHỤ LỤC"});
    sheet.merge("A1:D1");
    sheet.row(2, {"DANH MỤC NHIỆM VỤ"});
    sheet.row(4, header);
    sheet.row(5, {"I. Chung"});
    sheet.merge("A5:D5");
    sheet.row(6, {1, "Việc", "Sở Y tế", 2026});

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "4: TT Nội dung Chủ trì Thời hạn",
                                               "5: I. Chung*4", "6: 1 Việc Sở Y tế 2026"));
}

TEST(Xlsx, empty_columns_at_the_left_and_gaps_between_rows_do_not_matter) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(3, header, 2);
    sheet.row(5, {1, "Việc", "Sở Y tế", "Quý I"}, 2);
    sheet.row(9, {2, "Việc khác", "", "Quý II"}, 2);

    EXPECT_THAT(shown(read(xlsx)),
                ElementsAre("3: TT Nội dung Chủ trì Thời hạn", "5: 1 Việc Sở Y tế Quý I", "9: 2 Việc khác _ Quý II"));
}

TEST(Xlsx, another_header_begins_another_table_with_its_titles) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"});
    sheet.row(4, {"2. Chỉ tiêu"});
    sheet.row(5, {"TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"});
    sheet.row(6, {1, "Số giường", "Giường", 36.8});

    const auto document = read(xlsx);

    EXPECT_THAT(shown(document),
                ElementsAre("1: TT Nội dung Chủ trì Thời hạn", "2: 1 Việc Sở Y tế Quý I", "2. Chỉ tiêu",
                            "5: TT Chỉ tiêu Đơn vị tính Năm 2026", "6: 1 Số giường Giường 36,8"));
    EXPECT_EQ(std::get<Table>(document.blocks.back()).number, 2u);
}

TEST(Xlsx, a_repeated_header_stays_in_its_table) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"});
    sheet.row(3, header);
    sheet.row(4, {2, "Việc", "Sở Y tế", "Quý I"});

    EXPECT_THAT(read(xlsx).blocks, SizeIs(1));
}

TEST(Xlsx, signatures_under_a_list_are_paragraphs_and_rows_without_much_are_rows) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(3, {2, "Việc không ghi gì"});
    sheet.row(4, {"Ghi chú liền bảng"});
    sheet.row(6, {"", "NGƯỜI LẬP", "", "GIÁM ĐỐC"});

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("1: TT Nội dung Chủ trì Thời hạn", "3: 2 Việc không ghi gì _ _",
                                               "4: Ghi chú liền bảng _ _ _", "NGƯỜI LẬP", "GIÁM ĐỐC"));
}

TEST(Xlsx, cells_are_merged_both_ways) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, {"TT", "Nội dung", "Đơn vị", "", "Thời hạn"});
    sheet.row(2, {"", "", "Chủ trì", "Phối hợp"});
    for (const auto* range : {"A1:A2", "B1:B2", "C1:D1", "E1:E2"}) sheet.merge(range);
    sheet.row(3, {1, "Việc", "Sở Y tế", "Sở A", "Quý I"});
    sheet.row(4, {2, "Việc", "", "Sở B", "Quý II"});
    sheet.merge("C3:C1048576");

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("1: TT Nội dung Đơn vị*2 Thời hạn", "2: ^ ^ Chủ trì Phối hợp ^",
                                               "3: 1 Việc Sở Y tế Sở A Quý I", "4: 2 Việc ^ Sở B Quý II"));
}

TEST(Xlsx, overlapping_and_senseless_merges_are_survived) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"});
    for (const auto* range : {"A2:B2", "B2:C3", "B1:B2", "D9:A1", "x", "", "A0:B0", "C2:C2"}) sheet.merge(range);

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("1: TT Nội dung Chủ trì Thời hạn", "2: 1 Việc Sở Y tế Quý I"))
        << "B1 begins first and wins";
}

TEST(Xlsx, strings_come_shared_rich_inline_and_from_formulas) {
    XlsxWriter xlsx;
    xlsx.strings =
        "<si><t>Nội dung</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\">Sở </t></r><r><t>Y tế</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>bỏ</t></rPh></si><si><t>a_x000D_\nb_x005F_x</t></si>";
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, {"TT", XlsxCell::raw("s", "<v>0</v>"), "Chủ trì", "Thời hạn"});
    sheet.row(2, {XlsxCell::raw("", "<f>A1+1</f><v>1</v>"), XlsxCell::raw("s", "<v>2</v>"),
                  XlsxCell::raw("s", "<v>1</v>"), XlsxCell::raw("str", "<f>B1&amp;\"\"</f><v>Quý I</v>")});
    sheet.row(3, {2, XlsxCell::raw("b", "<v>1</v>"), XlsxCell::raw("b", "<v>0</v>"),
                  XlsxCell::raw("d", "<v>2026-06-30</v>")});

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("1: TT Nội dung Chủ trì Thời hạn", "2: 1 a\nb_x Sở Y tế Quý I",
                                               "3: 2 TRUE FALSE 30/6/2026"));
}

TEST(Xlsx, formulas_without_result_and_with_errors_are_remarked_where_they_stand) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", XlsxCell::raw("", "<f>VLOOKUP(1)</f>"), XlsxCell::raw("e", "<v>#REF!</v>")});

    const auto draft = read_plan(xlsx.bytes(), "x", {});

    ASSERT_TRUE(draft) << draft.error().message();
    std::vector<std::string> remarks;
    for (const Doubt& doubt : draft->doubts)
        if (doubt.kind == Doubt::Kind::row && doubt.seq == 1) remarks.push_back(doubt.where.vi() + ": " + doubt.text);
    EXPECT_THAT(remarks, ElementsAre("bảng 1, dòng 2: =VLOOKUP(1)", "bảng 1, dòng 2: #REF!"));
}

TEST(Xlsx, numbers_and_dates_are_as_shown) {
    XlsxWriter xlsx;
    const auto day = xlsx.style("dd/mm/yyyy");
    const auto month = xlsx.style("mmm-yy");
    const auto percent = xlsx.style("0%");
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, {1, percent}, {14.5}, {46203, day}});
    sheet.row(3, {2, "b", "c", {46174, month}});

    EXPECT_THAT(shown(read(xlsx)),
                ElementsAre("1: TT Nội dung Chủ trì Thời hạn", "2: 1 100% 14,5 30/6/2026", "3: 2 b c 06/2026"));
    xlsx.date_1904 = true;
    EXPECT_THAT(shown(read(xlsx)).at(1), HasSubstr("01/7/2030"));
}

TEST(Xlsx, sheets_keep_their_order_and_hidden_ones_are_told) {
    XlsxWriter xlsx;
    xlsx.sheet("Một").row(1, {"một"});
    xlsx.sheet("Nháp", "hidden").row(1, {"nháp"});
    xlsx.sheet("Cũ", "veryHidden").row(1, {"cũ"});
    xlsx.sheet("Hai").row(1, {"hai"});

    const auto document = read(xlsx);

    EXPECT_THAT(shown(document), ElementsAre("một", "hai"));
    ASSERT_THAT(document.remarks, SizeIs(2));
    EXPECT_EQ(document.remarks[0].text, "Nháp");
}

TEST(Xlsx, rows_that_a_filter_hides_are_read_and_told) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"}, 0, "hidden=\"1\"");

    const auto document = read(xlsx);

    EXPECT_THAT(shown(document), SizeIs(2));
    ASSERT_THAT(document.remarks, SizeIs(1));
    EXPECT_THAT(document.remarks[0].vi, HasSubstr("dòng 2"));
}

TEST(Xlsx, strict_files_and_files_without_indexes_read_the_same) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"});
    const auto plain = shown(read(xlsx));
    xlsx.strict = true;
    const auto strict = shown(read(xlsx));
    xlsx.with_index = false;

    EXPECT_EQ(strict, plain);
    EXPECT_EQ(shown(read(xlsx)), plain);
}

TEST(Xlsx, cells_without_references_count_on) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.raw(
        "<row><c t=\"inlineStr\"><is><t>TT</t></is></c><c t=\"inlineStr\"><is><t>Nội dung</t></is></c>"
        "<c t=\"inlineStr\"><is><t>Chủ trì</t></is></c></row><row><c><v>1</v></c><c/><c><v>2</v></c></row>");

    EXPECT_THAT(shown(read(xlsx)), ElementsAre("1: TT Nội dung Chủ trì", "2: 1 _ 2"));
}

IntakeError refused(const XlsxWriter& xlsx, const Limits& limits = {}) {
    const auto document = read_xlsx(xlsx.bytes(), limits);
    EXPECT_FALSE(document);
    return document ? IntakeError{} : document.error();
}

TEST(Xlsx, references_that_lead_nowhere_are_damage) {
    for (const auto& cell : {XlsxCell::raw("s", "<v>7</v>"), XlsxCell::raw("s", "<v>-1</v>"), XlsxCell(1, 99)}) {
        XlsxWriter xlsx;
        xlsx.sheet("Phụ lục").row(1, {cell});
        EXPECT_EQ(refused(xlsx).cause, Cause::damaged);
        EXPECT_THAT(refused(xlsx).vi, HasSubstr("trang tính “Phụ lục”"));
    }
    for (const auto* reference : {"XFE1", "A1048577", "A0", "1A", "A2", "AAAAAAAAAAAA1"}) {
        XlsxWriter xlsx;
        xlsx.sheet("A").raw("<row r=\"1\"><c r=\"" + std::string(reference) + "\"><v>1</v></c></row>");
        EXPECT_THAT(refused(xlsx).vi, HasSubstr("địa chỉ ô sai")) << reference;
    }
}

TEST(Xlsx, a_far_corner_costs_nothing_and_too_wide_a_table_is_refused) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", "Quý I"});
    sheet.row(1'048'576, {"x"}, 16'383);
    EXPECT_THAT(shown(read(xlsx)), SizeIs(3)) << "a lone cell far below is a paragraph";

    sheet.row(3, {"y"}, 16'383);
    EXPECT_EQ(refused(xlsx).cause, Cause::too_large);
}

TEST(Xlsx, what_is_too_much_is_refused_in_one_sentence) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    for (std::size_t i = 1; i <= 6; ++i) sheet.row(i, {"a", "b", std::string_view("ccccccccccc")});
    for (int i = 0; i < 6; ++i) sheet.merge("A1:B1");

    EXPECT_THAT(refused(xlsx, {.rows = 5}).vi, HasSubstr("hơn 5 dòng"));
    EXPECT_THAT(refused(xlsx, {.cells = 12}).vi, HasSubstr("hơn 12 ô"));
    EXPECT_THAT(refused(xlsx, {.cell_bytes = 10}).vi, HasSubstr("có ô dài hơn"));
    EXPECT_THAT(refused(xlsx, {.merged_cells = 5}).vi, HasSubstr("hơn 5 vùng ô gộp"));
    EXPECT_THAT(refused(xlsx, {.xml_nodes = 20}).vi, HasSubstr("quá phức tạp"));
}

TEST(Xlsx, messages_speak_of_excel) {
    EXPECT_THAT(read_xlsx("PK\x03\x04 xl/workbook.xml", {}).error().vi, HasSubstr("tệp Excel (.xlsx) bị hỏng"));
    const auto bomb = support::zip_of({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"}});
    EXPECT_THAT(read_xlsx(bomb, {}).error().vi, HasSubstr("DOCTYPE, điều Excel không bao giờ ghi"));
}

TEST(Xlsx, truncated_and_flipped_files_never_crash) {
    XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, header);
    sheet.row(2, {1, "Việc", "Sở Y tế", 46203.5});
    sheet.merge("A1:A2");
    const std::string whole = xlsx.bytes();
    for (std::size_t length = 0; length < whole.size(); length += 7)
        EXPECT_FALSE(read_xlsx(std::string_view(whole).substr(0, length), {})) << length;
    std::mt19937 random(20261122);
    for (int i = 0; i < 2000; ++i) {
        auto parts = xlsx.parts();
        std::string& part = parts[random() % parts.size()].second;
        for (int flips = 1 + i % 4; flips > 0; --flips) part[random() % part.size()] = static_cast<char>(random());
        const auto document = read_xlsx(support::zip_of(parts), {});
        EXPECT_TRUE(document || !document.error().vi.empty());
    }
}

}  // namespace
}  // namespace dondoc::intake
