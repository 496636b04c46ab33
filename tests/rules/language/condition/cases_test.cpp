#include "rules/language/condition/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace rules::language::condition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool never(std::string_view text) {
    return Cases(text, subject_knowledge()).never();
}

bool never_in_a_check(std::string_view text) {
    return Cases(text, {}).never();
}

TEST(Cases, a_text_is_not_two_texts) {
    EXPECT_TRUE(never(R"(subject.rule == "a" && subject.rule == "b")"));
    EXPECT_TRUE(never(R"(subject.rule == "a" && subject.rule in ["b", "c"])"));
    EXPECT_TRUE(never(R"("a" == subject.rule && !(subject.rule == "a"))"));
    EXPECT_FALSE(never(R"(subject.rule == "a" || subject.rule == "b")"));
    EXPECT_FALSE(never(R"(subject.rule != "a" && subject.rule != "b")"));
}

TEST(Cases, a_kind_is_one_of_three) {
    EXPECT_TRUE(never(R"(subject.kind != "report" && subject.kind != "assignment" && !(subject.kind == "indicator"))"));
    EXPECT_FALSE(never(R"(subject.kind != "report" && subject.kind != "assignment")"));
}

TEST(Cases, an_assignment_has_no_rule_and_a_report_no_window) {
    EXPECT_TRUE(never(R"(subject.kind == "assignment" && subject.rule == "bao-cao-quy")"));
    EXPECT_TRUE(never(R"(subject.kind == "report" && subject.deadline == "window")"));
    EXPECT_FALSE(never(R"(subject.kind == "assignment" && subject.deadline == "window")"));
}

TEST(Cases, numbers_and_days_have_an_order) {
    EXPECT_TRUE(never_in_a_check("unit.overdue >= 3 && unit.overdue < 3"));
    EXPECT_TRUE(never_in_a_check("unit.overdue > 5 && 2 > unit.overdue"));
    EXPECT_FALSE(never_in_a_check("unit.overdue >= 3 && unit.overdue <= 3"));
    EXPECT_FALSE(never_in_a_check("unit.overdue > 3 || unit.overdue < 2"));
    EXPECT_TRUE(never(R"(subject.due < date("2026-01-01") && subject.due > date("2026-06-30"))"));
    EXPECT_FALSE(never(R"(subject.due < date("2026-06-30") && subject.due > date("2026-01-01"))"));
    EXPECT_TRUE(never_in_a_check("unit.due - today < days(3) && unit.due - today > days(7)"));
}

TEST(Cases, what_is_left_whole_contradicts_itself_alone) {
    EXPECT_TRUE(never(R"("a" in subject.leads && !("a" in subject.leads))"));
    EXPECT_TRUE(never(R"(subject.tags.exists(t, t == "xa") && !subject.tags.exists( t, t=='xa' ))"));
    EXPECT_FALSE(never(R"("a" in subject.leads && !("b" in subject.leads))"));
    EXPECT_FALSE(never(R"(subject.rule.startsWith("kh") && !subject.rule.endsWith("kh"))"));
}

TEST(Cases, a_condition_may_be_asked_whether_it_can_hold_for_a_kind) {
    const Cases cases(R"(subject.kind == "report" ? subject.rule == "a" : subject.kind == "indicator")",
                      subject_knowledge());
    EXPECT_TRUE(cases.can_hold_with("subject.kind", "report"));
    EXPECT_TRUE(cases.can_hold_with("subject.kind", "indicator"));
    EXPECT_FALSE(cases.can_hold_with("subject.kind", "assignment"));
}

TEST(Cases, too_many_cases_say_nothing) {
    std::string text = R"(subject.kind == "report" && subject.kind == "assignment")";
    for (int i = 0; i < 30; ++i) text += R"( && !subject.rule.endsWith(")" + std::to_string(i) + R"("))";
    EXPECT_FALSE(never(text));
}

/// Positions, before the last condition, of those that leave it nothing.
std::vector<std::size_t> covering(const std::vector<std::string>& conditions) {
    std::deque<Cases> all;
    Precedence precedence;
    std::vector<std::size_t> found;
    for (const std::string& text : conditions) {
        all.emplace_back(text, subject_knowledge());
        found = precedence.covering(all.back());
        precedence.add(all.back());
    }
    return found;
}

TEST(Precedence, a_condition_behind_the_same_one_never_comes_to_pass) {
    EXPECT_THAT(covering({R"(subject.rule == "a")", R"('a' == subject.rule)"}), ElementsAre(0));
    EXPECT_THAT(covering({R"(subject.rule.startsWith("kh"))", R"(subject.rule.startsWith( 'kh' ))"}), ElementsAre(0));
    EXPECT_THAT(covering({R"(subject.rule == "a")", R"(subject.rule == "b")"}), IsEmpty());
}

TEST(Precedence, nor_one_that_is_narrower) {
    EXPECT_THAT(covering({R"(subject.kind == "report")", R"(subject.kind == "report" && "a" in subject.leads)"}),
                ElementsAre(0));
    EXPECT_THAT(covering({R"(subject.kind in ["report", "indicator"])", R"(subject.kind == "report")"}),
                ElementsAre(0));
    EXPECT_THAT(covering({R"(subject.rule == "a")", R"(subject.rule != "b")"}), IsEmpty());
    EXPECT_THAT(covering({R"(subject.due < date("2026-06-30"))", R"(subject.due < date("2026-03-31"))"}),
                ElementsAre(0));
    EXPECT_THAT(covering({R"(subject.due < date("2026-03-31"))", R"(subject.due < date("2026-06-30"))"}), IsEmpty());
}

TEST(Precedence, several_together_may_take_all) {
    EXPECT_THAT(covering({R"(subject.kind == "report")", R"(subject.kind == "assignment")",
                          R"(subject.kind == "indicator")", "true"}),
                ElementsAre(0, 1, 2));
    EXPECT_THAT(covering({R"(subject.rule == "a")", R"(subject.rule == "b")", R"(subject.rule in ["a", "b"])"}),
                ElementsAre(0, 1));
}

TEST(Precedence, an_earlier_one_that_cannot_be_evaluated_takes_nothing) {
    // Where there is no due day the first gives an error, and the second applies.
    EXPECT_THAT(covering({R"(subject.due < date("2026-06-30") || !(subject.due < date("2026-06-30")))",
                          R"(subject.kind == "report")"}),
                IsEmpty());
}

TEST(Precedence, thousands_that_name_a_rule_each_are_quick) {
    std::vector<std::string> conditions;
    for (int i = 0; i < 3000; ++i) conditions.push_back(R"(subject.rule == "r)" + std::to_string(i) + R"(")");
    conditions.emplace_back(R"(subject.rule == "r1500")");
    EXPECT_THAT(covering(conditions), ElementsAre(1500));
}

}  // namespace
}  // namespace rules::language::condition
