#include "rules/language/condition/check.hpp"
#include "rules/language/condition/subject_condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::condition {
namespace {

using ::testing::HasSubstr;

std::vector<Error> errors(std::string_view text) {
    const std::vector<std::string> reports = {"bc-6-thang", "bc-nam"};
    const auto program = compile(text, subject_schema(nullptr, reports));
    return program ? std::vector<Error>{} : program.error();
}

Error only_error(std::string_view text) {
    const std::vector<Error> found = errors(text);
    EXPECT_EQ(found.size(), 1U) << text;
    return found.empty() ? Error{} : found.front();
}

TEST(ConditionCheck, an_unknown_field_is_underlined_and_the_nearest_is_named) {
    const Error error = only_error("subject.knd == \"report\"");
    EXPECT_EQ(error.offset, 8U);
    EXPECT_EQ(error.length, 3U);
    EXPECT_THAT(error.message, HasSubstr("did you mean \"kind\"?"));
}

TEST(ConditionCheck, an_unknown_variable_names_the_nearest) {
    EXPECT_THAT(only_error("subjct.kind == 'report'").message, HasSubstr("did you mean \"subject\"?"));
}

TEST(ConditionCheck, an_unknown_function_names_the_nearest) {
    EXPECT_THAT(only_error("subject.id.startWith('a')").message, HasSubstr("did you mean \"startsWith\"?"));
    EXPECT_THAT(only_error("subject.leads.exist(u, u == 'a')").message, HasSubstr("unknown function"));
}

TEST(ConditionCheck, a_value_that_the_field_never_has_is_an_error) {
    const Error error = only_error("subject.kind == \"raport\"");
    EXPECT_EQ(error.offset, 16U);
    EXPECT_EQ(error.length, 8U);
    EXPECT_THAT(error.message, HasSubstr("did you mean \"report\"?"));
    EXPECT_THAT(only_error("'reports' == subject.kind").message, HasSubstr("\"report\""));
    EXPECT_THAT(only_error("subject.deadline in ['fixed', 'windw']").message, HasSubstr("\"window\""));
    EXPECT_THAT(only_error("subject.rule == 'bc-nm'").message, HasSubstr("\"bc-nam\""));
    EXPECT_TRUE(errors("subject.rule == ''").empty());
}

TEST(ConditionCheck, types_that_never_compare_are_an_error) {
    EXPECT_EQ(only_error("subject.kind == 3").offset, 0U);
    EXPECT_EQ(only_error("subject.due < '2026-01-01'").length, 26U);
    EXPECT_EQ(errors("subject.leads == 'so-y-te'").size(), 1U);
    EXPECT_EQ(errors("'so-y-te' in subject.kind").size(), 1U);
}

TEST(ConditionCheck, every_type_error_is_reported_at_once) {
    EXPECT_EQ(errors("subject.knd == 'a' || subject.pln == 'b' || subject.due > 1").size(), 3U);
}

TEST(ConditionCheck, an_object_alone_is_no_value) {
    EXPECT_THAT(only_error("subject").message, HasSubstr("subject.kind"));
}

TEST(ConditionCheck, a_macro_variable_hides_what_has_its_name) {
    EXPECT_TRUE(errors("subject.leads.exists(subject, subject == 'so-y-te')").empty());
}

TEST(ConditionCheck, a_condition_gives_a_bool) {
    const auto compiled = compile_subject_condition("subject.kind", subject_schema());
    ASSERT_FALSE(compiled);
    EXPECT_THAT(compiled.error().front().message, HasSubstr("string"));
}

TEST(ConditionCheck, common_slips_of_other_languages_are_explained) {
    EXPECT_THAT(only_error("subject.kind = 'report'").message, HasSubstr("\"==\""));
    EXPECT_THAT(only_error("true & false").message, HasSubstr("\"&&\""));
    EXPECT_THAT(only_error("startsWith(subject.id, 'a')").message, HasSubstr("x.startsWith"));
}

}  // namespace
}  // namespace rules::language::condition
