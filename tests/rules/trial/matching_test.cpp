#include "rules/trial/matching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::trial {
namespace {

Row row(const std::string& on, const std::string& to, const std::string& stage) {
    Row made;
    made[Field::on] = on;
    made[Field::to] = to;
    made[Field::stage] = stage;
    return made;
}

TEST(Matching, what_says_little_leaves_the_row_to_what_needs_it) {
    const std::vector<ExpectedRow> expected = {{{}, {{Field::on, "d"}}}, {{}, {{Field::on, "d"}, {Field::to, "a"}}}};
    const Matching matching = match(expected, {row("d", "a", "s"), row("d", "b", "s")});
    EXPECT_EQ(matching.row_of[0], 1U);
    EXPECT_EQ(matching.row_of[1], 0U);
}

TEST(Matching, a_row_is_handed_on_where_its_holder_finds_another) {
    const std::vector<ExpectedRow> expected = {{{}, {{Field::on, "d"}, {Field::to, "a"}}},
                                               {{}, {{Field::on, "d"}, {Field::stage, "s"}}}};
    const Matching matching = match(expected, {row("d", "a", "s"), row("d", "a", "t")});
    EXPECT_EQ(matching.row_of[0], 1U);
    EXPECT_EQ(matching.row_of[1], 0U);
}

TEST(Matching, two_expectations_need_two_rows) {
    const std::vector<ExpectedRow> expected = {{{}, {{Field::on, "d"}}}, {{}, {{Field::on, "d"}}}};
    EXPECT_EQ(match(expected, {row("d", "a", "s")}).row_of[1], std::nullopt);
}

TEST(Matching, a_stage_may_leave_out_its_audience_and_a_subject_its_period) {
    EXPECT_TRUE(agrees(Field::stage, "-7d", "lead:-7d"));
    EXPECT_TRUE(agrees(Field::stage, "lead:-7d", "lead:-7d"));
    EXPECT_FALSE(agrees(Field::stage, "-7d", "lead:-17d"));
    EXPECT_FALSE(agrees(Field::stage, "support:-7d", "lead:-7d"));
    EXPECT_TRUE(agrees(Field::subject, "kh/1", "kh/1@2026"));
    EXPECT_TRUE(agrees(Field::subject, "kh", "kh/1@2026"));
    EXPECT_FALSE(agrees(Field::subject, "kh/1", "kh/12"));
}

}  // namespace
}  // namespace rules::trial
