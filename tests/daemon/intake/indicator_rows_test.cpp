#include "daemon/intake/indicator_rows.hpp"

#include "daemon/intake/csv.hpp"
#include "daemon/intake/docx.hpp"
#include "daemon/intake/intake.hpp"
#include "tests/support/docx_writer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using rules::model::Target;
using support::DocxCell;
using support::DocxRow;
using support::DocxWriter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Merge = DocxCell::Merge;

std::string shown(const std::vector<Target>& targets) {
    std::string all;
    for (const Target& target : targets) {
        all += all.empty() ? "" : "; ";
        all += fmt::format("{}{}", target.year, comparator_sign(target.comparator));
        all += target.value ? fmt::format("{}", *target.value) : target.words;
    }
    return all;
}

struct Reading {
    Draft draft;

    std::vector<std::string> column(std::string rules::model::IndicatorRecord::*field) const {
        std::vector<std::string> texts;
        for (const auto& indicator : draft.indicators) texts.push_back(indicator.record.*field);
        return texts;
    }
    std::vector<std::string> names() const { return column(&rules::model::IndicatorRecord::name); }
    std::vector<std::string> groups() const { return column(&rules::model::IndicatorRecord::group); }
    std::vector<std::string> units() const { return column(&rules::model::IndicatorRecord::unit_of_measure); }
    std::vector<std::string> owners() const { return column(&rules::model::IndicatorRecord::owner_words); }
    std::vector<std::string> targets() const {
        std::vector<std::string> texts;
        for (const auto& indicator : draft.indicators) texts.push_back(shown(indicator.record.targets));
        return texts;
    }
    std::vector<std::string> baselines() const {
        std::vector<std::string> texts;
        for (const auto& indicator : draft.indicators) texts.push_back(shown(indicator.record.baseline));
        return texts;
    }
    std::vector<std::string> doubts() const {
        std::vector<std::string> texts;
        for (const auto& doubt : draft.doubts)
            if (doubt.kind == Doubt::Kind::indicator || doubt.kind == Doubt::Kind::table)
                texts.push_back(doubt.where.vi() + ": " + doubt.vi + " [" + doubt.text + "]");
        return texts;
    }
};

const std::vector<DocxRow> tasks{{{"TT"}, {"Nội dung"}, {"Đơn vị chủ trì"}, {"Thời hạn"}},
                                 {{"1"}, {"Rà soát"}, {"Sở A"}, {"Quý I"}}};

/// The document with a list of tasks behind it, which must stay one task.
Reading read(DocxWriter docx) {
    docx.paragraph("Phụ lục");
    docx.table(tasks);
    auto draft = read_plan(docx.bytes(), "ke-hoach.docx", {}, Context{.year = 2026});
    EXPECT_TRUE(draft) << (draft ? "" : draft.error().message());
    if (!draft) return {};
    EXPECT_EQ(draft->assignments.size(), 1u);
    return {*std::move(draft)};
}

Reading read(const std::vector<DocxRow>& table) {
    DocxWriter docx;
    docx.table(table);
    return read(docx);
}

Reading read_below(std::string_view title, const std::vector<DocxRow>& table) {
    DocxWriter docx;
    docx.paragraph(title);
    docx.table(table);
    return read(docx);
}

TEST(IndicatorRows, columns_are_found_in_any_order) {
    const auto reading =
        read({{{"KH 2026"}, {"Ước TH 2025"}, {"ĐVT"}, {"Tên chỉ tiêu"}, {"Cơ quan thực hiện"}, {"STT"}},
              {{"≥ 85"}, {"82,5"}, {"%"}, {"Hộ dùng nước sạch"}, {"Sở B"}, {"1"}}});
    EXPECT_THAT(reading.names(), ElementsAre("Hộ dùng nước sạch"));
    EXPECT_THAT(reading.units(), ElementsAre("%"));
    EXPECT_THAT(reading.targets(), ElementsAre("2026>=85"));
    EXPECT_THAT(reading.baselines(), ElementsAre("2025=82.5"));
    EXPECT_THAT(reading.owners(), ElementsAre("Sở B"));
    EXPECT_THAT(reading.doubts(), IsEmpty());
}

TEST(IndicatorRows, years_stand_below_a_merged_heading) {
    const auto reading = read({{{"TT", 1, Merge::begins},
                                {"Chỉ tiêu", 1, Merge::begins},
                                {"Đơn vị tính", 1, Merge::begins},
                                {"Thực hiện", 2},
                                {"Chỉ tiêu các năm", 3}},
                               {{"", 1, Merge::continues},
                                {"", 1, Merge::continues},
                                {"", 1, Merge::continues},
                                {"2024"},
                                {"2025"},
                                {"2026"},
                                {"2027"},
                                {"2030"}},
                               {{"(1)"}, {"(2)"}, {"(3)"}, {"(4)"}, {"(5)"}, {"(6)"}, {"(7)"}, {"(8)"}},
                               {{"1"}, {"Đường nhựa"}, {"km"}, {"10"}, {"12"}, {"15"}, {"18"}, {"30"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=15; 2027=18; 2030=30"));
    EXPECT_THAT(reading.baselines(), ElementsAre("2025=12"));
    EXPECT_EQ(reading.draft.indicators.at(0).record.note, "Thực hiện 2024: 10");
}

TEST(IndicatorRows, the_year_of_a_single_column_comes_from_the_title) {
    const auto reading = read_below("CHỈ TIÊU GIAO NĂM 2027", {{{"TT"}, {"Nội dung"}, {"Đơn vị tính"}, {"Chỉ tiêu"}},
                                                               {{"1"}, {"Việc làm mới"}, {"người"}, {"12.500"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2027=12500"));
}

TEST(IndicatorRows, without_a_title_the_plans_year_is_meant) {
    const auto reading =
        read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"Kế hoạch giao"}}, {{"1"}, {"Xã đạt chuẩn"}, {"xã"}, {"12"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=12"));
}

TEST(IndicatorRows, groups_say_which_year_is_meant) {
    const auto reading = read({{{"TT"}, {"Nội dung chỉ tiêu"}, {"ĐVT"}, {"Mục tiêu"}},
                               {{"I. Mục tiêu đến năm 2030", 4}},
                               {{"1"}, {"Hộ có mạng"}, {"%"}, {"90"}},
                               {{"II. Mục tiêu đến năm 2045", 4}},
                               {{"1"}, {"Hộ có mạng"}, {"%"}, {"100"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2030=90", "2045=100"));
    EXPECT_THAT(reading.groups(), ElementsAre("I. Mục tiêu đến năm 2030", "II. Mục tiêu đến năm 2045"));
}

TEST(IndicatorRows, rows_with_a_dash_or_letter_are_parts_of_the_row_above) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}},
                               {{"1"}, {"Lao động qua đào tạo (chung)"}, {"%"}, {"70"}},
                               {{""}, {"- Trong đó: có bằng"}, {"%"}, {"30"}},
                               {{"a)"}, {"Nữ"}, {"%"}, {"35"}},
                               {{"1.2"}, {"Nam"}, {"%"}, {"40"}},
                               {{"2"}, {"Số lớp"}, {"lớp"}, {"5"}}});
    EXPECT_THAT(reading.groups(),
                ElementsAre("", "1. Lao động qua đào tạo", "1. Lao động qua đào tạo", "1. Lao động qua đào tạo", ""));
    EXPECT_THAT(reading.targets(), ElementsAre("2026=70", "2026=30", "2026=35", "2026=40", "2026=5"));
    EXPECT_THAT(reading.doubts(), IsEmpty());
}

TEST(IndicatorRows, an_owner_merged_downwards_counts_for_each_row) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"Năm 2026"}, {"Cơ quan theo dõi"}},
                               {{"1"}, {"A (%)"}, {"10"}, {"Sở A", 1, Merge::begins}},
                               {{"2"}, {"B (%)"}, {"20"}, {"", 1, Merge::continues}},
                               {{"3"}, {"C (%)"}, {"30"}, {"Sở C"}}});
    EXPECT_THAT(reading.owners(), ElementsAre("Sở A", "Sở A", "Sở C"));
    EXPECT_THAT(reading.units(), ElementsAre("%", "%", "%"));
}

TEST(IndicatorRows, who_watches_is_told_from_who_does) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"2026"}, {"Đơn vị theo dõi"}, {"Đơn vị thực hiện"}},
                               {{"1"}, {"A"}, {"10"}, {"Phòng X"}, {"Phòng Y"}}});
    EXPECT_THAT(reading.owners(), ElementsAre("Phòng Y"));
    EXPECT_EQ(reading.draft.indicators.at(0).record.advisor_words, "Phòng X");
}

TEST(IndicatorRows, a_table_cut_by_pages_is_one_list) {
    DocxWriter docx;
    const DocxRow header{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}};
    docx.table({header, {{"1"}, {"Tỷ lệ trẻ em"}, {"%"}, {"95"}}});
    docx.paragraph("");
    docx.table({header, {{""}, {"được tiêm đủ"}, {""}, {""}}, {{"2"}, {"B"}, {"%"}, {"96"}}});
    docx.paragraph("");
    docx.table({{{"3"}, {"C"}, {"%"}, {"97"}}});
    const auto reading = read(docx);
    EXPECT_THAT(reading.names(), ElementsAre("Tỷ lệ trẻ em được tiêm đủ", "B", "C"));
    EXPECT_THAT(reading.doubts(), ElementsAre(HasSubstr("đã nối vào chỉ tiêu 1")));
}

TEST(IndicatorRows, several_tables_are_told_apart_by_their_titles) {
    DocxWriter docx;
    docx.paragraph("1. Chỉ tiêu kinh tế");
    docx.table({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}}, {{"1"}, {"Tăng trưởng"}, {"%"}, {"10"}}});
    docx.paragraph("2. Chỉ tiêu xã hội");
    docx.table({{{"TT"}, {"Tên chỉ tiêu"}, {"ĐVT"}, {"KH năm 2026"}, {"Chủ trì"}},
                {{"1"}, {"Hộ nghèo"}, {"%"}, {"< 1"}, {"Sở C"}}});
    const auto reading = read(docx);
    EXPECT_THAT(reading.groups(), ElementsAre("1. Chỉ tiêu kinh tế", "2. Chỉ tiêu xã hội"));
    EXPECT_THAT(reading.targets(), ElementsAre("2026=10", "2026<1"));
}

TEST(IndicatorRows, a_group_may_carry_values_itself) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}},
                               {{"I"}, {"Tổng thu"}, {"tỷ đồng"}, {"1.500"}},
                               {{"1"}, {"Thu nội địa"}, {"tỷ đồng"}, {"1.200"}},
                               {{"II"}, {"Xuất khẩu", 3}},
                               {{"1"}, {"Gạo"}, {"tấn"}, {"2.000"}}});
    EXPECT_THAT(reading.groups(), ElementsAre("", "I. Tổng thu", "II. Xuất khẩu"));
    EXPECT_THAT(reading.targets(), ElementsAre("2026=1500", "2026=1200", "2026=2000"));
}

TEST(IndicatorRows, past_plans_and_comparisons_are_notes) {
    const auto reading =
        read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"KH 2025"}, {"TH 2025"}, {"KH 2026"}, {"So sánh (%)"}, {"Ghi chú"}},
              {{"1"}, {"A"}, {"%"}, {"90"}, {"91"}, {"92"}, {"101"}, {"mới"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=92"));
    EXPECT_THAT(reading.baselines(), ElementsAre("2025=91"));
    EXPECT_EQ(reading.draft.indicators.at(0).record.note, "KH 2025: 90; So sánh (%): 101; mới");
}

TEST(IndicatorRows, a_bare_year_before_the_plans_is_the_baseline) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2024"}, {"2025"}, {"2026"}, {"2030"}},
                               {{"1"}, {"A"}, {"%"}, {"1"}, {"2"}, {"3"}, {"4"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=3; 2030=4"));
    EXPECT_THAT(reading.baselines(), ElementsAre("2025=2"));
}

TEST(IndicatorRows, don_vi_is_what_stands_below_it) {
    const auto offices = read({{{"TT"}, {"Chỉ tiêu"}, {"2026"}, {"Đơn vị"}},
                               {{"1"}, {"A (%)"}, {"1"}, {"Sở A"}},
                               {{"2"}, {"B (%)"}, {"1"}, {"UBND xã B"}}});
    EXPECT_THAT(offices.owners(), ElementsAre("Sở A", "UBND xã B"));
    const auto measures = read({{{"TT"}, {"Chỉ tiêu"}, {"Đơn vị"}, {"2026"}}, {{"1"}, {"A"}, {"%"}, {"1"}}});
    EXPECT_THAT(measures.units(), ElementsAre("%"));
}

TEST(IndicatorRows, goals_group_the_indicators_beside_them) {
    const auto reading = read({{{"TT"}, {"Mục tiêu"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}},
                               {{"1"}, {"Nước sạch", 1, Merge::begins}, {"A"}, {"%"}, {"1"}},
                               {{"2"}, {"", 1, Merge::continues}, {"B"}, {"%"}, {"2"}}});
    EXPECT_THAT(reading.names(), ElementsAre("A", "B"));
    EXPECT_THAT(reading.groups(), ElementsAre("Nước sạch", "Nước sạch"));
}

TEST(IndicatorRows, the_unit_of_all_values_stands_above_the_table) {
    const auto reading = read_below(
        "(Đơn vị tính: %)", {{{"TT"}, {"Chỉ tiêu"}, {"Năm 2026"}, {"Năm 2027"}}, {{"1"}, {"A"}, {"1,5"}, {"2,5"}}});
    EXPECT_THAT(reading.units(), ElementsAre("%"));
    EXPECT_THAT(reading.targets(), ElementsAre("2026=1.5; 2027=2.5"));
}

TEST(IndicatorRows, what_is_not_understood_is_told_with_its_place) {
    const auto reading = read(
        {{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}}, {{"1"}, {"A"}, {"%"}, {"15/20 xã"}}, {{"2"}, {"B"}, {"%"}, {""}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=15/20 xã", ""));
    EXPECT_THAT(reading.doubts(),
                ElementsAre("bảng 1, dòng 2, cột mục tiêu: có số nhưng chưa hiểu, giữ nguyên văn [15/20 xã]",
                            "bảng 1, dòng 3, cột mục tiêu: không ghi mục tiêu [B]"));
}

TEST(IndicatorRows, a_year_that_nobody_names_is_told) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"Kế hoạch"}}, {{"1"}, {"A"}, {"%"}, {"5"}}});
    const auto draft = read_plan(docx.bytes(), "x.docx", {});
    ASSERT_TRUE(draft);
    if (draft->plan.year != 0) GTEST_SKIP() << "the head always finds a year";
    EXPECT_EQ(shown(draft->indicators.at(0).record.targets), "0=5");
}

TEST(IndicatorRows, two_columns_of_one_year_are_told) {
    const auto reading = read({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"KH 2026 tỉnh giao"}, {"KH 2026 phấn đấu"}},
                               {{"1"}, {"A"}, {"%"}, {"5"}, {"6"}}});
    EXPECT_THAT(reading.targets(), ElementsAre("2026=5; 2026=6"));
    EXPECT_THAT(reading.doubts(), ElementsAre(HasSubstr("hai giá trị cho cùng năm 2026")));
}

struct Other {
    const char* what;
    std::vector<DocxRow> table;
};

TEST(IndicatorRows, other_tables_are_no_indicators) {
    const std::vector<Other> others{
        {"money",
         {{{"TT"}, {"Nội dung"}, {"ĐVT"}, {"Kinh phí năm 2026"}, {"Ghi chú"}},
          {{"1"}, {"Sửa nhà"}, {"m2"}, {"5"}, {""}},
          {{"2"}, {"a"}, {"b"}, {"1"}, {""}}}},
        {"an estimate",
         {{{"STT"}, {"Nội dung"}, {"Đơn vị tính"}, {"Số lượng"}, {"Đơn giá"}, {"Thành tiền"}},
          {{"1"}, {"Bàn"}, {"cái"}, {"2"}, {"1"}, {"2"}},
          {{"2"}, {"a"}, {"b"}, {"1"}, {"1"}, {"1"}}}},
        {"results only",
         {{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"Thực hiện 2024"}, {"Thực hiện 2025"}},
          {{"1"}, {"A"}, {"%"}, {"1"}, {"2"}},
          {{"2"}, {"B"}, {"%"}, {"1"}, {"2"}}}},
        {"a schedule",
         {{{"TT"}, {"Tên hoạt động"}, {"Năm 2026"}, {"Năm 2027"}, {"Kinh phí"}},
          {{"1"}, {"A"}, {"x"}, {""}, {"5"}},
          {{"2"}, {"B"}, {""}, {"x"}, {"5"}}}},
        {"a list of places",
         {{{"TT"}, {"Tên xã"}, {"Dân số"}, {"Diện tích"}}, {{"1"}, {"A"}, {"1"}, {"2"}}, {{"2"}, {"B"}, {"1"}, {"2"}}}},
    };
    for (const auto& [what, table] : others) {
        const auto reading = read(table);
        EXPECT_THAT(reading.names(), IsEmpty()) << what;
        EXPECT_THAT(reading.doubts(), ElementsAre(HasSubstr("bảng 1:"))) << what << " must be told";
    }
}

TEST(IndicatorRows, tasks_with_a_target_stay_tasks) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Nhiệm vụ"}, {"ĐVT"}, {"Chỉ tiêu 2026"}, {"Đơn vị chủ trì"}, {"Thời gian hoàn thành"}},
                {{"1"}, {"Trồng cây"}, {"cây"}, {"100"}, {"Sở A"}, {"Quý I"}}});
    const auto draft = read_plan(docx.bytes(), "x.docx", {}, Context{.year = 2026});
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->assignments.size(), 1u);
    EXPECT_TRUE(draft->indicators.empty());
}

TEST(IndicatorRows, a_plan_of_indicators_only_is_a_plan) {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Chỉ tiêu"}, {"ĐVT"}, {"2026"}}, {{"1"}, {"A"}, {"%"}, {"5"}}});
    const auto draft = read_plan(docx.bytes(), "x.docx", {}, Context{.year = 2026});
    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_EQ(draft->indicators.size(), 1u);
}

TEST(IndicatorRows, a_table_saved_as_text_reads_the_same) {
    const auto draft = read_plan(
        "TT;Chỉ tiêu;ĐVT;TH 2025;KH 2026;Chủ trì\n"
        "I;Dân số;;;;\n1;Mức sinh;con/phụ nữ;2,0;2,1;Sở A\n;- Nông thôn;con/phụ nữ;2,1;2,2;Sở A\n",
        "x.csv", {}, Context{.year = 2026});
    ASSERT_TRUE(draft) << draft.error().message();
    const Reading reading{*draft};
    EXPECT_THAT(reading.targets(), ElementsAre("2026=2.1", "2026=2.2"));
    EXPECT_THAT(reading.groups(), ElementsAre("I. Dân số", "I. Dân số / 1. Mức sinh"));
}

}  // namespace
}  // namespace dondoc::intake
