#include "rules/language/condition/subject_condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::condition {
namespace {

using model::SubjectKind;

std::shared_ptr<const model::Condition> compiled(std::string_view text) {
    auto result = compile_subject_condition(text, subject_schema());
    if (!result) ADD_FAILURE() << text << ": " << result.error().front().message;
    return result ? *result : nullptr;
}

model::SubjectView assignment() {
    model::SubjectView subject;
    subject.id = "12-kh-so-2026/3";
    subject.plan = "12-kh-so-2026";
    subject.leads = {"so-y-te", "so-noi-vu"};
    subject.supports = {"so-tai-chinh"};
    subject.tags = {"so-nganh"};
    subject.deadline = deadlines::Kind::fixed;
    subject.due = dates::make_date(2026, 6, 9);
    return subject;
}

TEST(SubjectCondition, fields_hold_what_the_subject_is) {
    const model::SubjectView subject = assignment();
    for (const std::string_view text :
         {"subject.kind == 'assignment'", "subject.id.endsWith('/3')", "subject.plan == '12-kh-so-2026'",
          "subject.rule == ''", "'so-y-te' in subject.leads", "!('so-y-te' in subject.supports)",
          "subject.leads.size() == 2", "subject.leads[1] == 'so-noi-vu'",
          "subject.supports.exists(u, u.startsWith('so-'))", "subject.tags.all(t, t == 'so-nganh')",
          "subject.deadline == 'fixed'", "subject.due == date('2026-06-09')",
          "subject.due < date('2026-07-01') && has(subject.due)", "subject.due.getMonth() == 5"}) {
        EXPECT_EQ(compiled(text)->holds(subject), true) << text;
    }
}

TEST(SubjectCondition, a_missing_due_day_is_an_error_unless_asked_for) {
    model::SubjectView subject = assignment();
    subject.due.reset();
    EXPECT_FALSE(compiled("subject.due < date('2026-07-01')")->holds(subject));
    EXPECT_EQ(compiled("has(subject.due) && subject.due < date('2026-07-01')")->holds(subject), false);
}

TEST(SubjectCondition, has_is_false_for_what_is_empty) {
    EXPECT_EQ(compiled("has(subject.rule)")->holds(assignment()), false);
    EXPECT_EQ(compiled("has(subject.leads)")->holds(assignment()), true);
}

struct ConstantCase {
    std::string_view text;
    std::optional<bool> assignment;
    std::optional<bool> report;
};

TEST(SubjectCondition, what_the_kind_alone_decides_is_constant) {
    const std::vector<ConstantCase> cases = {
        {"true", true, true},
        {"false", false, false},
        {"subject.kind == 'report'", false, true},
        {"subject.kind != 'report'", true, false},
        {"subject.kind in ['report', 'indicator']", false, true},
        {"subject.kind == 'report' && subject.rule == 'a'", false, std::nullopt},
        {"subject.rule == 'a' && subject.kind == 'report'", false, std::nullopt},
        {"subject.kind == 'report' || 'a' in subject.leads", std::nullopt, true},
        {"'a' in subject.leads", std::nullopt, std::nullopt},
        {"subject.leads.exists(u, true)", std::nullopt, std::nullopt},
        {"subject.kind == 'report' ? subject.rule == 'a' : true", true, std::nullopt},
        {"has(subject.due) || true", true, true},
        {"has(subject.due)", std::nullopt, std::nullopt},
        {"subject.kind.startsWith('re')", false, true},
        {"1 / 0 > 0 && subject.rule == 'a'", false, std::nullopt},
        {"has(subject.rule)", false, std::nullopt},
        {"subject.rule.startsWith('kh')", false, std::nullopt},
    };
    for (const auto& [text, of_assignment, of_report] : cases) {
        const auto condition = compiled(text);
        EXPECT_EQ(condition->constant_for(SubjectKind::assignment), of_assignment) << text;
        EXPECT_EQ(condition->constant_for(SubjectKind::report), of_report) << text;
    }
}

TEST(SubjectCondition, an_error_is_a_sentence) {
    const auto answer = compiled("1 / 0 > 0")->holds(assignment());
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error(), ::testing::HasSubstr("division by zero"));
}

}  // namespace
}  // namespace rules::language::condition
