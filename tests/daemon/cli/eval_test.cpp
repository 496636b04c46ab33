#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;

class Eval : public SiteTest {
protected:
    boost::json::value value_of(const std::string& expression, const std::string& variables = "{}") const {
        write("variables.json", variables);
        const auto result = run({"eval", "--json", expression, "--with", path("variables.json")});
        EXPECT_EQ(result.code, good) << expression << result.out << result.err;
        return result.code == good ? result.json() : boost::json::value();
    }
    std::string error_of(const std::string& expression, const std::string& variables = "{}") const {
        write("variables.json", variables);
        const auto result = run({"eval", "--json", expression, "--with", path("variables.json")});
        EXPECT_EQ(result.code, data_wrong) << expression << result.out;
        return std::string(result.json().at("error").as_string());
    }
};

boost::json::value typed(std::string_view type, boost::json::value value) {
    return boost::json::object{{"type", type}, {"value", std::move(value)}};
}

TEST_F(Eval, a_value_is_printed_with_its_type) {
    EXPECT_EQ(value_of("1 + 2"), typed("int", 3));
    EXPECT_EQ(value_of("1.5 * 2.0"), typed("double", 3.0));
    EXPECT_EQ(value_of("'Sở ' + 'Y tế'"), typed("string", "Sở Y tế"));
    EXPECT_EQ(value_of("null"), typed("null_type", nullptr));
    EXPECT_EQ(value_of("type(1) == int"), typed("bool", true));
    EXPECT_EQ(value_of("type('a')"), typed("type", "string"));
    EXPECT_EQ(value_of("date('2026-06-09') + days(1)"), typed("date", "2026-06-10"));
    EXPECT_EQ(value_of("days(7)"), typed("duration", "7d"));
    EXPECT_EQ(value_of("workdays(3)"), typed("workdays", "3wd"));
    EXPECT_EQ(value_of("1.0 / 0.0"), typed("double", "Infinity"));
    EXPECT_EQ(value_of("[1, 'a']"), typed("list", boost::json::array{1, "a"}));
    EXPECT_EQ(value_of("{'a': 1, 2: true}"), typed("map", boost::json::object{{"a", 1}, {"2", true}}));
    EXPECT_EQ(value_of("{'1': 1, 1: 2}"),
              typed("map", boost::json::array{boost::json::array{"1", 1}, boost::json::array{1, 2}}));
}

TEST_F(Eval, the_keys_of_the_file_are_variables) {
    const std::string file = R"({"subject": {"kind": "report", "leads": ["so-y-te"]}, "n": 3, "ratio": 0.5, "a.b": 7})";
    EXPECT_EQ(value_of("subject.kind == \"report\" && \"so-y-te\" in subject.leads", file), typed("bool", true));
    EXPECT_EQ(value_of("type(n) == int && type(ratio) == double", file), typed("bool", true));
    EXPECT_EQ(value_of("a.b + n", file), typed("int", 10));
    EXPECT_EQ(value_of("subject.leads.exists(n, n.startsWith('so-')) ? n : 0", file), typed("int", 3));
    EXPECT_EQ(value_of("['x'].all(n, .n == 3)", file), typed("bool", true));
}

TEST_F(Eval, today_and_due_days_are_dates) {
    const std::string file = R"({"subject": {"due": "2026-06-09"}, "today": "2026-06-05"})";
    EXPECT_EQ(value_of("subject.due - today < days(7)", file), typed("bool", true));
    EXPECT_EQ(value_of("workdays(today, subject.due)", file), typed("int", 2));
    const auto on = run({"eval", "--json", "today + workdays(1)", "--on", "5/6/2026"});
    EXPECT_EQ(on.json(), typed("date", "2026-06-08"));
    EXPECT_EQ(run({"--today", "2026-06-05", "eval", "--json", "today"}).json(), typed("date", "2026-06-05"));
}

TEST_F(Eval, an_unknown_name_is_an_error_that_names_the_nearest) {
    EXPECT_THAT(error_of("subjct.kind", R"({"subject": {}})"), HasSubstr("did you mean \"subject\"?"));
    EXPECT_THAT(error_of("today"), HasSubstr("unknown variable \"today\""));
    EXPECT_THAT(error_of("'a'.startWith('b')"), HasSubstr("did you mean \"startsWith\"?"));
    EXPECT_EQ(value_of("nothing || true"), typed("bool", true));
}

TEST_F(Eval, expressions_may_begin_with_a_minus_or_a_bracket) {
    EXPECT_EQ(value_of("-5"), typed("int", -5));
    EXPECT_EQ(value_of("--(3)"), typed("int", 3));
    EXPECT_EQ(value_of("-x", R"({"x": 2})"), typed("int", -2));
    EXPECT_EQ(value_of("[1, 2][1]"), typed("int", 2));
    EXPECT_EQ(value_of("[]"), typed("list", boost::json::array()));
    EXPECT_EQ(run({"eval", "1", "--wiht", "x"}).code, usage_wrong);
}

TEST_F(Eval, standard_input_is_read_line_by_line) {
    const auto result = run({"eval", "--json", "-"}, "1 + 1\n\n'a'\n");
    EXPECT_EQ(result.code, data_wrong);
    std::istringstream lines(result.out);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(boost::json::parse(line), typed("int", 2));
    std::getline(lines, line);
    EXPECT_TRUE(boost::json::parse(line).as_object().contains("error"));
    std::getline(lines, line);
    EXPECT_EQ(boost::json::parse(line), typed("string", "a"));
}

TEST_F(Eval, people_see_the_place_of_an_error) {
    const auto result = run({"eval", "kind == 1 + 'Sở'"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("eval:1:1: lỗi: không có biến \"kind\""));
    EXPECT_THAT(result.err, HasSubstr("\nkind == 1 + 'Sở'\n^~~~\n"));
    EXPECT_THAT(run({"eval", "'Sở' == 1 + 'Sở'"}).err, HasSubstr("\n'Sở' == 1 + 'Sở'\n        ^~~~~~~~\n"));
    EXPECT_EQ(run({"eval", "'a' + 'b'"}).out, "\"ab\"  (string)\n");
    EXPECT_EQ(run({"eval", "[1.0, {'k': days(2)}]"}).out, "[1.0, {\"k\": 2d}]  (list)\n");
}

TEST_F(Eval, strict_checks_as_a_rule_file_does) {
    EXPECT_EQ(value_of("1 == 'a'"), typed("bool", false));
    const auto strict = run({"eval", "--strict", "1 == 'a' || tru"});
    EXPECT_EQ(strict.code, data_wrong);
    EXPECT_THAT(strict.err, HasSubstr("never equal"));
    EXPECT_THAT(strict.err, HasSubstr("unknown variable"));
}

TEST_F(Eval, a_value_that_shares_its_items_is_not_written_out_for_ever) {
    std::string expression = "[1]";
    for (int i = 0; i < 40; ++i) expression += ".map(x, [x, x])";
    EXPECT_THAT(error_of(expression), HasSubstr("too large"));
    EXPECT_THAT(error_of(expression + " == " + expression), HasSubstr("too many steps"));
}

TEST_F(Eval, a_file_that_is_no_object_is_refused) {
    write("list.json", "[1]");
    write("broken.json", "{");
    for (const char* const name : {"list.json", "broken.json", "missing.json"}) {
        const auto result = run({"eval", "1", "--with", path(name)});
        EXPECT_EQ(result.code, data_wrong) << name;
        EXPECT_THAT(result.err, HasSubstr(name));
    }
}

}  // namespace
}  // namespace dondoc::cli::testing
