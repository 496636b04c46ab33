#include "rules/engine/checks.hpp"
#include "rules/engine/simulate.hpp"
#include "rules/language/condition/check_condition.hpp"
#include "tests/rules/engine/world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine::test {
namespace {

using model::Alert;
using model::CheckEach;
using testing::ElementsAre;
using testing::IsEmpty;

model::Check check(std::string id, CheckEach each, std::string_view when, std::string_view repeated = {}) {
    model::Check made;
    made.id = std::move(id);
    made.each = each;
    made.when = when;
    made.condition = language::condition::compile_check_condition(when, each).value();
    made.to = {{model::Audience::Kind::planning_office, {}, "planning-office"}};
    made.message.parts = {{"cảnh báo", std::nullopt}};
    if (!repeated.empty()) made.every = offset(repeated);
    return made;
}

std::string line(const Alert& alert) {
    return fmt::format("{} {} {}", model::alert_kind_name(alert.kind), alert.key, dates::format_iso(alert.since));
}

struct Mornings {
    explicit Mornings(World& all) : world(all) {}

    /// What is told on a day; the states go on to the next one.
    std::vector<std::string> on(std::string_view today) {
        CheckResult result = evaluate_checks({world.snapshot, world.book, day(today)}, states);
        states = std::move(result.states);
        faults = std::move(result.faults);
        std::vector<std::string> told;
        for (const Alert& alert : result.alerts) {
            if (alert.kind != Alert::Kind::standing) told.push_back(line(alert));
        }
        return told;
    }

    World& world;
    std::vector<model::CheckState> states;
    std::vector<std::string> faults;
};

TEST(Checks, an_alert_is_told_when_it_is_raised_and_once_when_it_clears) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1")};
    model::Assignment& assignment = world.add("2026-06-01");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-01"), IsEmpty());
    EXPECT_THAT(mornings.on("2026-06-02"), ElementsAre("raised cham/so-a 2026-06-02"));
    EXPECT_THAT(mornings.on("2026-06-03"), IsEmpty());
    world.facts(assignment).completions.push_back({"", day("2026-06-03"), ""});
    EXPECT_THAT(mornings.on("2026-06-04"), ElementsAre("cleared cham/so-a 2026-06-02"));
    EXPECT_THAT(mornings.on("2026-06-05"), IsEmpty());
    EXPECT_THAT(mornings.states, IsEmpty());
}

TEST(Checks, what_stays_true_is_told_again_after_every) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1", "7d")};
    world.add("2026-06-01");
    Mornings mornings(world);
    mornings.on("2026-06-02");
    EXPECT_THAT(mornings.on("2026-06-08"), IsEmpty());
    EXPECT_THAT(mornings.on("2026-06-09"), ElementsAre("repeated cham/so-a 2026-06-02"));
    EXPECT_THAT(mornings.on("2026-06-15"), IsEmpty());
    EXPECT_THAT(mornings.on("2026-06-16"), ElementsAre("repeated cham/so-a 2026-06-02"));
}

TEST(Checks, working_days_of_every_leave_out_days_off) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1", "2wd")};
    world.add("2026-04-01");
    Mornings mornings(world);
    mornings.on("2026-04-24");  // a Friday; Monday is Giỗ Tổ
    EXPECT_THAT(mornings.on("2026-04-28"), IsEmpty());
    EXPECT_THAT(mornings.on("2026-04-29"), ElementsAre("repeated cham/so-a 2026-04-24"));
}

TEST(Checks, a_rate_without_a_denominator_raises_nothing) {
    World world;
    world.book.checks = {check("thap", CheckEach::unit, "unit.on_time_rate < 0.8"),
                         check("khong-cao", CheckEach::unit, "!(unit.on_time_rate >= 0.8)")};
    world.add("2026-12-31");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-09"), IsEmpty());
    EXPECT_THAT(mornings.faults, IsEmpty());
}

TEST(Checks, a_field_without_a_value_does_not_hide_what_else_is_true) {
    World world;
    world.book.checks = {check("thap", CheckEach::unit, "unit.assigned >= 1 || unit.on_time_rate < 0.8")};
    world.add("2026-12-31");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-09"), ElementsAre("raised thap/so-a 2026-06-09"));
}

TEST(Checks, a_condition_that_fails_is_named_and_leaves_its_alert) {
    World world;
    world.book.checks = {check("chia", CheckEach::unit, "1 / unit.overdue >= 1")};
    model::Assignment& assignment = world.add("2026-06-01");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-02"), ElementsAre("raised chia/so-a 2026-06-02"));
    world.facts(assignment).completions.push_back({"", day("2026-06-03"), ""});
    EXPECT_THAT(mornings.on("2026-06-04"), IsEmpty());
    EXPECT_FALSE(mornings.faults.empty());
    EXPECT_EQ(mornings.states.size(), 1U);
}

TEST(Checks, each_assignment_is_looked_at_by_itself) {
    World world;
    world.book.checks = {
        check("qua-lau", CheckEach::assignment, "assignment.status == 'overdue' && assignment.days_overdue > 30")};
    world.add("2026-05-01");
    world.add("2026-06-01");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-09"), ElementsAre("raised qua-lau/142-kh-ubnd-2025/1 2026-06-09"));
}

TEST(Checks, conditions_may_ask_for_today) {
    World world;
    world.book.checks = {check("cuoi-nam", CheckEach::plan, "today >= date('2026-12-01') && plan.open > 0")};
    world.add("2026-12-31");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-11-30"), IsEmpty());
    EXPECT_THAT(mornings.on("2026-12-01"), ElementsAre("raised cuoi-nam/142-kh-ubnd-2025 2026-12-01"));
}

TEST(Checks, channels_are_left_as_they_were_where_nobody_knows_them) {
    World world;
    world.book.checks = {check("ket", CheckEach::channel, "channel.waiting > 10")};
    const std::vector<model::ChannelCounts> counts{{"mail", 5, 0, 12, 3}};
    CheckInput input{world.snapshot, world.book, day("2026-06-09")};
    input.channels = counts;
    const CheckResult first = evaluate_checks(input, {});
    ASSERT_EQ(first.alerts.size(), 1U);
    EXPECT_EQ(line(first.alerts.front()), "raised ket/mail 2026-06-09");
    input.channels.reset();
    const CheckResult second = evaluate_checks(input, first.states);
    EXPECT_THAT(second.alerts, IsEmpty());
    EXPECT_EQ(second.states, first.states);
}

TEST(Checks, a_check_that_is_no_longer_there_ends_without_a_word) {
    World world;
    const std::vector<model::CheckState> before{{"cu/so-a", day("2026-06-01"), day("2026-06-01"), "cũ", {"ke-hoach"}}};
    const CheckResult result = evaluate_checks({world.snapshot, world.book, day("2026-06-09")}, before);
    EXPECT_THAT(result.alerts, IsEmpty());
    EXPECT_THAT(result.states, IsEmpty());
}

TEST(Checks, the_unit_concerned_and_its_head_may_be_told) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1")};
    world.book.checks.front().to = {{model::Audience::Kind::lead, {}, "unit"},
                                    {model::Audience::Kind::unit_head, {}, "unit.head"}};
    world.add("2026-06-01");
    const CheckResult result = evaluate_checks({world.snapshot, world.book, day("2026-06-09")}, {});
    ASSERT_EQ(result.alerts.size(), 1U);
    EXPECT_THAT(result.alerts.front().recipients, ElementsAre("so-a", "so-a:head"));
}

TEST(Checks, an_alert_says_the_values_that_its_condition_names) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1 && unit.on_time_rate < 0.8")};
    world.add("2026-06-01");
    const CheckResult result = evaluate_checks({world.snapshot, world.book, day("2026-06-09")}, {});
    ASSERT_EQ(result.alerts.size(), 1U);
    using Pair = std::pair<std::string, std::string>;
    EXPECT_THAT(result.alerts.front().values,
                ElementsAre(Pair{"unit.overdue", "1"}, Pair{"unit.on_time_rate", "0/1 (0 %)"}));
}

TEST(Checks, are_looked_at_on_working_mornings_only) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1")};
    const auto morning = [&](std::string_view after, std::string_view until) {
        return morning_for_checks(world.snapshot, world.book, {time(after), time(until)});
    };
    EXPECT_EQ(morning("2026-06-08T08:00:00", "2026-06-09T08:00:00"), day("2026-06-09"));
    EXPECT_EQ(morning("2026-06-08T08:00:00", "2026-06-09T07:59:59"), std::nullopt);
    EXPECT_EQ(morning("2026-06-05T08:00:00", "2026-06-07T20:00:00"), std::nullopt);  // a week-end
    EXPECT_EQ(morning("2026-06-01T08:00:00", "2026-06-07T20:00:00"), day("2026-06-05"));
    EXPECT_EQ(next_morning_for_checks(world.snapshot, world.book, time("2026-06-05T08:00:00")),
              time("2026-06-08T08:00:00"));
    world.book.checks.clear();
    EXPECT_EQ(next_morning_for_checks(world.snapshot, world.book, time("2026-06-05T08:00:00")), std::nullopt);
}

TEST(Checks, a_simulation_wakes_up_for_them) {
    World world;
    world.book.policies = {policy({})};
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1", "7d")};
    world.add("2026-06-05");
    std::vector<std::string> told;
    simulate(world.snapshot, world.book, time("2026-06-01T00:00:00"), time("2026-06-16T23:59:59"),
             [&](const model::Decision& decision, const model::Snapshot&) {
                 for (const Alert& alert : decision.alerts)
                     told.push_back(dates::format_iso(dates::date_of(decision.until)) + " " + line(alert));
             });
    EXPECT_THAT(told,
                ElementsAre("2026-06-08 raised cham/so-a 2026-06-08", "2026-06-15 repeated cham/so-a 2026-06-08"));
}

TEST(Checks, an_alert_that_nobody_could_be_told_of_is_raised_again) {
    World world;
    world.book.checks = {check("cham", CheckEach::unit, "unit.overdue >= 1")};
    model::Assignment& assignment = world.add("2026-06-01");
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-02"), ElementsAre("raised cham/so-a 2026-06-02"));
    mornings.states.front().recipients.clear();
    EXPECT_THAT(mornings.on("2026-06-03"), ElementsAre("raised cham/so-a 2026-06-02"));
    EXPECT_THAT(mornings.on("2026-06-04"), IsEmpty());
    mornings.states.front().recipients.clear();
    world.facts(assignment).completions = {{"", day("2026-06-04"), ""}};
    EXPECT_THAT(mornings.on("2026-06-05"), IsEmpty());
}

TEST(Checks, titles_are_asked_for_together_and_only_for_what_is_told) {
    World world;
    model::Check named = check("cham", CheckEach::assignment, "assignment.status == 'overdue'");
    const auto fields = model::check_fields(CheckEach::assignment);
    named.message.parts = {{"chậm: ", fields.size() - 1}};
    ASSERT_EQ(fields.back().name, "title");
    world.book.checks = {named};
    world.add("2026-06-01");
    world.add("2026-12-31");
    world.add("2026-06-01");
    int calls = 0;
    CheckInput input{world.snapshot, world.book, day("2026-06-09")};
    input.only_told = true;
    input.titles = [&](std::span<const std::uint32_t> assignments) {
        ++calls;
        EXPECT_THAT(assignments, ElementsAre(0U, 2U));
        return std::vector<std::string>{"Một", "Ba"};
    };
    const CheckResult first = evaluate_checks(input, {});
    ASSERT_EQ(first.alerts.size(), 2U);
    EXPECT_EQ(first.alerts[1].message, "chậm: Ba");
    const CheckResult second = evaluate_checks(input, first.states);
    EXPECT_THAT(second.alerts, IsEmpty());
    EXPECT_EQ(second.states, first.states);
    EXPECT_EQ(calls, 1);
}

TEST(Checks, alerts_without_checks_end_on_the_first_morning_of_a_simulation) {
    World world;
    world.snapshot.alerts_stand = true;  // of a scope that has not read them
    const auto after = simulate(world.snapshot, world.book, time("2026-06-01T00:00:00"), time("2026-06-30T23:59:59"),
                                [](const model::Decision&, const model::Snapshot&) {});
    EXPECT_FALSE(after.alerts_stand);
}

TEST(Checks, a_report_on_request_is_looked_at_like_any_other) {
    World world;
    world.book.checks = {check("thieu", CheckEach::report, "report.status == 'overdue' && report.rule == 'dot-xuat'")};
    model::ReportRule rule;
    rule.id = "dot-xuat";
    rule.from = {world.unit("xa-1")};
    rule.on_request = true;
    world.book.reports = {rule};
    model::ReportRequest request;
    request.rule = "dot-xuat";
    request.due = day("2026-06-01");
    world.snapshot.requests = {request};
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-06-02"), ElementsAre("raised thieu/dot-xuat/xa-1@R1 2026-06-02"));
}

TEST(Checks, an_indicator_is_looked_at_period_by_period) {
    World world;
    world.book.checks = {
        check("thieu", CheckEach::indicator, "indicator.standing == 'missing' && indicator.days_overdue > 0"),
        check("khong-dat", CheckEach::indicator, "indicator.standing == 'off_target' && indicator.value < 50.0")};
    model::ReportRule rule;
    rule.id = "chi-tieu";
    rule.indicators = model::AskedIndicators{"142-kh-ubnd-2025", {}};
    rule.recurrence = deadlines::Recurrence{};
    rule.recurrence->period = dates::PeriodKind::quarter;
    world.book.reports = {rule};
    model::TrackedIndicator indicator;
    indicator.seq = 3;
    indicator.owners = {world.unit("so-a")};
    indicator.targets = {{2026, model::Comparator::at_least, 97.0, "≥ 97"}};
    indicator.measures = {{"2026-Q1", 40.0, "40", "", day("2026-03-30")}};
    world.snapshot.indicators = {indicator};
    world.report_facts("142-kh-ubnd-2025/ct3").completions = {{"2026-Q1", day("2026-03-30"), ""}};
    Mornings mornings(world);
    EXPECT_THAT(mornings.on("2026-07-01"), ElementsAre("raised khong-dat/142-kh-ubnd-2025/ct3@2026-Q1 2026-07-01",
                                                       "raised thieu/142-kh-ubnd-2025/ct3@2026-Q2 2026-07-01"));
}

}  // namespace
}  // namespace rules::engine::test
