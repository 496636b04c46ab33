#include "tests/rules/deadlines/unseen.hpp"

#include <gmock/gmock.h>

/// How offices write what the grammar knows: with the hour or the weekday, by a letter, without tone marks.
namespace rules::deadlines {
namespace {

using testing::expect_read;

TEST(Written, a_half_of_a_day_or_an_hour_is_that_day) {
    expect_read({
        {"Sáng 19/5", "fixed 2026-05-19"},
        {"Buổi chiều, ngày 3/7/2026", "fixed 2026-07-03"},
        {"Chậm nhất chiều ngày 9/10", "fixed 2026-10-09"},
        {"9h30' ngày 12/3/2026", "fixed 2026-03-12"},
        {"trước 16 giờ 30 phút, ngày 22/6/2026", "fixed 2026-06-22"},
        {"8 giờ sáng ngày 5/8", "fixed 2026-08-05"},
        {"trước chiều 19/5", "unresolved"},  // the afternoon's day or the one before
    });
}

TEST(Written, a_weekday_behind_the_day_agrees_with_it) {
    expect_read({
        {"18/4/2026 (thứ Bảy)", "fixed 2026-04-18"},
        {"Ngày 18/4 (T7)", "fixed 2026-04-18"},
        {"Trước ngày 19/4/2026 (Chủ nhật)", "fixed 2026-04-18"},
        {"Sáng 20/4/2026, thứ Hai", "fixed 2026-04-20"},
        {"Thứ Hai (20/4/2026)", "fixed 2026-04-20"},
        {"18/4/2026 (thứ Sáu)", "unresolved: 18/4/2026 (thứ Sáu)"},
    });
    EXPECT_THAT(parse_deadline("18/4/2026 (thứ Sáu)", {.year = 2026}).why, ::testing::HasSubstr("không khớp"));
    EXPECT_THAT(parse_deadline("thứ Hai, ngày 18/4/2026", {.year = 2026}).why, ::testing::HasSubstr("không khớp"));
}

TEST(Written, a_letter_stands_for_a_month_of_two_digits_since_one_may_be_a_weekday) {
    expect_read({
        {"T10", "fixed 2026-10-31"},
        {"T02", "fixed 2026-02-28"},
        {"trước T09", "fixed 2026-08-31"},
        {"T5", "unresolved: T5"},
        {"T13", "unresolved"},
    });
    EXPECT_THAT(parse_deadline("T5", {.year = 2026}).why, ::testing::HasSubstr("thứ trong tuần"));
}

TEST(Written, the_end_of_a_month_of_each_year_is_its_day) {
    expect_read({
        {"Cuối tháng 9 hàng năm", "recurring yearly on 2026-09-30"},
        {"Hằng năm, cuối quý II", "recurring yearly on 2026-06-30"},
        {"Giữa tháng 3 hằng năm", "recurring yearly on 2026-03-15"},
        {"Cuối tháng 2 hằng năm", "recurring yearly on 2026-02-28"},
    });
    const auto due = parse_deadline("Cuối tháng 9 hàng năm", {.year = 2026}).meaning.recurrences.front().due;
    EXPECT_EQ(due.anchor, DuePlace::Anchor::month_of_year);
    EXPECT_EQ(due.month, 9);
    EXPECT_EQ(due.day, 30);
    expect_read({{"Ngày 3-2 hằng năm", "recurring yearly on 2026-02-03"},
                 {"ngày 1-7 hàng năm", "recurring yearly on 2026-07-01"},
                 {"Hằng năm, trước ngày 1-7", "recurring yearly on 2026-06-30"}});
}

TEST(Written, times_of_a_year_may_be_named) {
    expect_read({{"2 lần/năm (tháng 5 và tháng 11)", "recurring half-yearly on 2026-05-31"},
                 {"Mỗi năm 2 lần: tháng 6, tháng 12", "recurring half-yearly on 2026-06-30"},
                 {"mỗi năm 04 lần (tháng 2, tháng 5, tháng 8, tháng 11)", "recurring quarterly on 2026-02-28"},
                 {"02 lần/năm (tháng 2, tháng 4)", "unresolved"},
                 {"2 lần/năm (ngày 20/5 và ngày 20/11)", "recurring half-yearly on 2026-11-20 on 2026-05-20"},
                 {"02 lần/năm (tháng 3, tháng 10)", "recurring half-yearly on 2026-10-31 on 2026-03-31"},
                 {"02 lần/năm (tháng 4, tháng 8, tháng 12)", "unresolved"}});
}

TEST(Written, what_goes_on_names_its_verb_before_or_behind) {
    expect_read({
        {"Tháng 4/2026, sau đó thường xuyên cập nhật", "fixed 2026-04-30, then continuous"},
        {"Quý II/2026, vận hành thường xuyên", "fixed 2026-06-30, then continuous"},
        {"Quý II/2026; thường xuyên duy trì, vận hành", "fixed 2026-06-30, then continuous"},
        {"Trước 30/9, thường xuyên triển khai thực hiện", "fixed 2026-09-29, then continuous"},
        {"Thường xuyên duy trì", "continuous"},
    });
}

TEST(Written, words_without_any_tone_marks_are_read) {
    expect_read({
        {"Thang 9/2026", "fixed 2026-09-30"},
        {"Quy II", "fixed 2026-06-30"},
        {"Truoc ngay 15/10", "fixed 2026-10-14"},
        {"Hang nam", "recurring yearly on 2026-12-31"},
        {"Thuong xuyen", "continuous"},
        {"Trong nam 2026", "fixed 2026-12-31"},
        {"Trưa nam 2026", "unresolved"},  // with tone marks, the others are no slips
    });
}

}  // namespace
}  // namespace rules::deadlines
