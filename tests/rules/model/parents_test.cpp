#include "rules/model/parents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::model {
namespace {

using testing::ElementsAre;

AssignmentRecord row(std::string ordinal, std::string section = {}, std::string title = "Xây dựng kế hoạch") {
    AssignmentRecord record;
    record.text.ordinal = std::move(ordinal);
    record.text.section = std::move(section);
    record.text.title = std::move(title);
    return record;
}

std::vector<int> parents(const std::vector<AssignmentRecord>& rows) {
    std::vector<int> all;
    for (const auto& parent : parents_of(rows)) all.push_back(parent ? static_cast<int>(*parent) : -1);
    return all;
}

TEST(Parents, levels_of_a_number_belong_together) {
    EXPECT_THAT(parents({row("1"), row("1.1"), row("1.1.1"), row("1.2"), row("2"), row("10.1")}),
                ElementsAre(-1, 0, 1, 0, -1, -1));
}

TEST(Parents, a_level_that_is_left_out_is_passed_over) {
    EXPECT_THAT(parents({row("1"), row("1.2.1")}), ElementsAre(-1, 0));
}

TEST(Parents, letters_and_dashes_belong_to_the_number_above) {
    EXPECT_THAT(parents({row("1"), row("a"), row("b"), row("2"), row("-"), row("", "", "- Rà soát")}),
                ElementsAre(-1, 0, 0, -1, 3, 3));
}

TEST(Parents, numbers_that_begin_again_in_another_section_are_others) {
    EXPECT_THAT(parents({row("1", "I"), row("1", "II"), row("1.1", "II"), row("1.1", "III")}),
                ElementsAre(-1, -1, 1, -1));
}

TEST(Parents, dots_and_brackets_behind_a_number_say_nothing) {
    EXPECT_THAT(parents({row("1."), row("1.1."), row("a)"), row("đ)")}), ElementsAre(-1, 0, 1, 1));
}

TEST(Parents, nothing_above_is_no_parent) {
    EXPECT_THAT(parents({row("a"), row("1.1"), row("B"), row("b")}), ElementsAre(-1, -1, -1, -1));
}

}  // namespace
}  // namespace rules::model
