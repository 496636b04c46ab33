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

TEST(ResponsibleUnits, of_large_groups_are_each_named_once_in_the_order_of_the_document) {
    constexpr std::uint32_t count = 40;
    std::vector<Unit> units(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        units[i].id = units[i].name = "u" + std::to_string(i);
        units[i].tags = {"so"};
    }
    Unit everybody;
    everybody.id = everybody.name = "tat-ca";
    everybody.members_tagged = "so";
    units.push_back(everybody);
    World world;
    std::vector<UnitDirectory::Fault> faults;
    world.book.units = UnitDirectory::make(std::move(units), {}, faults);
    ASSERT_TRUE(faults.empty());
    world.snapshot.assignments[0].leads = {UnitIndex{20}, UnitIndex{count}, UnitIndex{39}, UnitIndex{count}};

    const auto named = responsible_units({}, world.snapshot, world.book);

    ASSERT_EQ(named.size(), count);
    EXPECT_EQ(named[0], UnitIndex{20});
    EXPECT_EQ(named[1], UnitIndex{0});
    EXPECT_EQ(named[21], UnitIndex{21});
    EXPECT_EQ(named[39], UnitIndex{39});
}

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
