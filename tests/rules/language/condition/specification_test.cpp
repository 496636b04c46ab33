#include "tests/rules/language/condition/evaluate_text.hpp"

#include <gtest/gtest.h>

#include <vector>

/// The CEL specification sentence by sentence, evaluated as it evaluates values whose types nobody declared.
namespace rules::language::condition::testing {
namespace {

struct Case {
    std::string_view text;
    std::string_view value;  ///< as show() prints it
};

void expect_all(const std::vector<Case>& cases) {
    for (const auto& [text, value] : cases) EXPECT_EQ(evaluate_gradually(text), value) << text;
}

TEST(CelSpecification, integers_are_decimal_or_hexadecimal_and_have_64_bits) {
    expect_all({
        {"007", "7"},
        {"0x0", "0"},
        {"0xABCdef", "11259375"},
        {"-0x10", "-16"},
        {"0x7fffffffffffffff", "9223372036854775807"},
        {"-0x8000000000000000", "-9223372036854775808"},
        {"0x8000000000000000", "refused"},
        {"0x", "refused"},
        {"0X1F", "refused"},
        {"0xg", "refused"},
        {"1_000", "refused"},
        {"- 5", "-5"},
        {"1u", "refused"},
        {"0x1FU", "refused"},
    });
}

TEST(CelSpecification, doubles_need_a_point_with_digits_or_an_exponent) {
    expect_all({
        {"2.50", "2.5"},
        {".25", "0.25"},
        {"-.25", "-0.25"},
        {"2e2", "200.0"},
        {"2E+2", "200.0"},
        {".5e-1", "0.05"},
        {"1e-400", "0.0"},
        {"1000.0e-330", "0.0"},
        {"1e400", "refused"},
        {"1.", "refused"},
        {"1.e3", "error"},  // the field e3 of 1
        {".", "refused"},
        {"1e+", "refused"},
        {"1.5.5", "refused"},
    });
}

TEST(CelSpecification, every_escape_stands_for_one_character) {
    expect_all({
        {R"('\a' == '\x07' && '\b' == '\x08' && '\f' == '\x0c')", "true"},
        {R"('\n' == '\x0A' && '\r' == '\x0d' && '\t' == '\x09' && '\v' == '\x0b')", "true"},
        {R"('\\' == r'\')", "true"},
        {R"("\"" == '"')", "true"},
        {R"('\'' == "'")", "true"},
        {R"('\`' == '`' && '\?' == '?')", "true"},
        {R"('\101' == 'A')", "true"},
        {R"('\000'.size())", "1"},
        {R"('\377' == 'ÿ')", "true"},
        {R"('\xff' == '\u00fF')", "true"},
        {R"('\u1ebf' == 'ế')", "true"},
        {R"('\U0001f600'.size())", "1"},
        {R"('\U0010FFFF'.size())", "1"},
        {R"('\8')", "refused"},
        {R"('\78')", "refused"},
        {R"('\477')", "refused"},
        {R"('\u12')", "refused"},
        {R"('\U0011ffff')", "refused"},
        {R"('\uDC00')", "refused"},
        {R"('\U0000d83d')", "refused"},
        {R"('\z')", "refused"},
        {R"('\)", "refused"},
    });
}

TEST(CelSpecification, strings_end_where_they_began) {
    expect_all({
        {R"("it's")", "'it's'"},
        {R"('''a'b''c''')", "'a'b''c'"},
        {R"("""a"b""c""")", "'a\"b\"\"c'"},
        {"'''one\ntwo'''", "'one\ntwo'"},
        {"\"\"\"one\r\ntwo\"\"\"", "'one\r\ntwo'"},
        {"r'''one\\ntwo'''", "'one\\ntwo'"},
        {R"(R"\\")", R"('\\')"},
        {R"(r'\' + 'x')", R"('\x')"},
        {"''", "''"},
        {"''''''", "''"},
        {"'a\nb'", "refused"},
        {"r'a\nb'", "refused"},
        {"'a\rb'", "refused"},
        {"'''a''", "refused"},
        {"\"a'", "refused"},
        {"b'a'", "refused"},
        {"'\xff'", "refused"},
    });
}

TEST(CelSpecification, words_are_reserved_for_names_but_not_for_fields) {
    for (const std::string word : {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
                                   "loop", "package", "namespace", "return", "var", "void", "while"}) {
        EXPECT_EQ(evaluate_gradually(word), "refused") << word;
        EXPECT_EQ(evaluate_gradually(word + "(1)"), "refused") << word;
        EXPECT_EQ(evaluate_gradually("{'" + word + "': 1}." + word), "1") << word;
    }
    for (const std::string word : {"true", "false", "null", "in"}) {
        EXPECT_EQ(evaluate_gradually("{'" + word + "': 1}." + word), "refused") << word;
    }
    expect_all({
        {"{'content-type': 1}.`content-type`", "1"},
        {"has({'a.b/c d': 1}.`a.b/c d`)", "true"},
        {"{'a': 1}.`a", "refused"},
        {"`a`", "refused"},
        {"_a1 || true", "true"},
        {"1a", "refused"},
    });
}

TEST(CelSpecification, blanks_and_comments_separate_only) {
    expect_all({
        {"1\t+\f2\r\n+ 3", "6"},
        {"1 // one\n + 2 // two", "3"},
        {"// nothing\n'//' // text", "'//'"},
        {"1 \v+ 2", "refused"},
        {"1 /* one */", "refused"},
        {"// only a comment", "refused"},
    });
}

TEST(CelSpecification, operators_bind_by_precedence_and_from_the_left) {
    expect_all({
        {"2 + 3 * 4 - 10 / 5 % 3", "12"},
        {"20 / 2 * 5", "50"},
        {"7 - 2 - 1", "4"},
        {"-2 * -3", "6"},
        {"1 - -1", "2"},
        {"1--1", "2"},
        {"!false && false", "false"},
        {"!(false && false)", "true"},
        {"1 + 1 < 3 && 3 > 2 || false", "true"},
        {"false && false || true", "true"},
        {"false && (false || true)", "false"},
        {"1 < 2 == 2 < 3", "error"},
        {"(1 < 2) == (2 < 3)", "true"},
        {"1 in [1] && !(2 in [1])", "true"},
        {"true ? false ? 1 : 2 : 3", "refused"},
        {"true ? (false ? 1 : 2) : 3", "2"},
        {"false ? 1 : false ? 2 : 3", "3"},
        {"true ? 'a' : 'b' + 'c'", "'a'"},
        {"[[1, 2], [3]][0][1]", "2"},
        {"{'a': [{'b': 5}]}.a[0].b", "5"},
        {"-[1, 2][1]", "-2"},
        {"(1, 2)", "refused"},
    });
}

TEST(CelSpecification, arithmetic_needs_two_of_a_kind) {
    expect_all({
        {"9223372036854775806 + 1", "9223372036854775807"},
        {"9223372036854775807 + 1", "error"},
        {"-9223372036854775808 + -1", "error"},
        {"-9223372036854775807 - 1", "-9223372036854775808"},
        {"0 - -9223372036854775808", "error"},
        {"4294967296 * 2147483648", "error"},
        {"4294967296 * -2147483648", "-9223372036854775808"},
        {"--9223372036854775808", "error"},
        {"7 / -2", "-3"},
        {"7 % -2", "1"},
        {"-7 % 2", "-1"},
        {"0 / 0", "error"},
        {"0 % 0", "error"},
        {"1.0 / 0.0", "inf"},
        {"-1.0 / 0.0", "-inf"},
        {"1e308 * 10.0", "inf"},
        {"0.1 + 0.2 == 0.3", "false"},
        {"1 + 1.5", "error"},
        {"1.5 * 2", "error"},
        {"5.0 % 2.0", "error"},
        {"'a' + 'b' + ''", "'ab'"},
        {"'a' + null", "error"},
        {"'a' * 3", "error"},
        {"[1] + ['a']", "[1, 'a']"},
        {"{'a': 1} + {'b': 2}", "error"},
        {"-true", "error"},
        {"!null", "error"},
    });
}

TEST(CelSpecification, equality_is_false_between_kinds_but_numbers_lie_on_one_line) {
    expect_all({
        {"1 == '1'", "false"},
        {"1 != '1'", "true"},
        {"1 == 1.0 && 1.0 == 1", "true"},
        {"1 == true", "false"},
        {"null == false", "false"},
        {"null == null && null != 0", "true"},
        {"'a' == ['a']", "false"},
        {"[1, 2.0] == [1.0, 2]", "true"},
        {"[1, [2, [3]]] == [1, [2, [3]]]", "true"},
        {"[1] == [1, 1]", "false"},
        {"[null] == [1]", "false"},
        {"{'a': [1], 'b': null} == {'b': null, 'a': [1.0]}", "true"},
        {"{1: 'a'} == {1: 'b'}", "false"},
        {"{} == []", "false"},
        {"0.0 == -0.0", "true"},
        {"double('NaN') == double('NaN')", "false"},
        {"[double('NaN')] == [double('NaN')]", "false"},
        {"double('NaN') != 1", "true"},
        {"type(1) == int && type(1) != double", "true"},
        {"int == 'int'", "false"},
    });
}

TEST(CelSpecification, order_is_for_numbers_texts_bools_and_what_the_domain_counts) {
    expect_all({
        {"1 < 1.5 && 1.5 < 2", "true"},
        {"2 >= 2.0 && 2.0 <= 2", "true"},
        {"dyn(3) > 2.9", "true"},
        {"9223372036854775807 < 1e19", "true"},
        {"-9223372036854775808 > -1e19", "true"},
        {"1 < double('NaN') || 1 >= double('NaN')", "false"},
        {"'' < 'a' && 'a' < 'aa' && 'Z' < 'a'", "true"},
        {"'z' < 'é'", "true"},
        {"false < true && !(true < true)", "true"},
        {"'1' < 2", "error"},
        {"null <= null", "error"},
        {"[1] < [2]", "error"},
        {"{} < {}", "error"},
        {"int < string", "error"},
        {"date('2026-01-31') < date('2026-02-01')", "true"},
        {"days(2) >= days(2)", "true"},
        {"days(2) < workdays(2)", "error"},
    });
}

TEST(CelSpecification, a_deciding_operand_absorbs_errors_on_either_side) {
    expect_all({
        {"false && nothing", "false"},
        {"nothing && false", "false"},
        {"true || nothing", "true"},
        {"nothing || true", "true"},
        {"nothing && true", "error"},
        {"nothing || false", "error"},
        {"'a' || true", "true"},
        {"1 && false", "false"},
        {"1 && true", "error"},
        {"'a' || false", "error"},
        {"'a' && 'b'", "error"},
        {"unknown(1) || true", "true"},
        {"1 / 0 == 1 || 2 / 0 == 1 || true", "true"},
        {"(1 / 0 == 1 || false) && false", "false"},
        {"!(1 / 0 == 1) || true", "true"},
        {"true ? 1 : 1 / 0", "1"},
        {"true ? 'a' : 1", "'a'"},
        {"1 / 0 == 1 ? true : true", "error"},
        {"'a' ? 1 : 2", "error"},
        {"[1, 1 / 0][0]", "error"},
        {"true || {'a': 1 / 0}.a", "true"},
    });
}

TEST(CelSpecification, lists_and_maps_hold_anything) {
    expect_all({
        {"[1, 'a', null, true, 1.5, [], {}].size()", "7"},
        {"[1, 2,].size()", "2"},
        {"{'a': 1, 2: 'b', true: null,}.size()", "3"},
        {"[,]", "refused"},
        {"{,}", "refused"},
        {"[1][0]", "1"},
        {"[1][1]", "error"},
        {"[1][-1]", "error"},
        {"[1]['0']", "error"},
        {"[1][dyn(0.5)]", "error"},
        {"[7][0.0]", "error"},
        {"[7][dyn(0.0)]", "7"},
        {"{1: 'a'}[1.0]", "'a'"},
        {"{1: 'a', '1': 'b'}['1']", "'b'"},
        {"{true: 1}['true']", "error"},
        {"{'a': 1}['A']", "error"},
        {"{'a': null}.a", "null"},
        {"{'a': 1}.b", "error"},
        {"'text'.field", "error"},
        {"null.field", "error"},
        {"{'a': 1, 'a': 1}", "error"},
        {"{1: 1, dyn(1): 2}", "error"},
        {"{null: 1}", "error"},
        {"{[1]: 1}", "error"},
        {"{1.0: 1}", "error"},
        {"2 in [1, 2.0]", "true"},
        {"'2' in [1, 2]", "false"},
        {"[1] in [[1]]", "true"},
        {"null in [null]", "true"},
        {"1.0 in {1: 'a'}", "true"},
        {"'b' in {'a': 'b'}", "false"},
        {"1 in 1", "error"},
        {"'a' in 'abc'", "error"},
        {"has({'a': null}.a)", "true"},
        {"has({}.a)", "false"},
        {"has({'a': {}}.a.b)", "false"},
        {"has({}.a.b)", "error"},
        {"has([1].a)", "error"},
        {"has({'a': 1}['a'])", "refused"},
        {"has('a')", "refused"},
    });
}

TEST(CelSpecification, macros_bind_a_name_in_their_body_alone) {
    expect_all({
        {"[1, 2].all(x, x > 0) && [1, 2].exists(x, x > 1)", "true"},
        {"[].all(x, nothing)", "true"},
        {"[].exists(x, nothing)", "false"},
        {"[1, 'a'].exists(x, x == 'a')", "true"},
        {"[1, 'a'].all(x, x > 1)", "false"},
        {"['a', 5].all(x, x > 1)", "error"},
        {"[1, 2, 3].exists_one(x, x > 2)", "true"},
        {"[1, 2, 3].exists_one(x, x > 1)", "false"},
        {"[1, 'a'].exists_one(x, x == 1 && x > 0)", "true"},
        {"[2, 0].exists_one(x, 2 / x == 1)", "error"},
        {"[1, 2, 3].filter(x, x % 2 == 1)", "[1, 3]"},
        {"[1, 0].filter(x, 1 / x == 1)", "error"},
        {"[1, 2].filter(x, x)", "error"},
        {"['a', 'bc'].map(x, x.size())", "[1, 2]"},
        {"[1, 2, 3].map(x, x > 1, [x])", "[[2], [3]]"},
        {"[0].map(x, x != 0, 1 / x)", "[]"},
        {"{'a': 1, 'b': 2}.map(k, k + '!')", "['a!', 'b!']"},
        {"{'a': 1, 'b': 2}.filter(k, k == 'b')", "['b']"},
        {"{'a': 1}.exists_one(k, k == 'a')", "true"},
        {"[[1], [2, 3]].all(x, x.all(y, y > 0))", "true"},
        {"[1, 2].map(x, [3].map(x, x * x))", "[[9], [9]]"},
        {"[1].exists(x, x == 1) && x == 1", "error"},
        {"'abc'.all(x, true)", "error"},
        {"1.map(x, x)", "error"},
        {"[1].all(x.y, true)", "refused"},
        {"[1].all(1, true)", "refused"},
        {"[1].all(.x, true)", "refused"},
        {"[1].map(x, x, x, x)", "error"},
        {"all([1], x, true)", "error"},
        {"[1].all(x, x.all(y, true))", "error"},
    });
}

TEST(CelSpecification, macros_with_two_variables_see_index_or_key_and_value) {
    expect_all({
        {"[5, 6].all(i, v, v - i == 5)", "true"},
        {"[5, 6].exists(i, v, i == 1 && v == 6)", "true"},
        {"{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)", "true"},
        {"{'a': 1}.existsOne(k, v, v == 1)", "true"},
        {"[5, 6].transformList(i, v, i * v)", "[0, 6]"},
        {"[5, 6].transformList(i, v, i > 0, v)", "[6]"},
        {"{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", "true"},
        {"{'a': 1, 'b': 0}.transformMap(k, v, v > 0, k) == {'a': 'a'}", "true"},
        {"[5].all(i, i, true)", "refused"},
    });
}

TEST(CelSpecification, conversions_are_exact_or_an_error) {
    expect_all({
        {"int(2.99)", "2"},
        {"int(-2.99)", "-2"},
        {"int(9223372036854774784.0)", "9223372036854774784"},
        {"int(9223372036854775808.0)", "error"},
        {"int(-9223372036854775808.0)", "error"},
        {"int(double('NaN'))", "error"},
        {"int('+5')", "5"},
        {"int('+-5')", "error"},
        {"int(' 5')", "error"},
        {"int('0x10')", "error"},
        {"int('5.0')", "error"},
        {"int('')", "error"},
        {"int(true)", "error"},
        {"int(null)", "error"},
        {"double(5)", "5.0"},
        {"double('-1.5e2')", "-150.0"},
        {"double('.5')", "0.5"},
        {"double('inf') > 1e308", "true"},
        {"double('1e400')", "error"},
        {"double('1,5')", "error"},
        {"double('nan(1)')", "error"},
        {"string(5)", "'5'"},
        {"string(-0.5)", "'-0.5'"},
        {"string(true)", "'true'"},
        {"string('a')", "'a'"},
        {"string(null)", "error"},
        {"string([1])", "error"},
        {"string(int)", "error"},
        {"bool('1') && bool('t') && bool('True') && bool('TRUE') && bool(true)", "true"},
        {"bool('0') || bool('f') || bool('False') || bool('FALSE')", "false"},
        {"bool('yes')", "error"},
        {"bool(1)", "error"},
        {"type(dyn(1))", "int"},
        {"dyn(1) + 1", "2"},
    });
}

TEST(CelSpecification, types_are_values_with_names) {
    expect_all({
        {"type(1)", "int"},
        {"type(1.0)", "double"},
        {"type('')", "string"},
        {"type(true)", "bool"},
        {"type([])", "list"},
        {"type({})", "map"},
        {"type(null)", "null_type"},
        {"type(int)", "type"},
        {"type(type(1)) == type", "true"},
        {"type(date('2026-06-09'))", "date"},
        {"type(days(1))", "duration"},
        {"type(workdays(1))", "workdays"},
        {"type(1) in [int, double]", "true"},
        {"[int].exists(int, int == int)", "true"},
        {"dyn", "error"},
        {"type()", "error"},
    });
}

TEST(CelSpecification, texts_are_code_points_and_patterns_are_re2) {
    expect_all({
        {"size('Đôn đốc')", "7"},
        {"'e\\u0301'.size()", "2"},
        {"'Đôn đốc'.contains('đốc') && !'Đôn đốc'.contains('Đốc')", "true"},
        {"'abc'.contains('') && 'abc'.startsWith('') && 'abc'.endsWith('')", "true"},
        {"''.contains('a')", "false"},
        {"'abc'.startsWith('abcd')", "false"},
        {"'Sở'.endsWith('ở')", "true"},
        {"'xay'.matches('a')", "true"},
        {"'xay'.matches('^a$')", "false"},
        {"'Sở'.matches('^S.$')", "true"},
        {"'12/KH-UBND'.matches(r'^\\d+/KH')", "true"},
        {"'a'.matches('A')", "false"},
        {"'a'.matches('(?i)A')", "true"},
        {"matches('', '')", "true"},
        {"'a'.matches('(')", "error"},
        {"'a'.matches(r'(a)\\1')", "error"},
        {"'a'.matches('(' + '?=a)')", "error"},
        {"1.matches('1')", "error"},
        {"'a'.contains(1)", "error"},
        {"size(1)", "error"},
        {"'a'.size('b')", "error"},
        {"startsWith('a', 'a')", "error"},
    });
}

TEST(CelSpecification, days_and_working_days_are_the_domain_s_durations) {
    expect_all({
        {"date('2026-06-09') - date('2026-06-12')", "-3d"},
        {"date('2026-12-31') + days(1)", "2027-01-01"},
        {"days(1) + date('2028-02-28')", "2028-02-29"},
        {"date('2026-06-09') - days(9)", "2026-05-31"},
        {"date('2199-12-31') + days(1)", "error"},
        {"date('1968-01-01') - days(1)", "error"},
        {"date(date('2026-06-09'))", "2026-06-09"},
        {"date('2026-6-9')", "error"},
        {"date(2026)", "error"},
        {"date('2026-06-09') + date('2026-06-09')", "error"},
        {"duration('7d') == days(7)", "true"},
        {"duration('-7d')", "-7d"},
        {"duration('7')", "error"},
        {"duration('99999999999d')", "error"},
        {"-days(3) + days(1)", "-2d"},
        {"int(days(3) - days(5))", "-2"},
        {"string(days(7)) + string(workdays(3))", "'7d3wd'"},
        {"days(1000000) + days(1)", "error"},
        {"days(1.5)", "error"},
        {"date('2026-02-01').getDayOfMonth()", "0"},
        {"date('2026-02-01').getDayOfYear()", "31"},
        {"date('2026-06-07').getDayOfWeek()", "0"},
        {"'2026-06-09'.getDate()", "error"},
        {"workdays(1) + workdays(2)", "3wd"},
        {"date('2026-06-09') + workdays(1)", "error"},  // no calendar was given
        {"date('2026-06-09').isWorkday()", "error"},
    });
}

TEST(CelSpecification, a_calendar_counts_working_days) {
    const dates::Calendar weekends_only;
    const std::vector<Case> cases = {
        {"date('2026-06-05') + workdays(1)", "2026-06-08"},
        {"date('2026-06-06') + workdays(1)", "2026-06-08"},
        {"date('2026-06-08') - workdays(1)", "2026-06-05"},
        {"workdays(5) + date('2026-06-08')", "2026-06-15"},
        {"date('2026-06-06') + workdays(0)", "2026-06-06"},
        {"date('2199-12-30') + workdays(10)", "error"},
        {"workdays(date('2026-06-05'), date('2026-06-08'))", "1"},
        {"workdays(date('2026-06-08'), date('2026-06-05'))", "-1"},
        {"workdays(date('2026-06-08'), date('2026-06-08'))", "0"},
        {"workdays(date('2026-06-05'), date('2026-06-07'))", "0"},
        {"date('2026-06-06').isWorkday()", "false"},
        {"date('2026-06-08').isWorkday()", "true"},
    };
    for (const auto& [text, value] : cases) EXPECT_EQ(evaluate_gradually(text, &weekends_only), value) << text;
}

/// The part of the text that the error names.
std::string place_of_error(std::string_view text) {
    const auto program = compile(text, {}, Strictness::gradual);
    if (!program) return std::string(text.substr(program.error().front().offset, program.error().front().length));
    Arena arena;
    const Value value = evaluate(*program, NoBindings(), arena);
    if (!value.is(Value::Kind::error)) return "no error";
    const Place place = program->place_of(value);
    return std::string(text.substr(place.offset, place.length));
}

TEST(CelSpecification, an_error_says_where_it_arose) {
    const std::vector<Case> cases = {
        {"1 + 2 / 0 + 3", "2 / 0"},
        {"[1, 2][5] == 1 && true", "[1, 2][5]"},
        {"true && nothing", "nothing"},
        {"true && 5", "5"},
        {"5 ? 1 : 2", "5"},
        {"[1, 0].map(x, 10 / x)", "10 / x"},
        {"{'a': {'b': 1}}.a.c", "{'a': {'b': 1}}.a.c"},
        {"size(dyn(1)) + 1", "size(dyn(1))"},
        {"'a'.nearly()", "nearly"},
        {"1 + + 2", "+"},
        {"'abc", "'abc"},
    };
    for (const auto& [text, place] : cases) EXPECT_EQ(place_of_error(text), place) << text;
}

TEST(CelSpecification, grammar_rules_may_repeat_far_beyond_the_minimum) {
    std::string brackets = "1";
    std::string members = "[1]";
    std::string conditionals;
    for (int i = 0; i < 50; ++i) {
        brackets = "[" + brackets + "]";
        members = "[" + members + "]";
        conditionals += "false ? 1 : ";
    }
    for (int i = 0; i < 51; ++i) members += "[0]";
    EXPECT_EQ(evaluate_gradually("size(" + brackets + ")"), "1");
    EXPECT_EQ(evaluate_gradually(members), "1");
    EXPECT_EQ(evaluate_gradually(conditionals + "2"), "2");
    EXPECT_EQ(evaluate_gradually(std::string(50, '!') + "true"), "true");
    EXPECT_EQ(evaluate_gradually(std::string(50, '-') + "7"), "7");
    for (const char* const deep : {"(", "[", "{1:", "!", "-(", "true?", "[1].all(x,", "f("}) {
        std::string text;
        while (text.size() < 10'000) text += deep;
        EXPECT_EQ(evaluate_gradually(text + "1"), "refused") << deep;
    }
}

TEST(CelSpecification, what_explodes_ends_with_an_error_in_bounded_time) {
    std::string pairs = "[1]";
    std::string texts = "['aaaaaaaa']";
    for (int i = 0; i < 60; ++i) {
        pairs += ".map(x, [x, x])";
        texts += ".map(x, x + x)";
    }
    EXPECT_EQ(evaluate_gradually(pairs + " == " + pairs), "error");
    EXPECT_EQ(evaluate_gradually(pairs + "[0] in " + pairs), "error");
    EXPECT_EQ(evaluate_gradually(texts), "error");
    const std::string big = "('" + std::string(4000, 'a') + "')";
    const std::string doubled = "[" + big + "].map(x, x + x + x + x).map(x, x + x + x + x)[0]";
    EXPECT_EQ(evaluate_gradually(doubled + ".contains(" + big + " + 'b' + " + big + ")"), "false");
    EXPECT_EQ(evaluate_gradually(doubled + ".matches('((a*)*)*b')"), "false");
    EXPECT_EQ(evaluate_gradually("'a'.matches('(((a{100}){100}){100}){100}')"), "error");
}

}  // namespace
}  // namespace rules::language::condition::testing
