#include "rules/engine/explain.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using A = model::Audience::Kind;
using Outcome = ExplainedStage::Outcome;

std::vector<Explanation> explain_all(const World& world, std::string_view key, std::string_view now) {
    return explain(world.snapshot, world.book, model::SubjectKey::parse(key), time(now));
}

Explanation explain_one(const World& world, std::string_view key, std::string_view now) {
    auto all = explain_all(world, key, now);
    EXPECT_EQ(all.size(), 1u) << key;
    return all.empty() ? Explanation{} : all.front();
}

const char* said(Outcome outcome) {
    switch (outcome) {
        case Outcome::before_version: return "before version";
        case Outcome::passed: return "passed";
        case Outcome::will_send: return "will send";
        case Outcome::merged: return "merged";
        case Outcome::silenced: return "silenced";
        case Outcome::acknowledged: return "acknowledged";
        case Outcome::closed: return "closed";
        case Outcome::inhibited: return "inhibited";
    }
    return "";
}

std::vector<std::string> stages(const Explanation& explanation, const World& world) {
    std::vector<std::string> all;
    for (const auto& stage : explanation.stages) {
        const auto& rule = world.book.policies[*explanation.policy].stages[stage.when.stage];
        all.push_back(dates::format_iso(stage.when.day) + " " + model::stage_name(rule, stage.when.repeat) + " " +
                      model::recipient_name(stage.recipient, world.book) + " " + said(stage.outcome));
    }
    return all;
}

constexpr const char* first = "142-kh-ubnd-2025/1";

TEST(Explain, lists_every_stage_as_passed_or_to_come) {
    World world;
    world.add("2026-06-09");
    const auto explanation = explain_one(world, first, "2026-06-02T10:00:00");
    EXPECT_THAT(stages(explanation, world),
                ElementsAre("2026-05-08 lead:-30d so-a passed", "2026-05-26 lead:-14d so-a passed",
                            "2026-06-02 lead:-7d so-a passed", "2026-06-04 lead:-3wd so-a will send",
                            "2026-06-08 lead:-1wd so-a will send", "2026-06-09 lead:0d so-a will send"));
    EXPECT_EQ(explanation.nothing, Stop::none);
    EXPECT_EQ(explanation.status, model::Status::due_soon);
    EXPECT_EQ(explanation.key.text(), first);
    EXPECT_EQ(explanation.stages[3].at, time("2026-06-04T08:00:00"));
}

TEST(Explain, says_what_moved_a_day) {
    World world;
    world.book.policies = {policy({before("1d"), before("1wd"), before("7d"), after("1d", A::lead)})};
    world.add("2026-02-21");  // the Saturday after Tết
    const auto explanation = explain_one(world, first, "2026-01-02T10:00:00");
    ASSERT_THAT(explanation.stages, SizeIs(4));
    const auto& steps_of_1wd = explanation.stages[0].steps;  // Thu 12/02
    EXPECT_EQ(explanation.stages[0].when.day, day("2026-02-12"));
    ASSERT_THAT(steps_of_1wd, SizeIs(5));
    EXPECT_EQ(steps_of_1wd[0].entry->name, "Tết Nguyên đán");
    const auto& moved = explanation.stages[1];  // the 20th is off, back to Fri 13/02
    EXPECT_EQ(moved.when.nominal, day("2026-02-20"));
    EXPECT_EQ(moved.when.day, day("2026-02-13"));
    ASSERT_THAT(moved.steps, SizeIs(7));
    EXPECT_EQ(moved.steps[0].kind, CalendarStep::Kind::weekend);
    EXPECT_EQ(moved.steps[2].kind, CalendarStep::Kind::day_off);
    EXPECT_EQ(explanation.stages[3].when.day, day("2026-02-23"));
    EXPECT_FALSE(moved.provisional);
}

TEST(Explain, names_a_saturday_that_is_worked_instead) {
    World world;
    world.book.policies = {policy({before("1wd")})};
    world.add("2026-08-24");
    const auto explanation = explain_one(world, first, "2026-01-02T10:00:00");
    EXPECT_EQ(explanation.stages[0].when.day, day("2026-08-22"));
    ASSERT_THAT(explanation.stages[0].steps, SizeIs(1));
    EXPECT_EQ(explanation.stages[0].steps[0].kind, CalendarStep::Kind::worked);
}

TEST(Explain, marks_years_that_are_only_computed) {
    World world;
    world.add("2027-01-05");
    for (const auto& stage : explain_one(world, first, "2026-01-02T10:00:00").stages) EXPECT_TRUE(stage.provisional);
}

TEST(Explain, points_to_the_stage_that_speaks_for_a_merged_one) {
    World world;
    world.book.policies = {policy({before("1d"), before("0d")})};
    world.add("2026-11-15");
    const auto explanation = explain_one(world, first, "2026-11-01T10:00:00");
    EXPECT_THAT(stages(explanation, world),
                ElementsAre("2026-11-13 lead:0d so-a will send", "2026-11-13 lead:-1d so-a merged"));
    EXPECT_EQ(explanation.stages[1].merged_into, 0u);
}

TEST(Explain, lists_the_last_repeat_and_the_next_few) {
    World world;
    world.book.policies = {policy({every("2wd"), after("10wd", A::planning_office)})};
    world.add("2026-06-09");
    const auto explanation = explain_one(world, first, "2026-06-16T10:00:00");
    EXPECT_THAT(
        stages(explanation, world),
        ElementsAre("2026-06-15 lead:+4wd so-a passed", "2026-06-17 lead:+6wd so-a will send",
                    "2026-06-19 lead:+8wd so-a will send", "2026-06-23 planning-office:+10wd ke-hoach will send",
                    "2026-06-23 lead:+10wd so-a will send", "2026-06-25 lead:+12wd so-a will send"));
    EXPECT_TRUE(explanation.repeats_go_on);
    EXPECT_EQ(explanation.status, model::Status::overdue);
}

TEST(Explain, ends_where_repeats_end) {
    World world;
    world.book.policies = {policy({every("2wd", "7d")})};
    world.add("2026-06-09");
    const auto explanation = explain_one(world, first, "2026-06-01T10:00:00");
    EXPECT_THAT(explanation.stages, SizeIs(2));
    EXPECT_FALSE(explanation.repeats_go_on);
}

TEST(Explain, says_that_a_subject_is_done_and_what_it_is_spared) {
    World world;
    world.facts(world.add("2026-06-09")).completions = {{"", day("2026-06-03"), "15/BC"}};
    const auto explanation = explain_one(world, first, "2026-06-03T10:00:00");
    EXPECT_EQ(explanation.nothing, Stop::done);
    EXPECT_EQ(explanation.completion->document, "15/BC");
    EXPECT_EQ(explanation.status, model::Status::done_on_time);
    EXPECT_EQ(explanation.stages.back().outcome, Outcome::closed);
    EXPECT_EQ(explanation.stages.front().outcome, Outcome::passed);
}

TEST(Explain, says_why_nothing_is_sent) {
    const auto nothing = [](deadlines::Kind kind) {
        World world;
        deadlines::Meaning meaning;
        meaning.kind = kind;
        world.add(meaning);
        return explain_one(world, first, "2026-06-03T10:00:00").nothing;
    };
    EXPECT_EQ(nothing(deadlines::Kind::conditional), Stop::conditional);
    EXPECT_EQ(nothing(deadlines::Kind::continuous), Stop::continuous);
    EXPECT_EQ(nothing(deadlines::Kind::unresolved), Stop::unresolved);
    World world;
    world.facts(world.add("2026-06-09")).cancelled = model::Cancellation{day("2026-06-01"), "thu hồi"};
    EXPECT_EQ(explain_one(world, first, "2026-06-03T10:00:00").nothing, Stop::cancelled);
    world.add("2026-06-09");
    world.book.policies.clear();
    EXPECT_EQ(explain_one(world, "142-kh-ubnd-2025/2", "2026-06-03T10:00:00").nothing, Stop::no_policy);
}

TEST(Explain, keeps_the_history_of_versions) {
    World world;
    world.facts(world.add("2026-06-09")).extensions = {{"", day("2026-06-30"), "công văn 5", day("2026-06-05")}};
    const auto explanation = explain_one(world, first, "2026-06-08T10:00:00");
    ASSERT_THAT(explanation.versions, SizeIs(2));
    EXPECT_EQ(explanation.versions[0].due, day("2026-06-09"));
    EXPECT_EQ(explanation.versions[1].extension->basis, "công văn 5");
    EXPECT_THAT(stages(explanation, world), testing::IsSupersetOf({"2026-05-29 lead:-30d so-a before version",
                                                                   "2026-06-16 lead:-14d so-a will send"}));
    EXPECT_EQ(explanation.occurrence.version, 2);
}

TEST(Explain, tells_silenced_from_acknowledged) {
    World world;
    world.facts(world.add("2026-06-09")).acknowledgements = {{"so-a", day("2026-06-04")}};
    world.snapshot.silences = {
        {"", "", "so-a", "văn thư", "nghỉ", time("2026-06-08T00:00:00"), time("2026-06-09T00:00:00")}};
    EXPECT_THAT(stages(explain_one(world, first, "2026-06-03T10:00:00"), world),
                testing::IsSupersetOf({"2026-06-04 lead:-3wd so-a acknowledged", "2026-06-08 lead:-1wd so-a silenced",
                                       "2026-06-09 lead:0d so-a will send"}));
}

struct ExplainReportTest : testing::Test {
    ExplainReportTest() {
        model::ReportRule rule;
        rule.id = "quy";
        rule.from = {world.unit("cac-xa")};
        rule.recurrence.emplace().period = dates::PeriodKind::quarter;
        rule.valid_until = day("2026-12-31");
        world.book.reports = {rule};
    }
    World world;
};

TEST_F(ExplainReportTest, explains_the_open_periods_and_the_next_one) {
    world.report_facts("quy/xa-1").completions = {{"2026-Q1", day("2026-03-20"), ""}};
    std::vector<std::string> keys;
    for (const auto& explanation : explain_all(world, "quy/xa-1", "2026-08-15T10:00:00"))
        keys.push_back(explanation.key.text());
    EXPECT_THAT(keys, ElementsAre("quy/xa-1@2026-Q2", "quy/xa-1@2026-Q3"));
}

TEST_F(ExplainReportTest, explains_a_period_that_is_named) {
    const auto explanation = explain_one(world, "quy/xa-2@2026-Q4", "2026-08-15T10:00:00");
    EXPECT_EQ(explanation.occurrence.due, day("2026-12-31"));
    EXPECT_EQ(explanation.nothing, Stop::none);
    EXPECT_THAT(explanation.stages, SizeIs(6));
    EXPECT_EQ(explain_one(world, "quy/xa-2@2027-Q1", "2026-08-15T10:00:00").nothing, Stop::not_tracked);
    world.book.reports[0].recurrence->only = deadlines::PeriodSet::of(2);
    EXPECT_EQ(explain_one(world, "quy/xa-2@2026-Q4", "2026-08-15T10:00:00").nothing, Stop::not_asked_for);
}

TEST_F(ExplainReportTest, knows_no_other_subject) {
    world.add("2026-06-09");
    for (const auto* key : {"quy/so-a", "quy/xa-1@2026", "quy/xa-1@x", "142-kh-ubnd-2025/2", "142-kh-ubnd-2025/1@2026",
                            "", "/", "142-kh-ubnd-2025/01"}) {
        EXPECT_THAT(explain_all(world, key, "2026-08-15T10:00:00"), IsEmpty()) << key;
    }
}

TEST_F(ExplainReportTest, foretells_what_evaluation_then_says) {
    world.book.policies = {policy({before("7d"), before("1d"), before("0d"), every("2wd", "30d"),
                                   after("3wd", A::planning_office), after("3wd", A::unit_head)})};
    const auto explanation = explain_one(world, "quy/xa-1@2026-Q2", "2026-06-01T10:00:00");
    std::vector<std::string> foretold;
    for (const auto& stage : explanation.stages) {
        const auto& rule = world.book.policies[0].stages[stage.when.stage];
        foretold.push_back(dates::format_iso(stage.when.day) + " " + model::stage_name(rule, stage.when.repeat) + " " +
                           model::recipient_name(stage.recipient, world.book) +
                           (stage.outcome == Outcome::merged ? " merged" : ""));
    }
    world.book.reports[0].from = {world.unit("xa-1")};
    const auto last = dates::format_iso(explanation.stages.back().when.day);
    EXPECT_EQ(day_by_day(world, "2026-06-02", last), foretold);
}

}  // namespace
}  // namespace rules::engine
