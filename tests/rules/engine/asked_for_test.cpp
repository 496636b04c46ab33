#include "rules/engine/explain.hpp"
#include "rules/engine/simulate.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// What somebody asks for beside the documents: reports on request, and values of indicators.
namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

struct AskedForTest : testing::Test {
    AskedForTest() {
        world.book.policies = {policy({before("7d"), before("0d"), every("7d", "14d")})};
        model::ReportRule rule;
        rule.id = "dot-xuat";
        rule.from = {world.unit("cac-xa")};
        rule.on_request = true;
        world.book.reports = {rule};
    }
    model::ReportRequest& ask(std::uint16_t number, const char* due, std::vector<std::string> units = {}) {
        model::ReportRequest request;
        request.rule = "dot-xuat";
        request.number = number;
        request.due = day(due);
        request.asked = day("2026-06-01");
        request.units = std::move(units);
        world.snapshot.requests.push_back(request);
        return world.snapshot.requests.back();
    }
    /// A rule that asks for the values of an indicator of so-a, so-b each quarter.
    void ask_for_values() {
        model::ReportRule rule;
        rule.id = "chi-tieu";
        rule.indicators = model::AskedIndicators{"142-kh-ubnd-2025", {}};
        rule.recurrence = deadlines::Recurrence{};
        rule.recurrence->period = dates::PeriodKind::quarter;
        world.book.reports.push_back(rule);
        model::TrackedIndicator indicator;
        indicator.seq = 3;
        indicator.name = "Tỷ lệ bao phủ";
        indicator.owners = {world.unit("so-a"), world.unit("so-b")};
        world.snapshot.indicators.push_back(indicator);
    }
    std::vector<std::string> keys(const char* after_time, const char* until) {
        std::vector<std::string> all;
        for (const auto& reminder : world.evaluate(after_time, until).reminders)
            all.push_back(model::reminder_key(reminder, world.snapshot, world.book));
        return all;
    }
    World world;
};

TEST_F(AskedForTest, a_request_is_reminded_of_under_a_key_of_its_own) {
    ask(1, "2026-06-12");
    ask(2, "2026-06-12", {"xa-2"});
    EXPECT_THAT(keys("2026-06-11T08:00:00", "2026-06-12T08:00:00"),
                ElementsAre("dot-xuat/xa-1@R1 v1 lead:0d xa-1", "dot-xuat/xa-2@R1 v1 lead:0d xa-2",
                            "dot-xuat/xa-2@R2 v1 lead:0d xa-2", "dot-xuat/xa-3@R1 v1 lead:0d xa-3"));
}

TEST_F(AskedForTest, an_answer_closes_one_request_of_one_unit) {
    ask(1, "2026-06-12", {"xa-1"});
    ask(2, "2026-06-12", {"xa-1"});
    world.report_facts("dot-xuat/xa-1").completions = {{"R1", day("2026-06-05"), ""}};
    EXPECT_THAT(keys("2026-06-11T08:00:00", "2026-06-12T08:00:00"), ElementsAre("dot-xuat/xa-1@R2 v1 lead:0d xa-1"));
}

TEST_F(AskedForTest, an_extension_moves_one_request) {
    ask(1, "2026-06-12", {"xa-1"});
    world.report_facts("dot-xuat/xa-1").extensions = {{"R1", day("2026-06-19"), "", day("2026-06-10")}};
    EXPECT_THAT(keys("2026-06-18T08:00:00", "2026-06-19T08:00:00"), ElementsAre("dot-xuat/xa-1@R1 v2 lead:0d xa-1"));
}

TEST_F(AskedForTest, a_fresh_request_says_what_it_has_missed_on_the_next_morning) {
    world.snapshot.evaluated_until = time("2026-06-08T08:00:00");
    ask(1, "2026-06-12", {"xa-1"}).fresh = true;
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-06-08T10:00:00")), time("2026-06-09T08:00:00"));
    EXPECT_THAT(lines(agenda.evaluate({time("2026-06-08T08:00:00"), time("2026-06-09T08:00:00")}), world),
                ElementsAre("2026-06-05 lead:-7d xa-1 late"));
}

TEST_F(AskedForTest, a_rule_without_requests_asks_nobody) {
    EXPECT_THAT(keys("2026-01-01T08:00:00", "2026-12-31T08:00:00"), IsEmpty());
    EXPECT_THAT(
        explain(world.snapshot, world.book, model::SubjectKey::parse("dot-xuat/xa-1"), time("2026-06-05T10:00:00")),
        IsEmpty());
}

TEST_F(AskedForTest, explain_knows_requests_by_their_key) {
    ask(1, "2026-06-12", {"xa-1"});
    ask(2, "2026-06-15", {"xa-1"});
    const auto now = time("2026-06-05T10:00:00");
    const auto all = explain(world.snapshot, world.book, model::SubjectKey::parse("dot-xuat/xa-1"), now);
    ASSERT_EQ(all.size(), 2U);
    const auto one = explain(world.snapshot, world.book, model::SubjectKey::parse("dot-xuat/xa-1@R2"), now);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].key.text(), "dot-xuat/xa-1@R2");
    EXPECT_EQ(one[0].occurrence.due, day("2026-06-15"));
    EXPECT_EQ(one[0].request, &world.snapshot.requests[1]);
    EXPECT_THAT(explain(world.snapshot, world.book, model::SubjectKey::parse("dot-xuat/xa-2@R2"), now), IsEmpty());
}

TEST_F(AskedForTest, a_missing_value_is_reminded_of_for_each_owner) {
    ask_for_values();
    EXPECT_THAT(
        keys("2026-06-29T08:00:00", "2026-06-30T08:00:00"),
        ElementsAre("142-kh-ubnd-2025/ct3@2026-Q2 v1 lead:0d so-a", "142-kh-ubnd-2025/ct3@2026-Q2 v1 lead:0d so-b"));
}

TEST_F(AskedForTest, a_value_ends_the_reminders_of_its_period) {
    ask_for_values();
    world.report_facts("142-kh-ubnd-2025/ct3").completions = {{"2026-Q2", day("2026-06-20"), ""}};
    EXPECT_THAT(keys("2026-06-29T08:00:00", "2026-06-30T08:00:00"), IsEmpty());
    EXPECT_THAT(keys("2026-09-29T08:00:00", "2026-09-30T08:00:00"), testing::SizeIs(2));
}

TEST_F(AskedForTest, only_the_indicators_that_are_named_are_asked_for) {
    ask_for_values();
    world.book.reports.back().indicators = model::AskedIndicators{"", {"142-kh-ubnd-2025/ct4"}};
    EXPECT_THAT(keys("2026-06-29T08:00:00", "2026-06-30T08:00:00"), IsEmpty());
    world.book.reports.back().indicators = model::AskedIndicators{"", {"142-kh-ubnd-2025/ct3"}};
    EXPECT_THAT(keys("2026-06-29T08:00:00", "2026-06-30T08:00:00"), testing::SizeIs(2));
}

TEST_F(AskedForTest, a_silence_of_the_plan_covers_its_indicators) {
    ask_for_values();
    model::Silence silence;
    silence.plan = "142-kh-ubnd-2025";
    silence.from = time("2026-01-01T00:00:00");
    silence.until = time("2027-01-01T00:00:00");
    world.snapshot.silences = {silence};
    EXPECT_THAT(keys("2026-06-29T08:00:00", "2026-06-30T08:00:00"), IsEmpty());
}

TEST_F(AskedForTest, explain_knows_indicators) {
    ask_for_values();
    const auto found = explain(world.snapshot, world.book, model::SubjectKey::parse("142-kh-ubnd-2025/ct3@2026-Q2"),
                               time("2026-06-05T10:00:00"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].key.text(), "142-kh-ubnd-2025/ct3@2026-Q2");
    EXPECT_FALSE(found[0].stages.empty());
}

TEST_F(AskedForTest, a_simulated_year_says_what_waking_each_morning_says) {
    ask_for_values();
    ask(1, "2026-06-12");
    std::vector<std::string> simulated;
    simulate(world.snapshot, world.book, time("2026-01-01T08:00:00"), time("2026-12-31T23:00:00"),
             [&](const model::Decision& decision, const model::Snapshot&) {
                 for (std::string& text : lines(decision, world)) simulated.push_back(std::move(text));
             });
    EXPECT_THAT(simulated, testing::ElementsAreArray(day_by_day(world, "2026-01-02", "2026-12-31")));
}

}  // namespace
}  // namespace rules::engine
