#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rules::language::testing {
namespace {

using ::testing::HasSubstr;

std::string repeat(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

/// Everything that is said about a rule file; that it returns at all, soon, is what these tests show.
std::string said(std::string text) {
    const Loaded loaded = load_rules(std::move(text));
    EXPECT_FALSE(loaded.book);
    EXPECT_LE(loaded.problems.size(), 600U);
    std::string messages;
    for (const Problem& problem : loaded.problems) messages += problem.message.substr(0, 300) + "\n";
    return messages;
}

TEST(Hostile, an_alias_bomb_is_refused) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + repeat(", " + before, 8) + "]\n";
    }
    EXPECT_THAT(said(bomb), HasSubstr("aliases unfold to too much"));
}

TEST(Hostile, aliases_by_the_thousand_are_refused) {
    EXPECT_THAT(said("a: &a 1\nb: [" + repeat("*a, ", 5000) + "]\n"), HasSubstr("too many aliases"));
}

TEST(Hostile, an_alias_of_itself_is_refused) {
    EXPECT_THAT(said("a: &a [*a]\n"), HasSubstr("refers to itself"));
}

TEST(Hostile, deep_nesting_is_refused) {
    EXPECT_THAT(said("a: " + repeat("[", 100000)), HasSubstr("too deeply"));
    EXPECT_THAT(said("a: " + repeat("{a: ", 100000)), HasSubstr("too deeply"));
    EXPECT_THAT(said(repeat("- ", 100000)), HasSubstr("too deeply"));
    EXPECT_THAT(said(repeat("? ", 100000)), HasSubstr("too deeply"));
}

TEST(Hostile, ten_megabytes_are_the_limit) {
    EXPECT_THAT(said(std::string(10 * 1024 * 1024 + 1, 'a')), HasSubstr("larger than 10 MB"));
    EXPECT_THAT(said("a: " + std::string(10 * 1024 * 1024 - 10, 'a')), HasSubstr("unknown key"));
    EXPECT_THAT(said("a: [" + repeat("b,", 5 * 1024 * 1024 - 10)), HasSubstr("too many values"));
}

TEST(Hostile, what_is_not_text_is_refused) {
    EXPECT_THAT(said("a: \xff\xfe"), HasSubstr("UTF-8"));
    EXPECT_THAT(said(std::string("\xff\xfe"
                                 "a\0:\0",
                                 6)),
                HasSubstr("UTF-8"));
    EXPECT_NE(said(std::string("a: b\0c", 6)), "");
    EXPECT_NE(said(repeat("\x1b[31m", 10)), "");
}

TEST(Hostile, thousands_of_errors_are_cut_short) {
    EXPECT_THAT(said("reports:\n" + repeat("  - {x: y}\n", 20000)), HasSubstr("more problems are not shown"));
}

TEST(Hostile, a_condition_of_a_megabyte_is_refused) {
    EXPECT_THAT(said("policies:\n  - {id: a, match: '" + repeat("(", 1 << 20) + "'}\n"), HasSubstr("too long"));
}

TEST(Hostile, a_regular_expression_made_to_explode_is_refused_or_harmless) {
    const Loaded loaded = load_rules(
        "policies:\n"
        "  - {id: a, match: \"subject.id.matches('((a{1,1000}){1,1000}){1,1000}')\", remind: {lead: 7d}}\n"
        "  - {id: b, match: \"true\", remind: {lead: 7d}}\n");
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_THAT(loaded.problems.front().message, HasSubstr("regular expression"));
}

RC_GTEST_PROP(HostileProperty, no_text_makes_it_throw, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a", "id", ": ", ":", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "\"", "'", "&a ", "*a", "!x ", "#",
        "|", ">", "?", "%", "---\n", "reports", "policies", "match", "units", "due", "trước ngày 31/2", "\t", "\xc3",
        "é", "<<", "null", "true", "\\"));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    Sources sources{{"u", text}, {{"r", text}}, {{"c", text}}};
    const Loaded loaded = load(sources);
    RC_ASSERT(!loaded.book || loaded.problems.empty());
    for (const Problem& problem : loaded.problems) RC_ASSERT(!format(problem).empty());
}

}  // namespace
}  // namespace rules::language::testing
