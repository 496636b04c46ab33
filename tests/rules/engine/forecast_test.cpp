#include "rules/engine/forecast.hpp"

#include "tests/rules/engine/world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// What two rule sets foresee, side by side.
namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using A = model::Audience::Kind;

/// Forecasts of a year under the policies of two worlds with the same assignments.
struct Compared {
    Compared(const World& old, const World& now) : before(lines_of(old)), after(lines_of(now)) {
        result = difference(before, after);
    }

    std::vector<ForecastLine> lines_of(const World& world) {
        return forecast(world.snapshot, world.book, time("2025-12-31T23:59:59"), time("2026-12-31T23:59:59"), texts);
    }

    std::string text(const ForecastDifference::Line& line) const {
        const auto side = [this](const ForecastLine& each) {
            return fmt::format("{} {} {} {}", dates::format_iso(each.at), texts[each.subject], texts[each.stage],
                               texts[each.recipient]);
        };
        using Change = ForecastDifference::Change;
        switch (line.change) {
            case Change::added: return "+ " + side(after[line.after]);
            case Change::removed: return "- " + side(before[line.before]);
            case Change::moved: return fmt::format("{} -> {}", side(before[line.before]), side(after[line.after]));
            case Change::retimed: break;
        }
        return fmt::format("{} => {}", side(before[line.before]), side(after[line.after]));
    }

    std::vector<std::string> shown() const {
        std::vector<std::string> all;
        for (const auto& line : result.lines) all.push_back(text(line));
        return all;
    }

    SharedTexts texts;
    std::vector<ForecastLine> before;
    std::vector<ForecastLine> after;
    ForecastDifference result;
};

World world_with(std::vector<model::Stage> stages) {
    World world;
    world.snapshot.evaluated_until = time("2025-12-31T23:59:59");
    world.book.policies = {policy(std::move(stages))};
    world.add("2026-06-09");
    return world;
}

TEST(Forecast, lists_what_is_sent_by_names) {
    const World world = world_with({before("7d"), before("0d")});
    const Compared compared(world, world);
    ASSERT_THAT(compared.after, SizeIs(2));
    const ForecastLine& line = compared.after.front();
    EXPECT_EQ(dates::format_iso(line.at), "2026-06-02T08:00:00");
    EXPECT_EQ(compared.texts[line.subject], "142-kh-ubnd-2025/1");
    EXPECT_EQ(compared.texts[line.recipient], "so-a");
    EXPECT_EQ(compared.texts[line.unit], "so-a");
    EXPECT_EQ(compared.texts[line.stage], "lead:-7d");
    EXPECT_EQ(compared.texts[line.policy], world.book.policies[0].id);
    EXPECT_EQ(compared.texts[line.rule], "");
}

TEST(Forecast, merged_and_skipped_stages_are_not_in_it) {
    World world = world_with({before("7d"), before("5wd")});
    const Compared compared(world, world);
    EXPECT_THAT(compared.after, SizeIs(1)) << "both fall on 2 June";
}

TEST(ForecastDifference, is_empty_where_nothing_changes) {
    const World world = world_with({before("7d"), before("0d")});
    const Compared compared(world, world);
    EXPECT_THAT(compared.shown(), IsEmpty());
    EXPECT_FALSE(compared.result.counts.any());
    EXPECT_EQ(compared.result.counts.before, 2U);
    EXPECT_EQ(compared.result.counts.after, 2U);
}

TEST(ForecastDifference, a_stage_more_is_added_and_a_stage_less_removed) {
    const World few = world_with({before("0d")});
    const World many = world_with({before("7d"), before("0d")});
    const std::string line = "2026-06-02T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a";
    EXPECT_THAT(Compared(few, many).shown(), ElementsAre("+ " + line));
    EXPECT_THAT(Compared(many, few).shown(), ElementsAre("- " + line));
}

TEST(ForecastDifference, another_offset_moves_a_stage) {
    const Compared compared(world_with({before("7d")}), world_with({before("14d")}));
    EXPECT_THAT(compared.shown(), ElementsAre("2026-06-02T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a -> "
                                              "2026-05-26T08:00:00 142-kh-ubnd-2025/1 lead:-14d so-a"));
    EXPECT_EQ(compared.result.counts.moved, 1U);
}

TEST(ForecastDifference, a_stage_of_the_same_name_is_the_one_that_moved) {
    World later = world_with({before("7d"), before("0d")});
    later.snapshot.assignments[0].deadline.due = day("2026-06-18");
    const Compared compared(world_with({before("7d"), before("0d")}), later);
    EXPECT_THAT(compared.shown(), ElementsAre("2026-06-02T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a -> "
                                              "2026-06-11T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a",
                                              "2026-06-09T08:00:00 142-kh-ubnd-2025/1 lead:0d so-a -> "
                                              "2026-06-18T08:00:00 142-kh-ubnd-2025/1 lead:0d so-a"));
}

TEST(ForecastDifference, a_morning_on_which_both_speak_is_the_same_whatever_the_stage) {
    World later = world_with({before("7d"), before("0d")});
    later.snapshot.assignments[0].deadline.due = day("2026-06-16");
    const Compared compared(world_with({before("7d"), before("0d")}), later);
    EXPECT_THAT(compared.shown(), ElementsAre("2026-06-02T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a -> "
                                              "2026-06-16T08:00:00 142-kh-ubnd-2025/1 lead:0d so-a"));
}

TEST(ForecastDifference, stages_of_different_kinds_are_not_one_that_moved) {
    const Compared compared(world_with({before("7d")}), world_with({after("3d", A::lead)}));
    EXPECT_EQ(compared.result.counts.moved, 0U);
    EXPECT_EQ(compared.result.counts.added, 1U);
    EXPECT_EQ(compared.result.counts.removed, 1U);
}

TEST(ForecastDifference, another_recipient_is_another_line) {
    const Compared compared(world_with({after("3d", A::planning_office)}), world_with({after("3d", A::leadership)}));
    EXPECT_THAT(compared.shown(), ElementsAre("- 2026-06-12T08:00:00 142-kh-ubnd-2025/1 planning-office:+3d ke-hoach",
                                              "+ 2026-06-12T08:00:00 142-kh-ubnd-2025/1 leadership:+3d ban-giam-doc"));
}

TEST(ForecastDifference, another_hour_of_the_same_day_is_retimed) {
    World later = world_with({before("7d")});
    later.book.policies[0].send_at = std::chrono::hours{9};
    const Compared compared(world_with({before("7d")}), later);
    EXPECT_THAT(compared.shown(), ElementsAre("2026-06-02T08:00:00 142-kh-ubnd-2025/1 lead:-7d so-a => "
                                              "2026-06-02T09:00:00 142-kh-ubnd-2025/1 lead:-7d so-a"));
    EXPECT_EQ(compared.result.counts.retimed, 1U);
    EXPECT_EQ(compared.result.counts.moved, 0U);
}

TEST(ForecastDifference, repeats_pair_the_earliest_with_the_earliest) {
    const Compared compared(world_with({every("7d", "14d")}), world_with({every("10d", "20d")}));
    EXPECT_THAT(compared.shown(), ElementsAre("2026-06-16T08:00:00 142-kh-ubnd-2025/1 lead:+7d so-a -> "
                                              "2026-06-19T08:00:00 142-kh-ubnd-2025/1 lead:+10d so-a",
                                              "2026-06-23T08:00:00 142-kh-ubnd-2025/1 lead:+14d so-a -> "
                                              "2026-06-29T08:00:00 142-kh-ubnd-2025/1 lead:+20d so-a"));
}

TEST(ForecastDifference, counts_by_unit_and_policy_leave_out_what_stays) {
    World old = world_with({before("7d")});
    old.add("2026-06-09").leads = {old.unit("so-b")};
    World now = old;
    now.snapshot.assignments[1].deadline.due = day("2026-07-09");
    const Compared compared(old, now);
    const auto units =
        counted_by(&ForecastLine::unit, compared.result, compared.before, compared.after, compared.texts);
    ASSERT_THAT(units, SizeIs(1));
    EXPECT_EQ(units[0].text, "so-b");
    EXPECT_EQ(units[0].counts, (DifferenceCounts{.before = 1, .after = 1, .moved = 1}));
    const auto policies =
        counted_by(&ForecastLine::policy, compared.result, compared.before, compared.after, compared.texts);
    ASSERT_THAT(policies, SizeIs(1));
    EXPECT_EQ(policies[0].counts, (DifferenceCounts{.before = 2, .after = 2, .moved = 1}));
}

}  // namespace
}  // namespace rules::engine
