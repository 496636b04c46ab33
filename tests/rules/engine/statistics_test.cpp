#include "rules/engine/statistics.hpp"
#include "tests/rules/engine/world.hpp"

#include <gtest/gtest.h>

namespace rules::engine::test {
namespace {

using model::Rate;
using model::Status;

const UnitStatistics& of_unit(const Statistics& statistics, const World& world, std::string_view id) {
    return statistics.units[static_cast<std::size_t>(world.unit(id))];
}

Statistics count(const World& world, std::string_view today, int year = 2026) {
    return statistics_of(world.snapshot, world.book, year, day(today));
}

void complete(World& world, model::Assignment& assignment, std::string_view on) {
    world.facts(assignment).completions.push_back({"", day(on), ""});
}

TEST(Statistics, both_denominators_count_what_is_done_on_time) {
    World world;
    complete(world, world.add("2026-03-31"), "2026-03-30");
    complete(world, world.add("2026-03-31"), "2026-04-02");
    world.add("2026-04-30");
    world.add("2026-12-31");
    world.add("2026-12-31");
    const Statistics statistics = count(world, "2026-06-09");
    const Tally& tally = of_unit(statistics, world, "so-a").assignments;
    EXPECT_EQ(tally.on_time(), (Rate{1, 3}));
    EXPECT_EQ(tally.on_time_all(), (Rate{1, 5}));
    EXPECT_EQ(tally.open(), 3U);
    EXPECT_EQ(tally.of(Status::overdue), 1U);
}

TEST(Statistics, a_rate_says_what_it_is_of_and_is_never_rounded_up) {
    EXPECT_EQ((Rate{12, 15}).text(), "12/15 (80 %)");
    EXPECT_EQ((Rate{999, 1000}).text(), "999/1000 (99 %)");
    EXPECT_EQ(Rate().text(), "–");
}

TEST(Statistics, the_due_day_itself_is_not_overdue) {
    World world;
    world.add("2026-06-09");
    EXPECT_EQ(count(world, "2026-06-09").all.of(Status::overdue), 0U);
    EXPECT_EQ(count(world, "2026-06-10").all.of(Status::overdue), 1U);
}

TEST(Statistics, each_lead_counts_an_assignment_and_the_whole_counts_it_once) {
    World world;
    world.add("2026-03-31").leads = {world.unit("cac-xa"), world.unit("xa-1")};
    const Statistics statistics = count(world, "2026-06-09");
    EXPECT_EQ(of_unit(statistics, world, "xa-1").assignments.of(Status::overdue), 1U);
    EXPECT_EQ(of_unit(statistics, world, "xa-3").assignments.of(Status::overdue), 1U);
    EXPECT_EQ(statistics.all.assigned(), 1U);
    EXPECT_EQ(statistics.plans.front().assigned(), 1U);
}

TEST(Statistics, supporting_units_do_not_count) {
    World world;
    world.add("2026-03-31").supports = {world.unit("so-b")};
    EXPECT_EQ(of_unit(count(world, "2026-06-09"), world, "so-b").assignments.assigned(), 0U);
}

TEST(Statistics, what_is_stopped_is_not_assigned) {
    World world;
    world.facts(world.add("2026-03-31")).cancelled = model::Cancellation{day("2026-02-01"), "QĐ 1"};
    const Statistics statistics = count(world, "2026-06-09");
    EXPECT_EQ(statistics.all.assigned(), 0U);
    EXPECT_EQ(statistics.all.of(Status::cancelled), 1U);
    EXPECT_FALSE(statistics.all.on_time_all().value());
}

TEST(Statistics, an_old_assignment_still_open_is_carried_over) {
    World world;
    world.snapshot.plans.front().year = 2025;
    world.add("2025-11-30");
    complete(world, world.add("2025-11-30"), "2025-11-29");
    const Statistics statistics = count(world, "2026-06-09");
    EXPECT_EQ(statistics.all.assigned(), 1U);
    EXPECT_EQ(statistics.all.carried_over, 1U);
    EXPECT_EQ(statistics.all.days_overdue, 191);
}

TEST(Statistics, a_plan_of_next_year_does_not_count_yet) {
    World world;
    world.snapshot.plans.front().date = day("2026-01-05");
    world.add("2026-12-31");
    EXPECT_EQ(count(world, "2025-12-31", 2025).all.assigned(), 0U);
}

TEST(Statistics, days_overdue_are_the_worst_and_the_sum) {
    World world;
    world.add("2026-06-01");
    world.add("2026-06-07");
    const Tally tally = count(world, "2026-06-09").all;
    EXPECT_EQ(tally.days_overdue, 8);
    EXPECT_EQ(tally.days_overdue_total, 10);
}

TEST(Statistics, open_assignments_count_as_updated_for_thirty_days) {
    World world;
    world.facts(world.add("2026-12-31")).progress.push_back({day("2026-05-10"), 40, "đang làm"});
    world.add("2026-12-31");
    complete(world, world.add("2026-12-31"), "2026-05-01");
    EXPECT_EQ(count(world, "2026-06-09").all.updated, (Rate{1, 2}));
    EXPECT_EQ(count(world, "2026-06-10").all.updated, (Rate{0, 2}));
}

TEST(Statistics, reports_on_request_count_with_those_of_the_year) {
    World world;
    model::ReportRule rule;
    rule.id = "dot-xuat";
    rule.from = {world.unit("cac-xa")};
    rule.on_request = true;
    world.book.reports = {rule};
    model::ReportRequest request;
    request.rule = "dot-xuat";
    request.due = day("2026-06-01");
    request.units = {"xa-1", "xa-2"};
    model::ReportRequest next = request;
    next.number = 2;
    next.due = day("2027-01-15");
    world.snapshot.requests = {request, next};
    world.report_facts("dot-xuat/xa-2").completions = {{"R1", day("2026-06-03"), ""}};
    const Statistics statistics = count(world, "2026-06-09");
    EXPECT_EQ(of_unit(statistics, world, "xa-1").reports.missing, 1U);
    EXPECT_EQ(of_unit(statistics, world, "xa-1").reports.consecutive_late, 1U);
    EXPECT_EQ(of_unit(statistics, world, "xa-2").reports.late, 1U);
    EXPECT_EQ(of_unit(statistics, world, "xa-3").reports.asked, 0U);
    EXPECT_EQ(statistics.all_reports.asked, 2U);
    EXPECT_EQ(count(world, "2026-06-09", 2027).all_reports.asked, 3U);  // two of them are new, one is still owed
}

struct IndicatorStatistics : testing::Test {
    IndicatorStatistics() {
        model::ReportRule rule;
        rule.id = "chi-tieu";
        rule.indicators = model::AskedIndicators{"142-kh-ubnd-2025", {}};
        rule.recurrence = deadlines::Recurrence{};
        rule.recurrence->period = dates::PeriodKind::year;
        world.book.reports = {rule};
        model::TrackedIndicator indicator;
        indicator.seq = 3;
        indicator.owners = {world.unit("so-a")};
        indicator.targets = {{2026, model::Comparator::at_least, 97.0, "≥ 97"}};
        world.snapshot.indicators = {indicator};
    }
    void reach(double value, const char* on) {
        world.report_facts("142-kh-ubnd-2025/ct3").completions = {{"2026", day(on), ""}};
        world.snapshot.indicators[0].measures = {{"2026", value, "", "", day(on)}};
    }
    World world;
};

TEST_F(IndicatorStatistics, values_are_counted_by_themselves) {
    EXPECT_EQ(of_unit(count(world, "2026-06-09"), world, "so-a").values.asked, 1U);
    EXPECT_EQ(of_unit(count(world, "2027-01-05"), world, "so-a").values.missing, 1U);
    EXPECT_EQ(of_unit(count(world, "2027-01-05"), world, "so-a").reports.asked, 0U);
    reach(96, "2027-01-03");
    const ValueTally tally = of_unit(count(world, "2027-01-05"), world, "so-a").values;
    EXPECT_EQ(tally.late, 1U);
    EXPECT_EQ(tally.missing, 0U);
    EXPECT_EQ(tally.off_target, 1U);
    reach(97, "2026-12-30");
    EXPECT_EQ(of_unit(count(world, "2027-01-05"), world, "so-a").values.on_time, 1U);
    EXPECT_EQ(count(world, "2027-01-05").all_values.off_target, 0U);
}

TEST(Statistics, each_period_of_a_recurring_assignment_counts) {
    World world;
    deadlines::Meaning monthly;
    monthly.kind = deadlines::Kind::recurring;
    deadlines::Recurrence month;
    month.period = dates::PeriodKind::month;
    monthly.recurrences = deadlines::Recurrences(month);
    model::Assignment& assignment = world.add(monthly);
    world.facts(assignment).completions.push_back({"2026-01", day("2026-01-31"), ""});
    const Tally tally = count(world, "2026-03-15").all;
    EXPECT_EQ(tally.assigned(), 12U);
    EXPECT_EQ(tally.of(Status::done_on_time), 1U);
    EXPECT_EQ(tally.of(Status::overdue), 1U);
}

model::ReportRule monthly_report(const World& world) {
    model::ReportRule rule;
    rule.id = "thang";
    rule.from = {world.unit("so-a")};
    deadlines::Recurrence month;
    month.period = dates::PeriodKind::month;
    rule.recurrence = month;
    return rule;
}

TEST(Statistics, late_reports_in_a_row_are_counted_back_from_the_newest_that_fell_due) {
    World world;
    world.book.reports = {monthly_report(world)};
    auto& done = world.report_facts("thang/so-a").completions;
    done.push_back({"2026-01", day("2026-02-10"), ""});
    done.push_back({"2026-02", day("2026-02-28"), ""});
    done.push_back({"2026-03", day("2026-04-02"), ""});
    const ReportTally reports = of_unit(count(world, "2026-05-15"), world, "so-a").reports;
    EXPECT_EQ(reports.consecutive_late, 2U);
    EXPECT_EQ(reports.late, 2U);
    EXPECT_EQ(reports.missing, 1U);
    EXPECT_EQ(reports.on_time_rate(), (Rate{1, 4}));
    EXPECT_EQ(reports.asked, 12U);
}

TEST(Statistics, a_row_of_late_reports_goes_on_over_the_new_year) {
    World world;
    world.snapshot.tracking_since = day("2025-10-01");
    world.book.reports = {monthly_report(world)};
    auto& done = world.report_facts("thang/so-a").completions;
    done.push_back({"2025-10", day("2025-10-31"), ""});
    done.push_back({"2025-11", day("2025-12-02"), ""});
    done.push_back({"2025-12", day("2026-01-02"), ""});
    const ReportTally reports = of_unit(count(world, "2026-01-15"), world, "so-a").reports;
    EXPECT_EQ(reports.consecutive_late, 2U);
}

}  // namespace
}  // namespace rules::engine::test
