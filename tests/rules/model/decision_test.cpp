#include "rules/model/decision.hpp"

#include <gtest/gtest.h>

namespace rules::model {
namespace {

Stage stage(Stage::Kind kind, Offset offset, Audience::Kind audience, std::string text = {}) {
    Stage made;
    made.kind = kind;
    made.offset = offset;
    made.audience.kind = audience;
    made.audience.text = std::move(text);
    return made;
}

TEST(StageName, says_audience_and_signed_offset) {
    using K = Stage::Kind;
    using A = Audience::Kind;
    EXPECT_EQ(stage_name(stage(K::before, {7, false}, A::lead), 1), "lead:-7d");
    EXPECT_EQ(stage_name(stage(K::before, {0, false}, A::lead), 1), "lead:0d");
    EXPECT_EQ(stage_name(stage(K::before, {3, true}, A::support), 1), "support:-3wd");
    EXPECT_EQ(stage_name(stage(K::every, {2, true}, A::lead), 2), "lead:+4wd");
    EXPECT_EQ(stage_name(stage(K::after, {1, true}, A::unit_head), 1), "unit.head:+1wd");
    EXPECT_EQ(stage_name(stage(K::after, {3, false}, A::planning_office), 1), "planning-office:+3d");
    EXPECT_EQ(stage_name(stage(K::after, {1, false}, A::recipient), 1), "recipient:+1d");
    EXPECT_EQ(stage_name(stage(K::after, {1, false}, A::collector), 1), "collector:+1d");
    EXPECT_EQ(stage_name(stage(K::after, {3, false}, A::unit, "so-y-te"), 1), "so-y-te:+3d");
}

struct World {
    World() {
        Unit health;
        health.id = "so-y-te";
        health.name = "Sở Y tế";
        std::vector<UnitDirectory::Fault> faults;
        book.units = UnitDirectory::make({health}, {}, faults);
        Policy policy;
        policy.stages = {stage(Stage::Kind::before, {7, false}, Audience::Kind::lead)};
        book.policies = {policy};
        ReportRule rule;
        rule.id = "kh142-nam";
        book.reports = {rule};
        Plan plan;
        plan.id = "142-kh-ubnd-2025";
        snapshot.plans = {plan};
        Assignment assignment;
        assignment.seq = 12;
        snapshot.assignments = {assignment};
    }
    RuleBook book;
    Snapshot snapshot;
};

TEST(ReminderKey, names_subject_version_stage_and_recipient) {
    const World world;
    Reminder reminder;
    reminder.recipient = {UnitIndex{0}, true};
    EXPECT_EQ(reminder_key(reminder, world.snapshot, world.book), "142-kh-ubnd-2025/12 v1 lead:-7d so-y-te:head");
}

TEST(ReminderKey, of_a_report_names_rule_reporter_and_period) {
    const World world;
    Reminder reminder;
    reminder.occurrence.kind = SubjectKind::report;
    reminder.occurrence.period = dates::Period{dates::PeriodKind::year, 1, 2026};
    reminder.occurrence.version = 2;
    EXPECT_EQ(reminder_key(reminder, world.snapshot, world.book), "kh142-nam/so-y-te@2026 v2 lead:-7d so-y-te");
}

}  // namespace
}  // namespace rules::model
