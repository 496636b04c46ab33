#include "tests/rules/deadlines/unseen.hpp"

namespace rules::deadlines {
namespace {

using testing::expect_read;

TEST(UnseenPhrases, the_year_after_the_plans) {
    expect_read({
        {"Trước ngày 20/02 năm sau", "fixed 2027-02-19"},
        {"chậm nhất ngày 10/01 của năm kế tiếp", "fixed 2027-01-10"},
        {"Quý II năm sau", "fixed 2027-06-30"},
        {"Quý I năm liền kề", "fixed 2027-03-31"},
        {"Tháng 02 của năm tiếp theo", "fixed 2027-02-28"},
        {"Đầu năm sau", "fixed 2027-01-01"},
        {"Từ tháng 8/2026 đến tháng 4 năm sau", "window 2026-08-01..2027-04-30"},
        {"Tháng 8 năm nay đến tháng 4 năm sau", "window 2026-08-01..2027-04-30"},
        {"Hằng năm, trước ngày 20/02 năm sau", "recurring yearly on 2027-02-19"},
        {"Quý IV năm trước", "unresolved"},
        {"Trong năm sau khi có hướng dẫn của Bộ", "fixed 2026-12-31, if sau khi có hướng dẫn của Bộ"},
        {"Hoàn thành trong năm sau hội nghị", "fixed 2026-12-31, if sau hội nghị"},
    });
}

TEST(UnseenPhrases, a_window_by_its_beginning_and_its_end) {
    expect_read({
        {"Bắt đầu từ tháng 5/2026, hoàn thành trước 31/10/2026", "window 2026-05-01..2026-10-30"},
        {"Bắt đầu từ quý I/2026; kết thúc trong quý III/2026", "window 2026-01-01..2026-09-30"},
        {"Khởi công quý II/2026, hoàn thành quý IV/2027", "window 2026-04-01..2027-12-31"},
        {"Triển khai từ tháng 2/2026 (hoàn thành trước ngày 01/7/2026)", "window 2026-02-01..2026-06-30"},
        {"Bắt đầu tháng 9, dự kiến hoàn thành tháng 11", "window 2026-09-01..2026-11-30"},
        {"Bắt đầu từ tháng 9/2026, hoàn thành trước 30/6/2026", "unresolved"},
        {"10-12/9/2026", "window 2026-09-10..2026-09-12"},
    });
}

TEST(UnseenPhrases, weeks_of_a_month) {
    expect_read({
        {"Tuần thứ hai của tháng 6/2026", "fixed 2026-06-14"},
        {"Tuần đầu tháng 6", "fixed 2026-06-07"},
        {"Tuần thứ hai của tháng 7/2026", "unresolved"},
        {"Tuần đầu tháng 9", "unresolved"},
        {"Tuần cuối tháng 10/2026", "fixed 2026-10-31"},
        {"Trước tuần cuối tháng 10/2026", "unresolved"},
        {"Tuần cuối của tháng", "recurring monthly on 2026-01-31"},
        {"Hằng quý, vào tháng cuối quý", "recurring quarterly on 2026-03-31"},
        {"Tháng cuối quý", "recurring quarterly on 2026-03-31"},
        {"Tháng sau", "unresolved"},
    });
}

TEST(UnseenPhrases, each_year_in_other_words) {
    expect_read({
        {"Quý III các năm", "recurring yearly on 2026-09-30"},
        {"Trước ngày 10/11 các năm 2026-2029", "recurring yearly on 2026-11-09 2026-01-01..2029-12-31"},
        {"Cuối tháng 10 hằng năm", "recurring yearly on 2026-10-31"},
        {"Từ ngày 10/5 đến 10/6 hằng năm", "unresolved"},
        {"Quý III (hằng năm)", "recurring yearly on 2026-09-30"},
        {"Hằng năm, hoàn thành trong quý II", "recurring yearly on 2026-06-30"},
        {"Hằng năm và trước ngày 10/11 hằng năm", "recurring yearly on 2026-11-09"},
        {"và trước ngày 10/11 hằng năm", "recurring yearly on 2026-11-09"},
        {"Trước 10/6 và trước 10/12 hằng năm", "recurring yearly on 2026-06-09"},
    });
}

TEST(UnseenPhrases, two_duties_are_not_merged) {
    expect_read({
        {"Tháng 4 hằng năm; báo cáo trước 10/12", "unresolved: báo cáo trước 10/12"},
        {"Quý I hằng năm, báo cáo kết quả trước ngày 10/12", "unresolved"},
        {"Tháng 11 hằng năm, báo cáo trước ngày 25/11", "recurring yearly on 2026-11-24"},
        {"Trước 15/5; riêng khối trường học trước 15/8", "unresolved"},
        {"Cấp tỉnh: quý I/2026; cấp xã: quý II/2026", "unresolved"},
    });
}

TEST(UnseenPhrases, terms_with_commas_and_hours) {
    expect_read({
        {"trong thời hạn 10 ngày, kể từ ngày nhận được hồ sơ",
         "conditional, if trong thời hạn 10 ngày, kể từ ngày nhận được hồ sơ"},
        {"Chậm nhất sau 05 ngày làm việc kể từ ngày họp",
         "conditional, if Chậm nhất sau 05 ngày làm việc kể từ ngày họp"},
        {"Trong vòng 12 giờ kể từ khi nhận tin", "conditional, if Trong vòng 12 giờ kể từ khi nhận tin"},
        {"Trong vòng 72 giờ kể từ khi nhận tin", "unresolved"},
        {"Trong vòng 12 giờ", "unresolved"},
        {"Nếu được giao vốn thì hoàn thành trong năm 2027", "fixed 2027-12-31, if Nếu được giao vốn"},
    });
}

TEST(UnseenPhrases, events_that_a_limit_names) {
    expect_read({
        {"Trước ngày khai giảng", "conditional, if Trước ngày khai giảng"},
        {"Trước Đại hội", "conditional, if Trước Đại hội"},
        {"Sau kỳ họp giữa năm", "conditional, if Sau kỳ họp giữa năm"},
        {"Trước ngày bầu cử 15/3/2026", "unresolved"},
        {"Trước Tết", "unresolved"},
        {"Sau Tết Nguyên đán", "unresolved"},
        {"Trước ngày thứ hai", "unresolved"},
    });
}

TEST(UnseenPhrases, slips_and_translations) {
    expect_read({
        {"Quỷ III/2026", "fixed 2026-09-30"},
        {"thảng 7/2026", "fixed 2026-07-31"},
        {"Hàng nãm", "recurring yearly on 2026-12-31"},
        {"Hẳng thảng", "recurring monthly on 2026-01-31"},
        {"Thường xuyện", "continuous"},
        {"Trước 31/8/2026 (before 31 August)", "fixed 2026-08-30"},
        {"Quý III, 2026", "fixed 2026-09-30"},
        {"Quý III, 2026, 2027", "unresolved"},
        {"II/2026", "unresolved"},
        {"VIII/2026", "fixed 2026-08-31"},
    });
}

}  // namespace
}  // namespace rules::deadlines
