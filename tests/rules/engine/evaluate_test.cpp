#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using A = model::Audience::Kind;

TEST(Evaluate, reminds_of_a_tuesday_on_the_days_of_the_policy) {
    World world;
    world.add("2026-06-09");
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-05-08 lead:-30d", "2026-05-26 lead:-14d", "2026-06-02 lead:-7d",
                            "2026-06-04 lead:-3wd", "2026-06-08 lead:-1wd", "2026-06-09 lead:0d"));
}

TEST(Evaluate, reminds_of_a_saturday_on_working_days) {
    World world;
    world.add("2026-11-14");
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-10-15 lead:-30d", "2026-10-30 lead:-14d", "2026-11-06 lead:-7d",
                            "2026-11-10 lead:-3wd", "2026-11-12 lead:-1wd", "2026-11-13 lead:0d"));
}

TEST(Evaluate, merges_stages_that_meet_on_the_friday_into_the_nearest) {
    World world;
    world.book.policies = {policy({before("1d"), before("0d")})};
    world.add("2026-11-15");
    EXPECT_THAT(day_by_day(world, "2026-01-02", "2026-12-31"),
                ElementsAre("2026-11-13 lead:0d so-a", "2026-11-13 lead:-1d so-a merged"));
}

TEST(Evaluate, says_a_stage_at_its_hour_and_not_before) {
    World world;
    world.add("2026-06-09");
    EXPECT_THAT(world.evaluate("2026-06-01T08:00:00", "2026-06-02T07:59:59").reminders, IsEmpty());
    EXPECT_THAT(lines(world.evaluate("2026-06-02T07:59:59", "2026-06-02T08:00:00"), world),
                ElementsAre("2026-06-02 lead:-7d so-a"));
    EXPECT_THAT(world.evaluate("2026-06-02T08:00:00", "2026-06-03T09:00:00").reminders, IsEmpty());
}

TEST(Evaluate, keeps_the_hour_of_each_policy) {
    World world;
    world.book.policies[0].send_at = std::chrono::hours{14} + std::chrono::minutes{30};
    world.add("2026-06-09");
    EXPECT_THAT(world.evaluate("2026-06-01T20:00:00", "2026-06-02T14:29:59").reminders, IsEmpty());
    EXPECT_THAT(world.evaluate("2026-06-02T14:29:59", "2026-06-02T14:30:00").reminders, testing::SizeIs(1));
}

TEST(Evaluate, repeats_overdue_reminders_until_their_end) {
    World world;
    world.book.policies = {policy({every("2wd", "7d")})};
    world.add("2026-06-09");
    EXPECT_THAT(days_of(day_by_day(world, "2026-06-01", "2026-07-31")),
                ElementsAre("2026-06-11 lead:+2wd", "2026-06-15 lead:+4wd"));
}

TEST(Evaluate, lets_an_escalation_speak_for_an_overdue_reminder_of_the_same_day) {
    World world;
    world.book.policies = {policy({every("1wd", "2d"), after("1wd", A::lead, model::Severity::critical)})};
    world.add("2026-06-09");
    EXPECT_THAT(day_by_day(world, "2026-06-01", "2026-06-30"),
                ElementsAre("2026-06-10 lead:+1wd so-a", "2026-06-11 lead:+2wd so-a"));
    world.book.policies = {policy({every("2d"), after("1wd", A::unit_head), after("1wd", A::planning_office)})};
    world.snapshot.assignments[0].leads = {world.unit("ke-hoach")};
    EXPECT_THAT(day_by_day(world, "2026-06-10", "2026-06-11"),
                ElementsAre("2026-06-10 unit.head:+1wd ke-hoach", "2026-06-10 planning-office:+1wd ke-hoach merged",
                            "2026-06-11 lead:+2d ke-hoach"));
}

TEST(Evaluate, gives_two_lines_of_a_policy_that_say_the_same_one_identity) {
    World world;
    world.book.policies = {policy({every("1wd"), after("3wd", A::lead), before("7d"), before("7d")})};
    world.add("2026-06-09");
    EXPECT_THAT(day_by_day(world, "2026-06-02", "2026-06-02"), ElementsAre("2026-06-02 lead:-7d so-a"));
    EXPECT_THAT(day_by_day(world, "2026-06-12", "2026-06-12"), ElementsAre("2026-06-12 lead:+3wd so-a"));
}

TEST(Evaluate, gives_them_one_identity_with_another_stage_between_them_too) {
    World world;
    world.book.policies = {policy({after("2d", A::lead), after("2wd", A::planning_office), every("2d")})};
    world.add("2026-06-08").leads = {world.unit("ke-hoach")};
    EXPECT_THAT(day_by_day(world, "2026-06-10", "2026-06-10"),
                ElementsAre("2026-06-10 lead:+2d ke-hoach", "2026-06-10 planning-office:+2wd ke-hoach merged"));
}

TEST(Evaluate, says_nothing_of_what_has_no_due_day) {
    World world;
    for (const auto kind : {deadlines::Kind::continuous, deadlines::Kind::conditional, deadlines::Kind::unresolved}) {
        deadlines::Meaning meaning;
        meaning.kind = kind;
        world.add(meaning);
    }
    world.snapshot.evaluated_until.reset();
    EXPECT_THAT(world.evaluate_from_start("2030-01-01T08:00:00").reminders, IsEmpty());
    EXPECT_EQ(Agenda(world.snapshot, world.book, day("2030-01-01")).size(), 0u);
}

TEST(Evaluate, treats_a_deadline_that_then_goes_on_like_a_fixed_one) {
    World world;
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::fixed;
    meaning.due = day("2026-09-30");
    meaning.then_continuous = true;
    world.add(meaning);
    EXPECT_THAT(days_of(day_by_day(world, "2026-09-30", "2026-10-31")), ElementsAre("2026-09-30 lead:0d"));
}

TEST(Evaluate, says_nothing_of_what_is_done_or_cancelled) {
    World world;
    world.facts(world.add("2026-06-09")).completions = {{"", day("2026-06-01"), "15/BC"}};
    world.facts(world.add("2026-06-09")).cancelled = model::Cancellation{day("2026-06-01"), "thu hồi"};
    world.add("2026-06-09");
    const auto decision = world.evaluate("2026-06-08T08:00:00", "2026-06-09T08:00:00");
    ASSERT_EQ(decision.reminders.size(), 1u);
    EXPECT_EQ(decision.reminders[0].occurrence.index, 2u);
}

TEST(Evaluate, follows_an_extension_with_stages_of_its_own_version) {
    World world;
    world.facts(world.add("2026-06-09")).extensions = {{"", day("2026-06-30"), "công văn 5", day("2026-06-05")}};
    EXPECT_THAT(days_of(day_by_day(world, "2026-06-01", "2026-12-31")),
                ElementsAre("2026-06-16 lead:-14d", "2026-06-23 lead:-7d", "2026-06-25 lead:-3wd",
                            "2026-06-29 lead:-1wd", "2026-06-30 lead:0d"));
    const auto decision = world.evaluate("2026-06-29T08:00:00", "2026-06-30T08:00:00");
    ASSERT_EQ(decision.reminders.size(), 1u);
    EXPECT_EQ(model::reminder_key(decision.reminders[0], world.snapshot, world.book),
              "142-kh-ubnd-2025/1 v2 lead:0d so-a");
}

TEST(Evaluate, does_not_say_stages_of_a_version_from_before_it_was_decided) {
    World world;
    auto& assignment = world.add("2026-06-09");
    assignment.fresh = true;
    world.facts(assignment).extensions = {{"", day("2026-06-30"), "công văn 5", day("2026-06-05")}};
    EXPECT_THAT(world.evaluate("2026-01-01T08:00:00", "2026-06-08T08:00:00").reminders, IsEmpty());
}

TEST(Evaluate, makes_a_conditional_assignment_due_when_its_event_is_recorded) {
    World world;
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::conditional;
    world.facts(world.add(meaning)).extensions = {{"", day("2026-06-09"), "Bộ đã hướng dẫn", day("2026-06-03")}};
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-06-04 lead:-3wd", "2026-06-08 lead:-1wd", "2026-06-09 lead:0d"));
}

TEST(Evaluate, is_quiet_for_a_unit_through_the_day_it_asked_for) {
    World world;
    world.facts(world.add("2026-06-09")).acknowledgements = {{"so-a", day("2026-06-04")}, {"so-b", day("2026-12-31")}};
    EXPECT_THAT(days_of(day_by_day(world, "2026-06-01", "2026-06-30")),
                ElementsAre("2026-06-08 lead:-1wd", "2026-06-09 lead:0d"));
}

TEST(Evaluate, tells_the_head_of_what_is_overdue_though_the_unit_asked_for_quiet) {
    World world;
    world.book.policies = {policy({before("1wd"), after("3wd", model::Audience::Kind::unit_head)})};
    world.facts(world.add("2026-06-09")).acknowledgements = {{"so-a", day("2026-06-30")}};
    EXPECT_THAT(days_of(day_by_day(world, "2026-06-01", "2026-06-30")), ElementsAre("2026-06-12 unit.head:+3wd"));
}

TEST(Evaluate, heeds_silences_by_plan_subject_and_unit_while_they_last) {
    const auto silenced = [](const model::Silence& matcher) {
        World world;
        world.add("2026-06-09");
        world.snapshot.silences = {matcher};
        world.snapshot.silences[0].from = time("2026-06-02T00:00:00");
        world.snapshot.silences[0].until = time("2026-06-08T08:00:00");
        return days_of(day_by_day(world, "2026-05-20", "2026-06-30"));
    };
    const std::vector<std::string> all{"2026-05-26 lead:-14d", "2026-06-02 lead:-7d", "2026-06-04 lead:-3wd",
                                       "2026-06-08 lead:-1wd", "2026-06-09 lead:0d"};
    const std::vector<std::string> quiet{all[0], all[3], all[4]};
    EXPECT_EQ(silenced({"", "", "", "", "", {}, {}}), quiet);
    EXPECT_EQ(silenced({"142-kh-ubnd-2025", "142-kh-ubnd-2025/1", "so-a", "", "", {}, {}}), quiet);
    EXPECT_EQ(silenced({"khac", "", "", "", "", {}, {}}), all);
    EXPECT_EQ(silenced({"", "142-kh-ubnd-2025/11", "", "", "", {}, {}}), all);
    EXPECT_EQ(silenced({"", "", "so-b", "", "", {}, {}}), all);
}

/// Depends on the subject, as a rule file's condition can.
class LedBy : public model::Condition {
public:
    explicit LedBy(std::string unit) : unit_(std::move(unit)) {}
    tl::expected<bool, std::string> holds(const model::SubjectView& subject) const override {
        if (subject.kind != model::SubjectKind::assignment)
            return tl::make_unexpected(std::string("not an assignment"));
        return std::find(subject.leads.begin(), subject.leads.end(), unit_) != subject.leads.end();
    }
    std::optional<bool> constant_for(model::SubjectKind) const override { return std::nullopt; }

private:
    std::string unit_;
};

TEST(Evaluate, takes_the_first_policy_whose_condition_holds) {
    World world;
    auto special = policy({before("10d")});
    special.condition = std::make_shared<LedBy>("xa-2");
    world.book.policies = {special, policy({before("0d")})};
    world.add("2026-06-12").leads = {world.unit("cac-xa")};
    world.add("2026-06-12");
    EXPECT_THAT(day_by_day(world, "2026-06-01", "2026-06-30"),
                ElementsAre("2026-06-02 lead:-10d xa-1", "2026-06-02 lead:-10d xa-2", "2026-06-02 lead:-10d xa-3",
                            "2026-06-12 lead:0d so-a"));
}

TEST(Evaluate, without_a_policy_that_holds_says_nothing) {
    World world;
    world.book.policies[0].condition = std::make_shared<LedBy>("so-b");
    world.add("2026-06-09");
    EXPECT_THAT(day_by_day(world, "2026-01-02", "2026-12-31"), IsEmpty());
    world.book.policies.clear();
    EXPECT_THAT(day_by_day(world, "2026-01-02", "2026-12-31"), IsEmpty());
}

TEST(Evaluate, orders_reminders_by_recipient_then_due_day_then_subject) {
    World world;
    world.book.policies = {policy({before("1d"), before("0d")})};
    world.add("2026-06-10").leads = {world.unit("xa-1")};
    world.add("2026-06-09").leads = {world.unit("xa-1")};
    world.add("2026-06-10").leads = {world.unit("so-a"), world.unit("xa-1")};
    const auto decision = world.evaluate("2026-06-08T08:00:00", "2026-06-09T08:00:00");
    std::vector<std::string> keys;
    for (const auto& reminder : decision.reminders) {
        keys.push_back(model::reminder_key(reminder, world.snapshot, world.book));
    }
    EXPECT_THAT(keys, ElementsAre("142-kh-ubnd-2025/3 v1 lead:-1d so-a", "142-kh-ubnd-2025/2 v1 lead:0d xa-1",
                                  "142-kh-ubnd-2025/1 v1 lead:-1d xa-1", "142-kh-ubnd-2025/3 v1 lead:-1d xa-1"));
}

TEST(Agenda, visits_every_open_occurrence_with_its_policy) {
    World world;
    world.add("2026-06-09");
    world.add("2026-07-09");
    world.facts(world.add("2026-06-09")).completions = {{"", day("2026-06-01"), ""}};
    const Agenda agenda(world.snapshot, world.book, day("2026-06-01"));
    std::vector<std::uint32_t> seen;
    agenda.for_each([&](const model::Occurrence& occurrence, std::uint16_t policy) {
        EXPECT_EQ(policy, 0);
        EXPECT_EQ(occurrence.due, world.snapshot.assignments[occurrence.index].deadline.due);
        seen.push_back(occurrence.index);
    });
    EXPECT_THAT(seen, ElementsAre(0u, 1u));
    EXPECT_EQ(agenda.size(), 2u);
}

}  // namespace
}  // namespace rules::engine
