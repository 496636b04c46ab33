#include "daemon/summaries/schedule.hpp"

#include <gtest/gtest.h>

namespace dondoc::summaries {
namespace {

using namespace std::chrono_literals;
using Every = SummaryRule::Every;

rules::dates::LocalTime time(const char* iso) {
    return *rules::dates::parse_iso_time(iso);
}
rules::dates::Date day(const char* iso) {
    return *rules::dates::parse_iso(iso);
}

const rules::dates::Calendar calendar{};  // weekends and computed holidays

SummaryRule rule(Every every, unsigned on = 1) {
    return {.to = "planning-office", .every = every, .on = on, .at = 7h + 30min};
}

TEST(Schedule, a_week_begins_on_the_day_that_is_named) {
    const auto turn = newest_turn(rule(Every::week, 1), time("2026-06-10T12:00:00"), calendar);
    EXPECT_EQ(turn, (Turn{day("2026-06-08"), time("2026-06-08T07:30:00"), day("2026-06-07")}));
    EXPECT_EQ(next_turn(rule(Every::week, 1), time("2026-06-10T12:00:00"), calendar).day, day("2026-06-15"));
}

TEST(Schedule, before_its_hour_the_one_of_the_week_before_is_the_newest) {
    EXPECT_EQ(newest_turn(rule(Every::week, 1), time("2026-06-08T07:29:59"), calendar).day, day("2026-06-01"));
    EXPECT_EQ(newest_turn(rule(Every::week, 1), time("2026-06-08T07:30:00"), calendar).day, day("2026-06-08"));
    EXPECT_EQ(newest_turn(rule(Every::week, 5), time("2026-06-08T09:00:00"), calendar).day, day("2026-06-05"));
}

TEST(Schedule, a_day_off_moves_it_to_the_next_working_day_under_its_own_name) {
    const auto turn = next_turn(rule(Every::month, 1), time("2026-07-20T09:00:00"), calendar);
    EXPECT_EQ(turn, (Turn{day("2026-08-01"), time("2026-08-03T07:30:00"), day("2026-07-31")}));
    EXPECT_EQ(newest_turn(rule(Every::month, 1), time("2026-08-02T09:00:00"), calendar).day, day("2026-07-01"));
}

TEST(Schedule, a_quarter_speaks_of_the_quarter_before) {
    const auto turn = newest_turn(rule(Every::quarter, 5), time("2026-08-20T09:00:00"), calendar);
    EXPECT_EQ(turn.day, day("2026-07-05"));
    EXPECT_EQ(turn.as_of, day("2026-06-30"));
    const auto january = next_turn(rule(Every::quarter, 5), time("2026-11-20T09:00:00"), calendar);
    EXPECT_EQ(january, (Turn{day("2027-01-05"), time("2027-01-05T07:30:00"), day("2026-12-31")}));
}

TEST(Schedule, a_month_speaks_of_the_month_before_on_whichever_day_it_is_made) {
    EXPECT_EQ(newest_turn(rule(Every::month, 5), time("2026-08-20T09:00:00"), calendar).as_of, day("2026-07-31"));
    EXPECT_EQ(newest_turn(rule(Every::month, 28), time("2027-01-29T09:00:00"), calendar).as_of, day("2026-12-31"));
    EXPECT_EQ(newest_turn(rule(Every::month, 28), time("2027-03-29T09:00:00"), calendar).as_of, day("2027-02-28"));
}

TEST(Schedule, a_daily_one_is_of_working_days_and_speaks_of_its_own_day) {
    const auto turn = newest_turn(rule(Every::day), time("2026-06-07T12:00:00"), calendar);  // a Sunday
    EXPECT_EQ(turn, (Turn{day("2026-06-05"), time("2026-06-05T07:30:00"), day("2026-06-05")}));
    EXPECT_EQ(next_turn(rule(Every::day), time("2026-06-05T12:00:00"), calendar).day, day("2026-06-08"));
}

TEST(Schedule, the_next_one_is_always_later_and_follows_the_newest) {
    for (const auto every : {Every::day, Every::week, Every::month, Every::quarter}) {
        auto now = time("2026-01-01T00:00:00");
        for (int i = 0; i < 300; ++i) {
            const auto next = next_turn(rule(every, 3), now, calendar);
            EXPECT_GT(next.at, now);
            EXPECT_EQ(newest_turn(rule(every, 3), next.at, calendar).day, next.day);
            now += 53h;
        }
    }
}

}  // namespace
}  // namespace dondoc::summaries
