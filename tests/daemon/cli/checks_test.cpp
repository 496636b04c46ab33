#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ChecksCommand : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        write_config("simulation: true\n");
        import_sample();
    }
    Result on(const std::string& date, std::vector<std::string> command) const {
        std::vector<std::string> arguments{"--json", "--today", date};
        arguments.insert(arguments.end(), command.begin(), command.end());
        return run(arguments);
    }
};

TEST_F(ChecksCommand, checks_lists_what_holds_and_why) {
    const auto before = on("2026-06-02", {"checks"}).json();
    EXPECT_TRUE(before.at("alerts").as_array().empty());
    const auto value = on("2026-06-02", {"checks", "--on", "2027-01-15"}).json();
    ASSERT_FALSE(value.at("alerts").as_array().empty());
    const auto& alert = value.at("alerts").at(0);
    EXPECT_EQ(alert.at("check"), "don-vi-cham-keo-dai");
    EXPECT_EQ(alert.at("new"), true);
    EXPECT_TRUE(alert.at("values").as_object().contains("unit.overdue"));
    EXPECT_FALSE(alert.at("recipients").as_array().empty());
    EXPECT_TRUE(value.at("faults").as_array().empty());
}

TEST_F(ChecksCommand, checks_speaks_to_people) {
    const auto result = run({"checks", "--on", "2027-01-15"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, HasSubstr("don-vi-cham-keo-dai/"));
    EXPECT_THAT(result.out, HasSubstr("unit.overdue = "));
}

TEST_F(ChecksCommand, stats_prints_both_rates_with_what_they_are_of) {
    ASSERT_EQ(run({"done", "88-kh-ubnd-2026/1", "--on", "2026-02-02"}).code, good);
    const auto value = on("2026-06-02", {"stats"}).json();
    EXPECT_EQ(value.at("year"), 2026);
    const auto& all = value.at("all");
    EXPECT_EQ(all.at("on_time_rate").at("numerator"), 1);
    EXPECT_EQ(all.at("on_time_rate_all").at("denominator"), all.at("assigned"));
    EXPECT_THAT(run({"stats"}).out, HasSubstr(" %)"));
}

TEST_F(ChecksCommand, stats_of_one_plan_leaves_reports_out) {
    const auto value = on("2026-06-02", {"stats", "--plan", "88-kh-ubnd-2026"}).json();
    EXPECT_FALSE(value.at("all").as_object().contains("reports"));
    EXPECT_EQ(run({"stats", "--plan", "khong-co"}).code, data_wrong);
}

TEST_F(ChecksCommand, stats_by_plan_has_one_row_a_plan) {
    const auto value = on("2026-06-02", {"stats", "--by", "plan"}).json();
    ASSERT_EQ(value.at("rows").as_array().size(), 1U);
    EXPECT_EQ(value.at("rows").at(0).at("id"), "88-kh-ubnd-2026");
}

TEST_F(ChecksCommand, simulate_shows_alerts_among_reminders) {
    const auto result = run({"simulate", "--from", "2026-06-02", "--to", "2026-12-31"});
    EXPECT_THAT(result.out, HasSubstr("check:raised"));
    EXPECT_THAT(result.out, HasSubstr("check:repeated"));
}

}  // namespace
}  // namespace dondoc::cli::testing
