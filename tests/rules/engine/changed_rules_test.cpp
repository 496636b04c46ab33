#include "rules/engine/standings.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

/// Rules that came into force in the place of others: they speak from then on, never of days before.
namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

/// One policy, in force since Thursday morning; the last cycle was on Monday.
struct Changed : testing::Test {
    Changed() {
        world.book.policies = {policy({before("7d"), before("6d"), before("1d")})};
        world.book.policies.front().since = time("2026-06-04T10:00:00");
        world.snapshot.evaluated_until = time("2026-06-01T08:00:00");
    }
    auto on(std::string_view until) { return lines(world.evaluate("2026-06-01T08:00:00", until), world); }

    World world;
};

TEST_F(Changed, a_stage_before_the_change_is_not_said) {
    world.add("2026-06-09");  // 7d is Tuesday, 6d Wednesday
    EXPECT_THAT(on("2026-06-05T08:00:00"), IsEmpty());
}

TEST_F(Changed, a_stage_after_the_change_is_said) {
    world.add("2026-06-09");
    EXPECT_THAT(on("2026-06-08T08:00:00"), ElementsAre("2026-06-08 lead:-1d so-a"));
}

TEST_F(Changed, a_stage_of_the_morning_before_the_change_is_not_said_and_one_of_a_later_hour_is) {
    world.add("2026-06-10");  // 6d is Thursday
    EXPECT_THAT(on("2026-06-04T17:00:00"), IsEmpty());
    world.book.policies.front().send_at = std::chrono::hours{14};
    EXPECT_THAT(on("2026-06-04T17:00:00"), ElementsAre("2026-06-04 lead:-6d so-a"));
}

TEST_F(Changed, what_is_told_of_an_assignment_does_not_bring_the_past_back) {
    auto& assignment = world.add("2026-06-09");
    world.facts(assignment).fresh = true;
    assignment.fresh = true;
    EXPECT_THAT(on("2026-06-05T08:00:00"), IsEmpty());
}

TEST_F(Changed, a_new_assignment_is_told_the_newest_stage_it_missed) {
    auto& assignment = world.add("2026-06-09");
    assignment.fresh = assignment.added = true;
    EXPECT_THAT(on("2026-06-05T08:00:00"),
                ElementsAre("2026-06-03 lead:-6d so-a late", "2026-06-02 lead:-7d so-a skipped"));
}

TEST_F(Changed, the_next_wake_up_is_after_the_change) {
    world.add("2026-06-09");
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-06-01T08:00:00")), time("2026-06-08T08:00:00"));
}

TEST_F(Changed, a_rule_for_report_that_changed_says_nothing_of_days_before) {
    world.book.policies.front().since.reset();
    world.snapshot.tracking_since = day("2026-01-01");
    model::ReportRule rule;
    rule.id = "bao-cao";
    rule.from = {world.unit("so-a")};
    rule.once = day("2026-06-09");
    world.book.reports = {rule};
    EXPECT_THAT(on("2026-06-05T08:00:00"), testing::SizeIs(2));
    world.book.reports.front().since = time("2026-06-04T10:00:00");
    EXPECT_THAT(on("2026-06-05T08:00:00"), IsEmpty());
    world.report_facts("bao-cao/so-a").fresh = true;
    EXPECT_THAT(on("2026-06-05T08:00:00"), IsEmpty());
    EXPECT_THAT(on("2026-06-08T08:00:00"), ElementsAre("2026-06-08 lead:-1d so-a"));
}

TEST_F(Changed, an_extension_after_the_change_counts_from_its_own_day) {
    auto& assignment = world.add("2026-06-05");
    auto& facts = world.facts(assignment);
    facts.extensions.push_back({"", day("2026-06-12"), "12/CV", day("2026-06-05")});
    facts.fresh = assignment.fresh = true;
    EXPECT_THAT(on("2026-06-05T08:00:00"), ElementsAre("2026-06-05 lead:-6d so-a", "2026-06-05 lead:-7d so-a merged"));
}

/// A monthly report of two units, due on the last day of the month. Nothing was reported since January.
struct Reported : testing::Test {
    Reported() {
        world.book.policies = {policy({every("7d")})};
        world.snapshot.tracking_since = day("2026-01-01");
        world.snapshot.evaluated_until = time("2026-08-03T08:00:00");
        model::ReportRule rule;
        rule.id = "bao-cao";
        rule.from = {world.unit("so-a"), world.unit("so-b")};
        rule.recurrence.emplace().period = dates::PeriodKind::month;
        world.book.reports = {rule};
    }
    model::ReportRule& rule() { return world.book.reports.front(); }
    /// Who hears of which period from 4 August to 10 September, and who stands there with how many.
    std::set<std::string> told() {
        std::set<std::string> told;
        const auto decision = world.evaluate("2026-08-03T08:00:00", "2026-09-10T08:00:00");
        for (const auto& reminder : decision.reminders)
            told.insert(model::subject_key(reminder.occurrence, world.snapshot, world.book).text());
        return told;
    }
    std::size_t standings() {
        std::size_t count = 0;
        for_each_standing(world.snapshot, world.book, 2026, day("2026-08-04"), [&](const Standing&) { ++count; });
        return count;
    }

    World world;
};

TEST_F(Reported, a_rule_that_was_always_there_asks_for_all_that_is_owed) {
    EXPECT_THAT(told(), testing::Contains("bao-cao/so-a@2026-06"));
    EXPECT_EQ(standings(), 24u);
}

TEST_F(Reported, a_new_rule_asks_for_nothing_that_was_due_before_it) {
    rule().begun = rule().since = time("2026-08-03T10:00:00");
    EXPECT_THAT(told(), ElementsAre("bao-cao/so-a@2026-08", "bao-cao/so-b@2026-08"));
    EXPECT_EQ(standings(), 10u);
}

TEST_F(Reported, a_unit_that_joins_a_rule_owes_nothing_that_was_due_before) {
    rule().joined = {{world.unit("so-a")}, {world.unit("so-b"), time("2026-08-03T10:00:00")}};
    const auto all = told();
    EXPECT_THAT(all, testing::IsSupersetOf({"bao-cao/so-a@2026-06", "bao-cao/so-a@2026-08", "bao-cao/so-b@2026-08"}));
    EXPECT_THAT(all, testing::Not(testing::Contains("bao-cao/so-b@2026-06")));
    EXPECT_EQ(standings(), 17u);
}

TEST_F(Reported, what_is_due_on_another_day_now_is_said_anew) {
    const auto first_key = [this] {
        const auto decision = world.evaluate("2026-08-03T08:00:00", "2026-08-10T08:00:00");
        return model::reminder_key(decision.reminders.at(0), world.snapshot, world.book);
    };
    const std::string before = first_key();
    rule().since = time("2026-08-03T10:00:00");
    EXPECT_NE(first_key(), before);
}

}  // namespace
}  // namespace rules::engine
