#include "rules/trial/narrow.hpp"

#include "tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::trial::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

/// quy, tong-hop (made of quy), dot-xuat, chi-tieu
const model::RuleBook& rule_book() {
    static const model::RuleBook made = book();
    return made;
}

TEST(Narrow, a_report_made_of_others_needs_those) {
    EXPECT_THAT(rules_looked_at(rule_book(), {"tong-hop/phong-kh@2026-Q1"}), ElementsAre(0, 1, 3));
    EXPECT_THAT(rules_looked_at(rule_book(), {"quy"}), ElementsAre(0, 3));
}

TEST(Narrow, without_a_subject_every_rule_is_looked_at) {
    EXPECT_THAT(rules_looked_at(rule_book(), {}), ElementsAre(0, 1, 2, 3));
}

TEST(Narrow, rules_that_ask_for_values_stay_with_every_plan) {
    EXPECT_THAT(rules_looked_at(rule_book(), {"kh"}), ElementsAre(3));
}

TEST(Narrow, the_other_rules_ask_nobody_and_keep_their_place) {
    const model::RuleBook narrowed = narrow(rule_book(), {0});
    ASSERT_EQ(narrowed.reports.size(), rule_book().reports.size());
    EXPECT_THAT(narrowed.reports[0].from, Not(IsEmpty()));
    EXPECT_THAT(narrowed.reports[1].from, IsEmpty());
    EXPECT_EQ(narrowed.reports[1].id, "tong-hop");
    EXPECT_FALSE(narrowed.reports[3].indicators);
    EXPECT_THAT(narrowed.checks, IsEmpty());
}

}  // namespace
}  // namespace rules::trial::test
