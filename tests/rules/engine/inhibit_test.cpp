#include "rules/engine/inhibit.hpp"

#include "rules/engine/explain.hpp"
#include "rules/language/condition/subject_condition.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using model::Inhibition;
using testing::ElementsAre;
using testing::IsEmpty;

Inhibition inhibit(std::string_view source, std::string_view target, Inhibition::Same same) {
    const auto schema = language::condition::inhibit_schema();
    Inhibition made;
    made.source_holds = language::condition::compile_subject_condition(source, schema).value();
    made.target_holds = language::condition::compile_subject_condition(target, schema).value();
    made.same = same;
    return made;
}

/// A task that was due on 1 June, and a part of it that is due on the 9th and is reminded of a week before.
struct InhibitTest : testing::Test {
    InhibitTest() {
        world.book.policies = {policy({before("7d")})};
        use(Inhibition::Same::parent);
        world.add("2026-06-01");
        world.add("2026-06-09").parent = 0;
    }
    void use(Inhibition::Same same) {
        world.book.inhibitions = {
            inhibit("subject.status == 'overdue'", "subject.status in ['not_due', 'due_soon']", same)};
    }
    model::Decision second_of_june() const { return world.evaluate("2026-06-01T08:00:00", "2026-06-02T08:00:00"); }
    std::vector<std::string> said() const { return lines(second_of_june(), world); }

    World world;
};

TEST_F(InhibitTest, a_parent_that_is_overdue_mutes_what_of_its_parts_is_due_soon) {
    EXPECT_THAT(said(), IsEmpty());
    world.book.inhibitions.clear();
    EXPECT_THAT(said(), ElementsAre("2026-06-02 lead:-7d so-a"));
}

TEST_F(InhibitTest, what_is_muted_is_kept_with_what_mutes_it) {
    const auto decision = second_of_june();
    ASSERT_EQ(decision.inhibited.size(), 1U);
    EXPECT_EQ(model::reminder_key(decision.inhibited[0].reminder, world.snapshot, world.book),
              "142-kh-ubnd-2025/2 v1 lead:-7d so-a");
    EXPECT_EQ(model::subject_key(decision.inhibited[0].by, world.snapshot, world.book).text(), "142-kh-ubnd-2025/1");
}

TEST_F(InhibitTest, a_parent_that_is_done_or_in_time_mutes_nothing) {
    auto& parent = world.snapshot.assignments[0];
    parent.deadline.due = day("2026-06-02");
    EXPECT_EQ(said().size(), 1U);
    parent.deadline.due = day("2026-06-01");
    world.facts(parent).completions = {{"", day("2026-06-01"), ""}};
    EXPECT_EQ(said().size(), 1U);
}

TEST_F(InhibitTest, a_part_that_is_overdue_itself_is_spoken_of) {
    world.book.policies = {policy({after("1d", model::Audience::Kind::lead)})};
    world.snapshot.assignments[1].deadline.due = day("2026-06-01");
    EXPECT_EQ(said().size(), 2U);
}

TEST_F(InhibitTest, grandparents_count_as_well) {
    world.snapshot.assignments[1].deadline.due = day("2026-12-31");
    world.add("2026-06-09").parent = 1;
    EXPECT_THAT(said(), IsEmpty());
}

TEST_F(InhibitTest, a_unit_with_something_overdue_is_not_pressed_for_the_rest) {
    use(Inhibition::Same::unit);
    world.snapshot.assignments[1].parent = model::Assignment::no_parent;
    EXPECT_THAT(said(), IsEmpty());
    world.snapshot.assignments[1].leads = {world.unit("so-b")};
    EXPECT_THAT(said(), ElementsAre("2026-06-02 lead:-7d so-b"));
}

TEST_F(InhibitTest, a_plan_with_something_overdue_is_quiet_about_the_rest) {
    use(Inhibition::Same::plan);
    world.snapshot.assignments[1].parent = model::Assignment::no_parent;
    EXPECT_THAT(said(), IsEmpty());
    world.snapshot.plans.push_back(world.snapshot.plans[0]);
    world.snapshot.plans[1].id = "88-kh";
    world.snapshot.assignments[1].plan = 1;
    EXPECT_EQ(said().size(), 1U);
}

TEST_F(InhibitTest, a_subject_does_not_mute_itself_nor_an_equal) {
    world.book.inhibitions = {inhibit("subject.kind == 'assignment'", "true", Inhibition::Same::unit)};
    EXPECT_EQ(said().size(), 1U);
}

TEST_F(InhibitTest, reports_can_be_muted_and_mute) {
    use(Inhibition::Same::unit);
    model::ReportRule rule;
    rule.id = "mot-lan";
    rule.from = {world.unit("so-a")};
    rule.once = day("2026-06-09");
    world.book.reports = {rule};
    world.snapshot.assignments.pop_back();
    EXPECT_THAT(said(), IsEmpty());
    world.facts(world.snapshot.assignments[0]).cancelled = model::Cancellation{day("2026-06-01"), "bỏ"};
    EXPECT_EQ(said().size(), 1U);
}

TEST_F(InhibitTest, is_explained_by_what_mutes) {
    const auto all = explain(world.snapshot, world.book, {"142-kh-ubnd-2025/2", {}}, time("2026-06-01T09:00:00"));
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].stages.size(), 1U);
    EXPECT_EQ(all[0].stages[0].outcome, ExplainedStage::Outcome::inhibited);
    EXPECT_EQ(all[0].stages[0].inhibited_by->text(), "142-kh-ubnd-2025/1");
}

TEST_F(InhibitTest, what_was_muted_alone_wakes_nobody_again) {
    world.snapshot.assignments[1].fresh = true;
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-06-02T08:00:00")), std::nullopt);
}

}  // namespace
}  // namespace rules::engine
