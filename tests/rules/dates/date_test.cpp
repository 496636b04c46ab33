#include "rules/dates/date.hpp"

#include "generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <type_traits>

namespace rules::dates {
namespace {

using testing::any_date;
using testing::day;
using namespace std::chrono_literals;

static_assert(std::is_trivially_copyable_v<Date>);
static_assert(sizeof(Date) <= 8);

TEST(Date, exists_only_where_the_calendar_has_the_day) {
    EXPECT_TRUE(make_date(2028, 2, 29));
    EXPECT_FALSE(make_date(2027, 2, 29));
    EXPECT_FALSE(make_date(2026, 4, 31));
    EXPECT_FALSE(make_date(2026, 13, 1));
    EXPECT_FALSE(make_date(2026, 0, 1));
    EXPECT_FALSE(make_date(2026, 1, 0));
    EXPECT_FALSE(make_date(2026, 1, -5));
}

TEST(Date, is_refused_outside_the_years_of_the_calendar) {
    EXPECT_TRUE(make_date(first_year, 1, 1));
    EXPECT_FALSE(make_date(first_year - 1, 12, 31));
    EXPECT_TRUE(make_date(last_year, 12, 31));
    EXPECT_FALSE(make_date(last_year + 1, 1, 1));
}

TEST(Date, is_clamped_to_the_end_of_a_shorter_month) {
    EXPECT_EQ(clamped_date(2027, 2, 31), day(2027, 2, 28));
    EXPECT_EQ(clamped_date(2028, 2, 31), day(2028, 2, 29));
    EXPECT_EQ(clamped_date(2026, 11, 31), day(2026, 11, 30));
    EXPECT_EQ(clamped_date(2026, 12, 15), day(2026, 12, 15));
    EXPECT_EQ(last_day_of_month(2026, 6), day(2026, 6, 30));
}

TEST(Date, adds_months_from_the_original_day) {
    const Date start = day(2027, 1, 31);
    EXPECT_EQ(add_months(start, 1), day(2027, 2, 28));
    EXPECT_EQ(add_months(start, 2), day(2027, 3, 31));
    EXPECT_EQ(add_months(start, 12), day(2028, 1, 31));
    EXPECT_EQ(add_months(start, -2), day(2026, 11, 30));
    EXPECT_EQ(add_months(day(2028, 2, 29), 12), day(2029, 2, 28));
}

RC_GTEST_PROP(Date, months_added_and_taken_back_lose_at_most_the_days_a_short_month_lacks, ()) {
    const Date start = *any_date(day(1980, 1, 1), day(2180, 12, 31));
    const int months = *rc::gen::inRange(-60, 61);
    const Date back = add_months(add_months(start, months), -months);
    RC_ASSERT(back <= start);
    RC_ASSERT((start - back).count() <= 3);
}

TEST(Date, is_written_as_iso_and_as_administrative_documents_write_it) {
    EXPECT_EQ(format_iso(day(2026, 6, 9)), "2026-06-09");
    EXPECT_EQ(format_vi(day(2026, 6, 9)), "09/6/2026");
    EXPECT_EQ(format_vi(day(2026, 2, 9)), "09/02/2026");
    EXPECT_EQ(format_vi(day(2026, 1, 31)), "31/01/2026");
    EXPECT_EQ(format_vi(day(2026, 12, 25)), "25/12/2026");
}

TEST(Date, names_its_weekday) {
    EXPECT_EQ(weekday_vi(day(2026, 11, 24)), "thứ Ba");
    EXPECT_EQ(weekday_en(day(2026, 11, 24)), "Tuesday");
    EXPECT_EQ(weekday_vi(day(2026, 11, 22)), "Chủ nhật");
    EXPECT_EQ(weekday_vi(day(2026, 11, 28)), "thứ Bảy");
}

TEST(Date, reads_nothing_but_a_complete_iso_date) {
    EXPECT_EQ(parse_iso("2026-06-09"), day(2026, 6, 9));
    for (const char* text : {"", "2026-6-9", "2026/06/09", "2026-06-09 ", "2026-02-30", "-026-06-09", "2026-+6-09",
                             "1900-01-01", "20260609", "2026-06-0x"}) {
        EXPECT_FALSE(parse_iso(text)) << text;
    }
}

RC_GTEST_PROP(Date, reads_back_what_it_writes, ()) {
    const Date date = *any_date();
    RC_ASSERT(parse_iso(format_iso(date)) == date);
}

TEST(LocalTime, joins_a_date_and_a_time_of_day) {
    const LocalTime time = at(day(2026, 6, 9), 8h + 5min + 7s);
    EXPECT_EQ(format_iso(time), "2026-06-09T08:05:07");
    EXPECT_EQ(date_of(time), day(2026, 6, 9));
    EXPECT_EQ(date_of(at(day(2026, 6, 9), 24h)), day(2026, 6, 10));
    EXPECT_EQ(date_of(at(day(1969, 6, 9), 1s)), day(1969, 6, 9));
}

TEST(LocalTime, reads_nothing_but_a_complete_time) {
    EXPECT_EQ(parse_iso_time("2026-06-09T08:05:07"), at(day(2026, 6, 9), 8h + 5min + 7s));
    for (const char* text : {"2026-06-09", "2026-06-09T24:00:00", "2026-06-09T08:60:00", "2026-06-09T08:00:60",
                             "2026-06-09 08:00:00", "2026-06-09T08:00:00Z", "2026-06-31T08:00:00"}) {
        EXPECT_FALSE(parse_iso_time(text)) << text;
    }
}

RC_GTEST_PROP(LocalTime, reads_back_what_it_writes, ()) {
    const LocalTime time = at(*any_date(), std::chrono::seconds{*rc::gen::inRange(0, 86400)});
    RC_ASSERT(parse_iso_time(format_iso(time)) == time);
}

}  // namespace
}  // namespace rules::dates
