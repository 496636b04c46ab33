#include "rules/dates/holidays.hpp"

#include "generators.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace rules::dates {
namespace {

using testing::day;

const DayOff* find(const CalendarYear& year, Date date) {
    const auto found = std::find_if(year.days_off.begin(), year.days_off.end(),
                                    [date](const DayOff& off) { return off.date == date; });
    return found == year.days_off.end() ? nullptr : &*found;
}

std::string name_of(const CalendarYear& year, Date date) {
    const DayOff* off = find(year, date);
    return off == nullptr ? "" : off->name;
}

TEST(ComputedYear, has_the_holidays_of_the_labour_code) {
    const CalendarYear year = computed_year(2028);
    EXPECT_EQ(year.status, YearStatus::computed);
    EXPECT_EQ(name_of(year, day(2028, 1, 1)), "Tết Dương lịch");
    EXPECT_EQ(name_of(year, day(2028, 4, 4)), "Giỗ Tổ Hùng Vương");
    EXPECT_EQ(name_of(year, day(2028, 4, 30)), "Ngày Chiến thắng");
    EXPECT_EQ(name_of(year, day(2028, 5, 1)), "Ngày Quốc tế lao động");
    EXPECT_EQ(name_of(year, day(2028, 9, 2)), "Quốc khánh");
    EXPECT_EQ(name_of(year, day(2028, 11, 24)), "Ngày Văn hóa Việt Nam");
}

TEST(ComputedYear, takes_the_eve_and_four_days_for_tet) {
    const CalendarYear year = computed_year(2028);
    EXPECT_EQ(find(year, day(2028, 1, 24)), nullptr);
    for (int d = 25; d <= 29; ++d) {
        EXPECT_EQ(name_of(year, day(2028, 1, d)), "Tết Nguyên đán") << d;
    }
    EXPECT_EQ(name_of(year, day(2028, 1, 31)), "Nghỉ bù Tết Nguyên đán");  // for Saturday 29 January
}

TEST(ComputedYear, makes_up_for_chained_holidays_on_a_weekend) {
    const CalendarYear year = computed_year(2023);
    EXPECT_EQ(name_of(year, day(2023, 5, 1)), "Ngày Quốc tế lao động");
    EXPECT_EQ(name_of(year, day(2023, 5, 2)), "Nghỉ bù Giỗ Tổ Hùng Vương");
    EXPECT_EQ(name_of(year, day(2023, 5, 3)), "Nghỉ bù Ngày Chiến thắng");
    EXPECT_EQ(find(year, day(2023, 5, 4)), nullptr);
}

TEST(ComputedYear, joins_the_second_day_of_september_to_a_weekend) {
    const std::pair<int, int> table[] = {{2021, 3}, {2022, 1}, {2023, 1}, {2024, 3}, {2025, 1}, {2026, 1}, {2027, 3}};
    for (const auto& [year, beside] : table) {
        const CalendarYear computed = computed_year(year);
        EXPECT_EQ(name_of(computed, day(year, 9, beside)), "Quốc khánh") << year;
        EXPECT_NE(name_of(computed, day(year, 9, 4 - beside)), "Quốc khánh") << year;
    }
}

TEST(ComputedYear, does_not_make_up_for_24_november) {
    const CalendarYear saturday = computed_year(2029);
    EXPECT_EQ(name_of(saturday, day(2029, 11, 24)), "Ngày Văn hóa Việt Nam");
    EXPECT_EQ(find(saturday, day(2029, 11, 26)), nullptr);
    const CalendarYear before_the_resolution = computed_year(2025);
    EXPECT_EQ(find(before_the_resolution, day(2025, 11, 24)), nullptr);
}

TEST(ComputedYear, has_twelve_weekdays_off_where_no_holiday_is_lost_on_24_november) {
    for (int year = 2026; year <= last_year; ++year) {
        const CalendarYear computed = computed_year(year);
        std::set<Date> weekdays;
        for (const DayOff& off : computed.days_off) {
            if (std::chrono::weekday{off.date}.iso_encoding() <= 5) {
                weekdays.insert(off.date);
            }
            ASSERT_EQ(year_of(off.date), year);
        }
        const bool lost = std::chrono::weekday{day(year, 11, 24)}.iso_encoding() > 5;
        ASSERT_EQ(weekdays.size(), lost ? 11U : 12U) << year;
    }
}

TEST(ComputedYear, lists_each_date_once_in_order) {
    for (int year = first_year; year <= last_year; ++year) {
        const std::vector<DayOff> off = computed_year(year).days_off;
        ASSERT_TRUE(std::is_sorted(off.begin(), off.end(), [](const DayOff& a, const DayOff& b) {
            return a.date <= b.date && a.date != b.date;
        })) << year;
        ASSERT_EQ(std::adjacent_find(off.begin(), off.end(),
                                     [](const DayOff& a, const DayOff& b) { return a.date == b.date; }),
                  off.end())
            << year;
    }
}

TEST(ComputedYear, follows_the_law_of_its_time) {
    EXPECT_EQ(find(computed_year(2006), day(2006, 4, 7)), nullptr);
    EXPECT_NE(find(computed_year(2007), day(2007, 4, 26)), nullptr);
    EXPECT_EQ(find(computed_year(2020), day(2020, 9, 1)), nullptr);
    EXPECT_EQ(find(computed_year(2020), day(2020, 9, 3)), nullptr);
}

TEST(ComputedYears, fill_what_was_not_decided) {
    const CalendarYear decided{.year = 2027, .status = YearStatus::confirmed};
    const std::vector<CalendarYear> years = with_computed_years({decided}, 2026, 2028);
    ASSERT_EQ(years.size(), 3U);
    EXPECT_EQ(years[0].year, 2026);
    EXPECT_EQ(years[0].status, YearStatus::computed);
    EXPECT_EQ(years[1].status, YearStatus::confirmed);
    EXPECT_TRUE(years[1].days_off.empty());
    EXPECT_EQ(years[2].year, 2028);
}

}  // namespace
}  // namespace rules::dates
