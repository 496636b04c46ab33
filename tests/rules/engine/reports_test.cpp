#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Recurring duties: reports, and assignments that come back each period.
namespace rules::engine {
namespace {

using namespace test;
using dates::PeriodKind;
using deadlines::DuePlace;
using testing::ElementsAre;
using testing::IsEmpty;
using A = model::Audience::Kind;

/// "trước ngày 10/6" of the year: the last acceptable day is 9 June.
deadlines::Recurrence before_day(PeriodKind period, int month, int day_of_month, int only = 0) {
    deadlines::Recurrence recurrence;
    recurrence.period = period;
    if (only != 0) recurrence.only = deadlines::PeriodSet::of(only);
    recurrence.due.anchor = DuePlace::Anchor::month_of_year;
    recurrence.due.month = static_cast<std::int8_t>(month);
    recurrence.due.day = static_cast<std::int8_t>(day_of_month);
    recurrence.due.shift_days = -1;
    return recurrence;
}

deadlines::Recurrence at_end_of(PeriodKind period) {
    deadlines::Recurrence recurrence;
    recurrence.period = period;
    return recurrence;
}

struct ReportsTest : testing::Test {
    model::ReportRule& add(const char* id, const deadlines::Recurrence& recurrence, const char* from = "so-a") {
        model::ReportRule rule;
        rule.id = id;
        rule.from = {world.unit(from)};
        rule.recurrence = recurrence;
        world.book.reports.push_back(rule);
        return world.book.reports.back();
    }
    std::vector<std::string> sent_keys(const char* first, const char* last) {
        std::vector<std::string> keys;
        const Agenda agenda(world.snapshot, world.book, day(last));
        const Window window{dates::at(day(first), {}), dates::at(day(last), std::chrono::hours{23})};
        for (const auto& reminder : agenda.evaluate(window).reminders) {
            if (reminder.outcome != model::Reminder::Outcome::send) continue;
            keys.push_back(model::reminder_key(reminder, world.snapshot, world.book));
        }
        return keys;
    }
    World world;
};

TEST_F(ReportsTest, before_10_6_is_reminded_of_on_the_days_the_office_expects) {
    add("kh142-6-thang", before_day(PeriodKind::half_year, 6, 10, 1));
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-05-08 lead:-30d", "2026-05-26 lead:-14d", "2026-06-02 lead:-7d",
                            "2026-06-04 lead:-3wd", "2026-06-08 lead:-1wd", "2026-06-09 lead:0d"));
}

TEST_F(ReportsTest, before_15_11_is_reminded_of_on_the_days_the_office_expects) {
    add("kh142-nam", before_day(PeriodKind::year, 11, 15));
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-10-15 lead:-30d", "2026-10-30 lead:-14d", "2026-11-06 lead:-7d",
                            "2026-11-10 lead:-3wd", "2026-11-12 lead:-1wd", "2026-11-13 lead:0d"));
}

TEST_F(ReportsTest, each_reporter_of_a_group_owes_its_own) {
    world.book.policies = {policy({before("0d")})};
    add("quy", at_end_of(PeriodKind::quarter), "cac-xa");
    EXPECT_THAT(sent_keys("2026-03-31", "2026-03-31"),
                ElementsAre("quy/xa-1@2026-Q1 v1 lead:0d xa-1", "quy/xa-2@2026-Q1 v1 lead:0d xa-2",
                            "quy/xa-3@2026-Q1 v1 lead:0d xa-3"));
}

TEST_F(ReportsTest, the_reporter_is_the_lead_and_nobody_supports) {
    world.book.policies = {policy({before("0d"), before("0d", A::support), before("0d", A::unit_head)})};
    add("quy", at_end_of(PeriodKind::quarter));
    EXPECT_THAT(sent_keys("2026-03-31", "2026-03-31"),
                ElementsAre("quy/so-a@2026-Q1 v1 lead:0d so-a", "quy/so-a@2026-Q1 v1 unit.head:0d so-a:head"));
}

TEST_F(ReportsTest, facts_belong_to_one_reporter_and_period) {
    world.book.policies = {policy({before("0d")})};
    add("quy", at_end_of(PeriodKind::quarter), "cac-xa");
    auto& facts = world.report_facts("quy/xa-1");
    facts.completions = {{"2026-Q1", day("2026-03-20"), ""}};
    facts.extensions = {{"2026-Q2", day("2026-07-15"), "gia hạn", day("2026-06-01")}};
    EXPECT_THAT(sent_keys("2026-03-31", "2026-03-31"), testing::SizeIs(2));
    EXPECT_THAT(sent_keys("2026-06-30", "2026-06-30"), testing::SizeIs(2));
    EXPECT_THAT(sent_keys("2026-07-15", "2026-07-15"), ElementsAre("quy/xa-1@2026-Q2 v2 lead:0d xa-1"));
}

TEST_F(ReportsTest, periods_before_tracking_or_outside_the_validity_are_not_asked_for) {
    world.book.policies = {policy({before("0d")})};
    world.snapshot.tracking_since = day("2026-03-01");
    auto& rule = add("thang", at_end_of(PeriodKind::month));
    rule.valid_until = day("2026-06-15");
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")),
                ElementsAre("2026-03-31 lead:0d", "2026-04-29 lead:0d", "2026-05-29 lead:0d"));
    rule.valid_from = day("2026-05-01");
    EXPECT_THAT(days_of(day_by_day(world, "2026-01-02", "2026-12-31")), ElementsAre("2026-05-29 lead:0d"));
}

TEST_F(ReportsTest, the_first_evaluation_says_the_newest_stage_of_open_periods_as_late) {
    world.book.policies = {policy({before("14d"), before("7d")})};
    world.snapshot.evaluated_until.reset();
    world.snapshot.tracking_since = day("2026-06-05");
    add("thang", at_end_of(PeriodKind::month));
    EXPECT_THAT(lines(world.evaluate_from_start("2026-06-25T08:00:00"), world),
                ElementsAre("2026-06-23 lead:-7d so-a late", "2026-06-16 lead:-14d so-a skipped"));
}

TEST_F(ReportsTest, some_periods_come_every_other_year) {
    world.book.policies = {policy({before("0d")})};
    auto recurrence = at_end_of(PeriodKind::year);
    recurrence.every = 2;
    add("hai-nam", recurrence).valid_from = day("2026-01-01");
    EXPECT_THAT(sent_keys("2026-12-31", "2026-12-31"), testing::SizeIs(1));
    EXPECT_THAT(sent_keys("2027-12-31", "2027-12-31"), IsEmpty());
    EXPECT_THAT(sent_keys("2028-12-29", "2028-12-31"), testing::SizeIs(1));
}

TEST_F(ReportsTest, a_one_off_report_has_no_period) {
    world.book.policies = {policy({before("0d")})};
    auto& rule = add("chuyen-de", {});
    rule.recurrence.reset();
    rule.once = day("2026-06-09");
    EXPECT_THAT(sent_keys("2026-06-01", "2026-06-30"), ElementsAre("chuyen-de/so-a v1 lead:0d so-a"));
}

TEST_F(ReportsTest, a_recurring_assignment_is_due_each_period_from_its_plan_on) {
    world.book.policies = {policy({before("0d")})};
    world.snapshot.plans[0].date = day("2026-05-10");
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::recurring;
    meaning.recurrences = deadlines::Recurrences(at_end_of(PeriodKind::quarter));
    world.facts(world.add(meaning)).completions = {{"2026-Q3", day("2026-09-01"), ""}};
    EXPECT_THAT(sent_keys("2026-01-02", "2027-01-02"), ElementsAre("142-kh-ubnd-2025/1@2026-Q2 v1 lead:0d so-a",
                                                                   "142-kh-ubnd-2025/1@2026-Q4 v1 lead:0d so-a"));
}

TEST_F(ReportsTest, an_assignment_with_several_periods_is_open_for_each) {
    world.book.policies = {policy({before("0d")})};
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::recurring;
    for (const auto period : {PeriodKind::half_year, PeriodKind::nine_months, PeriodKind::year}) {
        ASSERT_TRUE(meaning.recurrences.add(at_end_of(period)));
    }
    world.facts(world.add(meaning)).completions = {{"2026-H2", day("2026-09-01"), ""}};
    EXPECT_THAT(sent_keys("2026-01-02", "2027-01-02"),
                ElementsAre("142-kh-ubnd-2025/1@2026-H1 v1 lead:0d so-a", "142-kh-ubnd-2025/1@2026-9M v1 lead:0d so-a",
                            "142-kh-ubnd-2025/1@2026 v1 lead:0d so-a"));
}

TEST_F(ReportsTest, a_fixed_deadline_with_several_days_is_due_on_each) {
    world.book.policies = {policy({before("0d")})};
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::fixed;
    for (const int month : {3, 9}) {
        deadlines::Recurrence time = at_end_of(PeriodKind::month);
        time.only = deadlines::PeriodSet::of(month);
        time.year = 2026;
        ASSERT_TRUE(meaning.recurrences.add(time));
    }
    meaning.due = day("2026-09-30");
    world.add(meaning);
    EXPECT_THAT(sent_keys("2026-01-02", "2028-01-02"), ElementsAre("142-kh-ubnd-2025/1@2026-03 v1 lead:0d so-a",
                                                                   "142-kh-ubnd-2025/1@2026-09 v1 lead:0d so-a"));
}

TEST_F(ReportsTest, completing_the_subject_as_a_whole_ends_all_its_periods) {
    add("thang", at_end_of(PeriodKind::month));
    world.report_facts("thang/so-a").completions = {{"", day("2026-01-05"), ""}};
    EXPECT_THAT(day_by_day(world, "2026-01-02", "2026-12-31"), IsEmpty());
}

TEST_F(ReportsTest, the_longest_stage_of_a_period_beyond_the_horizon_is_reached) {
    world.book.policies = {policy({before("300d")})};
    add("nam", at_end_of(PeriodKind::year));
    EXPECT_THAT(days_of(day_by_day(world, "2027-03-01", "2027-03-08")), ElementsAre("2027-03-05 lead:-300d"));
}

TEST_F(ReportsTest, a_merged_unit_leaves_its_reports_to_the_one_that_owes_them_anyway) {
    auto& rule = add("kh142-6-thang", before_day(PeriodKind::half_year, 6, 10, 1));
    rule.from = {world.unit("so-a"), world.unit("so-b")};
    world.book.policies = {policy({before("7d")})};
    auto units = world.book.units.all();
    for (auto& unit : units)
        if (unit.id == "so-a") unit.replaced = {day("2026-03-01"), {"so-b"}, {}};
    std::vector<model::UnitDirectory::Fault> faults;
    world.book.units = model::UnitDirectory::make(units, {"ke-hoach", "ban-giam-doc"}, faults);
    EXPECT_THAT(sent_keys("2026-06-01", "2026-06-05"), ElementsAre("kh142-6-thang/so-b@2026-H1 v1 lead:-7d so-b"));
    rule.from = {world.unit("so-a")};
    EXPECT_THAT(sent_keys("2026-06-01", "2026-06-05"), ElementsAre("kh142-6-thang/so-a@2026-H1 v1 lead:-7d so-b"));
}

}  // namespace
}  // namespace rules::engine
