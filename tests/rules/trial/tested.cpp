#include "tested.hpp"

#include "rules/language/load.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rules::trial::test {

model::RuleBook book() {
    language::Sources sources;
    sources.units = {"units.yaml", std::string(units)};
    sources.rules.push_back({"rules.yaml", std::string(rules)});
    auto loaded = language::load(sources);
    for (const auto& problem : loaded.problems) {
        if (problem.level == language::Problem::Level::error) ADD_FAILURE() << language::format(problem);
    }
    return std::move(loaded.book).value();
}

Result run_file(const std::string& text) {
    static const model::RuleBook rule_book = book();
    Result result;
    const language::SourceFile file{"a_test.yaml", text};
    std::vector<language::Problem> problems;
    (void)read_header(file, problems);
    TestFile tests;
    if (problems.empty()) tests = read_tests(file, rule_book, problems);
    for (const auto& problem : problems)
        result.problems.push_back(fmt::format("{}:{} {}", problem.place.line, problem.place.column, problem.message));
    if (!problems.empty()) return result;
    Judge judge(rule_book);
    for (const Test& test : tests.tests) {
        for (const Difference& difference : judge.judge(test, tests).differences) {
            std::string line = std::to_string(difference.place.line);
            if (!difference.expected.empty()) line += " - " + difference.expected;
            if (!difference.got.empty()) line += " + " + difference.got;
            result.differences.push_back(std::move(line));
        }
    }
    return result;
}

std::vector<std::string> differences(const std::string& test, const std::string& plans) {
    const Result result = run_file(plans + "tests:\n  - name: một\n" + test);
    for (const std::string& problem : result.problems) ADD_FAILURE() << problem;
    return result.differences;
}

std::vector<std::string> problems(const std::string& text) {
    return run_file(text).problems;
}

}  // namespace rules::trial::test
