#include "daemon/config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::config {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;
using Every = SummaryRule::Every;

tl::expected<Config, Problems> parse(const std::string& line) {
    return parse_config({"dondoc.yaml",
                         "site: {name: Sở Mẫu, mail_from: d@so.example.vn}\nstate: state\n"
                         "channels: [{id: mail, kind: maildir, path: mail}]\n" +
                             line + "\n"},
                        "/etc/dondoc");
}

Routine routine(const std::string& line) {
    const auto config = parse(line);
    if (!config) {
        ADD_FAILURE() << format(config.error());
        return {};
    }
    return config->routine;
}

std::string fault(const std::string& line) {
    const auto config = parse(line);
    return config ? "" : format(config.error());
}

TEST(ParseRoutine, says_nothing_by_itself_unless_it_is_told_to) {
    const Routine none = routine("");
    EXPECT_FALSE(none.heartbeat.on());
    EXPECT_THAT(none.summaries, SizeIs(0));
    EXPECT_EQ(none.messages_per_day, 0U);
}

TEST(ParseRoutine, reads_a_heartbeat) {
    const Heartbeat heartbeat =
        routine("heartbeat: {url: \"https://watch.example/abc\", to: planning-office, every: hour, at: \"08:10\"}")
            .heartbeat;
    EXPECT_EQ(heartbeat.url, "https://watch.example/abc");
    EXPECT_EQ(heartbeat.to, "planning-office");
    EXPECT_EQ(heartbeat.every, Heartbeat::Every::hour);
    EXPECT_EQ(heartbeat.at, 8h + 10min);
    EXPECT_TRUE(heartbeat.settings.empty());
}

TEST(ParseRoutine, a_heartbeat_needs_somebody_who_hears_it) {
    EXPECT_THAT(fault("heartbeat: {at: \"08:00\"}"), HasSubstr("heartbeat cần url hoặc to"));
    EXPECT_THAT(fault("heartbeat: {url: \"ftp://a.example\"}"), HasSubstr("https://"));
}

TEST(ParseRoutine, the_standard_summaries_are_for_the_office_and_leadership) {
    const auto rules = routine("summaries: standard").summaries;
    ASSERT_THAT(rules, SizeIs(4));
    EXPECT_EQ(rules[1].to, "planning-office");
    EXPECT_EQ(rules[1].every, Every::week);
    EXPECT_EQ(rules[3].to, "leadership");
    EXPECT_EQ(rules[3].every, Every::quarter);
}

TEST(ParseRoutine, days_of_the_week_have_vietnamese_and_english_names) {
    EXPECT_EQ(routine("summaries: [{to: a, on: thứ Sáu}]").summaries.at(0).on, 5U);
    EXPECT_EQ(routine("summaries: [{to: a, on: friday, at: \"06:00\"}]").summaries.at(0).on, 5U);
    EXPECT_EQ(routine("summaries: [{to: a, on: Chủ nhật}]").summaries.at(0).on, 7U);
    EXPECT_EQ(routine("summaries: [{to: a, every: month, on: 5}]").summaries.at(0).on, 5U);
}

TEST(ParseRoutine, a_day_that_its_period_does_not_have_is_an_error) {
    EXPECT_THAT(fault("summaries: [{to: a, on: 5}]"), HasSubstr("thứ trong tuần"));
    EXPECT_THAT(fault("summaries: [{to: a, every: day, on: monday}]"), HasSubstr("không có on"));
    EXPECT_NE(fault("summaries: [{to: a, every: month, on: 31}]"), "");
    EXPECT_NE(fault("summaries: weekly"), "");
    EXPECT_NE(fault("summaries: [{every: week}]"), "");
}

TEST(ParseRoutine, nobody_gets_two_summaries_of_a_kind) {
    EXPECT_THAT(fault("summaries: [{to: a}, {to: a, every: week}]"), HasSubstr("đã có tổng hợp"));
}

TEST(ParseRoutine, a_budget_is_a_number_of_messages) {
    EXPECT_EQ(routine("budget: {per_day: 3}").messages_per_day, 3U);
    EXPECT_NE(fault("budget: {per_day: 0}"), "");
    EXPECT_NE(fault("budget: {}"), "");
}

}  // namespace
}  // namespace dondoc::config
