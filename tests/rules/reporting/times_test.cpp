#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

TEST(ReportTimes, a_day_with_an_hour_is_that_day) {
    EXPECT_EQ(summary(read("Báo cáo Sở Y tế trước 16h, thứ Tư hằng tuần.")), "weekly wed > Sở Y tế");
    EXPECT_EQ(summary(read("Báo cáo Sở Y tế chậm nhất 9h30' ngày 12/5/2026.")), "once 2026-05-12 > Sở Y tế");
    EXPECT_EQ(summary(read("Báo cáo Sở Y tế trước 10 giờ, ngày 12/5/2026.")), "once 2026-05-12 > Sở Y tế");
}

TEST(ReportTimes, a_number_that_is_spelled_again_is_one_number) {
    EXPECT_EQ(summary(read("Báo cáo Sở Y tế chậm nhất ngày 08 (tám) của tháng cuối quý.")),
              "quarterly quarter-last-month-08 > Sở Y tế");
}

TEST(ReportTimes, a_period_of_a_named_year_is_once) {
    EXPECT_EQ(summary(read("Các phòng báo cáo Giám đốc Sở kết quả sắp xếp trong quý II/2026.")),
              "once 2026-06-30 > Giám đốc Sở");
    EXPECT_EQ(summary(read("Sơ kết 2 năm thực hiện vào quý III/2027, báo cáo UBND tỉnh.")),
              "once 2027-09-30 > UBND tỉnh");
    EXPECT_EQ(summary(read("Tổng kết Đề án vào cuối năm 2028, báo cáo Thường trực Tỉnh ủy.")),
              "once 2028-12-31 > Thường trực Tỉnh ủy");
    EXPECT_EQ(summary(read("Báo cáo kết quả thực hiện trong quý II/2026 về Sở Tư pháp trước ngày 05/7/2026.")),
              "once 2026-07-04 > Sở Tư pháp");
}

TEST(ReportTimes, days_find_their_periods) {
    EXPECT_EQ(summary(read("Báo cáo quý trước ngày 12 của tháng cuối quý, 6 tháng trước ngày 12/6 và năm trước ngày "
                           "12/12 gửi Sở Công Thương.")),
              "quarterly quarter-last-month-11 > Sở Công Thương; half-yearly 06-11 > Sở Công Thương; yearly 12-11 > Sở "
              "Công Thương");
    EXPECT_EQ(summary(read("Báo cáo quý và năm gửi Sở Tư pháp lần lượt trước ngày 10 của tháng cuối quý và ngày "
                           "05/12.")),
              "quarterly quarter-last-month-09 > Sở Tư pháp; yearly 12-04 > Sở Tư pháp");
    EXPECT_EQ(summary(read("Các xã báo cáo tiến độ vào ngày 10 và ngày 25 hằng tháng về Sở Xây dựng.")),
              "monthly 10 > Sở Xây dựng; monthly 25 > Sở Xây dựng");
    EXPECT_EQ(summary(read("Chậm nhất ngày 07 tháng 6 đối với báo cáo 6 tháng; chậm nhất ngày 26 tháng 11 đối với báo "
                           "cáo năm.")),
              "half-yearly 06-07; yearly 11-26");
    EXPECT_EQ(
        summary(read("Chậm nhất ngày 08 của tháng cuối quý đối với báo cáo định kỳ hằng quý; chậm nhất ngày 08 "
                     "tháng 6 đối với báo cáo định kỳ 06 tháng; chậm nhất ngày 27 tháng 11 đối với báo cáo năm.")),
        "quarterly quarter-last-month-08; half-yearly 06-08; yearly 11-27");
    EXPECT_EQ(summary(read("Định kỳ hằng quý, 6 tháng báo cáo Sở Nội vụ trước ngày 18 của tháng cuối kỳ báo cáo.")),
              "quarterly quarter-last-month-17 > Sở Nội vụ; half-yearly 06-17 > Sở Nội vụ");
    EXPECT_EQ(summary(read("Từ ngày 03 đến ngày 08 hằng tháng, Phòng Nghiệp vụ báo cáo Giám đốc Sở.")),
              "monthly 08 > Giám đốc Sở");
}

TEST(ReportTimes, days_a_quarter_or_half_a_year_apart_are_a_rhythm) {
    EXPECT_EQ(summary(read("Trước ngày 10/3, 10/6, 10/9 và 10/12 hằng năm, các phòng báo cáo Giám đốc Sở.")),
              "quarterly quarter-last-month-09 > Giám đốc Sở");
    EXPECT_EQ(summary(read("Các phòng báo cáo Giám đốc Sở trước ngày 08/6 và ngày 08/12.")),
              "half-yearly 06-07 > Giám đốc Sở; yearly 12-07 > Giám đốc Sở");
    EXPECT_EQ(
        summary(read("Định kỳ trước ngày 12 của tháng cuối quý, trước ngày 12/6 và 12/12 hằng năm, các xã báo cáo "
                     "Sở Nội vụ.")),
        "quarterly quarter-last-month-11 > Sở Nội vụ; half-yearly 06-11 > Sở Nội vụ; yearly 12-11 > Sở Nội vụ");
}

TEST(ReportTimes, the_last_week_ends_with_its_period) {
    EXPECT_EQ(summary(read("Các trạm báo cáo Trung tâm Y tế vào tuần cuối tháng.")),
              "monthly month-end > Trung tâm Y tế");
}

TEST(ReportTimes, a_day_follows_the_years_that_the_sentence_speaks_of) {
    EXPECT_EQ(summary(read("Tháng 4 hằng năm ban hành kế hoạch; báo cáo kết quả về Sở Y tế trước ngày 10/12.")),
              "yearly 12-09 > Sở Y tế");
    EXPECT_EQ(summary(read("Định kỳ trước ngày 25 tháng 5 và 25 tháng 11, báo cáo Bộ Tài chính.")),
              "half-yearly 05-24 > Bộ Tài chính; yearly 11-24 > Bộ Tài chính");
}

TEST(ReportTimes, a_school_year_is_no_period) {
    EXPECT_EQ(summary(read("Trước ngày 12/6/2026, các trường gửi báo cáo tổng kết năm học về UBND xã.")),
              "once 2026-06-11 > UBND xã");
}

}  // namespace
}  // namespace rules::reporting
