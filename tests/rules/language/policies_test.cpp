#include "rules/model/decision.hpp"
#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::testing {
namespace {

using model::Policy;
using model::Stage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

/// The first policy of a file that is good.
Policy first_policy(const std::string& text) {
    const Loaded loaded = load_rules(text);
    if (!loaded.book) {
        ADD_FAILURE() << print(loaded.problems);
        return {};
    }
    return loaded.book->policies.front();
}

std::vector<std::string> stages_of(const Policy& policy) {
    std::vector<std::string> names;
    for (const Stage& stage : policy.stages) names.push_back(model::stage_name(stage, 1));
    return names;
}

const std::string standard =
    "  - id: chung\n"
    "    match: \"true\"\n"
    "    remind: {lead: [30d, 7d]}\n"
    "    overdue: {lead: every 7d, limit: 5}\n"
    "    escalate: [{after: 7d, to: planning-office}]\n"
    "    update: {lead: every 30d, since: 2026-03-01}\n"
    "    send_at: \"09:30\"\n"
    "    quiet: \"18:00-08:00\"\n"
    "    digest: single\n"
    "    late: drop\n"
    "    channels: [mail]\n"
    "    urgent: true\n";

TEST(Policies, what_is_not_said_comes_from_the_policy_that_is_used) {
    const Policy policy = first_policy(
        "policies:\n  - {id: rieng, match: subject.kind == \"report\", use: chung, remind: {lead: 3wd}}\n" + standard);
    EXPECT_THAT(stages_of(policy), ElementsAre("lead:-3wd", "lead:+7d", "planning-office:+7d", "lead:update:+30d"));
    EXPECT_EQ(policy.stages[1].limit, 5);
    EXPECT_EQ(policy.update_since, dates::parse_iso("2026-03-01"));
    EXPECT_EQ(policy.send_at, 9h + 30min);
    EXPECT_EQ(policy.quiet->begin, 18h);
    EXPECT_EQ(policy.digest, Policy::Digest::single);
    EXPECT_EQ(policy.late, Policy::Late::drop);
    EXPECT_THAT(policy.channels, ElementsAre("mail"));
    EXPECT_TRUE(policy.urgent);
    ASSERT_EQ(policy.uses.size(), 1U);
    EXPECT_EQ(policy.uses[0].id, "chung");
    EXPECT_EQ(policy.uses[0].place.line, 3);
}

TEST(Policies, what_is_said_goes_before_even_where_it_is_nothing) {
    const Policy policy = first_policy(
        "policies:\n"
        "  - {id: rieng, match: subject.kind == \"report\", use: chung, overdue: {lead: every 1wd}, escalate: [],\n"
        "     update: {lead: every 7d}, urgent: false, digest: daily, channels: first, quiet: none}\n" +
        standard);
    EXPECT_THAT(stages_of(policy), ElementsAre("lead:-30d", "lead:-7d", "lead:+1wd", "lead:update:+7d"));
    EXPECT_EQ(policy.stages[2].limit, 0);
    EXPECT_EQ(policy.update_since, std::nullopt);
    EXPECT_FALSE(policy.urgent);
    EXPECT_EQ(policy.digest, Policy::Digest::daily);
    EXPECT_THAT(policy.channels, IsEmpty());
    EXPECT_TRUE(policy.first_contact_only);
    EXPECT_EQ(policy.quiet->begin, policy.quiet->end);
}

TEST(Policies, use_goes_on_through_several_and_the_order_in_the_files_does_not_matter) {
    const std::string ends = "  - {id: cuoi, match: \"true\", use: giua}\n";
    const std::string middle = "  - {id: giua, use: goc, remind: {lead: 3d}}\n";
    const std::string root = "  - {id: goc, remind: {lead: 9d}, overdue: {lead: every 2d}}\n";
    for (const std::string& text : {root + middle + ends, ends + middle + root}) {
        const Loaded loaded = load_rules("policies:\n" + text);
        ASSERT_TRUE(loaded.book) << print(loaded.problems);
        ASSERT_EQ(loaded.book->policies.size(), 1U) << "those without match only serve others";
        const Policy& policy = loaded.book->policies.front();
        EXPECT_THAT(stages_of(policy), ElementsAre("lead:-3d", "lead:+2d"));
        ASSERT_EQ(policy.uses.size(), 2U);
        EXPECT_EQ(policy.uses[0].id, "giua");
        EXPECT_EQ(policy.uses[1].id, "goc");
    }
}

TEST(Policies, an_address_outside_the_register_is_kept_once) {
    const Loaded loaded = load_rules(
        "policies:\n"
        "  - id: a\n"
        "    match: \"true\"\n"
        "    remind: {lead: 7d, giam-sat@tinh.example.vn: 3d}\n"
        "    escalate:\n"
        "      - {after: 7d, to: {email: giam-sat@tinh.example.vn}}\n"
        "      - {after: 9d, to: [leadership, {channel: hook, to: \"https://tinh.example.vn/x\"}]}\n");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_THAT(loaded.book->addresses, ElementsAre(model::Contact{"mail", "giam-sat@tinh.example.vn"},
                                                    model::Contact{"hook", "https://tinh.example.vn/x"}));
    const auto& stages = loaded.book->policies.front().stages;
    EXPECT_EQ(model::stage_name(stages[1], 1), "mail:giam-sat@tinh.example.vn:-3d");
    EXPECT_EQ(stages[1].audience.address, 1);
    EXPECT_EQ(stages[2].audience.address, 1);
    EXPECT_EQ(stages[4].audience.address, 2);
}

TEST(Policies, channels_are_those_of_the_configuration_where_it_is_known) {
    Sources sources;
    sources.units = small_units();
    sources.rules.push_back(
        {"rules.yaml", "policies: [{id: a, match: \"true\", remind: {lead: 7d}, channels: [mial]}]"});
    EXPECT_TRUE(load(sources).book);
    sources.channels = {"mail", "hook"};
    EXPECT_THAT(print(load(sources).problems),
                ::testing::AllOf(HasSubstr("rules.yaml:1:"), HasSubstr("có phải \"mail\"")));
}

TEST(Policies, a_question_comes_each_month) {
    const Policy policy = first_policy(
        "policies:\n"
        "  - {id: hoi, match: \"true\", ask: {planning-office: monthly, leadership: hằng tháng}, use: chung}\n" +
        standard);
    EXPECT_THAT(stages_of(policy),
                ::testing::IsSupersetOf({"planning-office:ask:monthly", "leadership:ask:monthly", "lead:-30d"}));
}

TEST(Policies, a_question_in_another_rhythm_is_an_error) {
    const Loaded loaded = load_rules("policies:\n  - {id: a, match: \"true\", ask: {planning-office: every 7d}}\n");
    EXPECT_FALSE(loaded.book);
    EXPECT_THAT(print(loaded.problems), HasSubstr("rules.yaml:2:51"));
    EXPECT_THAT(print(loaded.problems), HasSubstr("monthly"));
}

TEST(Policies, the_one_for_files_without_any_asks_the_planning_office) {
    EXPECT_THAT(stages_of(load_rules("reports: []\n").book->policies.front()),
                ::testing::Contains("planning-office:ask:monthly"));
}

}  // namespace
}  // namespace rules::language::testing
