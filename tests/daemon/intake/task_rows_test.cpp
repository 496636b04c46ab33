#include "daemon/intake/task_rows.hpp"

#include "daemon/intake/csv.hpp"
#include "daemon/intake/docx.hpp"
#include "tests/support/docx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using support::DocxCell;
using support::DocxRow;
using support::DocxWriter;
using testing::ElementsAre;
using testing::IsEmpty;
using Merge = DocxCell::Merge;

const DocxRow header{{"TT"}, {"Nội dung"}, {"Đơn vị chủ trì"}, {"Thời hạn"}};

DocxRow task(const std::string& ordinal, const std::string& title) {
    return {{ordinal}, {title}, {"Sở Xây dựng"}, {"Quý I"}};
}

struct Reading {
    std::vector<TaskRow> rows;
    std::vector<Doubt> doubts;

    std::vector<std::string> column(Column column) const {
        std::vector<std::string> texts;
        for (const auto& row : rows) texts.push_back(row[column]);
        return texts;
    }
    std::vector<std::string> sections() const {
        std::vector<std::string> texts;
        for (const auto& row : rows) texts.push_back(row.section);
        return texts;
    }
};

Reading read(const DocxWriter& docx) {
    Reading reading;
    const auto document = read_docx(docx.bytes(), {});
    EXPECT_TRUE(document) << (document ? "" : document.error().message());
    if (document) reading.rows = find_task_rows(*document, reading.doubts);
    return reading;
}

Reading read(const std::vector<DocxRow>& table) {
    DocxWriter docx;
    docx.table(table);
    return read(docx);
}

Reading read_text(std::string_view text) {
    Reading reading;
    reading.rows = find_task_rows(read_csv(text, {}).value(), reading.doubts);
    return reading;
}

TEST(TaskRows, columns_are_found_in_any_order) {
    const auto reading = read({{{"Thời gian"}, {"Phối hợp"}, {"Chủ trì"}, {"Việc"}, {"STT"}},
                               {{"Quý I"}, {"Công an tỉnh"}, {"Sở Xây dựng"}, {"Rà soát"}, {"1)"}}});

    ASSERT_EQ(reading.rows.size(), 1u);
    const TaskRow& row = reading.rows[0];
    EXPECT_EQ(row[Column::ordinal], "1");
    EXPECT_EQ(row[Column::title], "Rà soát");
    EXPECT_EQ(row[Column::lead], "Sở Xây dựng");
    EXPECT_EQ(row[Column::support], "Công an tỉnh");
    EXPECT_EQ(row[Column::deadline], "Quý I");
    EXPECT_EQ(row.where, (Place{1, 2, 0, "", ""}));
    EXPECT_THAT(reading.doubts, IsEmpty());
}

TEST(TaskRows, a_header_of_two_lines_is_read_as_one) {
    const auto reading = read(
        {{{"TT", 1, Merge::begins}, {"Nội dung", 1, Merge::begins}, {"Đơn vị", 2}, {"Thời gian", 2}},
         {{"", 1, Merge::continues}, {"", 1, Merge::continues}, {"Chủ trì"}, {"Phối hợp"}, {"Bắt đầu"}, {"Hoàn thành"}},
         {{"1"}, {"Rà soát"}, {"Sở Xây dựng"}, {"Công an"}, {"Quý I"}, {"Quý II"}}});

    ASSERT_EQ(reading.rows.size(), 1u);
    EXPECT_EQ(reading.rows[0][Column::lead], "Sở Xây dựng");
    EXPECT_EQ(reading.rows[0][Column::support], "Công an");
    EXPECT_EQ(reading.rows[0][Column::deadline], "Quý II");
    EXPECT_EQ(reading.rows[0][Column::start], "Quý I");
}

TEST(TaskRows, a_row_of_column_numbers_is_no_assignment) {
    const auto reading = read({header, {{"(1)"}, {"(2)"}, {"(3)"}, {"(4)"}}, task("1", "Rà soát")});
    EXPECT_THAT(reading.column(Column::title), ElementsAre("Rà soát"));
}

TEST(TaskRows, a_repeated_header_is_passed_over) {
    const DocxRow slip{{"TT"}, {"Nội vụ"}, {"Đơn vị chủ trì"}, {"Thời hạn"}};
    const auto reading = read({header, task("1", "a"), header, task("2", "b"), slip, task("3", "c")});
    EXPECT_THAT(reading.column(Column::ordinal), ElementsAre("1", "2", "3"))
        << testing::PrintToString(reading.sections());
}

TEST(TaskRows, a_row_cut_by_a_page_break_is_joined) {
    const auto reading = read({header,
                               {{"1"}, {"Xây dựng đề án"}, {"Phòng Tổ"}, {"Quý"}},
                               header,
                               {{""}, {"về nhà ở"}, {"chức"}, {"II"}},
                               task("2", "b")});

    ASSERT_EQ(reading.rows.size(), 2u);
    EXPECT_EQ(reading.rows[0][Column::title], "Xây dựng đề án\nvề nhà ở");
    EXPECT_EQ(reading.rows[0][Column::lead], "Phòng Tổ\nchức");
    EXPECT_EQ(reading.rows[0][Column::deadline], "Quý\nII");
    ASSERT_EQ(reading.doubts.size(), 1u);
    EXPECT_EQ(reading.doubts[0].where.row, 4u);
    EXPECT_EQ(reading.doubts[0].seq, 1u);
}

TEST(TaskRows, a_sub_row_after_a_repeated_header_stays_a_row) {
    const auto reading = read({header, task("1", "a"), header, task("", "- b")});
    EXPECT_THAT(reading.column(Column::title), ElementsAre("a", "- b"));
}

TEST(TaskRows, data_that_sound_like_headings_stay_data) {
    const auto reading =
        read({header,
              task("1", "a"),
              {{"2"}, {"Nội dung nhiệm vụ mới"}, {"Đơn vị chủ trì dự án"}, {"Hoàn thành trong quý I"}}});
    EXPECT_THAT(reading.column(Column::ordinal), ElementsAre("1", "2"));
}

TEST(TaskRows, merged_rows_are_sections) {
    const auto reading = read({header, {{"I. Quy hoạch", 4}}, task("1", "a"), {{"II."}, {"Nhà ở", 3}}, task("2", "b")});
    EXPECT_THAT(reading.sections(), ElementsAre("I. Quy hoạch", "II. Nhà ở"));
    EXPECT_THAT(reading.doubts, IsEmpty());
}

TEST(TaskRows, sections_of_several_levels_are_joined) {
    const auto reading = read({header,
                               {{"A. Tỉnh", 4}},
                               {{"I. Quy hoạch", 4}},
                               task("1", "a"),
                               {{"II. Nhà ở", 4}},
                               task("2", "b"),
                               {{"B. Xã", 4}},
                               task("3", "c")});
    EXPECT_THAT(reading.sections(), ElementsAre("A. Tỉnh / I. Quy hoạch", "A. Tỉnh / II. Nhà ở", "B. Xã"));
}

TEST(TaskRows, headings_that_are_not_merged_are_sections_too) {
    const auto reading = read({header,
                               {{"I"}, {"Quy hoạch"}, {""}, {""}},
                               task("1", "a"),
                               {{""}, {"II. Nhà ở"}, {""}, {""}},
                               task("2", "b")});
    EXPECT_THAT(reading.sections(), ElementsAre("I. Quy hoạch", "II. Nhà ở"));
}

TEST(TaskRows, a_numbered_row_with_a_task_only_stays_an_assignment) {
    const auto reading = read({header, task("1", "a"), {{"2"}, {"chưa phân công"}, {""}, {""}}});
    EXPECT_THAT(reading.column(Column::title), ElementsAre("a", "chưa phân công"));
}

TEST(TaskRows, a_merged_row_with_nothing_under_it_is_told) {
    const auto reading = read({header,
                               {{"A. Tỉnh", 4}},
                               {{"I. Trống", 4}},
                               {{"II. Nhà ở", 4}},
                               task("1", "a"),
                               {{"Tổng cộng: 1 nhiệm vụ", 4}}});

    ASSERT_EQ(reading.doubts.size(), 2u);
    EXPECT_EQ(reading.doubts[0].text, "I. Trống");
    EXPECT_EQ(reading.doubts[1].text, "Tổng cộng: 1 nhiệm vụ");
}

TEST(TaskRows, a_cell_merged_downwards_counts_for_each_row) {
    const auto reading = read({header,
                               {{"1"}, {"a"}, {"Sở Xây dựng", 1, Merge::begins}, {"Quý I"}},
                               {{"2"}, {"b"}, {"", 1, Merge::continues}, {"Quý II"}}});
    EXPECT_THAT(reading.column(Column::lead), ElementsAre("Sở Xây dựng", "Sở Xây dựng"));
}

TEST(TaskRows, a_task_merged_over_two_deadlines_gives_two_rows) {
    const auto reading = read({header,
                               {{"1", 1, Merge::begins}, {"a", 1, Merge::begins}, {"Sở Xây dựng"}, {"Quý I"}},
                               {{"", 1, Merge::continues}, {"", 1, Merge::continues}, {"Công an"}, {"Quý II"}}});
    EXPECT_THAT(reading.column(Column::ordinal), ElementsAre("1", "1"));
    EXPECT_THAT(reading.column(Column::title), ElementsAre("a", "a"));
    EXPECT_THAT(reading.column(Column::deadline), ElementsAre("Quý I", "Quý II"));
}

TEST(TaskRows, list_numbers_that_word_makes_up_are_counted) {
    const DocxCell automatic{"", 1, Merge::none, "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"};
    const auto reading =
        read({header, {automatic, {"a"}, {"Công an"}, {"Quý I"}}, header, {automatic, {"b"}, {"Công an"}, {"Quý II"}}});

    EXPECT_THAT(reading.column(Column::ordinal), ElementsAre("1", "2"));
    EXPECT_EQ(reading.doubts.size(), 2u);
}

TEST(TaskRows, columns_without_a_place_are_kept_with_their_heading) {
    const auto reading = read({{{"TT"}, {"Nội dung"}, {"Chủ trì"}, {"Thời hạn"}, {"Kinh phí"}, {"Người duyệt"}},
                               {{"1"}, {"a"}, {"Công an"}, {"Quý I"}, {"500"}, {"Ông A"}}});
    EXPECT_THAT(reading.rows.at(0).extra,
                ElementsAre(testing::Pair("Kinh phí", "500"), testing::Pair("Người duyệt", "Ông A")));
}

TEST(TaskRows, other_tables_are_told_and_not_read) {
    DocxWriter docx;
    docx.table({{{"UBND TỈNH"}, {"CỘNG HÒA"}}, {{"Số: 1/KH"}, {"ngày 1"}}});
    docx.table({{{"TT"}, {"Chỉ tiêu"}, {"Đơn vị tính"}, {"Cơ quan chủ trì"}},
                {{"1"}, {"a"}, {"%"}, {"b"}},
                {{"2"}, {"a"}, {"%"}, {"b"}}});
    docx.table(
        {{{"TT"}, {"Nội dung"}, {"Kinh phí"}, {"Ghi chú"}}, {{"1"}, {"a"}, {"5"}, {""}}, {{"2"}, {"a"}, {"5"}, {""}}});

    const auto reading = read(docx);

    EXPECT_THAT(reading.rows, IsEmpty());
    ASSERT_EQ(reading.doubts.size(), 2u) << "the letterhead is layout";
    EXPECT_THAT(reading.doubts[0].vi, testing::HasSubstr("chỉ tiêu"));
    EXPECT_THAT(reading.doubts[1].vi, testing::HasSubstr("kinh phí"));
}

TEST(TaskRows, a_table_that_goes_on_without_header_is_read_on) {
    DocxWriter docx;
    docx.table({header, task("1", "a")});
    docx.paragraph("");
    docx.table({task("2", "b")});
    docx.paragraph("Nơi nhận:");
    docx.table({task("3", "c")});

    EXPECT_THAT(read(docx).column(Column::ordinal), ElementsAre("1", "2"));
}

TEST(TaskRows, a_heading_between_two_tables_is_a_section) {
    DocxWriter docx;
    docx.table({header, {{"I. Quy hoạch", 4}}, task("1", "a")});
    docx.paragraph("II. Nhà ở");
    docx.table({header, task("2", "b")});
    docx.paragraph("PHỤ LỤC KHÁC");
    docx.table({header, task("1", "c")});

    EXPECT_THAT(read(docx).sections(), ElementsAre("I. Quy hoạch", "II. Nhà ở", ""));
}

TEST(TaskRows, text_files_may_have_titles_above_and_headings_between) {
    const auto reading = read_text(
        "DANH MỤC NHIỆM VỤ,,,\n,,,\nTT,Nội dung,Đơn vị chủ trì,Thời hạn\n"
        "I. Quy hoạch,,,\n1,a,Sở Xây dựng,Quý I\n,II. Nhà ở,,\n2,b,Công an,Quý II\n");
    EXPECT_THAT(reading.column(Column::title), ElementsAre("a", "b"));
    EXPECT_THAT(reading.sections(), ElementsAre("I. Quy hoạch", "II. Nhà ở"));
    EXPECT_EQ(reading.rows.at(1).where.row, 7u);
    ASSERT_EQ(reading.doubts.size(), 1u);
    EXPECT_EQ(reading.doubts[0].text, "DANH MỤC NHIỆM VỤ");
}

TEST(TaskRows, short_and_long_rows_of_a_text_file_are_read) {
    const auto reading = read_text("TT,Nội dung,Đơn vị chủ trì,Thời hạn\n1,a,Công an\n2,b,Công an,Quý I,thừa\n");
    EXPECT_THAT(reading.column(Column::deadline), ElementsAre("", "Quý I"));
    EXPECT_THAT(reading.rows.at(1).extra, ElementsAre(testing::Pair("", "thừa")));
}

}  // namespace
}  // namespace dondoc::intake
