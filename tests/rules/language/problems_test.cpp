#include "rules/language/problems.hpp"

#include <gtest/gtest.h>

namespace rules::language {
namespace {

Problem problem(std::string line, int column, int length) {
    Problem result;
    result.place = {"rules.yaml", 3, column};
    result.length = length;
    result.message = "sai";
    result.line = std::move(line);
    return result;
}

TEST(Format, underlines_the_part) {
    EXPECT_EQ(format(problem("due: 31/2", 6, 4)), "rules.yaml:3:6: lỗi: sai\ndue: 31/2\n     ^~~~");
}

TEST(Format, counts_columns_of_the_terminal_not_bytes) {
    EXPECT_EQ(format(problem("tên: hạn 31/2", 10, 4)), "rules.yaml:3:10: lỗi: sai\ntên: hạn 31/2\n         ^~~~");
    EXPECT_EQ(format(problem("中文: ab", 5, 2)), "rules.yaml:3:5: lỗi: sai\n中文: ab\n      ^~");
    EXPECT_EQ(format(problem("e\u0302: ab", 5, 2)), "rules.yaml:3:5: lỗi: sai\ne\u0302: ab\n   ^~");
}

TEST(Format, keeps_tabs_under_tabs) {
    EXPECT_EQ(format(problem("\ta: b", 5, 1)), "rules.yaml:3:5: lỗi: sai\n\ta: b\n\t   ^");
}

TEST(Format, a_place_outside_the_line_does_no_harm) {
    EXPECT_EQ(format(problem("ab", 3, 5)), "rules.yaml:3:3: lỗi: sai\nab\n  ^");
    EXPECT_EQ(format(problem("ab", 400, 5)), "rules.yaml:3:400: lỗi: sai\nab\n");
    EXPECT_EQ(format(problem("", 0, 0)), "rules.yaml:3:1: lỗi: sai");
}

TEST(Format, a_warning_says_so) {
    Problem warning = problem("a: b", 1, 0);
    warning.level = Problem::Level::warning;
    EXPECT_EQ(format(warning), "rules.yaml:3:1: cảnh báo: sai\na: b");
}

TEST(Format, without_a_line_number_only_the_file_is_named) {
    Problem whole = problem("", 0, 0);
    whole.place.line = 0;
    EXPECT_EQ(format(whole), "rules.yaml: lỗi: sai");
}

TEST(Problems, show_no_control_characters) {
    Problems problems;
    problems.add(problem("a: \x1b[31m", 1, 1));
    EXPECT_EQ(std::move(problems).take().front().line, "a: ?[31m");
}

TEST(Problems, are_sorted_by_place_and_bounded) {
    Problems problems;
    for (int i = 2000; i > 0; --i) {
        Problem one = problem("x", 1, 1);
        one.place.line = i;
        problems.add(one);
    }
    EXPECT_EQ(problems.errors(), 2000U);
    const std::vector<Problem> list = std::move(problems).take();
    EXPECT_EQ(list.size(), Problems::most + 1);
    EXPECT_LT(list.front().place.line, list.back().place.line);
}

TEST(Utf8, stray_and_overlong_bytes_are_found) {
    EXPECT_EQ(find_invalid_utf8("Sở Y tế 😀"), std::string_view::npos);
    EXPECT_EQ(find_invalid_utf8("ab\xff"), 2U);
    EXPECT_EQ(find_invalid_utf8("a\xc0\x80"), 1U);
    EXPECT_EQ(find_invalid_utf8("a\xed\xa0\x80"), 1U);
    EXPECT_EQ(find_invalid_utf8("a\xe1\xbb"), 1U);
}

}  // namespace
}  // namespace rules::language
