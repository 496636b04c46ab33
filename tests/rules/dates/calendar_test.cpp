#include "rules/dates/calendar.hpp"

#include "generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>

namespace rules::dates {
namespace {

using std::chrono::days;
using testing::any_date;
using testing::day;

/// 2026 around the dates of the tables below: Tết, Giỗ Tổ, National Day and two swapped Saturdays.
Calendar calendar_2026() {
    CalendarYear year{.year = 2026, .status = YearStatus::confirmed};
    const auto off = [&year](int month, int first, int last, const char* name) {
        for (int d = first; d <= last; ++d) {
            year.days_off.push_back({day(2026, month, d), name, "Bộ luật Lao động 2019, Điều 112"});
        }
    };
    off(11, 24, 24, "Ngày Văn hóa Việt Nam");
    off(1, 1, 2, "Tết Dương lịch");
    off(2, 16, 20, "Tết Nguyên đán");
    off(4, 27, 27, "Giỗ Tổ (nghỉ bù)");
    off(4, 30, 30, "Ngày Chiến thắng");
    off(5, 1, 1, "Quốc tế Lao động");
    off(8, 31, 31, "nghỉ hoán đổi");
    off(9, 1, 2, "Quốc khánh");
    year.worked = {{day(2026, 1, 10), "làm bù", ""}, {day(2026, 8, 22), "làm bù", ""}};
    return Calendar({year});
}

/// Any days off and any worked days in two years.
CalendarYear any_year(int year) {
    const auto dates = rc::gen::container<std::vector<Date>>(any_date(day(year, 1, 1), day(year, 12, 31)));
    CalendarYear made{.year = year};
    for (const Date date : *dates) {
        made.days_off.push_back({date, "", ""});
    }
    for (const Date date : *dates) {
        made.worked.push_back({date, "", ""});
    }
    return made;
}

Calendar any_calendar() {
    return Calendar({any_year(2026), any_year(2027)});
}

rc::Gen<Date> near_2026() {
    return any_date(day(2025, 10, 1), day(2028, 3, 31));
}

TEST(Calendar, works_monday_to_friday_where_nothing_is_known) {
    const Calendar calendar;
    EXPECT_TRUE(calendar.is_working_day(day(2026, 11, 20)));
    EXPECT_FALSE(calendar.is_working_day(day(2026, 11, 21)));
    EXPECT_FALSE(calendar.is_working_day(day(2026, 11, 22)));
    EXPECT_EQ(calendar.working_days(day(2026, 1, 1), day(2026, 12, 31)), 261);
}

TEST(Calendar, rests_on_a_day_off) {
    EXPECT_FALSE(calendar_2026().is_working_day(day(2026, 11, 24)));
}

TEST(Calendar, works_on_a_swapped_saturday) {
    EXPECT_TRUE(calendar_2026().is_working_day(day(2026, 8, 22)));
    EXPECT_FALSE(calendar_2026().is_working_day(day(2026, 8, 29)));
}

TEST(Calendar, moves_a_date_to_the_next_working_day) {
    const Calendar calendar = calendar_2026();
    const std::pair<Date, Date> table[] = {
        {day(2026, 8, 31), day(2026, 9, 3)},    {day(2026, 8, 22), day(2026, 8, 22)},
        {day(2026, 2, 14), day(2026, 2, 23)},   {day(2026, 4, 25), day(2026, 4, 28)},
        {day(2026, 1, 2), day(2026, 1, 5)},     {day(2026, 1, 10), day(2026, 1, 10)},
        {day(2026, 11, 24), day(2026, 11, 25)}, {day(2026, 10, 25), day(2026, 10, 26)},
    };
    for (const auto& [from, to] : table) {
        EXPECT_EQ(format_iso(calendar.on_or_after(from)), format_iso(to)) << format_iso(from);
    }
}

TEST(Calendar, moves_a_date_to_the_working_day_before) {
    const Calendar calendar = calendar_2026();
    EXPECT_EQ(calendar.on_or_before(day(2026, 2, 22)), day(2026, 2, 13));
    EXPECT_EQ(calendar.on_or_before(day(2026, 9, 2)), day(2026, 8, 28));
    EXPECT_EQ(calendar.on_or_before(day(2026, 8, 23)), day(2026, 8, 22));
    EXPECT_EQ(calendar.on_or_before(day(2026, 11, 23)), day(2026, 11, 23));
}

TEST(Calendar, counts_working_days_from_the_day_after) {
    const Calendar calendar = calendar_2026();
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 20), 5), day(2026, 11, 30));
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 14), 2), day(2026, 11, 17));
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 22), 1), day(2026, 11, 23));
}

TEST(Calendar, counts_working_days_backwards_from_the_day_before) {
    const Calendar calendar = calendar_2026();
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 30), -5), day(2026, 11, 20));
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 24), -1), day(2026, 11, 23));
    EXPECT_EQ(calendar.add_working_days(day(2026, 11, 22), -1), day(2026, 11, 20));
}

TEST(Calendar, leaves_a_date_alone_where_zero_days_are_added) {
    EXPECT_EQ(calendar_2026().add_working_days(day(2026, 11, 24), 0), day(2026, 11, 24));
}

TEST(Calendar, counts_nothing_backwards) {
    EXPECT_EQ(calendar_2026().working_days(day(2026, 11, 25), day(2026, 11, 20)), 0);
}

TEST(Calendar, tells_why_a_day_is_off) {
    const Calendar calendar = calendar_2026();
    ASSERT_NE(calendar.day_off(day(2026, 2, 17)), nullptr);
    EXPECT_EQ(calendar.day_off(day(2026, 2, 17))->name, "Tết Nguyên đán");
    EXPECT_EQ(calendar.day_off(day(2026, 2, 21)), nullptr);
    EXPECT_EQ(calendar.day_off(day(2026, 2, 23)), nullptr);
}

TEST(Calendar, keeps_its_days_off_when_copied) {
    Calendar copy;
    {
        const Calendar original = calendar_2026();
        copy = original;
    }
    ASSERT_NE(copy.day_off(day(2026, 11, 24)), nullptr);
    EXPECT_EQ(copy.day_off(day(2026, 11, 24))->name, "Ngày Văn hóa Việt Nam");
}

TEST(Calendar, says_which_years_are_confirmed) {
    EXPECT_EQ(calendar_2026().status(2026), YearStatus::confirmed);
    EXPECT_EQ(calendar_2026().status(2027), YearStatus::computed);
}

TEST(Calendar, takes_the_later_of_two_entries_for_a_year) {
    const CalendarYear computed{.year = 2026, .days_off = {{day(2026, 3, 2), "phỏng đoán", ""}}};
    const CalendarYear decided{.year = 2026, .status = YearStatus::confirmed};
    const Calendar calendar({computed, CalendarYear{.year = 2025}, decided});
    EXPECT_TRUE(calendar.is_working_day(day(2026, 3, 2)));
    EXPECT_EQ(calendar.day_off(day(2026, 3, 2)), nullptr);
    EXPECT_EQ(calendar.status(2026), YearStatus::confirmed);
    EXPECT_EQ(calendar.years().size(), 2U);
}

TEST(Calendar, stays_inside_its_range) {
    const Calendar calendar;
    const Date first = day(first_year, 1, 1);
    const Date last = day(last_year, 12, 31);
    EXPECT_EQ(calendar.add_working_days(last, 1'000'000), last);
    EXPECT_EQ(calendar.add_working_days(first, -1'000'000), first);
    EXPECT_EQ(calendar.add_working_days(last + days{400}, 1), last);
    EXPECT_EQ(calendar.on_or_before(first - days{400}), first);
    EXPECT_EQ(calendar.working_days(last + days{1}, last + days{30}), 0);
    EXPECT_EQ(calendar.working_days(first - days{30}, first), 1);
}

RC_GTEST_PROP(Calendar, agrees_with_a_loop_over_the_days, ()) {
    const Calendar calendar = any_calendar();
    const Date first = *near_2026();
    const Date last = first + days{*rc::gen::inRange(0, 200)};
    int counted = 0;
    for (Date date = first; date <= last; date += days{1}) {
        counted += calendar.is_working_day(date) ? 1 : 0;
    }
    RC_ASSERT(calendar.working_days(first, last) == counted);
}

RC_GTEST_PROP(Calendar, adds_working_days_as_a_loop_over_the_days_does, ()) {
    const Calendar calendar = any_calendar();
    const Date start = *near_2026();
    const int count = *rc::gen::inRange(-80, 81);
    const days step{count < 0 ? -1 : 1};
    Date date = start;
    for (int left = count < 0 ? -count : count; left > 0; left -= calendar.is_working_day(date) ? 1 : 0) {
        date += step;
    }
    RC_ASSERT(calendar.add_working_days(start, count) == date);
}

RC_GTEST_PROP(Calendar, takes_back_the_working_days_it_added, ()) {
    const Calendar calendar = any_calendar();
    const Date start = calendar.on_or_after(*near_2026());
    const int count = *rc::gen::inRange(-200, 201);
    RC_ASSERT(calendar.add_working_days(calendar.add_working_days(start, count), -count) == start);
}

RC_GTEST_PROP(Calendar, finds_the_nearest_working_days_around_a_date, ()) {
    const Calendar calendar = any_calendar();
    const Date date = *near_2026();
    const Date before = calendar.on_or_before(date);
    const Date after = calendar.on_or_after(date);
    RC_ASSERT(before <= date && date <= after);
    RC_ASSERT(calendar.is_working_day(before) && calendar.is_working_day(after));
    RC_ASSERT(calendar.working_days(before, after) == (calendar.is_working_day(date) ? 1 : 2));
}

}  // namespace
}  // namespace rules::dates
