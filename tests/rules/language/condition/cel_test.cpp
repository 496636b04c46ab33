#include "tests/rules/language/condition/evaluate_text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rules::language::condition::testing {
namespace {

struct Case {
    std::string_view text;
    std::string_view value;  ///< as show() prints it
};

void expect_all(const std::vector<Case>& cases) {
    for (const auto& [text, value] : cases) EXPECT_EQ(evaluate_text(text), value) << text;
}

TEST(Cel, literals_have_the_values_of_the_specification) {
    expect_all({
        {"true", "true"},
        {"false", "false"},
        {"null", "null"},
        {"0", "0"},
        {"42", "42"},
        {"-42", "-42"},
        {"0x1F", "31"},
        {"-0xff", "-255"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "rejected"},
        {"-9223372036854775809", "rejected"},
        {"1.5", "1.5"},
        {"-2.5e2", "-250.0"},
        {"1e3", "1000.0"},
        {".5", "0.5"},
        {"3E-1", "0.3"},
        {"7u", "rejected"},
        {"7d", "rejected"},
        {"b'abc'", "rejected"},
        {"rb'abc'", "rejected"},
        {"1e", "rejected"},
    });
}

TEST(Cel, strings_read_every_quote_and_escape) {
    expect_all({
        {R"("abc")", "'abc'"},
        {R"('abc')", "'abc'"},
        {R"('')", "''"},
        {R"("it's")", "'it's'"},
        {R"('say "x"')", "'say \"x\"'"},
        {R"('''two "quotes" and 'one' ''')", "'two \"quotes\" and 'one' '"},
        {"\"\"\"line\nline\"\"\"", "'line\nline'"},
        {"'line\nline'", "rejected"},
        {R"('\n\t\\\'\"\?\`')", "'\n\t\\'\"?`'"},
        {R"('\a\b\f\r\v')", "'\a\b\f\r\v'"},
        {R"('\x41\X42')", "'AB'"},
        {R"('\101')", "'A'"},
        {R"('ế')", "'ế'"},
        {R"('\U0001F600')", "'😀'"},
        {R"('\ud800')", "rejected"},
        {R"('\U00110000')", "rejected"},
        {R"('\q')", "rejected"},
        {R"('\x4')", "rejected"},
        {R"('\400')", "rejected"},
        {R"(r'\n')", R"('\n')"},
        {R"(R"\d+")", R"('\d+')"},
        {R"(r'''a\'b''')", R"('a\'b')"},
        {R"('open)", "rejected"},
        {R"('Sở Y tế')", "'Sở Y tế'"},
    });
}

TEST(Cel, operators_bind_as_the_grammar_says) {
    expect_all({
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 4 - 3", "3"},
        {"100 / 10 / 5", "2"},
        {"2 * 3 % 4", "2"},
        {"-2 + 5", "3"},
        {"- 2 * 3", "-6"},
        {"!true || true", "true"},
        {"!(true || true)", "false"},
        {"!!true", "true"},
        {"--4", "4"},
        {"-(-4)", "4"},
        {"true || false && false", "true"},
        {"(true || false) && false", "false"},
        {"1 + 1 == 2 && 2 < 3", "true"},
        {"1 < 2 == true", "true"},
        {"2 in [1, 2] == true", "true"},
        {"true ? 1 : 2", "1"},
        {"false ? 1 : true ? 2 : 3", "2"},
        {"(true ? false : true) ? 1 : 2", "2"},
        {"true || false ? 1 : 2", "1"},
        {"[1, 2, 3][1] + 1", "3"},
        {"'abc'.size() + 1", "4"},
        {"-'abc'.size()", "-3"},
        {"1 + 2 // adds", "3"},
        {"1 +\n\t2", "3"},
        {"((((((((((1))))))))))", "1"},
    });
}

TEST(Cel, what_the_grammar_does_not_have_is_rejected) {
    for (const std::string_view text :
         {"",         " ",     "1 +",  "+ 1",      "1 2",     "a b",         "(1",          "1)",
          "[1, 2",    "{1: 2", "{1}",  "1 = 1",    "1 === 1", "true & true", "true | true", "true and true",
          "not true", "1 ? 2", "1 < ", "true ? 1", "'a'.",    "'a'.1",       "for",         "if",
          "package",  "x{}",   "[,]",  "f(,)",     "f(1,)",   "@",           "#",           "$x",
          "1..2",     "in",    "1 in", "a.in(1)x"}) {
        EXPECT_EQ(evaluate_text(text), "rejected") << text;
    }
}

TEST(Cel, arithmetic_reports_overflow_and_division_by_zero) {
    expect_all({
        {"9223372036854775807 + 1", "error"},
        {"-9223372036854775808 - 1", "error"},
        {"9223372036854775807 * 2", "error"},
        {"-(-9223372036854775808)", "error"},
        {"-9223372036854775808 / -1", "error"},
        {"-9223372036854775808 % -1", "error"},
        {"1 / 0", "error"},
        {"1 % 0", "error"},
        {"1.0 / 0.0 > 1e300", "true"},
        {"0.0 / 0.0 == 0.0 / 0.0", "false"},
        {"0.0 / 0.0 != 0.0 / 0.0", "true"},
        {"7 / 2", "3"},
        {"-7 / 2", "-3"},
        {"-7 % 2", "-1"},
        {"7.0 / 2.0", "3.5"},
        {"1 + 1.0", "rejected"},
        {"'a' + 'b'", "'ab'"},
        {"'a' + 1", "rejected"},
        {"[1] + [2, 3]", "[1, 2, 3]"},
        {"[] + []", "[]"},
        {"7.0 % 2.0", "rejected"},
        {"-'a'", "rejected"},
        {"!1", "rejected"},
        {"true + true", "rejected"},
    });
}

TEST(Cel, equality_and_order_follow_the_specification) {
    expect_all({
        {"1 == 1", "true"},
        {"1 == 2", "false"},
        {"1 == 1.0", "true"},
        {"1.5 != 1", "true"},
        {"9007199254740993 == 9007199254740992.0", "true"},
        {"9223372036854775807 < 9223372036854775808.0", "false"},
        {"9223372036854775807 < 9223372036854777856.0", "true"},
        {"'a' == 'a'", "true"},
        {"'a' == 'A'", "false"},
        {"'é' == 'e\\u0301'", "false"},
        {"null == null", "true"},
        {"true == true", "true"},
        {"1 == 'a'", "rejected"},
        {"dyn(1) == 'a'", "false"},
        {"dyn(1) != 'a'", "true"},
        {"[1, 2] == [1, 2]", "true"},
        {"[1, 2] == [2, 1]", "false"},
        {"[1, 2] == [1, 2.0]", "true"},
        {"[] == []", "true"},
        {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
        {"{'a': 1} == {'a': 2}", "false"},
        {"{'a': 1} == {'b': 1}", "false"},
        {"'a' < 'b'", "true"},
        {"'a' < 'B'", "false"},
        {"'ab' > 'a'", "true"},
        {"false < true", "true"},
        {"1 < 1.5", "true"},
        {"2.5 >= 2", "true"},
        {"1 <= 1", "true"},
        {"1 < 'a'", "rejected"},
        {"dyn(1) < dyn('a')", "error"},
        {"[1] < [2]", "rejected"},
        {"null < null", "rejected"},
    });
}

TEST(Cel, and_and_or_absorb_errors_on_either_side) {
    expect_all({
        {"true && true", "true"},
        {"true && false", "false"},
        {"false || true", "true"},
        {"false || false", "false"},
        {"false && 1 / 0 > 0", "false"},
        {"1 / 0 > 0 && false", "false"},
        {"true || 1 / 0 > 0", "true"},
        {"1 / 0 > 0 || true", "true"},
        {"true && 1 / 0 > 0", "error"},
        {"1 / 0 > 0 || false", "error"},
        {"1 / 0 > 0 && 1 / 0 > 0 && false", "false"},
        {"true && 1", "rejected"},
        {"dyn(1) && false", "false"},
        {"dyn(1) && true", "error"},
        {"dyn('a') || true", "true"},
        {"false ? 1 / 0 : 2", "2"},
        {"true ? 1 / 0 : 2", "error"},
        {"1 / 0 > 0 ? 1 : 2", "error"},
        {"dyn(1) ? 1 : 2", "error"},
        {"true ? 1 : 'a'", "rejected"},
    });
}

TEST(Cel, lists_and_maps_are_indexed_and_searched) {
    expect_all({
        {"[1, 2, 3]", "[1, 2, 3]"},
        {"[1, 2, 3,]", "[1, 2, 3]"},
        {"[]", "[]"},
        {"[1, 'a', true]", "[1, 'a', true]"},
        {"[1, 2, 3][0]", "1"},
        {"[1, 2, 3][3]", "error"},
        {"[1, 2, 3][-1]", "error"},
        {"['a'][dyn(0.0)]", "'a'"},
        {"['a']['b']", "rejected"},
        {"{'a': 1}['a']", "1"},
        {"{'a': 1}['b']", "error"},
        {"{'a': 1}.a", "1"},
        {"{'a': 1}.b", "error"},
        {"{'a': {'b': 2}}.a.b", "2"},
        {"{1: 'one', true: 'yes'}[true]", "'yes'"},
        {"{1: 'one'}[dyn(1.0)]", "'one'"},
        {"{'a': 1, 'a': 2}", "rejected"},
        {"{'a': 1, string(dyn('a')): 2}", "error"},
        {"{1.5: 1}", "rejected"},
        {"{dyn(1.5): 1}", "error"},
        {"{'a': 1,}", "map of 1"},
        {"2 in [1, 2]", "true"},
        {"3 in [1, 2]", "false"},
        {"2.0 in [1, 2]", "true"},
        {"'a' in []", "false"},
        {"'a' in {'a': 1}", "true"},
        {"'b' in {'a': 1}", "false"},
        {"'a' in ['a', 'b'] && !('c' in ['a'])", "true"},
        {"'a' in [1, 2]", "rejected"},
        {"'a' in 'abc'", "rejected"},
        {"has({'a': 1}.a)", "true"},
        {"has({'a': 1}.b)", "false"},
        {"has(1)", "rejected"},
    });
}

TEST(Cel, text_functions_work_on_code_points) {
    expect_all({
        {"'Sở'.size()", "2"},
        {"size('Sở Y tế')", "7"},
        {"size('')", "0"},
        {"size([1, 2])", "2"},
        {"[].size()", "0"},
        {"size({'a': 1})", "1"},
        {"size(1)", "rejected"},
        {"'hello'.startsWith('he')", "true"},
        {"'hello'.startsWith('')", "true"},
        {"'hello'.startsWith('lo')", "false"},
        {"'hello'.endsWith('lo')", "true"},
        {"'hello'.endsWith('hello!')", "false"},
        {"'hello'.contains('ell')", "true"},
        {"'hello'.contains('')", "true"},
        {"'hello'.contains('z')", "false"},
        {"'hello'.contains(1)", "rejected"},
        {"'so-y-te'.matches('^so-')", "true"},
        {"'so-y-te'.matches('y')", "true"},
        {"'so-y-te'.matches('^y')", "false"},
        {"matches('abc', 'b+')", "true"},
        {"'abc'.matches('(')", "rejected"},
        {"'abc'.matches(string(dyn('(')))", "error"},
        {"'abc'.matches('a' + '.')", "true"},
        {"startsWith('abc', 'a')", "rejected"},
        {"'abc'.lower()", "rejected"},
    });
}

TEST(Cel, macros_range_over_lists_and_maps) {
    expect_all({
        {"[1, 2, 3].all(x, x > 0)", "true"},
        {"[1, 2, 3].all(x, x > 1)", "false"},
        {"[].all(x, false)", "true"},
        {"[1, 2].all(x, 1 / 0 > x)", "error"},
        {"[0, 1].all(x, 1 / x > 1)", "false"},
        {"[1, 2, 3].exists(x, x == 2)", "true"},
        {"[].exists(x, true)", "false"},
        {"[0, 1].exists(x, 1 / x == 1)", "true"},
        {"[0, 2].exists(x, 1 / x == 1)", "error"},
        {"[1, 2, 2].exists_one(x, x == 2)", "false"},
        {"[1, 2].exists_one(x, x == 2)", "true"},
        {"[0, 1].exists_one(x, 1 / x == 1)", "error"},
        {"[1, 2, 3].filter(x, x > 1)", "[2, 3]"},
        {"[1, 2, 3].map(x, x * 2)", "[2, 4, 6]"},
        {"[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"},
        {"[].map(x, 1 / 0)", "[]"},
        {"[1].map(x, 1 / 0)", "error"},
        {"{'a': 1, 'b': 2}.all(k, k != 'c')", "true"},
        {"{'a': 1}.exists(k, k == 'a')", "true"},
        {"[[1, 2], [3]].map(x, x.size())", "[2, 1]"},
        {"[1, 2].exists(x, [2, 3].exists(y, x == y))", "true"},
        {"[1, 2].map(x, [10, 20].map(x, x))", "[[10, 20], [10, 20]]"},
        {"[1, 2].map(x, [10].map(y, x + y))", "[[11], [12]]"},
        {"[1].all(1, true)", "rejected"},
        {"[1].all(x, x)", "rejected"},
        {"1.all(x, true)", "rejected"},
        {"[1].all(x)", "rejected"},
        {"[1].exists(x, y == 1)", "rejected"},
    });
}

TEST(Cel, conversions_accept_what_has_a_meaning) {
    expect_all({
        {"int('42')", "42"},
        {"int('-7')", "-7"},
        {"int('x')", "error"},
        {"int(3.9)", "3"},
        {"int(-3.9)", "-3"},
        {"int(1e19)", "error"},
        {"double(3)", "3.0"},
        {"double('1.5')", "1.5"},
        {"double('x')", "error"},
        {"string(42)", "'42'"},
        {"string(1.5)", "'1.5'"},
        {"string(true)", "'true'"},
        {"string('a')", "'a'"},
        {"bool('true')", "true"},
        {"bool('F')", "error"},
        {"bool('f')", "false"},
        {"bool('yes')", "error"},
    });
}

TEST(Cel, dates_and_days_are_counted) {
    expect_all({
        {"date('2026-06-09') < date('2026-06-10')", "true"},
        {"date('2026-06-09') - date('2026-06-01')", "8d"},
        {"date('2026-06-09') - date('2026-06-01') < days(9)", "true"},
        {"date('2026-02-28') + days(1)", "2026-03-01"},
        {"date('2026-03-01') - days(1) == date('2026-02-28')", "true"},
        {"days(2) + days(3)", "5d"},
        {"int(days(2))", "2"},
        {"date('2026-02-31')", "rejected"},
        {"date('31/2')", "rejected"},
        {"date(string(dyn('31/2')))", "error"},
        {"date('2026-06-09').getFullYear()", "2026"},
        {"date('2026-06-09').getMonth()", "5"},
        {"date('2026-06-09').getDate()", "9"},
        {"date('2026-06-09').getDayOfWeek()", "2"},
        {"string(date('2026-06-09'))", "'2026-06-09'"},
        {"date('2026-06-09') + 1", "rejected"},
        {"days(9223372036854775807)", "error"},
        {"date('2026-06-09') == '2026-06-09'", "rejected"},
    });
}

TEST(Cel, long_chains_and_deep_brackets_are_bounded) {
    std::string chain = "true";
    for (int i = 0; i < 1000; ++i) chain += " && true";
    EXPECT_EQ(evaluate_text(chain), "true");
    EXPECT_EQ(evaluate_text(std::string(100, '(') + "1" + std::string(100, ')')), "1");
    EXPECT_EQ(evaluate_text(std::string(5000, '(') + "1" + std::string(5000, ')')), "rejected");
    EXPECT_EQ(evaluate_text(std::string(10000, '!') + "true"), "rejected");
    EXPECT_EQ(evaluate_text(std::string(10000, '[')), "rejected");
    EXPECT_EQ(evaluate_text(std::string(1 << 20, ' ') + "true"), "rejected");
}

TEST(Cel, a_condition_that_would_cost_too_much_ends_with_an_error) {
    const std::string ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    std::string nested = "a + b + c + d + e + f + g + h >= 0";
    for (const char* const name : {"h", "g", "f", "e", "d", "c", "b", "a"}) {
        nested = ten + ".all(" + name + ", " + nested + ")";
    }
    EXPECT_EQ(evaluate_text(nested), "error");
    std::string doubling = "['aaaaaaaaaaaaaaaa']";
    for (int i = 0; i < 60; ++i) doubling += ".map(x, x + x)";
    EXPECT_EQ(evaluate_text(doubling), "error");
    EXPECT_EQ(evaluate_text("('" + std::string(5000, 'a') + "!').matches('^(a+)+$')"), "false");
}

}  // namespace
}  // namespace rules::language::condition::testing
