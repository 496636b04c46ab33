#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

std::string reporter(std::string_view text) {
    const Reading reading = read(text);
    return reading.duties.empty() ? "no duty" : reading.duties.back().reporter;
}

TEST(Subjects, who_a_clause_begins_with_reports) {
    EXPECT_EQ(reporter("Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành theo dõi, hằng năm báo cáo UBND tỉnh."),
              "Sở Nội vụ");
    EXPECT_EQ(reporter("Trước ngày 30/11 hằng năm, Công an tỉnh tổng hợp, báo cáo UBND tỉnh."), "Công an tỉnh");
    EXPECT_EQ(reporter("Căn cứ Kế hoạch này, UBND các xã, phường, đặc khu hằng năm báo cáo Sở Nội vụ."),
              "UBND các xã, phường, đặc khu");
    EXPECT_EQ(reporter("Trung tâm Kiểm soát bệnh tật tỉnh hằng quý báo cáo Sở Y tế."),
              "Trung tâm Kiểm soát bệnh tật tỉnh");
}

TEST(Subjects, who_is_asked_reports_and_not_who_asks) {
    EXPECT_EQ(reporter("UBND tỉnh yêu cầu các sở, ban, ngành hằng năm báo cáo Sở Nội vụ."), "các sở, ban, ngành");
    EXPECT_EQ(reporter("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh hằng năm báo cáo UBND tỉnh."),
              "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh");
    EXPECT_EQ(reporter("Yêu cầu Thủ trưởng các cơ quan; đề nghị các đoàn thể hằng năm báo cáo Sở Nội vụ."),
              "Thủ trưởng các cơ quan; các đoàn thể");
    EXPECT_EQ(reporter("Đề nghị các cơ quan: Thuế tỉnh, Kho bạc Nhà nước khu vực hằng năm báo cáo UBND tỉnh."),
              "Thuế tỉnh, Kho bạc Nhà nước khu vực");
}

TEST(Subjects, a_list_goes_on_over_semicolons) {
    EXPECT_EQ(reporter("Các sở, ngành; UBND các xã, phường; các đơn vị sự nghiệp công lập hằng năm báo cáo Sở Nội vụ."),
              "Các sở, ngành; UBND các xã, phường; các đơn vị sự nghiệp công lập");
}

TEST(Subjects, may_follow_a_time_at_once) {
    EXPECT_EQ(reporter("Chậm nhất ngày 20/8/2026 các phường gửi báo cáo về Sở Xây dựng."), "các phường");
    EXPECT_EQ(reporter("Hằng năm Sở Y tế báo cáo UBND tỉnh."), "Sở Y tế");
}

TEST(Subjects, a_clause_may_have_its_own) {
    const Reading reading = read(
        "Các xã báo cáo Sở Tư pháp trước ngày 05/9/2026, trên cơ sở đó Sở Tư pháp tổng hợp, báo cáo UBND tỉnh trước "
        "ngày 20/9/2026.");
    EXPECT_EQ(summary(reading), "once 2026-09-04 > Sở Tư pháp; once 2026-09-19 > UBND tỉnh");
    ASSERT_EQ(reading.duties.size(), 2u);
    EXPECT_EQ(reading.duties[0].reporter, "Các xã");
    EXPECT_EQ(reading.duties[1].reporter, "Sở Tư pháp");
}

TEST(Subjects, parts_with_recipients_of_their_own_are_duties_of_their_own) {
    EXPECT_EQ(
        summary(read("Kịp thời báo cáo Sở Y tế các ca bệnh mới; định kỳ thứ Ba hằng tuần gửi báo cáo về UBND xã.")),
        "ad-hoc - > Sở Y tế; weekly tue > UBND xã");
}

TEST(Subjects, an_earlier_sentence_says_who) {
    EXPECT_EQ(reporter("Giao Sở Tư pháp theo dõi việc thực hiện Kế hoạch. Định kỳ hằng năm báo cáo UBND tỉnh."),
              "Sở Tư pháp");
    const Reading reading = read_sentence("Hằng năm báo cáo UBND tỉnh.", {.year = 2026}, "Phòng Tổ chức cán bộ");
    ASSERT_EQ(reading.duties.size(), 1u);
    EXPECT_EQ(reading.duties.front().reporter, "Phòng Tổ chức cán bộ");
}

TEST(Subjects, where_the_recipient_passes_it_on) {
    const Reading reading = read("Hằng năm báo cáo Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh, Bộ Nội vụ.");
    ASSERT_EQ(reading.duties.size(), 1u);
    EXPECT_EQ(reading.duties.front().forward_to, "UBND tỉnh, Bộ Nội vụ");
}

TEST(Subjects, sentences_end_at_marks_and_not_at_abbreviations) {
    EXPECT_EQ(split_sentences("TP. Bắc Giang báo cáo. Sở Y tế tổng hợp./."),
              (std::vector<std::string_view>{"TP. Bắc Giang báo cáo.", "Sở Y tế tổng hợp./."}));
}

}  // namespace
}  // namespace rules::reporting
