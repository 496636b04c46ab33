#include "rules/deadlines/parse.hpp"
#include "tests/rules/deadlines/describe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::deadlines {
namespace {

using testing::describe;
using ::testing::HasSubstr;

Deadline read(const std::string& words) {
    return parse_deadline(words, {.year = 2026});
}

TEST(Reasons, no_such_day_month_or_quarter) {
    for (const auto& [words, part] : {std::pair{"Trước ngày 31/6/2026", "31/6"},
                                      {"Tháng 13", "Tháng 13"},
                                      {"Quý V/2026", "Quý V"},
                                      {"hết quý 5", "quý 5"}}) {
        const Deadline deadline = read(words);
        EXPECT_EQ(deadline.unresolved, part) << words;
        EXPECT_THAT(deadline.why, HasSubstr("no such day, month or quarter")) << words;
    }
}

TEST(Reasons, a_week_of_a_month_has_two_readings_unless_the_month_begins_on_a_monday) {
    const Deadline july = read("Tuần thứ hai của tháng 7/2026");
    ASSERT_EQ(july.readings.size(), 2U);
    EXPECT_THAT(july.why, HasSubstr("thứ Hai đầu tiên"));
    EXPECT_TRUE(read("Tuần thứ hai của tháng 6/2026").why.empty());
}

TEST(Reasons, a_roman_number_before_a_year_is_a_quarter_or_a_month) {
    const Deadline deadline = read("II/2026");
    ASSERT_EQ(deadline.readings.size(), 2U);
    EXPECT_THAT(deadline.why, HasSubstr("số La Mã"));
}

TEST(Reasons, what_stands_after_an_understood_part_is_named) {
    const Deadline deadline = read("Trước 15/5; riêng khối trường học trước 15/8");
    EXPECT_EQ(deadline.unresolved, "riêng khối trường học trước 15/8");
    EXPECT_THAT(deadline.why, HasSubstr("not understood together with"));
}

TEST(Reasons, what_is_understood_needs_none) {
    EXPECT_TRUE(read("Quý IV/2026").why.empty());
    EXPECT_TRUE(read("Sau khi có hướng dẫn").why.empty());
}

TEST(YearsCounted, only_where_days_off_matter) {
    const dates::Calendar calendar;
    const auto years = [&](const char* words) {
        return parse_deadline(words, {.year = 2026, .calendar = &calendar}).years_counted;
    };
    EXPECT_EQ(years("trong 10 ngày làm việc kể từ ngày 15/6/2026"), std::pair(2026, 2026));
    EXPECT_EQ(years("trong thời hạn 20 ngày, kể từ ngày 20/12/2026"), std::pair(2026, 2027));
    EXPECT_EQ(years("ngày làm việc cuối cùng của quý III/2026"), std::pair(2026, 2026));
    EXPECT_EQ(years("Trước ngày 15/6/2026"), std::pair(0, 0));
}

TEST(Lines, of_a_cell_are_read_one_after_the_other) {
    EXPECT_EQ(describe(read("Quý I/2026\nQuý III/2026")), "fixed at several times, the last 2026-09-30");
    EXPECT_EQ(describe(read("- Quý I/2026\n- Quý III/2026")), "fixed at several times, the last 2026-09-30");
    EXPECT_EQ(describe(read("Quý\nIV/2026")), "fixed 2026-12-31");
    EXPECT_EQ(describe(read("Hằng năm\n(trước 10/11)")), "recurring yearly");
    EXPECT_EQ(read("- Soạn thảo: quý I\n- Ban hành: quý II").meaning.kind, Kind::unresolved);
}

}  // namespace
}  // namespace rules::deadlines
