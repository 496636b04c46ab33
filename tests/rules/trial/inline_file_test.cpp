#include "rules/trial/test_file.hpp"

#include <gtest/gtest.h>

namespace rules::trial {
namespace {

Header header_of(const std::string& text) {
    std::vector<language::Problem> problems;
    Header header = read_header({"a_test.yaml", text}, problems);
    EXPECT_TRUE(problems.empty());
    return header;
}

TEST(InlineFile, a_block_keeps_its_lines_and_columns) {
    const Header header =
        header_of("rules: x.yaml\nunits:\n  units:\n    - {id: a, name: \"Đơn vị\"}  # a\n\n  roles: {}\ntests: []\n");
    ASSERT_TRUE(header.units.has_value());
    EXPECT_EQ(header.units->text,
              "             \n      \n  units:\n    - {id: a, name: \"Đơn vị\"}  # a\n\n  roles: {}\n         \n");
}

TEST(InlineFile, brackets_end_where_they_close) {
    const Header header = header_of("units: {roles: {}, units: [{id: a, name: \"b }\"}]}  # c\ntests: []\n");
    ASSERT_TRUE(header.units.has_value());
    EXPECT_EQ(header.units->text, "       {roles: {}, units: [{id: a, name: \"b }\"}]}     \n         \n");
}

TEST(InlineFile, each_calendar_is_a_file) {
    const Header header =
        header_of("calendars:\n  - supplement: 2026\n    off: []\n  - {supplement: 2027, off: []}\ntests: []\n");
    ASSERT_EQ(header.calendars.size(), 2U);
    EXPECT_EQ(header.calendars[0].text,
              "          \n    supplement: 2026\n    off: []\n                               \n         \n");
    EXPECT_EQ(header.calendars[1].text,
              "          \n                    \n           \n    {supplement: 2027, off: []}\n         \n");
}

}  // namespace
}  // namespace rules::trial
