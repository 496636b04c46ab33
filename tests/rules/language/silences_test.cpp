#include "rules/language/silences.hpp"

#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::testing {
namespace {

model::Silence matching(std::string text) {
    model::Silence silence;
    silence.match = std::move(text);
    return silence;
}

TEST(Silences, a_condition_is_compiled_once_for_all_that_ask) {
    model::Snapshot snapshot;
    snapshot.silences = {matching("subject.kind == \"report\""), matching("")};
    compile_silences(snapshot);
    ASSERT_NE(snapshot.silences[0].condition, nullptr);
    EXPECT_EQ(snapshot.silences[0].condition->constant_for(model::SubjectKind::report), true);
    EXPECT_EQ(snapshot.silences[1].condition, nullptr);
}

TEST(Silences, a_unit_that_has_gone_since_is_no_error) {
    model::Snapshot snapshot;
    snapshot.silences = {matching("\"so-cu\" in subject.leads")};
    compile_silences(snapshot);
    EXPECT_NE(snapshot.silences[0].condition, nullptr);
}

TEST(Silences, what_is_not_understood_any_more_has_no_condition) {
    model::Snapshot snapshot;
    snapshot.silences = {matching("subject.gone == 1")};
    compile_silences(snapshot);
    EXPECT_EQ(snapshot.silences[0].condition, nullptr);
}

TEST(Silences, one_that_covers_nothing_is_named_until_it_is_over) {
    model::Snapshot snapshot;
    snapshot.silences = {matching("subject.gone == 1"), matching("subject.kind == \"report\"")};
    for (auto& silence : snapshot.silences) silence.until = dates::parse_iso_time("2026-06-30T00:00:00").value();
    snapshot.silences[0].id = 7;
    compile_silences(snapshot);
    const auto before = dates::parse_iso_time("2026-06-01T08:00:00").value();
    EXPECT_THAT(broken_silences(snapshot.silences, before),
                ::testing::ElementsAre(::testing::HasSubstr("silence 7 covers nothing")));
    EXPECT_TRUE(broken_silences(snapshot.silences, snapshot.silences[0].until).empty());
}

TEST(Silences, a_wrong_condition_is_told_with_its_column_and_the_nearest_name) {
    const auto book = load_rules("quiet: none").book.value();
    EXPECT_EQ(wrong_match("subject.kind == \"report\"", book), std::nullopt);
    EXPECT_THAT(wrong_match("\"so-y-the\" in subject.leads", book).value(),
                ::testing::AllOf(::testing::HasSubstr("cột 1"), ::testing::HasSubstr("so-y-te")));
}

}  // namespace
}  // namespace rules::language::testing
