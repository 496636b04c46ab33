#include "daemon/intake/intake.hpp"

#include "tests/support/docx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Lists of assignments in the shapes that offices give them: what is read of each, and what is told as doubtful.
namespace dondoc::intake {
namespace {

using support::DocxCell;
using support::DocxRow;
using support::DocxWriter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Merge = DocxCell::Merge;

Draft draft_of(const std::string& bytes) {
    Context context;
    context.year = 2026;
    const auto draft = read_plan(bytes, "phu-luc", {}, context);
    EXPECT_TRUE(draft) << (draft ? "" : draft.error().message());
    return draft ? *draft : Draft();
}

Draft read(const std::vector<DocxRow>& table) {
    DocxWriter docx;
    docx.table(table);
    return draft_of(docx.bytes());
}

std::vector<std::string> names(const std::vector<UnitReading>& units) {
    std::vector<std::string> names;
    for (const auto& unit : units) names.push_back(unit.name);
    return names;
}

std::vector<std::string> titles(const Draft& draft) {
    std::vector<std::string> titles;
    for (const auto& assignment : draft.assignments) titles.push_back(assignment.title);
    return titles;
}

/// Kind and days: "window 2026-02-01 2026-03-31".
std::string time_of(const AssignmentDraft& assignment) {
    const auto& meaning = assignment.deadline.meaning;
    std::string text(rules::deadlines::kind_name(assignment.deadline));
    for (const auto& day : {meaning.start, meaning.due})
        if (day) text += " " + rules::dates::format_iso(*day);
    return text;
}

std::vector<std::string> times(const Draft& draft) {
    std::vector<std::string> times;
    for (const auto& assignment : draft.assignments) times.push_back(time_of(assignment));
    return times;
}

bool has_doubt(const Draft& draft, Doubt::Kind kind, const std::string& words) {
    return std::any_of(draft.doubts.begin(), draft.doubts.end(), [&](const Doubt& doubt) {
        return doubt.kind == kind && doubt.vi.find(words) != std::string::npos;
    });
}

TEST(TableShapes, a_column_to_begin_and_one_to_end_make_a_window) {
    const auto draft = draft_of(
        "TT\tViệc\tĐơn vị làm\tTừ\tĐến\n"
        "1\tĐo mực nước\tTrạm Thủy văn\t02/02/2026\t20/3/2026\n"
        "2\tTrực hồ\tTrạm Thủy văn\tTháng 5\tThường xuyên\n"
        "3\tXả đáy\tTrạm Thủy văn\tTháng 9\t\n"
        "4\tCanh đập\tTrạm Thủy văn\tThường xuyên\t\n");

    EXPECT_THAT(times(draft), ElementsAre("window 2026-02-02 2026-03-20", HasSubstr("continuous"),
                                          "continuous 2026-09-01", HasSubstr("continuous")));
    EXPECT_EQ(draft.assignments[1].note, "Bắt đầu: Tháng 5");
}

TEST(TableShapes, marks_under_quarters_are_the_time) {
    const auto draft = read(
        {{{"TT", 1, Merge::begins}, {"Hoạt động", 1, Merge::begins}, {"Chủ trì", 1, Merge::begins}, {"Thời gian", 4}},
         {{"", 1, Merge::continues},
          {"", 1, Merge::continues},
          {"", 1, Merge::continues},
          {"Quý I"},
          {"Quý II"},
          {"Quý III"},
          {"Quý IV"}},
         {{"1"}, {"Mở thầu"}, {"Ban Quản lý"}, {""}, {"x"}, {""}, {""}},
         {{"2"}, {"Đắp đập"}, {"Ban Quản lý"}, {""}, {""}, {"x"}, {"x"}}});

    EXPECT_THAT(times(draft), ElementsAre("fixed 2026-06-30", "window 2026-07-01 2026-12-31"));
}

TEST(TableShapes, a_header_of_two_lines_is_understood_without_merged_cells) {
    const auto draft = draft_of(
        "TT\tViệc\tPhân công\t\tLộ trình\t\n"
        "\t\tChủ trì\tPhối hợp\t2026\t2027\n"
        "1\tSoạn giáo trình\tTrường Nghề\tSở Nội vụ\tx\t\n"
        "2\tIn giáo trình\tTrường Nghề\tSở Tài chính\t\tx\n");

    EXPECT_THAT(times(draft), ElementsAre("fixed 2026-12-31", "fixed 2027-12-31"));
    EXPECT_THAT(names(draft.assignments[1].supports), ElementsAre("Sở Tài chính"));
}

TEST(TableShapes, a_second_line_may_write_the_headings_once_more) {
    const auto draft = read({{{"TT"}, {"Việc"}, {"Đơn vị", 2}, {"Thời hạn"}},
                             {{"TT"}, {"Việc"}, {"Chủ trì"}, {"Phối hợp"}, {"Thời hạn"}},
                             {{"1"}, {"Vá lưới"}, {"Phòng A"}, {"Phòng B"}, {"Quý I"}}});

    EXPECT_THAT(titles(draft), ElementsAre("Vá lưới"));
    EXPECT_THAT(names(draft.assignments.at(0).leads), ElementsAre("Phòng A"));
    EXPECT_THAT(names(draft.assignments.at(0).supports), ElementsAre("Phòng B"));
}

TEST(TableShapes, columns_of_money_by_year_are_no_time) {
    const auto draft = draft_of(
        "TT\tViệc\tChủ trì\tThời hạn\tKinh phí\t\n"
        "\t\t\t\t2026\t2027\n"
        "1\tXây trạm bơm\tSở Xây dựng\tNăm 2027\t30\t45\n");

    EXPECT_THAT(times(draft), ElementsAre("fixed 2027-12-31"));
    EXPECT_EQ(draft.assignments[0].note, "Kinh phí 2026: 30; Kinh phí 2027: 45");
}

TEST(TableShapes, signs_for_the_same_stand_for_the_cell_above) {
    const auto draft = draft_of(
        "TT\tViệc\tChủ trì\tPhối hợp\tThời hạn\n"
        "1\tMở cổng\tĐội Quản lý\tCông an xã\tTháng 4\n"
        "2\tKẻ vạch\tnt\t-nt-\t(như trên)\n"
        "3\tCắm biển\t\"\t-\tTháng 6\n");

    EXPECT_THAT(names(draft.assignments[1].supports), ElementsAre("Công an xã"));
    EXPECT_THAT(names(draft.assignments[2].leads), ElementsAre("Đội Quản lý"));
    EXPECT_THAT(draft.assignments[2].supports, IsEmpty()) << "a dash is nobody";
    EXPECT_THAT(times(draft), ElementsAre("fixed 2026-04-30", "fixed 2026-04-30", "fixed 2026-06-30"));
}

TEST(TableShapes, who_leads_and_who_helps_may_share_a_cell) {
    struct Case {
        const char* cell;
        std::vector<std::string> leads;
        std::vector<std::string> supports;
    };
    const std::vector<Case> cases{
        {"Sở Y tế chủ trì, phối hợp với Sở Nội vụ và Công an tỉnh", {"Sở Y tế"}, {"Sở Nội vụ", "Công an tỉnh"}},
        {"Chủ trì: Sở Y tế, Sở Tài chính. Phối hợp: Sở Nội vụ", {"Sở Y tế", "Sở Tài chính"}, {"Sở Nội vụ"}},
        {"Sở Y tế (chủ trì), Sở Nội vụ", {"Sở Y tế"}, {"Sở Nội vụ"}},
        {"Sở Y tế, Sở Nội vụ", {"Sở Y tế", "Sở Nội vụ"}, {}},
        {"- Chủ trì: Sở Y tế - Phối hợp: Sở Nội vụ", {"Sở Y tế"}, {"Sở Nội vụ"}}};
    for (const auto& [cell, leads, supports] : cases) {
        const auto draft = draft_of("TT\tViệc\tPhân công thực hiện\tThời hạn\n1\tTập trận\t" + std::string(cell) +
                                    "\tQuý I\n2\tHọp\tSở Y tế\tQuý I\n");
        ASSERT_EQ(draft.assignments.size(), 2u) << cell;
        EXPECT_EQ(names(draft.assignments[0].leads), leads) << cell;
        EXPECT_EQ(names(draft.assignments[0].supports), supports) << cell;
        EXPECT_EQ(draft.assignments[0].lead_words, cell);
    }
}

TEST(TableShapes, a_number_and_a_title_over_rows_of_its_number_are_a_heading) {
    const auto draft = draft_of(
        "TT\tViệc\tChủ trì\tThời hạn\n"
        "1\tTrồng rừng\t\t\n"
        "1.1\tƯơm cây\tHạt Kiểm lâm\tTháng 2\n"
        "1.2\tGiao cây\tHạt Kiểm lâm\tTháng 5\n"
        "2\tĐếm cây\tHạt Kiểm lâm\tTháng 9\n"
        "3\tBáo thiếu chủ\t\t\n");

    EXPECT_THAT(titles(draft), ElementsAre("Ươm cây", "Giao cây", "Đếm cây", "Báo thiếu chủ"));
    EXPECT_EQ(draft.assignments[1].section, "1. Trồng rừng");
    EXPECT_EQ(draft.assignments[2].section, "");
}

TEST(TableShapes, a_form_to_be_filled_in_has_no_assignments) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Nhiệm vụ"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("Mẫu 1");
    docx.table({{{"TT"}, {"Nhiệm vụ được giao"}, {"Chủ trì"}, {"Thời hạn"}, {"Kết quả"}},
                {{"1"}, {"……"}, {""}, {""}, {"..."}},
                {{"2"}, {""}, {""}, {""}, {""}}});

    const auto draft = draft_of(docx.bytes());

    EXPECT_THAT(titles(draft), ElementsAre("Dựng lều"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "biểu mẫu để trống"));
}

TEST(TableShapes, agendas_and_equipment_are_no_assignments) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Nhiệm vụ"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("Chương trình");
    docx.table({{{"TT"}, {"Thời gian"}, {"Nội dung"}, {"Người thực hiện"}},
                {{"1"}, {"7h30"}, {"Đón khách"}, {"Văn phòng"}},
                {{"2"}, {"8h00 - 8h30"}, {"Khai mạc"}, {"Văn phòng"}}});
    docx.paragraph("Thiết bị");
    docx.table({{{"TT"}, {"Tên máy"}, {"Đơn vị sử dụng"}, {"Năm mua"}},
                {{"1"}, {"Máy đo gió"}, {"Phòng Kỹ thuật"}, {"2026"}},
                {{"2"}, {"Máy đo mưa"}, {"Phòng Kỹ thuật"}, {"2026"}}});

    const auto draft = draft_of(docx.bytes());

    EXPECT_THAT(titles(draft), ElementsAre("Dựng lều"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "có thể giao nhiệm vụ")) << "the agenda";
}

TEST(TableShapes, a_small_table_that_may_hand_out_work_is_told) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Nhiệm vụ"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("Phân công trực");
    docx.table({{{"Nhiệm vụ"}, {"Đơn vị thực hiện"}}, {{"Gác đêm"}, {"Đội Bảo vệ"}}});

    EXPECT_TRUE(has_doubt(draft_of(docx.bytes()), Doubt::Kind::table, "có thể giao nhiệm vụ"));
}

TEST(TableShapes, a_list_with_only_a_lead_or_only_a_time_is_read_where_its_cells_bear_it_out) {
    EXPECT_THAT(titles(draft_of("TT\tNhiệm vụ\tĐơn vị chịu trách nhiệm\n1\tVá lưới\tPhòng Thủy sản\n2\tThả cá\tSở Xây "
                                "dựng\n")),
                ElementsAre("Vá lưới", "Thả cá"));
    EXPECT_THAT(titles(draft_of("TT\tCông việc\tThời hạn\n1\tVá lưới\tTháng 3\n2\tThả cá\tTrước 5/6\n")),
                ElementsAre("Vá lưới", "Thả cá"));
}

TEST(TableShapes, a_column_without_heading_is_told_by_its_cells) {
    const auto draft =
        draft_of("TT\tViệc\t\tThời hạn\n1\tVá lưới\tPhòng Thủy sản\tTháng 3\n2\tThả cá\tSở Xây dựng\tTháng 4\n");

    EXPECT_THAT(names(draft.assignments[0].leads), ElementsAre("Phòng Thủy sản"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "không có tiêu đề"));
}

TEST(TableShapes, a_table_without_header_is_read_where_its_columns_speak_for_themselves) {
    const auto draft = read({{{"1"}, {"Vá lưới cho tàu nhỏ"}, {"Phòng Thủy sản"}, {"Tháng 3/2026"}},
                             {{"2"}, {"Thả cá giống xuống hồ"}, {"Sở Xây dựng"}, {"Quý II/2026"}}});

    EXPECT_THAT(times(draft), ElementsAre("fixed 2026-03-31", "fixed 2026-06-30"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "không có dòng tiêu đề"));
}

TEST(TableShapes, a_table_that_counts_on_behind_a_heading_is_read_on) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("II. Đợt sau");
    docx.table({{{"2"}, {"Dỡ lều"}, {"Đoàn xã"}, {"Quý II"}}});

    const auto draft = draft_of(docx.bytes());

    EXPECT_THAT(titles(draft), ElementsAre("Dựng lều", "Dỡ lều"));
    EXPECT_EQ(draft.assignments[1].section, "II. Đợt sau");
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "đọc nối tiếp"));
}

TEST(TableShapes, a_table_that_counts_anew_behind_a_heading_is_read_on_where_it_has_times) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("II. Đợt sau");
    docx.table({{{"1"}, {"Dỡ lều"}, {"Đoàn xã"}, {"Quý II"}}});
    docx.paragraph("III. Vật tư");
    docx.table({{{"1"}, {"Bạt"}, {"cái"}, {"40"}}});

    EXPECT_THAT(titles(draft_of(docx.bytes())), ElementsAre("Dựng lều", "Dỡ lều"));
}

TEST(TableShapes, a_page_number_between_two_parts_of_a_table_does_not_part_them) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}}, {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}}});
    docx.paragraph("- 2 -");
    docx.table({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}}, {{""}, {"bên sông"}, {""}, {""}}});

    EXPECT_THAT(titles(draft_of(docx.bytes())), ElementsAre("Dựng lều bên sông"));
}

TEST(TableShapes, a_first_column_that_counts_holds_the_ordinals_whatever_its_heading) {
    const auto draft = draft_of("Ký hiệu;Nhiệm vụ;Chủ trì;Thời hạn\n1;Vá lưới;Phòng A;Quý I\n2;Thả cá;Phòng B;Quý I\n");

    EXPECT_EQ(draft.assignments[1].ordinal, "2");
}

TEST(TableShapes, marks_under_several_years_are_those_years) {
    const auto draft = draft_of(
        "TT\tViệc\tChủ trì\tGiai đoạn thực hiện\t\n\t\t\t2026-2028\t2029-2030\n1\tVá lưới\tPhòng A\tx\t\n2\tThả "
        "cá\tPhòng "
        "B\t\tx\n");

    EXPECT_THAT(times(draft), ElementsAre("window 2026-01-01 2028-12-31", "window 2029-01-01 2030-12-31"));
}

TEST(TableShapes, an_unknown_heading_over_the_longest_words_is_the_task_where_who_and_when_are_known) {
    const auto draft = draft_of(
        "TT\tMảng thực hiện\tĐơn vị chủ trì\tThời hạn\n1\tVá lưới cho đội tàu\tPhòng A\tQuý I\n2\tThả cá giống xuống "
        "hồ\tPhòng B\tQuý II\n");

    EXPECT_THAT(titles(draft), ElementsAre("Vá lưới cho đội tàu", "Thả cá giống xuống hồ"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "không có tiêu đề rõ ràng"));
}

TEST(TableShapes, signatures_inside_the_table_are_told_and_no_assignment) {
    const auto draft = read({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}},
                             {{"1"}, {"Vá lưới"}, {"Phòng A"}, {"Quý I"}},
                             {{"Người lập bảng", 2}, {"Trưởng phòng", 2}}});

    EXPECT_THAT(titles(draft), ElementsAre("Vá lưới"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::row, "không giống nhiệm vụ"));
}

TEST(TableShapes, people_are_told_to_be_no_units) {
    const auto draft = draft_of(
        "TT\tViệc\tNgười phụ trách\tThời hạn\n1\tVá lưới\tĐồng chí Lê Văn Cá, Phó Chủ tịch UBND xã\tQuý I\n2\tThả "
        "cá\tĐ/c Hồ Thị Tôm - Trưởng phòng\tQuý I\n");

    EXPECT_THAT(names(draft.assignments[0].leads), ElementsAre("Đồng chí Lê Văn Cá, Phó Chủ tịch UBND xã"));
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::unit, "tên người"));
}

}  // namespace
}  // namespace dondoc::intake
