#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Loaded load_inhibit(const std::string& line) {
    return load_rules("inhibit:\n  - " + line + "\n");
}

TEST(Inhibit, is_read_with_its_conditions) {
    const Loaded loaded =
        load_inhibit("{source: subject.status == \"overdue\", target: subject.status == \"due_soon\", same: parent}");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    ASSERT_EQ(loaded.book->inhibitions.size(), 1U);
    const model::Inhibition& inhibition = loaded.book->inhibitions.front();
    EXPECT_EQ(inhibition.same, model::Inhibition::Same::parent);
    EXPECT_EQ(inhibition.place.line, 2);
    model::SubjectView view;
    view.status = model::Status::overdue;
    EXPECT_TRUE(inhibition.source_holds->holds(view).value());
    EXPECT_FALSE(inhibition.target_holds->holds(view).value());
    EXPECT_EQ(inhibition.source_holds->constant_when(model::SubjectKind::report, model::Status::due_soon), false);
}

TEST(Inhibit, a_status_that_does_not_exist_is_an_error) {
    const Loaded loaded = load_inhibit("{source: subject.status == \"overdu\", target: \"true\", same: unit}");
    EXPECT_FALSE(loaded.book);
    EXPECT_THAT(print(loaded.problems), HasSubstr("overdue"));
}

TEST(Inhibit, only_its_conditions_ask_for_the_status) {
    const Loaded loaded =
        load_rules("policies:\n  - {id: a, match: subject.status == \"overdue\", remind: {lead: [7d]}}\n");
    EXPECT_FALSE(loaded.book);
}

TEST(Inhibit, what_is_missing_or_unknown_is_told_with_its_place) {
    const Loaded loaded = load_inhibit("{source: \"true\", same: group, equal: [unit]}");
    EXPECT_FALSE(loaded.book);
    EXPECT_THAT(print(loaded.problems), HasSubstr("target"));
    EXPECT_THAT(print(loaded.problems), HasSubstr("parent, unit"));
    EXPECT_THAT(print(loaded.problems), HasSubstr("equal"));
}

TEST(Inhibit, a_condition_that_never_holds_is_warned_of) {
    const Loaded loaded = load_inhibit("{source: \"false\", target: \"true\", same: unit}");
    ASSERT_TRUE(loaded.book);
    EXPECT_THAT(print(loaded.problems), HasSubstr("never holds"));
}

}  // namespace
}  // namespace rules::language::testing
