#include "rules/engine/stages.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using A = model::Audience::Kind;

std::string falls_on(const model::Stage& stage, const char* due, int repeat = 1) {
    static const dates::Calendar calendar = calendar_2026();
    return dates::format_iso(stage_day(policy({stage}), 0, repeat, day(due), calendar).day);
}

TEST(StageDay, before_counts_back_and_moves_to_the_working_day_before) {
    const struct {
        const char *due, *offset, *expected;
    } cases[] = {
        {"2026-06-09", "30d", "2026-05-08"},  // 10/5 is a Sunday
        {"2026-06-09", "14d", "2026-05-26"},
        {"2026-06-09", "7d", "2026-06-02"},
        {"2026-06-09", "3wd", "2026-06-04"},
        {"2026-06-09", "1wd", "2026-06-08"},
        {"2026-06-09", "0d", "2026-06-09"},
        {"2026-11-14", "30d", "2026-10-15"},
        {"2026-11-14", "14d", "2026-10-30"},  // 31/10 is a Saturday
        {"2026-11-14", "7d", "2026-11-06"},
        {"2026-11-14", "3wd", "2026-11-10"},  // counted from Friday 13, the last working day
        {"2026-11-14", "1wd", "2026-11-12"},
        {"2026-11-14", "0d", "2026-11-13"},
        {"2026-02-23", "1wd", "2026-02-13"},  // across Tết
        {"2026-02-19", "0d", "2026-02-13"},   // due in Tết
        {"2026-08-22", "0d", "2026-08-22"},   // a Saturday that is worked
        {"2026-09-03", "1wd", "2026-08-28"},
        {"2026-01-12", "1wd", "2026-01-10"},
    };
    for (const auto& c : cases) EXPECT_EQ(falls_on(before(c.offset), c.due), c.expected) << c.due << " " << c.offset;
}

TEST(StageDay, after_counts_forward_and_moves_to_the_working_day_after) {
    const struct {
        const char *due, *offset, *expected;
    } cases[] = {
        {"2026-06-09", "1wd", "2026-06-10"}, {"2026-06-09", "3wd", "2026-06-12"}, {"2026-06-09", "4d", "2026-06-15"},
        {"2026-11-14", "1wd", "2026-11-16"}, {"2026-11-20", "2wd", "2026-11-25"},  // 24/11 is off
        {"2026-02-13", "1d", "2026-02-23"},  {"2026-08-28", "3d", "2026-09-03"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(falls_on(after(c.offset, A::lead), c.due), c.expected) << c.due << " " << c.offset;
    }
}

TEST(StageDay, every_counts_each_repeat_from_the_due_day) {
    EXPECT_EQ(falls_on(every("2wd"), "2026-06-09", 1), "2026-06-11");
    EXPECT_EQ(falls_on(every("2wd"), "2026-06-09", 2), "2026-06-15");
    EXPECT_EQ(falls_on(every("4d"), "2026-06-09", 1), "2026-06-15");  // the 13th is a Saturday
    EXPECT_EQ(falls_on(every("4d"), "2026-06-09", 2), "2026-06-17");  // the move does not add up
}

TEST(NewestRepeat, is_the_last_one_whose_day_has_come) {
    const auto calendar = calendar_2026();
    const struct {
        const char *offset, *until, *due, *today;
        int expected;
    } cases[] = {
        {"2wd", "", "2026-06-09", "2026-06-09", 0},     {"2wd", "", "2026-06-09", "2026-06-10", 0},
        {"2wd", "", "2026-06-09", "2026-06-11", 1},     {"2wd", "", "2026-06-09", "2026-06-14", 1},
        {"2wd", "", "2026-06-09", "2026-06-15", 2},     {"4d", "", "2026-06-09", "2026-06-14", 0},
        {"4d", "", "2026-06-09", "2026-06-15", 1},      {"1d", "", "2026-06-12", "2026-06-14", 0},
        {"1d", "", "2026-06-12", "2026-06-15", 3},      {"1d", "2d", "2026-06-12", "2026-06-30", 2},
        {"2wd", "30d", "2026-06-09", "2027-06-09", 11}, {"0d", "", "2026-06-09", "2026-06-30", 0},
        {"7d", "", "2026-06-09", "2026-06-01", 0},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(newest_repeat(every(c.offset, c.until), day(c.due), day(c.today), calendar), c.expected)
            << c.offset << " " << c.until << " " << c.due << " " << c.today;
    }
}

TEST(DaysReached, are_those_whose_hour_lies_in_the_window) {
    using namespace std::chrono_literals;
    const auto range = days_reached(time("2026-06-09T08:00:00"), time("2026-06-10T08:00:00"), 8h);
    EXPECT_EQ(range.first, day("2026-06-10"));
    EXPECT_EQ(range.last, day("2026-06-10"));
    const auto morning = days_reached(time("2026-06-09T07:59:59"), time("2026-06-09T08:00:00"), 8h);
    EXPECT_TRUE(morning.contains(day("2026-06-09")));
    const auto evening = days_reached(time("2026-06-09T08:00:00"), time("2026-06-10T07:59:59"), 8h);
    EXPECT_LT(evening.last, *evening.first);
    EXPECT_TRUE(days_reached(std::nullopt, time("2026-06-09T08:00:00"), 8h).contains(day("1970-01-01")));
}

TEST(ReachedStages, put_the_newest_day_first_and_the_nearest_stage_of_a_day) {
    const auto calendar = calendar_2026();
    const auto rules = policy({before("1d"), before("0d"), before("7d")});
    std::vector<StageDay> reached;
    reached_stages(rules, day("2026-11-15"), {std::nullopt, day("2026-12-31")}, std::nullopt, calendar, reached);
    const std::vector<StageDay> expected{{1, 1, day("2026-11-15"), day("2026-11-13")},
                                         {0, 1, day("2026-11-14"), day("2026-11-13")},
                                         {2, 1, day("2026-11-08"), day("2026-11-06")}};
    EXPECT_EQ(reached, expected);
}

TEST(ReachedStages, leave_out_what_lies_before_the_version_was_known) {
    const auto calendar = calendar_2026();
    const auto rules = policy({before("7d"), before("0d")});
    std::vector<StageDay> reached;
    const DayRange always{std::nullopt, day("2026-12-31")};
    reached_stages(rules, day("2026-06-09"), always, day("2026-06-03"), calendar, reached);
    EXPECT_EQ(reached.size(), 1u);
    reached_stages(rules, day("2026-06-09"), always, day("2026-06-02"), calendar, reached);
    EXPECT_EQ(reached.size(), 2u);
}

TEST(ReachOf, bounds_every_stage_day) {
    const auto calendar = calendar_2026();
    const auto rules = policy({before("3wd"), before("30d"), after("10wd", A::lead), every("3d", "20wd")});
    const Reach reach = reach_of(rules);
    for (dates::Date due = day("2026-01-01"); due <= day("2026-12-31"); due += std::chrono::days{1}) {
        std::vector<StageDay> reached;
        reached_stages(rules, due, {std::nullopt, day("2027-12-31")}, std::nullopt, calendar, reached);
        ASSERT_EQ(reached.size(), 4u);
        EXPECT_GE(reached.back().day, due - reach.before);
        EXPECT_LE(reached.front().day, due + *reach.after);
    }
    EXPECT_FALSE(reach_of(policy({every("7d")})).after);
}

}  // namespace
}  // namespace rules::engine
