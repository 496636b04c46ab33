#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using A = model::Audience::Kind;

std::string next(const World& world, std::string_view from, std::string_view horizon = "2030-12-31") {
    const auto found = Agenda(world.snapshot, world.book, day(horizon)).next_wake_up(time(from));
    return found ? dates::format_iso(*found) : "never";
}

TEST(NextWakeUp, is_the_earliest_stage_after_the_time) {
    World world;
    world.add("2026-06-09");
    world.add("2026-11-14");
    EXPECT_EQ(next(world, "2026-01-01T08:00:00"), "2026-05-08T08:00:00");
    EXPECT_EQ(next(world, "2026-05-08T07:59:59"), "2026-05-08T08:00:00");
    EXPECT_EQ(next(world, "2026-05-08T08:00:00"), "2026-05-26T08:00:00");
    EXPECT_EQ(next(world, "2026-06-09T08:00:00"), "2026-10-15T08:00:00");
    EXPECT_EQ(next(world, "2026-11-13T08:00:00"), "never");
    EXPECT_EQ(next(World(), "2026-11-13T08:00:00"), "never");
}

TEST(NextWakeUp, goes_on_with_repeated_stages_until_they_end) {
    World world;
    world.add("2026-06-09");
    world.book.policies = {policy({every("2wd", "7d")})};
    EXPECT_EQ(next(world, "2026-06-11T08:00:00"), "2026-06-15T08:00:00");
    EXPECT_EQ(next(world, "2026-06-15T08:00:00"), "never");
    world.book.policies = {policy({every("2wd")})};
    EXPECT_EQ(next(world, "2029-06-15T08:00:00"), "2029-06-18T08:00:00");
    EXPECT_EQ(next(world, "2029-06-18T08:00:00"), "2029-06-20T08:00:00");
}

TEST(NextWakeUp, ignores_stages_from_before_a_version_was_decided) {
    World world;
    world.facts(world.add("2026-06-01")).extensions = {{"", day("2026-06-09"), "", day("2026-06-03")}};
    EXPECT_EQ(next(world, "2026-01-01T08:00:00"), "2026-06-04T08:00:00");
}

TEST(NextWakeUp, tells_of_a_plan_imported_in_the_afternoon_on_the_next_working_morning) {
    World world;
    world.add("2026-06-20").fresh = true;
    EXPECT_EQ(next(world, "2026-06-02T14:00:00"), "2026-06-03T08:00:00");
    EXPECT_EQ(next(world, "2026-06-12T14:00:00"), "2026-06-15T08:00:00");
    EXPECT_EQ(next(world, "2026-06-03T05:00:00"), "2026-06-03T08:00:00");
}

TEST(NextWakeUp, does_not_hurry_for_a_fresh_subject_with_nothing_to_say) {
    World world;
    world.add("2026-12-20").fresh = true;
    EXPECT_EQ(next(world, "2026-06-02T14:00:00"), "2026-11-20T08:00:00");
    world.add("2026-06-05").fresh = true;
    world.snapshot.recorded = {"142-kh-ubnd-2025/2 v1 lead:-3wd so-a", "142-kh-ubnd-2025/2 v1 lead:-7d so-a",
                               "142-kh-ubnd-2025/2 v1 lead:-14d so-a", "142-kh-ubnd-2025/2 v1 lead:-30d so-a"};
    EXPECT_EQ(next(world, "2026-06-02T14:00:00"), "2026-06-04T08:00:00");
}

TEST(NextWakeUp, of_recurring_duties_is_not_later_than_the_day_after_the_horizon) {
    World world;
    model::ReportRule rule;
    rule.id = "nam";
    rule.from = {world.unit("so-a")};
    rule.recurrence = deadlines::Recurrence{};
    world.book.reports = {rule};
    EXPECT_EQ(next(world, "2026-12-31T08:00:00", "2027-02-28"), "2027-03-01T00:00:00");
    EXPECT_EQ(next(world, "2026-12-31T08:00:00", "2027-12-31"), "2027-12-01T08:00:00");
}

TEST(NextWakeUp, hour_is_wall_clock_time_without_jumps) {
    World world;
    world.book.policies = {policy({every("1d")})};
    world.add("2026-03-01");
    auto instant = time("2026-03-01T08:00:00");
    const Agenda agenda(world.snapshot, world.book, day("2027-12-31"));
    for (int i = 0; i < 250; ++i) {
        instant = agenda.next_wake_up(instant).value();
        EXPECT_EQ(instant - dates::at(dates::date_of(instant), {}), std::chrono::hours{8});
        EXPECT_TRUE(world.book.calendar.is_working_day(dates::date_of(instant)));
    }
    EXPECT_EQ(dates::date_of(instant), world.book.calendar.add_working_days(day("2026-03-01"), 250));
}

}  // namespace
}  // namespace rules::engine
