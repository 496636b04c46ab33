#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Late imports, downtime, and looking twice.
namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using A = model::Audience::Kind;

TEST(Missed, a_late_import_says_the_newest_stage_only_and_marks_it_late) {
    World world;
    world.snapshot.evaluated_until = time("2026-06-02T16:00:00");
    world.add("2026-06-09").fresh = true;
    EXPECT_THAT(lines(world.evaluate("2026-06-02T16:00:00", "2026-06-03T08:00:00"), world),
                ElementsAre("2026-06-02 lead:-7d so-a late", "2026-05-26 lead:-14d so-a skipped",
                            "2026-05-08 lead:-30d so-a skipped"));
}

TEST(Missed, an_import_on_the_morning_of_a_stage_is_not_late) {
    World world;
    world.book.policies = {policy({before("7d"), before("0d")})};
    world.snapshot.evaluated_until = time("2026-06-02T08:30:00");
    world.add("2026-06-09").fresh = true;
    EXPECT_THAT(lines(world.evaluate("2026-06-02T08:30:00", "2026-06-02T09:00:00"), world),
                ElementsAre("2026-06-02 lead:-7d so-a"));
}

TEST(Missed, an_import_long_after_the_due_day_says_each_recipient_one_thing) {
    World world;
    world.book.policies = {policy({before("7d"), every("2wd", "30d"), after("3wd", A::planning_office)})};
    world.snapshot.evaluated_until.reset();
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate_from_start("2026-12-01T08:00:00"), world),
                ElementsAre("2026-06-12 planning-office:+3wd ke-hoach late", "2026-07-09 lead:+22wd so-a late",
                            "2026-06-02 lead:-7d so-a skipped"));
}

TEST(Missed, downtime_over_several_stages_says_the_newest) {
    World world;
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate("2026-05-20T08:00:00", "2026-06-05T10:00:00"), world),
                ElementsAre("2026-06-04 lead:-3wd so-a late", "2026-06-02 lead:-7d so-a skipped",
                            "2026-05-26 lead:-14d so-a skipped"));
}

TEST(Missed, downtime_merges_and_skips_at_once) {
    World world;
    world.book.policies = {policy({before("7d"), before("1d"), before("0d")})};
    world.add("2026-11-15");
    EXPECT_THAT(lines(world.evaluate("2026-11-01T08:00:00", "2026-11-16T08:00:00"), world),
                ElementsAre("2026-11-13 lead:0d so-a late", "2026-11-13 lead:-1d so-a merged",
                            "2026-11-06 lead:-7d so-a skipped"));
}

TEST(Missed, of_a_repeated_stage_only_the_newest_repeat_is_recorded) {
    World world;
    world.book.policies = {policy({every("2wd")})};
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate("2026-06-09T08:00:00", "2026-06-16T08:00:00"), world),
                ElementsAre("2026-06-15 lead:+4wd so-a late"));
}

TEST(Missed, what_is_merged_names_every_stage_and_repeat_that_was_missed) {
    World world;
    world.book.policies = {policy({before("1d"), every("2wd"), after("3wd", A::planning_office)})};
    world.book.policies[0].late = model::Policy::Late::merge;
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate("2026-06-05T08:00:00", "2026-06-16T08:00:00"), world),
                ElementsAre("2026-06-12 planning-office:+3wd ke-hoach late", "2026-06-15 lead:+4wd so-a late",
                            "2026-06-11 lead:+2wd so-a merged", "2026-06-08 lead:-1d so-a merged"));
}

TEST(Missed, what_is_merged_is_named_by_the_stage_of_today) {
    World world;
    world.book.policies = {policy({before("7d"), before("1d")})};
    world.book.policies[0].late = model::Policy::Late::merge;
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate("2026-06-01T08:00:00", "2026-06-08T08:00:00"), world),
                ElementsAre("2026-06-08 lead:-1d so-a", "2026-06-02 lead:-7d so-a merged"));
}

TEST(Missed, no_more_repeats_are_merged_than_somebody_can_read) {
    World world;
    world.book.policies = {policy({every("1d")})};
    world.book.policies[0].late = model::Policy::Late::merge;
    world.add("2026-01-09");
    EXPECT_EQ(world.evaluate("2026-01-09T08:00:00", "2026-12-16T09:00:00").reminders.size(), 1U + most_missed_repeats);
}

TEST(Missed, what_is_dropped_is_recorded_and_what_is_of_today_goes_on) {
    World world;
    world.book.policies = {policy({before("7d"), before("1d")})};
    world.book.policies[0].late = model::Policy::Late::drop;
    world.add("2026-06-09");
    world.add("2026-06-10");
    EXPECT_THAT(lines(world.evaluate("2026-06-01T08:00:00", "2026-06-08T08:00:00"), world),
                ElementsAre("2026-06-08 lead:-1d so-a", "2026-06-02 lead:-7d so-a skipped",
                            "2026-06-03 lead:-7d so-a skipped"));
}

TEST(Missed, whatever_the_policy_a_late_import_introduces_itself) {
    for (const auto late : {model::Policy::Late::merge, model::Policy::Late::drop}) {
        World world;
        world.book.policies[0].late = late;
        world.snapshot.evaluated_until = time("2026-06-02T16:00:00");
        world.add("2026-06-09").fresh = true;
        const auto decision = world.evaluate("2026-06-02T16:00:00", "2026-06-03T08:00:00");
        EXPECT_THAT(lines(decision, world),
                    ElementsAre("2026-06-02 lead:-7d so-a late", "2026-05-26 lead:-14d so-a skipped",
                                "2026-05-08 lead:-30d so-a skipped"));
        EXPECT_TRUE(decision.reminders[0].fresh);
    }
}

TEST(Missed, the_same_window_twice_gives_the_same_reminders) {
    World world;
    world.add("2026-06-09").leads = {world.unit("tat-ca")};
    world.add("2026-06-20").fresh = true;
    const Agenda agenda(world.snapshot, world.book, day("2026-06-05"));
    const Window window{world.snapshot.evaluated_until, time("2026-06-05T10:00:00")};
    const auto first = lines(agenda.evaluate(window), world);
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(lines(agenda.evaluate(window), world), first);
    EXPECT_EQ(lines(evaluate(world.snapshot, world.book, window), world), first);
}

std::unordered_set<std::string> keys(const model::Decision& decision, const World& world) {
    std::unordered_set<std::string> all;
    for (const auto& reminder : decision.reminders)
        all.insert(model::reminder_key(reminder, world.snapshot, world.book));
    return all;
}

TEST(Missed, a_changed_subject_does_not_say_again_what_is_recorded) {
    World world;
    world.add("2026-06-09").fresh = true;
    world.snapshot.recorded = keys(world.evaluate("2026-01-01T08:00:00", "2026-06-03T08:00:00"), world);
    EXPECT_EQ(world.snapshot.recorded.size(), 3u);
    world.snapshot.evaluated_until = time("2026-06-03T08:00:00");
    EXPECT_THAT(world.evaluate("2026-06-03T08:00:00", "2026-06-03T16:00:00").reminders, IsEmpty());
    EXPECT_THAT(lines(world.evaluate("2026-06-03T08:00:00", "2026-06-04T08:00:00"), world),
                ElementsAre("2026-06-04 lead:-3wd so-a"));
}

TEST(Missed, nothing_older_speaks_where_the_newest_is_recorded) {
    World world;
    world.add("2026-06-09").fresh = true;
    world.snapshot.recorded = {"142-kh-ubnd-2025/1 v1 lead:-7d so-a"};
    for (const auto& text : lines(world.evaluate("2026-01-01T08:00:00", "2026-06-03T08:00:00"), world)) {
        EXPECT_THAT(text, testing::EndsWith("skipped"));
    }
}

TEST(Missed, a_changed_subject_tells_a_new_lead_unit_what_it_missed) {
    World world;
    auto& assignment = world.add("2026-06-09");
    assignment.fresh = true;
    world.snapshot.recorded = keys(world.evaluate("2026-01-01T08:00:00", "2026-06-03T08:00:00"), world);
    assignment.leads.push_back(world.unit("so-b"));
    EXPECT_THAT(lines(world.evaluate("2026-01-01T08:00:00", "2026-06-03T08:00:00"), world),
                ElementsAre("2026-06-02 lead:-7d so-b late", "2026-05-26 lead:-14d so-b skipped",
                            "2026-05-08 lead:-30d so-b skipped"));
}

TEST(Missed, fresh_subjects_are_looked_back_at_in_the_first_window_only) {
    World world;
    world.add("2026-06-09").fresh = true;
    const Agenda agenda(world.snapshot, world.book, day("2026-06-30"));
    EXPECT_THAT(agenda.evaluate({time("2026-01-01T08:00:00"), time("2026-06-03T08:00:00")}).reminders,
                testing::SizeIs(3));
    EXPECT_THAT(agenda.evaluate({time("2026-06-03T08:00:00"), time("2026-06-03T09:00:00")}).reminders, IsEmpty());
    EXPECT_THAT(agenda.evaluate({time("2026-06-03T09:00:00"), time("2026-06-04T08:00:00")}).reminders,
                testing::SizeIs(1));
}

TEST(Missed, on_the_first_evaluation_everything_is_fresh) {
    World world;
    world.snapshot.evaluated_until.reset();
    world.add("2026-06-09");
    EXPECT_THAT(lines(world.evaluate_from_start("2026-06-05T08:00:00"), world),
                ElementsAre("2026-06-04 lead:-3wd so-a late", "2026-06-02 lead:-7d so-a skipped",
                            "2026-05-26 lead:-14d so-a skipped", "2026-05-08 lead:-30d so-a skipped"));
}

TEST(Missed, facts_can_be_fresh_as_well) {
    World world;
    auto& facts = world.facts(world.add("2026-06-09"));
    facts.extensions = {{"", day("2026-06-16"), "công văn 5", day("2026-06-02")}};
    facts.fresh = true;
    world.snapshot.evaluated_until = time("2026-06-09T10:00:00");
    EXPECT_THAT(lines(world.evaluate("2026-06-09T10:00:00", "2026-06-10T08:00:00"), world),
                ElementsAre("2026-06-09 lead:-7d so-a late", "2026-06-02 lead:-14d so-a skipped"));
}

}  // namespace
}  // namespace rules::engine
