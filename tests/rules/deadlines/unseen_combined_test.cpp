#include "tests/rules/deadlines/unseen.hpp"

namespace rules::deadlines {
namespace {

using testing::expect_read;

// A second list, written after the grammar had learnt the first and before it saw this one.

TEST(UnseenPhrases, prefixes_limits_and_conditions_together) {
    expect_read({
        {"Thời gian hoàn thành: chậm nhất ngày 20 tháng 11 năm 2026.", "fixed 2026-11-20"},
        {"Thời gian thực hiện: Từ tháng 3 đến tháng 11/2026.", "window 2026-03-01..2026-11-30"},
        {"Thời hạn thực hiện: Hoàn thành trong Quý IV/2026", "fixed 2026-12-31"},
        {"Thời gian: Hằng năm; báo cáo trước ngày 10/12", "recurring yearly on 2026-12-09"},
        {"Thời gian thực hiện: Năm 2026 và những năm tiếp theo.", "fixed 2026-12-31, then continuous"},
        {"Thời gian thực hiện: Giai đoạn 2026 - 2030.", "window 2026-01-01..2030-12-31"},
        {"Thời gian hoàn thành: Theo tiến độ chung", "conditional, if Theo tiến độ chung"},
        {"Thời gian hoàn thành: Quý IV/2026 (sau khi có Thông tư)", "fixed 2026-12-31, if sau khi có Thông tư"},
        {"Thời gian thực hiện: Thường xuyên, hằng năm", "continuous yearly on 2026-12-31"},
        {"Tiến độ thực hiện: Quý II - Quý IV/2026", "window 2026-04-01..2026-12-31"},
        {"Dự kiến hoàn thành trong tháng 11/2026", "fixed 2026-11-30"},
        {"Dự kiến trình trong quý IV/2026", "fixed 2026-12-31"},
        {"Phấn đấu xong trước 20/11/2026", "fixed 2026-11-19"},
        {"Phấn đấu hoàn thành trước ngày 20/11/2026 (theo chỉ đạo của tỉnh)",
         "fixed 2026-11-19, if theo chỉ đạo của tỉnh"},
        {"Hoàn thành chậm nhất trong quý IV/2026", "fixed 2026-12-31"},
        {"hoàn thành và báo cáo trước ngày 20/11/2026", "fixed 2026-11-19"},
        {"Hoàn thành, báo cáo trước ngày 20/11/2026", "fixed 2026-11-19"},
        {"Hoàn thành việc rà soát trước ngày 20/11", "fixed 2026-11-19"},
        {"Hoàn thành công tác chuẩn bị trong tháng 10", "fixed 2026-10-31"},
        {"Tham mưu UBND tỉnh ban hành trong tháng 10/2026", "fixed 2026-10-31"},
        {"Gửi về Sở Y tế trước ngày 20/11/2026", "fixed 2026-11-19"},
        {"Tổ chức hội nghị trước ngày 20/11/2026", "fixed 2026-11-19"},
        {"Xây dựng dự thảo chậm nhất ngày 20/11/2026", "fixed 2026-11-20"},
        {"Triển khai trong năm 2026; duy trì thường xuyên các năm tiếp theo", "fixed 2026-12-31, then continuous"},
        {"Trong năm 2026, thực hiện thường xuyên", "fixed 2026-12-31, then continuous"},
        {"Quý IV/2026 - triển khai thường xuyên", "fixed 2026-12-31, then continuous"},
        {"Quý IV/2026. Sau đó duy trì thường xuyên", "fixed 2026-12-31, then continuous"},
        {"Ban hành trong quý I/2026, triển khai thường xuyên", "fixed 2026-03-31, then continuous"},
        {"Trước 31/3/2026; thực hiện thường xuyên, liên tục", "fixed 2026-03-30, then continuous"},
        {"Bắt đầu từ quý I/2026, thực hiện thường xuyên", "continuous 2026-01-01.."},
        {"Bắt đầu từ năm 2026, hằng năm", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Từ năm 2026, mỗi năm một lần", "recurring yearly on 2026-12-31 2026-01-01.."},
        {"Từ quý II/2026 và các năm tiếp theo", "continuous 2026-04-01.."},
    });
}

TEST(UnseenPhrases, brackets_of_every_kind) {
    expect_read({
        {"(Quý IV/2026)", "fixed 2026-12-31"},
        {"(trước ngày 20/11)", "fixed 2026-11-19"},
        {"(Thường xuyên)", "continuous"},
        {"Quý IV (2026)", "fixed 2026-12-31"},
        {"Tháng 11 (năm 2026)", "fixed 2026-11-30"},
        {"2026 (tháng 11)", "fixed 2026-11-30"},
        {"Năm 2026 (tháng 10, 11)", "window 2026-10-01..2026-11-30"},
        {"Năm 2026 (Quý II: dự thảo)", "unresolved"},
        {"Hằng năm (quý IV)", "recurring yearly on 2026-12-31"},
        {"Hằng năm (trước ngày 10 tháng 12)", "recurring yearly on 2026-12-09"},
        {"Hằng quý (chậm nhất ngày 20 tháng cuối quý)", "recurring quarterly on 2026-03-20"},
        {"Hằng tháng (chậm nhất ngày 25)", "recurring monthly on 2026-01-25"},
        {"Hằng tuần (trước 16 giờ thứ Năm)", "recurring weekly on 2026-01-01"},
        {"6 tháng (trước ngày 10/6)", "recurring half-yearly on 2026-06-09"},
        {"Thường xuyên (khi có phát sinh)", "continuous, if khi có phát sinh"},
        {"Thường xuyên (bắt đầu từ tháng 4/2026)", "continuous 2026-04-01.."},
        {"Từ năm 2026 (sau khi có Nghị định)", "continuous 2026-01-01.., if sau khi có Nghị định"},
        {"Tháng 11/2026 (hoặc theo chỉ đạo)", "unresolved"},
        {"Trước 20/11/2026 (dự kiến)", "fixed 2026-11-19"},
        {"Trước 20/11 (thứ Sáu)", "fixed 2026-11-19"},
        {"Trong quý IV/2026 (chậm nhất 15/12)", "fixed 2026-12-15"},
        {"Từ ngày 01/3/2026 (thực hiện thường xuyên)", "continuous 2026-03-01.."},
    });
}

TEST(UnseenPhrases, slips_of_typing_and_scanning) {
    expect_read({
        {"Quý  IV / 2026", "fixed 2026-12-31"},
        {"quý IV , năm 2026", "fixed 2026-12-31"},
        {"QuýIV/2026", "fixed 2026-12-31"},
        {"Quí  IV", "fixed 2026-12-31"},
        {"qúi IV/2026", "fixed 2026-12-31"},
        {"Quý lV/2026", "fixed 2026-12-31"},
        {"Quý I/2026 -Quý III/2026", "window 2026-01-01..2026-09-30"},
        {"Nă m 2026", "fixed 2026-12-31"},
        {"Ngà y 20/11/2026", "fixed 2026-11-20"},
        {"tr ước ngày 20/11", "fixed 2026-11-19"},
        {"Hằ ng năm", "recurring yearly on 2026-12-31"},
        {"Thườ ng xuyên", "continuous"},
        {"thường xuyê n", "continuous"},
        {"Tháng 11/2026.,", "fixed 2026-11-30"},
        {"..Tháng 11/2026", "fixed 2026-11-30"},
        {"năm2026-2030", "window 2026-01-01..2030-12-31"},
        {"Từ2026 đến2030", "window 2026-01-01..2030-12-31"},
        {"hàngnăm", "unresolved"},
        {"Định kì hàng quí", "recurring quarterly on 2026-03-31"},
        {"Hàng Tháng", "recurring monthly on 2026-01-31"},
        {"20/11 /2026", "fixed 2026-11-20"},
        {"20.11.26", "unresolved"},
        {"20/11/2026r", "unresolved"},
    });
}

TEST(UnseenPhrases, more_periods_and_their_days) {
    expect_read({
        {"Mỗi tháng 01 lần", "recurring monthly on 2026-01-31"},
        {"Mỗi tuần một lần", "recurring weekly on 2026-01-04"},
        {"hai lần/năm", "recurring half-yearly on 2026-06-30"},
        {"2 lần trong năm", "recurring half-yearly on 2026-06-30"},
        {"ít nhất 02 lần/năm", "recurring half-yearly on 2026-06-30"},
        {"Định kỳ 01 năm/lần", "recurring yearly on 2026-12-31"},
        {"Định kỳ 2 năm một lần", "recurring yearly every 2 on 2026-12-31"},
        {"3 năm/lần", "recurring yearly every 3 on 2026-12-31"},
        {"Ba tháng một lần", "recurring quarterly on 2026-03-31"},
        {"Sáu tháng một lần", "recurring half-yearly on 2026-06-30"},
        {"nửa năm một lần", "recurring half-yearly on 2026-06-30"},
        {"Định kỳ mỗi quý", "recurring quarterly on 2026-03-31"},
        {"Định kỳ theo quý", "recurring quarterly on 2026-03-31"},
        {"định kỳ hằng quý, trước ngày 15 tháng cuối quý", "recurring quarterly on 2026-03-14"},
        {"Định kỳ hằng tháng (trước ngày 25)", "recurring monthly on 2026-01-24"},
        {"định kỳ trước ngày 25 hằng tháng", "recurring monthly on 2026-01-24"},
        {"Định kỳ hằng năm trước ngày 30/11", "recurring yearly on 2026-11-29"},
        {"Trước ngày 30 tháng 11 hằng năm hoặc khi có yêu cầu", "recurring yearly on 2026-11-29, if khi có yêu cầu"},
        {"Hằng năm, chậm nhất tháng 11", "recurring yearly on 2026-11-30"},
        {"Hằng năm, trong tháng 11", "recurring yearly on 2026-11-30"},
        {"Hằng năm vào dịp cuối năm", "unresolved"},
        {"Hằng năm, cuối năm", "recurring yearly on 2026-12-31"},
        {"Hằng quý, cuối quý", "recurring quarterly on 2026-03-31"},
        {"Hằng tháng, cuối tháng", "recurring monthly on 2026-01-31"},
        {"Cuối mỗi quý", "recurring quarterly on 2026-03-31"},
        {"ngày cuối cùng của tháng", "unresolved"},
        {"Ngày làm việc cuối cùng của tháng", "recurring monthly on 2026-01-30"},
        {"Hằng tháng, ngày làm việc cuối cùng của tháng", "recurring monthly on 2026-01-30"},
        {"Hằng quý, ngày làm việc cuối cùng của quý", "recurring quarterly on 2026-03-31"},
        {"Hằng tháng, chậm nhất ngày làm việc thứ 3 của tháng sau", "recurring monthly on 2026-02-04"},
        {"Hằng quý, 10 ngày sau khi kết thúc quý", "recurring quarterly on 2026-04-10"},
        {"Ngày 01 hằng tháng", "recurring monthly on 2026-01-01"},
        {"Ngày mùng 5 hằng tháng", "recurring monthly on 2026-01-05"},
        {"Trước mùng 5 hằng tháng", "recurring monthly on 2026-01-04"},
        {"Trước ngày 05 của tháng đầu quý kế tiếp", "recurring quarterly on 2026-04-04"},
        {"chậm nhất là ngày 05 của tháng sau liền kề", "recurring monthly on 2026-02-05"},
        {"Chậm nhất ngày 10/01 năm sau (hằng năm)", "recurring yearly on 2027-01-10"},
        {"Tháng 3 hằng năm, giai đoạn 2026-2030", "recurring yearly on 2026-03-31 2026-01-01..2030-12-31"},
        {"Quý I hằng năm (bắt đầu từ năm 2027)", "recurring yearly on 2026-03-31 2027-01-01.."},
        // Mended label: an event like any other that follows "trước".
        {"Hằng năm, trước kỳ họp cuối năm", "recurring yearly on 2026-12-31, if trước kỳ họp cuối năm"},
        {"Hằng năm, trước khi trình HĐND", "recurring yearly on 2026-12-31, if trước khi trình HĐND"},
        {"Hằng năm, sau khi kết thúc năm học", "recurring yearly on 2026-12-31, if sau khi kết thúc năm học"},
    });
}

TEST(UnseenPhrases, what_the_second_list_left_out) {
    expect_read({
        {"15 ngày sau khi kết thúc quý", "recurring quarterly on 2026-04-15"},
        {"Trong vòng 10 ngày kể từ ngày kết thúc quý", "recurring quarterly on 2026-04-10"},
        {"Chậm nhất 05 ngày làm việc sau khi kết thúc tháng", "recurring monthly on 2026-02-06"},
        {"05 ngày trước khi kết thúc quý", "recurring quarterly on 2026-03-26"},
        // Of the plan's year or of each: not said.
        {"15 ngày sau khi kết thúc năm", "conditional, if 15 ngày sau khi kết thúc năm"},
        {"Báo cáo quý: trước ngày 20 tháng cuối quý", "recurring quarterly on 2026-03-19"},
        {"Báo cáo 6 tháng trước ngày 10/6", "recurring half-yearly on 2026-06-09"},
        {"Báo cáo năm (trước ngày 15/12)", "recurring yearly on 2026-12-14"},
        {"Từ nay trở đi", "continuous"},
        {"Giai đoạn I: 2026 - 2027", "window 2026-01-01..2027-12-31"},
        {"Giai đoạn 2 (2028-2030)", "window 2028-01-01..2030-12-31"},
        {"Trước 31/12/2026: hoàn thành", "fixed 2026-12-30"},
        {"Thường xuyên + theo yêu cầu", "continuous, if theo yêu cầu"},
        {"Hằng năm trên cơ sở kế hoạch được duyệt",
         "recurring yearly on 2026-12-31, if trên cơ sở kế hoạch được duyệt"},
        {"Sau khi Trung ương có hướng dẫn (dự kiến quý II/2026)",
         "conditional, if Sau khi Trung ương có hướng dẫn (dự kiến quý II/2026)"},
        {"Theo Nghị quyết số 12/NQ-HĐND ngày 05/3/2026 của HĐND tỉnh, hoàn thành trước 31/12/2026",
         "fixed 2026-12-30, if Theo Nghị quyết số 12/NQ-HĐND ngày 05/3/2026 của HĐND tỉnh"},
        {"Theo kế hoạch, tuần 2 tháng 9", "unresolved (ambiguous): Theo kế hoạch, tuần 2 tháng 9"},
    });
}

TEST(UnseenPhrases, more_that_must_not_be_guessed) {
    expect_read({
        {"Theo năm học", "unresolved"},
        {"12 tháng tuổi", "unresolved"},
        {"trên 60 tuổi", "unresolved"},
        {"Năm thứ hai", "unresolved"},
        {"kỳ họp thứ 5", "unresolved"},
        {"Tháng thanh niên", "unresolved"},
        {"01 ngày", "unresolved"},
        {"01 tháng", "unresolved"},
        {"Quý 1/2", "unresolved"},
        {"2026/2027", "unresolved"},
        // Mended label: a dash at the end may begin a range that was cut.
        {"30/6-", "unresolved"},
        {"Trước, trong và sau Tết", "unresolved"},
        {"đầu nhiệm kỳ", "unresolved"},
        {"Cuối kỳ", "unresolved"},
        {"Kịp thời", "unresolved"},
        {"Sớm nhất", "unresolved"},
        {"Chưa xác định", "unresolved"},
        {"Quý I, III/2026 và quý II/2027", "unresolved"},
        {"Trước 30/6 hoặc 31/12", "unresolved"},
        {"Sau quý II, trước quý IV", "unresolved"},
        {"Năm 2026 hoàn thành 50%, năm 2027 hoàn thành 100%", "unresolved"},
        {"Từ 8h đến 17h", "unresolved"},
        {"08/8", "fixed 2026-08-08"},
        {"ngày 7 tháng 13", "unresolved"},
        {"tháng 2, ngày 30", "unresolved"},
        {"30/02 hằng năm", "unresolved: 30/2"},
        {"ngày 31/9/2026 đến 30/10/2026", "unresolved: 31/9"},
        {"Trước ngày 20 tháng 11 năm 2026 đến 30/11", "unresolved"},
    });
}

}  // namespace
}  // namespace rules::deadlines
