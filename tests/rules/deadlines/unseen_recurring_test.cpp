#include "tests/rules/deadlines/unseen.hpp"

namespace rules::deadlines {
namespace {

using testing::expect_read;

TEST(UnseenPhrases, periods) {
    expect_read({
        {"hàng tháng", "recurring monthly on 2026-01-31"},
        {"Hàng Quý", "recurring quarterly on 2026-03-31"},
        {"HẰNG NĂM", "recurring yearly on 2026-12-31"},
        {"Mỗi quý", "recurring quarterly on 2026-03-31"},
        {"từng tháng", "recurring monthly on 2026-01-31"},
        {"Hàng 6 tháng", "recurring half-yearly on 2026-06-30"},
        {"6 tháng một lần", "recurring half-yearly on 2026-06-30"},
        {"06 tháng/01 lần", "recurring half-yearly on 2026-06-30"},
        {"Định kỳ 6 tháng/lần", "recurring half-yearly on 2026-06-30"},
        {"định kỳ 6 tháng", "recurring half-yearly on 2026-06-30"},
        {"Định kì 3 tháng một lần", "recurring quarterly on 2026-03-31"},
        {"03 tháng/lần", "recurring quarterly on 2026-03-31"},
        {"3 tháng 1 lần", "recurring quarterly on 2026-03-31"},
        {"01 tháng/lần", "recurring monthly on 2026-01-31"},
        {"1 tuần/lần", "recurring weekly on 2026-01-04"},
        {"một tuần một lần", "recurring weekly on 2026-01-04"},
        {"mỗi năm 01 lần", "recurring yearly on 2026-12-31"},
        {"01 lần/năm", "recurring yearly on 2026-12-31"},
        {"một lần/năm", "recurring yearly on 2026-12-31"},
        {"1 lần/6 tháng", "recurring half-yearly on 2026-06-30"},
        {"01 lần/tháng", "recurring monthly on 2026-01-31"},
        {"ít nhất 01 lần/năm", "recurring yearly on 2026-12-31"},
        {"Tối thiểu 01 lần/quý", "recurring quarterly on 2026-03-31"},
        {"mỗi quý ít nhất một lần", "recurring quarterly on 2026-03-31"},
        {"02 lần/năm", "recurring half-yearly on 2026-06-30"},
        {"2 lần/năm", "recurring half-yearly on 2026-06-30"},
        {"mỗi năm hai lần", "recurring half-yearly on 2026-06-30"},
        {"4 lần/năm", "recurring quarterly on 2026-03-31"},
        {"2 năm/lần", "recurring yearly every 2 on 2026-12-31"},
        {"02 năm một lần", "recurring yearly every 2 on 2026-12-31"},
        {"Định kỳ 5 năm/lần", "recurring yearly every 5 on 2026-12-31"},
        {"theo tháng", "recurring monthly on 2026-01-31"},
        {"theo từng quý", "recurring quarterly on 2026-03-31"},
        {"Định kỳ hàng tuần", "recurring weekly on 2026-01-04"},
        {"định kỳ hằng năm", "recurring yearly on 2026-12-31"},
        {"Thực hiện hằng năm", "recurring yearly on 2026-12-31"},
        {"Tổ chức định kỳ hằng quý", "recurring quarterly on 2026-03-31"},
        {"Báo cáo định kỳ hằng tháng", "recurring monthly on 2026-01-31"},
        {"Các tháng trong năm", "recurring monthly on 2026-01-31"},
        // No period of these lengths: a reminder would come on the wrong days.
        {"hai tuần một lần", "unresolved"},
        {"2 tuần/lần", "unresolved"},
        {"2 tháng/lần", "unresolved"},
        {"3 lần/năm", "unresolved"},
        {"2 lần/tháng", "unresolved"},
        {"10 ngày/lần", "unresolved"},
        {"Định kỳ", "unresolved: Định kỳ"},
    });
}

TEST(UnseenPhrases, one_period_of_each_year) {
    expect_read({
        {"Quý IV hằng năm", "recurring yearly on 2026-12-31"},
        {"quý 1 hàng năm", "recurring yearly on 2026-03-31"},
        {"Trong quý I hằng năm", "recurring yearly on 2026-03-31"},
        {"Hằng năm (Quý I)", "recurring yearly on 2026-03-31"},
        {"Hằng năm, vào quý I", "recurring yearly on 2026-03-31"},
        {"Quý I mỗi năm", "recurring yearly on 2026-03-31"},
        {"Quý I của năm", "unresolved"},
        {"tháng 6 hằng năm", "recurring yearly on 2026-06-30"},
        {"Tháng 6 mỗi năm", "recurring yearly on 2026-06-30"},
        {"Hằng năm vào tháng 6", "recurring yearly on 2026-06-30"},
        {"Hàng năm (tháng 6)", "recurring yearly on 2026-06-30"},
        {"Vào tháng 6 hằng năm", "recurring yearly on 2026-06-30"},
        {"Tháng 6 hàng năm, bắt đầu từ năm 2026", "recurring yearly on 2026-06-30 2026-01-01.."},
        // Mended label: the report on a half-year is half-yearly, though it comes once a year.
        {"6 tháng đầu năm hằng năm", "recurring half-yearly on 2026-06-30"},
        {"6 tháng cuối mỗi năm", "recurring half-yearly on 2026-12-31"},
        {"cuối mỗi năm", "recurring yearly on 2026-12-31"},
        {"Cuối hằng năm", "recurring yearly on 2026-12-31"},
        {"đầu mỗi quý", "recurring quarterly on 2026-01-01"},
        {"cuối hằng tháng", "recurring monthly on 2026-01-31"},
        {"Giữa mỗi tháng", "recurring monthly on 2026-01-15"},
        {"Cuối năm hằng năm", "recurring yearly on 2026-12-31"},
    });
}

TEST(UnseenPhrases, a_day_of_each_year) {
    expect_read({
        {"31/12 hằng năm", "recurring yearly on 2026-12-31"},
        {"Ngày 31 tháng 12 hằng năm", "recurring yearly on 2026-12-31"},
        {"trước 15/12 hằng năm", "recurring yearly on 2026-12-14"},
        {"Trước ngày 15 tháng 12 hàng năm", "recurring yearly on 2026-12-14"},
        {"trước ngày 15/12 mỗi năm", "recurring yearly on 2026-12-14"},
        {"hằng năm (trước 15/12)", "recurring yearly on 2026-12-14"},
        {"Hằng năm, trước ngày 15/12", "recurring yearly on 2026-12-14"},
        {"Hằng năm trước 15/12", "recurring yearly on 2026-12-14"},
        {"Hằng năm; chậm nhất ngày 15/12", "recurring yearly on 2026-12-15"},
        {"Chậm nhất là ngày 15 tháng 12 hằng năm", "recurring yearly on 2026-12-15"},
        {"hằng năm, chậm nhất là 15/12", "recurring yearly on 2026-12-15"},
        {"Hằng năm, hoàn thành trước 15/12", "recurring yearly on 2026-12-14"},
        {"Hằng năm (báo cáo trước ngày 15/12)", "recurring yearly on 2026-12-14"},
        {"Hằng năm, gửi báo cáo chậm nhất ngày 15/12", "recurring yearly on 2026-12-15"},
        {"Định kỳ hằng năm (trước ngày 15/12)", "recurring yearly on 2026-12-14"},
        {"Định kỳ hằng năm, trước ngày 15/12 hằng năm", "unresolved"},
        {"01 lần/năm (trước 15/12)", "recurring yearly on 2026-12-14"},
        {"Hằng năm, trước ngày 31/01 năm sau", "recurring yearly on 2027-01-30"},
        {"hằng năm, chậm nhất ngày 15/01 của năm kế tiếp", "recurring yearly on 2027-01-15"},
        {"Hằng năm, trước tháng 6", "recurring yearly on 2026-05-31"},
        {"trước quý IV hằng năm", "recurring yearly on 2026-09-30"},
        {"Trước ngày 15/12 hằng năm, từ năm 2026", "recurring yearly on 2026-12-14 2026-01-01.."},
        // Next year's January once, or each year's: not to be guessed.
        {"Trước ngày 31/01 năm sau", "fixed 2027-01-30"},
        {"trước ngày 31/6 hằng năm", "unresolved: 31/6"},
    });
}

TEST(UnseenPhrases, a_day_of_each_month_or_quarter) {
    expect_read({
        {"Ngày 15 hằng tháng", "recurring monthly on 2026-01-15"},
        {"trước ngày 15 hàng tháng", "recurring monthly on 2026-01-14"},
        {"Trước ngày 15 mỗi tháng", "recurring monthly on 2026-01-14"},
        {"ngày 15 của mỗi tháng", "recurring monthly on 2026-01-15"},
        {"Chậm nhất ngày 15 hằng tháng", "recurring monthly on 2026-01-15"},
        {"Hằng tháng (trước ngày 15)", "recurring monthly on 2026-01-14"},
        {"Hằng tháng, ngày 15", "recurring monthly on 2026-01-15"},
        {"hằng tháng, trước ngày 05 của tháng tiếp theo", "recurring monthly on 2026-02-04"},
        {"Trước ngày 05 tháng sau", "recurring monthly on 2026-02-04"},
        {"trước ngày 5 tháng kế tiếp", "recurring monthly on 2026-02-04"},
        {"chậm nhất ngày 05 tháng liền kề", "recurring monthly on 2026-02-05"},
        {"Hằng tháng (chậm nhất ngày 05 tháng sau)", "recurring monthly on 2026-02-05"},
        {"Hằng tháng (ngày làm việc cuối cùng)", "recurring monthly on 2026-01-30"},
        {"ngày làm việc cuối cùng của mỗi tháng", "recurring monthly on 2026-01-30"},
        {"Ngày làm việc cuối cùng hằng tháng", "recurring monthly on 2026-01-30"},
        {"ngày cuối cùng của mỗi tháng", "recurring monthly on 2026-01-31"},
        {"hằng tháng, trước ngày cuối tháng", "recurring monthly on 2026-01-30"},
        {"Ngày 20 tháng cuối quý", "recurring quarterly on 2026-03-20"},
        {"ngày 20 của tháng cuối quý", "recurring quarterly on 2026-03-20"},
        {"trước ngày 20 tháng cuối quý", "recurring quarterly on 2026-03-19"},
        {"Trước ngày 20 của tháng cuối quý", "recurring quarterly on 2026-03-19"},
        {"trước ngày 20 của tháng cuối cùng mỗi quý", "recurring quarterly on 2026-03-19"},
        {"Chậm nhất vào ngày 20 của tháng cuối quý", "recurring quarterly on 2026-03-20"},
        {"Hằng quý, trước ngày 20 tháng cuối quý", "recurring quarterly on 2026-03-19"},
        {"Hằng quý (ngày 20 của tháng cuối quý)", "recurring quarterly on 2026-03-20"},
        {"Hằng quý (báo cáo trước ngày 20 tháng cuối quý)", "recurring quarterly on 2026-03-19"},
        {"Định kỳ hằng quý, chậm nhất ngày 05 của tháng đầu quý sau", "recurring quarterly on 2026-04-05"},
        {"chậm nhất ngày 10 tháng đầu tiên của quý tiếp theo", "recurring quarterly on 2026-04-10"},
        {"trước ngày 10 của tháng đầu quý tiếp theo", "recurring quarterly on 2026-04-09"},
        {"Ngày 10 tháng đầu quý", "recurring quarterly on 2026-01-10"},
        {"Hằng tháng, báo cáo trước ngày 25", "recurring monthly on 2026-01-24"},
        {"Báo cáo hằng tháng trước ngày 25", "recurring monthly on 2026-01-24"},
        {"Định kỳ ngày 25 hằng tháng", "recurring monthly on 2026-01-25"},
        {"Hằng quý, trước ngày 15/6", "unresolved"},
        {"hằng tháng, ngày 32", "unresolved"},
    });
}

TEST(UnseenPhrases, a_day_of_each_week) {
    expect_read({
        {"Thứ Sáu hàng tuần", "recurring weekly on 2026-01-02"},
        {"thứ 6 hằng tuần", "recurring weekly on 2026-01-02"},
        {"hằng tuần (thứ Năm)", "recurring weekly on 2026-01-01"},
        {"Hằng tuần, vào thứ Năm", "recurring weekly on 2026-01-01"},
        {"Chiều thứ Năm hằng tuần", "recurring weekly on 2026-01-01"},
        {"sáng thứ Hai hằng tuần", "recurring weekly on 2025-12-29"},
        {"trước 15h00 thứ Năm hằng tuần", "recurring weekly on 2026-01-01"},
        {"Trước 16 giờ thứ Năm hàng tuần", "recurring weekly on 2026-01-01"},
        {"trước thứ Sáu hằng tuần", "recurring weekly on 2026-01-01"},
        {"Thứ Sáu mỗi tuần", "recurring weekly on 2026-01-02"},
        {"chủ nhật hằng tuần", "recurring weekly on 2026-01-04"},
        {"thứ Sáu cuối cùng của mỗi tháng", "recurring monthly on 2026-01-30"},
        {"Thứ Sáu", "unresolved"},
    });
}

TEST(UnseenPhrases, series_with_a_beginning_or_an_end) {
    expect_read({
        {"Hằng năm, từ năm 2026", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Hằng năm từ 2026", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Hằng năm (từ năm 2026)", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"hằng năm, bắt đầu từ năm 2026", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Từ năm 2026, định kỳ hằng năm", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Hằng quý, kể từ quý II/2026", "recurring quarterly on 2026-03-31 2026-04-01.."},
        {"Hằng năm (2026-2030)", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Hằng năm, giai đoạn 2026 - 2030", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Hằng năm trong giai đoạn 2026-2030", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Giai đoạn 2026-2030 (hằng năm)", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Giai đoạn 2026-2030, hằng năm", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Hằng năm và cả giai đoạn 2026-2030", "recurring yearly on 2026-12-31 2026-01-01..2030-12-31"},
        {"Hằng năm, từng giai đoạn", "recurring yearly on 2026-12-31"},
        {"Hằng năm và theo giai đoạn", "recurring yearly on 2026-12-31"},
        {"Hằng năm đến năm 2030", "recurring yearly on 2026-12-31 2030-12-31"},
        {"Hằng tháng trong năm 2026", "recurring monthly on 2026-01-31 2026-01-01..2026-12-31"},
        {"Hằng tháng, năm 2026", "recurring monthly on 2026-01-31 2026-01-01..2026-12-31"},
        {"Hằng năm và các năm tiếp theo", "recurring yearly on 2026-12-31, then continuous"},
    });
}

}  // namespace
}  // namespace rules::deadlines
