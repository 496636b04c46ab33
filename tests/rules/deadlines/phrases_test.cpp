#include "rules/deadlines/actions.hpp"
#include "rules/deadlines/grammar.hpp"
#include "rules/deadlines/parse.hpp"
#include "tests/rules/dates/generators.hpp"
#include "tests/rules/deadlines/describe.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rules::deadlines {
namespace {

using dates::testing::day;
using testing::describe;

struct Case {
    const char* words;
    const char* meaning;
};

void expect_all(std::initializer_list<Case> cases) {
    dates::CalendarYear year;
    year.year = 2026;
    year.days_off = {{day(2026, 4, 30), "", ""}, {day(2026, 5, 1), "", ""}, {day(2026, 11, 24), "", ""}};
    const dates::Calendar calendar({year});
    for (const Case& c : cases) {
        EXPECT_EQ(describe(parse_deadline(c.words, {.year = 2026, .calendar = &calendar})), c.meaning) << c.words;
    }
}

TEST(ParseDeadline, reads_months) {
    expect_all({
        {"Tháng 3", "fixed 2026-03-31"},
        {"tháng 03/2026", "fixed 2026-03-31"},
        {"Tháng 3 năm 2027", "fixed 2027-03-31"},
        {"Tháng III/2026", "fixed 2026-03-31"},
        {"Tháng 3, năm 2027", "fixed 2027-03-31"},
        {"tháng tư", "fixed 2026-04-30"},
        {"T6/2026", "fixed 2026-06-30"},
        {"6/2026", "fixed 2026-06-30"},
        {"Tháng 6 - 2026", "fixed 2026-06-30"},
        {"Tháng3/2026", "fixed 2026-03-31"},
        {"Tháng 6-8/2026", "window 2026-06-01..2026-08-31"},
        {"tháng 6, 7, 8", "window 2026-06-01..2026-08-31"},
        {"Các tháng 6, 7, 8 năm 2026", "window 2026-06-01..2026-08-31"},
        {"Tháng 3 và tháng 4", "window 2026-03-01..2026-04-30"},
        {"Tháng 3 hoặc tháng 4", "window 2026-03-01..2026-04-30"},
        {"Tháng 6/2025 - tháng 12/2026", "window 2025-06-01..2026-12-31"},
        {"11/2025 - 02/2026", "window 2025-11-01..2026-02-28"},
        {"T6-T8/2026", "window 2026-06-01..2026-08-31"},
        {"Tháng 6 đến tháng 12 năm 2026", "window 2026-06-01..2026-12-31"},
    });
}

TEST(ParseDeadline, reads_quarters_half_years_and_nine_months) {
    expect_all({
        {"Quý II", "fixed 2026-06-30"},
        {"Quí IV/2026", "fixed 2026-12-31"},
        {"Quý 2 năm 2027", "fixed 2027-06-30"},
        {"quý bốn", "fixed 2026-12-31"},
        {"QuýIV/2026", "fixed 2026-12-31"},
        {"Qúy II/2026", "fixed 2026-06-30"},
        {"Q3/2026", "fixed 2026-09-30"},
        {"QIII/2026", "fixed 2026-09-30"},
        {"Q.III/2026", "fixed 2026-09-30"},
        {"Quý Ⅳ/2026", "fixed 2026-12-31"},
        {"Quý II - 2026", "fixed 2026-06-30"},
        {"Quý II, III/2026", "window 2026-04-01..2026-09-30"},
        {"Quý II,III/2026", "window 2026-04-01..2026-09-30"},
        {"Quý I-II/2026", "window 2026-01-01..2026-06-30"},
        {"Quý I - Quý II năm 2026", "window 2026-01-01..2026-06-30"},
        {"Quý III & IV/2026", "window 2026-07-01..2026-12-31"},
        {"Quý III, quý IV năm 2026", "window 2026-07-01..2026-12-31"},
        {"Quý IV/2025 – Quý I/2026", "window 2025-10-01..2026-03-31"},
        {"Từ quý I đến quý III năm 2026", "window 2026-01-01..2026-09-30"},
        {"Quý 1, 2, 3, 4", "window 2026-01-01..2026-12-31"},
        {"6 tháng đầu năm", "fixed 2026-06-30"},
        {"06 tháng đầu năm 2027", "fixed 2027-06-30"},
        {"Sáu tháng cuối năm 2026", "fixed 2026-12-31"},
        {"9 tháng đầu năm 2026", "fixed 2026-09-30"},
        {"3 tháng cuối năm", "fixed 2026-12-31"},
        {"nửa đầu năm 2026", "fixed 2026-06-30"},
        {"Nửa cuối năm", "fixed 2026-12-31"},
        {"trong 6 tháng đầu năm 2026", "fixed 2026-06-30"},
    });
}

TEST(ParseDeadline, reads_years) {
    expect_all({
        {"2026", "fixed 2026-12-31"},
        {"2026.", "fixed 2026-12-31"},
        {"Năm 2026", "fixed 2026-12-31"},
        {"Năm2026", "fixed 2026-12-31"},
        {"năm 2026./.", "fixed 2026-12-31"},
        {"- Năm 2026", "fixed 2026-12-31"},
        {"(Năm 2026)", "fixed 2026-12-31"},
        {"Trong năm 2025", "fixed 2025-12-31"},
        {"Trong năm", "fixed 2026-12-31"},
        {"２０２７", "fixed 2027-12-31"},
        {"2018-2020", "window 2018-01-01..2020-12-31"},
        {"Năm 2026-2027", "window 2026-01-01..2027-12-31"},
        {"Năm 2026 – 2030", "window 2026-01-01..2030-12-31"},
        {"Giai đoạn 2026 - 2030", "window 2026-01-01..2030-12-31"},
        {"Trong giai đoạn 2026-2030", "window 2026-01-01..2030-12-31"},
        {"Các năm 2026, 2027, 2028", "window 2026-01-01..2028-12-31"},
        {"2026; 2027", "window 2026-01-01..2027-12-31"},
        {"năm 2025 và năm 2026", "window 2025-01-01..2026-12-31"},
        {"từ năm 2026 đến năm 2030", "window 2026-01-01..2030-12-31"},
        {"Từ 2026 đến 2030", "window 2026-01-01..2030-12-31"},
        {"Trong 03 năm 2026-2028", "window 2026-01-01..2028-12-31"},
        {"3 năm (2026-2028)", "window 2026-01-01..2028-12-31"},
        {"Cả năm", "window 2026-01-01..2026-12-31"},
        {"Suốt năm 2026", "window 2026-01-01..2026-12-31"},
    });
}

TEST(ParseDeadline, reads_days) {
    expect_all({
        {"30/6", "fixed 2026-06-30"},
        {"ngày 30/6", "fixed 2026-06-30"},
        {"30/6/2027", "fixed 2027-06-30"},
        {"30.6.2026", "fixed 2026-06-30"},
        {"30-6-2026", "fixed 2026-06-30"},
        {"ngày 30 tháng 6", "fixed 2026-06-30"},
        {"ngày 30 tháng 6 năm 2027", "fixed 2027-06-30"},
        {"Ngày 5 tháng 4, năm 2027", "fixed 2027-04-05"},
        {"29/2/2028", "fixed 2028-02-29"},
        {"2026-06-09", "fixed 2026-06-09"},
        {"06-09", "fixed 2026-06-09"},
        {"từ 01/6 đến 30/6/2026", "window 2026-06-01..2026-06-30"},
        {"từ ngày 01 đến ngày 15/6/2026", "window 2026-06-01..2026-06-15"},
        {"01/12/2026 - 31/01/2027", "window 2026-12-01..2027-01-31"},
        {"ngày cuối cùng của tháng 2", "fixed 2026-02-28"},
    });
}

TEST(ParseDeadline, reads_limits) {
    expect_all({
        {"trước ngày 10/6", "fixed 2026-06-09"},
        {"trước ngày 15/11", "fixed 2026-11-14"},
        {"trước ngày 25/11/2025", "fixed 2025-11-24"},
        {"trước 30/6", "fixed 2026-06-29"},
        {"trước ngày 1/1/2027", "fixed 2026-12-31"},
        {"trước tháng 7", "fixed 2026-06-30"},
        {"trước quý IV/2026", "fixed 2026-09-30"},
        {"trước năm 2027", "fixed 2026-12-31"},
        {"trước 17 giờ ngày 10/6/2026", "fixed 2026-06-10"},
        {"trước 17h00 ngày 10/6", "fixed 2026-06-10"},
        {"xong trước 15/7", "fixed 2026-07-14"},
        {"chậm nhất ngày 15/11", "fixed 2026-11-15"},
        {"Chậm nhất là ngày 15 tháng 11", "fixed 2026-11-15"},
        {"muộn nhất vào 15/11/2026", "fixed 2026-11-15"},
        {"không quá ngày 30/6", "fixed 2026-06-30"},
        {"không muộn hơn 30/6", "fixed 2026-06-30"},
        {"đến hết tháng 6", "fixed 2026-06-30"},
        {"đến ngày 15/11", "fixed 2026-11-15"},
        {"đến năm 2030", "fixed 2030-12-31"},
        {"cho đến hết năm 2026", "fixed 2026-12-31"},
        {"hết quý II", "fixed 2026-06-30"},
        {"Hạn cuối: 30/6/2026", "fixed 2026-06-30"},
        {"chậm nhất trong quý II/2026", "fixed 2026-06-30"},
        {"Hoàn thành trong quý II", "fixed 2026-06-30"},
        {"Hoàn thành trước ngày 25/11/2025", "fixed 2025-11-24"},
        {"Hoàn thành chậm nhất 30/6", "fixed 2026-06-30"},
        {"Thời hạn hoàn thành: 30/6/2026", "fixed 2026-06-30"},
        {"Thời gian thực hiện: Quý II/2026", "fixed 2026-06-30"},
        {"Dự kiến tháng 6/2026", "fixed 2026-06-30"},
        {"Tháng 6 năm 2026 (dự kiến)", "fixed 2026-06-30"},
        {"Báo cáo trước ngày 15/6", "fixed 2026-06-14"},
        {"Từ nay đến hết năm 2026", "fixed 2026-12-31"},
        {"từ ngày 1/6 đến trước ngày 30/6", "window 2026-06-01..2026-06-29"},
        {"Quý II/2026 (trước ngày 15/6)", "fixed 2026-06-14"},
        {"Quý II/2027, trước ngày 15/6", "fixed 2027-06-14"},
        {"Năm 2027 (hoàn thành trước 30/6)", "fixed 2027-06-29"},
        {"Năm 2027 (Quý II)", "fixed 2027-06-30"},
        {"Quý I (tháng 3/2027)", "fixed 2027-03-31"},
        {"Năm 2026: Quý II", "fixed 2026-06-30"},
        {"Trước khi kết thúc năm 2026", "fixed 2026-12-31"},
    });
}

TEST(ParseDeadline, reads_beginning_middle_and_end_as_the_civil_code_says) {
    expect_all({
        {"đầu tháng 6", "fixed 2026-06-01"},
        {"giữa tháng 6/2026", "fixed 2026-06-15"},
        {"cuối tháng 2", "fixed 2026-02-28"},
        {"cuối tháng 2/2028", "fixed 2028-02-29"},
        {"đầu năm 2027", "fixed 2027-01-01"},
        {"giữa năm", "fixed 2026-06-30"},
        {"cuối năm", "fixed 2026-12-31"},
        {"Cuối năm 2026", "fixed 2026-12-31"},
        {"đầu quý III/2026", "fixed 2026-07-01"},
        {"giữa quý I", "fixed 2026-02-15"},
        {"cuối quý II", "fixed 2026-06-30"},
        {"Đầu tháng 6 đến cuối tháng 8", "window 2026-06-01..2026-08-31"},
        {"thượng tuần tháng 6", "fixed 2026-06-10"},
        {"Nửa đầu tháng 6", "fixed 2026-06-15"},
    });
}

TEST(ParseDeadline, counts_terms_by_the_calendar) {
    expect_all({
        {"trong thời hạn 15 ngày làm việc kể từ ngày 16/11/2026", "fixed 2026-12-08"},
        {"trong thời hạn 15 ngày kể từ ngày 01/6/2026", "fixed 2026-06-16"},
        {"trong vòng 30 ngày kể từ ngày 20/11/2026", "fixed 2026-12-21"},
        {"sau 30 ngày kể từ ngày 01/6/2026", "fixed 2026-07-01"},
        {"trong 30 (ba mươi) ngày kể từ ngày 01/6/2026", "fixed 2026-07-01"},
        {"trong thời hạn 01 tháng kể từ ngày 31/8/2026", "fixed 2026-09-30"},
        {"trong thời hạn 2 tuần từ ngày 16/4/2026", "fixed 2026-05-04"},
        {"chậm nhất 5 ngày làm việc kể từ ngày 20/11/2026", "fixed 2026-11-30"},
        {"ngày làm việc cuối cùng của tháng 10/2026", "fixed 2026-10-30"},
        {"ngày làm việc cuối cùng của năm 2026", "fixed 2026-12-31"},
    });
}

TEST(ParseDeadline, reads_what_has_no_end) {
    expect_all({
        {"Thường xuyên", "continuous"},
        {"thường xuyên", "continuous"},
        {"THƯỜNG XUYÊN.", "continuous"},
        {"Thuờng xuyên", "continuous"},
        {"Liên tục", "continuous"},
        {"Thường xuyên, liên tục", "continuous"},
        {"Triển khai thường xuyên", "continuous"},
        {"Thực hiện thường xuyên, liên tục", "continuous"},
        {"Thường xuyên trong năm", "continuous"},
        {"Hằng ngày", "continuous"},
        {"Từ năm 2026", "continuous 2026-01-01.."},
        {"Từ quý I/2026", "continuous 2026-01-01.."},
        {"Từ tháng 7/2025 trở đi", "continuous 2025-07-01.."},
        {"Năm 2025 trở đi", "continuous 2025-01-01.."},
        {"Kể từ ngày 01/7/2025", "continuous 2025-07-01.."},
        {"Bắt đầu từ năm 2026", "continuous 2026-01-01.."},
        {"sau ngày 30/6/2026", "continuous 2026-07-01.."},
        {"Sau khi kết thúc năm 2026", "continuous 2027-01-01.."},
        {"Thường xuyên (từ năm 2026)", "continuous 2026-01-01.."},
        {"Thường xuyên, giai đoạn 2026-2030", "continuous 2026-01-01..2030-12-31"},
        {"Thường xuyên, hằng năm", "continuous yearly"},
        {"Thường xuyên và định kỳ hằng quý", "continuous quarterly"},
        {"Từ năm 2026 và các năm tiếp theo", "continuous 2026-01-01.."},
    });
}

TEST(ParseDeadline, reads_what_comes_again) {
    expect_all({
        {"Hằng năm", "recurring yearly"},
        {"Hàng năm", "recurring yearly"},
        {"HÀNG QUÍ", "recurring quarterly"},
        {"hằng tháng", "recurring monthly"},
        {"Hằng tuần", "recurring weekly"},
        {"Mỗi năm một lần", "recurring yearly"},
        {"Mỗi quý 01 lần", "recurring quarterly"},
        {"1 năm/lần", "recurring yearly"},
        {"2 năm/lần", "recurring yearly"},
        {"Ba năm một lần", "recurring yearly"},
        {"6 tháng/lần", "recurring half-yearly"},
        {"03 tháng/lần", "recurring quarterly"},
        {"Định kỳ 06 tháng 01 lần", "recurring half-yearly"},
        {"01 lần/quý", "recurring quarterly"},
        {"6 tháng", "recurring half-yearly"},
        {"9 tháng", "recurring nine-monthly"},
        {"định kỳ hằng quý", "recurring quarterly"},
        {"Định kì hàng tháng", "recurring monthly"},
        {"Theo quý", "recurring quarterly"},
        {"Hằng năm và từng giai đoạn", "recurring yearly"},
        {"Hàng năm và theo từng giai đoạn", "recurring yearly"},
        {"hằng tuần (thứ Sáu)", "recurring weekly"},
        {"Thứ Sáu hằng tuần", "recurring weekly"},
        {"ngày 20 hằng tháng", "recurring monthly"},
        {"trước ngày 20 hằng tháng", "recurring monthly"},
        {"ngày 25 tháng cuối quý", "recurring quarterly"},
        {"ngày 25 của tháng cuối mỗi quý", "recurring quarterly"},
        {"trước ngày 05 của tháng tiếp theo", "recurring monthly"},
        {"6 tháng trước ngày 10/6", "recurring half-yearly"},
        {"12 tháng (trước ngày 10 tháng 12)", "recurring yearly"},
        {"Hằng năm (trước ngày 15/11)", "recurring yearly"},
        {"Định kỳ trước ngày 25/11 hằng năm", "recurring yearly"},
        {"ngày 15 tháng 12 hằng năm", "recurring yearly"},
        {"Quý I hằng năm", "recurring yearly"},
        {"Hằng năm, quý I", "recurring yearly"},
        {"Tháng 12 hàng năm", "recurring yearly"},
        {"Hằng năm, giai đoạn 2026-2030", "recurring yearly 2026-01-01..2030-12-31"},
        {"Từ năm 2026, hằng năm", "recurring yearly 2026-01-01.."},
        {"2026-2030, hằng năm", "recurring yearly 2026-01-01..2030-12-31"},
        {"hằng năm đến năm 2030", "recurring yearly 2030-12-31"},
    });
}

TEST(ParseDeadline, reads_conditions) {
    expect_all({
        {"Sau khi có văn bản hướng dẫn của Bộ Y tế", "conditional, if Sau khi có văn bản hướng dẫn của Bộ Y tế"},
        {"Sau khi Chương trình được phê duyệt", "conditional, if Sau khi Chương trình được phê duyệt"},
        {"Ngay sau khi Kế hoạch được ban hành", "conditional, if Ngay sau khi Kế hoạch được ban hành"},
        {"Khi có yêu cầu", "conditional, if Khi có yêu cầu"},
        {"khi Bộ Y tế ban hành", "conditional, if khi Bộ Y tế ban hành"},
        {"Theo hướng dẫn của Trung ương", "conditional, if Theo hướng dẫn của Trung ương"},
        {"Theo lộ trình đề án của Trung ương", "conditional, if Theo lộ trình đề án của Trung ương"},
        {"Theo yêu cầu", "conditional, if Theo yêu cầu"},
        {"Tùy theo điều kiện thực tế", "conditional, if Tùy theo điều kiện thực tế"},
        {"Trước khi trình HĐND tỉnh", "conditional, if Trước khi trình HĐND tỉnh"},
        {"Nếu được phê duyệt", "conditional, if Nếu được phê duyệt"},
        {"Theo kế hoạch năm 2026", "conditional, if Theo kế hoạch năm 2026"},
        {"Theo Đề án \"Y tế số\"", "conditional, if Theo Đề án \"Y tế số\""},
        {"2026-2027 (sau khi Chính phủ phê duyệt Chương trình)",
         "window 2026-01-01..2027-12-31, if sau khi Chính phủ phê duyệt Chương trình"},
        {"2026 (khi Bộ ban hành Thông tư (sửa đổi))", "fixed 2026-12-31, if khi Bộ ban hành Thông tư (sửa đổi)"},
        {"Hằng năm, khi có quyết định của Trung ương", "recurring yearly, if khi có quyết định của Trung ương"},
        {"Hàng năm theo hướng dẫn của Trung ương", "recurring yearly, if theo hướng dẫn của Trung ương"},
        {"Năm 2026, Khi Trung ương ban hành Chiến lược", "fixed 2026-12-31, if Khi Trung ương ban hành Chiến lược"},
        {"Thường xuyên và theo yêu cầu của Trung ương", "continuous, if theo yêu cầu của Trung ương"},
        {"Thường xuyên và đột xuất khi có yêu cầu", "continuous, if đột xuất khi có yêu cầu"},
        {"Quý IV/2026 - theo chỉ đạo của tỉnh", "fixed 2026-12-31, if theo chỉ đạo của tỉnh"},
        {"Theo hướng dẫn của Bộ Y tế, trước ngày 30/6/2026", "fixed 2026-06-29, if Theo hướng dẫn của Bộ Y tế"},
        {"Theo hướng dẫn của Bộ Y tế, triển khai thường xuyên",
         "conditional, then continuous, if Theo hướng dẫn của Bộ Y tế"},
        {"Năm 2026, theo hướng dẫn của Bộ, thực hiện thường xuyên",
         "fixed 2026-12-31, then continuous, if theo hướng dẫn của Bộ"},
        {"trong thời hạn 15 ngày kể từ ngày nhận được văn bản",
         "conditional, if trong thời hạn 15 ngày kể từ ngày nhận được văn bản"},
        {"sau 30 ngày kể từ khi Luật có hiệu lực", "conditional, if sau 30 ngày kể từ khi Luật có hiệu lực"},
        {"15 ngày sau khi Kế hoạch được ban hành", "conditional, if 15 ngày sau khi Kế hoạch được ban hành"},
    });
}

TEST(ParseDeadline, reads_what_follows) {
    expect_all({
        {"Quý III/2026, triển khai thường xuyên", "fixed 2026-09-30, then continuous"},
        {"Năm 2026, triển khai thường xuyên", "fixed 2026-12-31, then continuous"},
        {"31/12/2026, sau đó thường xuyên", "fixed 2026-12-31, then continuous"},
        {"Năm 2026 (duy trì thường xuyên)", "fixed 2026-12-31, then continuous"},
        {"Năm 2026 và các năm tiếp theo", "fixed 2026-12-31, then continuous"},
        {"2026-2030 và những năm tiếp theo", "window 2026-01-01..2030-12-31, then continuous"},
        {"Hằng năm, thường xuyên", "recurring yearly, then continuous"},
    });
}

TEST(ParseDeadline, reads_several_times) {
    expect_all({
        {"tháng 3, 6, 9, 12", "fixed at several times, the last 2026-12-31"},
        {"Quý I và Quý III năm 2026", "fixed at several times, the last 2026-09-30"},
        {"Quý II/2026, Quý IV/2026", "fixed at several times, the last 2026-12-31"},
        {"6 tháng, 9 tháng", "recurring half-yearly"},
        {"Hằng quý, hằng năm", "recurring quarterly"},
    });
}

TEST(ParseDeadline, guesses_nothing) {
    expect_all({
        {"", "unresolved: "},
        {".", "unresolved: ."},
        {"abc", "unresolved: abc"},
        {"Năm", "unresolved: Năm"},
        {"Quý V", "unresolved: Quý V"},
        {"Tháng 13", "unresolved: Tháng 13"},
        {"10/13", "unresolved: 10/13"},
        {"31/2", "unresolved: 31/2"},
        {"31/4/2026", "unresolved: 31/4"},
        {"trước ngày 31/2", "unresolved: 31/2"},
        {"29/2", "unresolved: 29/2/2026"},
        {"29/2/2027", "unresolved: 29/2/2027"},
        {"T6", "unresolved: T6"},
        {"định kỳ", "unresolved: định kỳ"},
        {"trong quý", "unresolved: trong quý"},
        {"trước cuối năm", "unresolved: trước cuối năm"},
        {"3 lần/năm", "unresolved: 3 lần/năm"},
        {"Đã phê duyệt chủ trương đầu tư", "unresolved: Đã phê duyệt chủ trương đầu tư"},
        {"Đang thực hiện", "unresolved: Đang thực hiện"},
        {"Như trên", "unresolved: Như trên"},
        {"Năm học 2026-2027", "unresolved: Năm học 2026-2027"},
        {"2026-2025", "unresolved: 2025"},
        {"2 năm 2026-2028", "unresolved: 2 năm 2026-2028"},
        {"Năm 2026 (Quý II/2027)", "unresolved: Quý II/2027"},
        {"từ tháng 11 đến tháng 2/2026", "unresolved: đến tháng 2/2026"},
        {"Trình UBND tỉnh quý II", "unresolved: Trình UBND tỉnh quý II"},
        {"Quý II/2026 abc", "unresolved: abc"},
        {"Theo năm học", "unresolved: học"},
        {"theo từng giai đoạn", "unresolved: theo từng giai đoạn"},
        {"Sau khi", "unresolved: Sau khi"},
        {"Theo hướng dẫn của Bộ Y tế trước ngày 30/6/2026",
         "unresolved: Theo hướng dẫn của Bộ Y tế trước ngày 30/6/2026"},
        {"Năm 2026, theo hướng dẫn, trước ngày 30/6", "unresolved: theo hướng dẫn, trước ngày 30/6"},
        {"Quý II/2026 (trước ngày 15/8)", "unresolved: trước ngày 15/8"},
        {"2026-2027 (sau khi Chính phủ phê duyệt", "unresolved: sau khi Chính phủ phê duyệt"},
        {"trong thời hạn 15 ngày kể từ ngày 31/2/2026", "unresolved: 31/2"},
        {"Tuần 3 tháng 5", "unresolved (ambiguous): Tuần 3 tháng 5"},
        {"hằng quý, trước ngày 10/6", "unresolved: trước ngày 10/6"},
        {"tháng 6¹", "unresolved: ¹"},
    });
}

TEST(ParseDeadline, takes_the_year_of_the_plan_where_none_is_said) {
    EXPECT_EQ(describe(parse_deadline("Tháng 3", {.year = 2027})), "fixed 2027-03-31");
    EXPECT_EQ(describe(parse_deadline("Tháng 3", {})), "unresolved: Tháng 3");
    EXPECT_EQ(describe(parse_deadline("Tháng 3/2026", {})), "fixed 2026-03-31");
}

TEST(ParseDeadline, includes_the_day_of_truoc_where_the_site_says_so) {
    const ParseContext context{.year = 2026, .before = Before::inclusive};
    EXPECT_EQ(describe(parse_deadline("trước ngày 10/6", context)), "fixed 2026-06-10");
    EXPECT_EQ(describe(parse_deadline("trước tháng 7", context)), "fixed 2026-06-30");
}

TEST(ParseDeadline, does_not_count_a_term_without_a_calendar) {
    const char* words = "trong thời hạn 15 ngày kể từ ngày 01/6/2026";
    EXPECT_EQ(parse_deadline(words, {.year = 2026}).meaning.kind, Kind::unresolved);
}

TEST(ParseDeadline, gives_both_readings_of_an_ambiguous_phrase) {
    const Deadline deadline = parse_deadline("Tuần 3 tháng 5", {.year = 2026});
    EXPECT_EQ(deadline.meaning, Meaning{});
    ASSERT_EQ(deadline.readings.size(), 2U);
    const std::set<std::string> due{dates::format_iso(*deadline.readings[0].due),
                                    dates::format_iso(*deadline.readings[1].due)};
    EXPECT_EQ(due, (std::set<std::string>{"2026-05-21", "2026-05-24"}));
}

TEST(ParseDeadline, keeps_the_words_and_the_condition_as_written) {
    const char* words = " Hàng năm,\u00A0 KHI có  Quyết định của Trung ương. ";
    const Deadline deadline = parse_deadline(words, {.year = 2026});
    EXPECT_EQ(deadline.words, words);
    EXPECT_EQ(deadline.condition, "KHI có  Quyết định của Trung ương");
}

TEST(Phrases, every_line_can_be_compiled) {
    for (const Line& line : phrases()) {
        EXPECT_NE(line.action, nullptr) << line.pattern;
        EXPECT_EQ(fold(line.pattern), line.pattern) << "words of the table are written folded";
        EXPECT_GT(line.symbol, Symbol::last_terminal) << line.pattern;
    }
}

TEST(Phrases, no_line_is_written_twice) {
    std::set<std::pair<Symbol, std::string_view>> seen;
    for (const Line& line : phrases()) {
        // Two readings by design.
        const bool both = line.pattern.starts_with("tuần thứ?") || line.action == make::cycle_of_last_span ||
                          line.action == make::roman_month;
        EXPECT_TRUE(seen.emplace(line.symbol, line.pattern).second || both) << line.pattern;
    }
}

}  // namespace
}  // namespace rules::deadlines
