#include "daemon/intake/plan_head.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using rules::model::Plan;
using testing::IsEmpty;
using testing::SizeIs;

struct Reading {
    Plan plan;
    std::vector<Doubt> doubts;
};

Reading read(const std::string& left, const std::string& right, const std::vector<Paragraph>& paragraphs,
             int default_year = 0) {
    Document document;
    Table letterhead;
    letterhead.number = 1;
    letterhead.rows.push_back({1, false, {Cell{left, 1, false, false}, Cell{right, 1, false, false}}});
    document.blocks.emplace_back(letterhead);
    for (const auto& paragraph : paragraphs) document.blocks.emplace_back(paragraph);
    Reading reading;
    reading.plan = read_plan_head(document, "tep-ke-hoach", default_year, reading.doubts);
    return reading;
}

const std::vector<Paragraph> body{{"KẾ HOẠCH", true}, {"Chăm sóc cây xanh", true}, {"Căn cứ Luật Xây dựng;", false}};

TEST(PlanHead, a_complete_letterhead_leaves_no_doubt) {
    const auto [plan, doubts] = read("ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n-------\nSố: 15/KH-UBND",
                                     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Bình, ngày 05 tháng 3 năm 2026", body);

    EXPECT_EQ(plan.number, "15/KH-UBND");
    EXPECT_EQ(rules::dates::format_iso(plan.date.value()), "2026-03-05");
    EXPECT_EQ(plan.issuer, "ỦY BAN NHÂN DÂN TỈNH AN BÌNH");
    EXPECT_EQ(plan.title, "Chăm sóc cây xanh");
    EXPECT_EQ(plan.year, 2026);
    EXPECT_EQ(plan.id, "15-kh-ubnd-2026");
    EXPECT_THAT(doubts, IsEmpty());
}

TEST(PlanHead, the_issuer_stands_below_its_parent) {
    EXPECT_EQ(read("UBND TỈNH AN BÌNH\nSỞ XÂY DỰNG\nSố: 1/KH-SXD", "", body).plan.issuer, "SỞ XÂY DỰNG");
}

TEST(PlanHead, the_distribution_list_of_a_short_plan_is_no_issuer) {
    Document document;
    document.blocks.emplace_back(Table{1, {{1, false, {Cell{"SỞ XÂY DỰNG\nSố: 1/KH-SXD", 1, false, false}}}}});
    document.blocks.emplace_back(Paragraph{"KẾ HOẠCH", true});
    document.blocks.emplace_back(Paragraph{"Chăm sóc cây xanh năm 2026", true});
    document.blocks.emplace_back(Table{2, {{1, false, {Cell{"Nơi nhận:\n- Lưu: VT.", 1, false, false}}}}});
    std::vector<Doubt> doubts;

    EXPECT_EQ(read_plan_head(document, "", 0, doubts).issuer, "SỞ XÂY DỰNG");
}

TEST(PlanHead, blanks_stay_blank_and_are_told) {
    const auto [plan, doubts] = read("SỞ XÂY DỰNG\nSố:      /KH-SXD", "An Bình, ngày    tháng 3 năm 2026", body);

    EXPECT_EQ(plan.number, "");
    EXPECT_FALSE(plan.date);
    EXPECT_EQ(plan.year, 2026) << "the year is there";
    EXPECT_EQ(plan.id, "cham-soc-cay-xanh-2026");
    ASSERT_THAT(doubts, SizeIs(2));
    EXPECT_EQ(doubts[0].text, "Số: /KH-SXD");
}

TEST(PlanHead, dots_and_ellipses_are_blanks) {
    EXPECT_EQ(read("Số: ...../KH-SXD", "", body).plan.number, "");
    EXPECT_EQ(read("Số: ……/KH-SXD", "", body).plan.number, "");
    EXPECT_EQ(read("Số 07 /KH-SXD", "", body).plan.number, "07/KH-SXD");
}

TEST(PlanHead, an_impossible_date_is_told) {
    const auto [plan, doubts] = read("SỞ XÂY DỰNG\nSố: 1/KH", "An Bình, ngày 31 tháng 4 năm 2026", body);
    EXPECT_FALSE(plan.date);
    EXPECT_THAT(doubts, SizeIs(1));
}

TEST(PlanHead, a_title_goes_on_in_centred_lines) {
    EXPECT_EQ(read("", "",
                   {{"KẾ HOẠCH", true}, {"Chăm sóc cây xanh", true}, {"trên địa bàn tỉnh", true}, {"Thực hiện", false}})
                  .plan.title,
              "Chăm sóc cây xanh trên địa bàn tỉnh");
}

TEST(PlanHead, the_year_that_the_title_names_goes_before_the_dates) {
    const auto year = [](const std::string& title) {
        return read("Số: 1/KH", "An Bình, ngày 20 tháng 12 năm 2025", {{"KẾ HOẠCH", true}, {title, true}}).plan.year;
    };
    EXPECT_EQ(year("Công tác năm 2026"), 2026);
    EXPECT_EQ(year("Thực hiện Nghị quyết ngày 09 tháng 9 năm 2024"), 2025) << "a date";
    EXPECT_EQ(year("Phát triển nhà ở đến năm 2026"), 2025) << "an outlook";
    EXPECT_EQ(year("Chương trình, tầm nhìn năm 2045"), 2025) << "far off";
}

TEST(PlanHead, what_is_missing_is_taken_from_outside_and_told) {
    const auto [plan, doubts] = read("", "", {{"Danh sách", false}}, 2027);

    EXPECT_EQ(plan.title, "tep-ke-hoach");
    EXPECT_EQ(plan.year, 2027);
    EXPECT_EQ(plan.id, "tep-ke-hoach-2027");
    EXPECT_THAT(doubts, SizeIs(5)) << "number, date, title, issuer, year";
}

TEST(PlanHead, the_issuer_may_stand_in_the_first_sentence) {
    EXPECT_EQ(read("Số: 1/KH", "",
                   {{"KẾ HOẠCH", true},
                    {"Cây xanh", true},
                    {"Thực hiện Luật, Ủy ban nhân dân xã Hòa An ban hành Kế hoạch như sau:", false}})
                  .plan.issuer,
              "Ủy ban nhân dân xã Hòa An");
}

}  // namespace
}  // namespace dondoc::intake
