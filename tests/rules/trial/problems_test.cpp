#include "source_dir.hpp"
#include "tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace rules::trial::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> of_test(const std::string& test) {
    return problems("tests:\n  - name: một\n" + test);
}

TEST(TestFileProblems, an_unknown_key_names_the_nearest) {
    EXPECT_THAT(of_test("    reminder: none\n    on: 2026-01-01\n    reminders: none\n"),
                ElementsAre(AllOf(StartsWith("3:5 "), HasSubstr("\"reminders\""))));
    EXPECT_THAT(problems("test: []\ntests:\n  - {name: a, on: 2026-01-01, reminders: none}\n"),
                ElementsAre(AllOf(StartsWith("1:1 "), HasSubstr("\"tests\""))));
    EXPECT_THAT(of_test("    on: 2026-01-01\n    reminders: [{on: 2026-01-01, stages: -7d}]\n"),
                ElementsAre(AllOf(StartsWith("4:34 "), HasSubstr("\"stage\""))));
}

TEST(TestFileProblems, unknown_names_are_located_with_the_nearest) {
    const std::string head = "    on: 2026-01-01\n    reminders: [{on: 2026-01-01, ";
    EXPECT_THAT(of_test(head + "to: so-c}]\n"), ElementsAre(AllOf(StartsWith("4:38 "), HasSubstr("so-a"))));
    EXPECT_THAT(of_test(head + "subject: qui}]\n"), ElementsAre(HasSubstr("\"quy\"")));
    EXPECT_THAT(of_test(head + "subject: quy/ubnd}]\n"), ElementsAre(HasSubstr("quy/ubnd")));
    EXPECT_THAT(of_test(head + "subject: quy@2026-H1}]\n"), ElementsAre(HasSubstr("2026-H1")));
    EXPECT_THAT(of_test(head + "stage: 7d}]\n"), ElementsAre(HasSubstr("-7d")));
    EXPECT_THAT(of_test(head + "policy: chunk}]\n"), ElementsAre(HasSubstr("\"chung\"")));
    EXPECT_THAT(of_test(head + "to: cac-so}]\n"), ElementsAre(HasSubstr("nhóm")));
    EXPECT_THAT(of_test("    on: 2026-01-01\n    alerts: [{on: 2026-01-01, alert: chem}]\n"),
                ElementsAre(HasSubstr("\"cham\"")));
    EXPECT_THAT(of_test("    statuses: {2026-01-01: {quy/so-a@2026-Q1: over_due}}\n"),
                ElementsAre(HasSubstr("\"overdue\"")));
    EXPECT_THAT(of_test("    reporters: {qui: so-a}\n"), ElementsAre(HasSubstr("\"quy\"")));
}

TEST(TestFileProblems, a_test_says_its_days_and_what_it_expects) {
    EXPECT_THAT(of_test("    on: 2026-01-01\n"), ElementsAre(HasSubstr("what does the test expect")));
    EXPECT_THAT(of_test("    on: 2026-01-01\n    reminders: [{on: [2026-01-01, 2026-01-02]}]\n"),
                ElementsAre(AllOf(StartsWith("4:35 "), HasSubstr("outside the days"))));
    EXPECT_THAT(of_test("    on: 2026-01-02\n    alerts: [{on: 2026-01-01, alert: cham}]\n"),
                ElementsAre(HasSubstr("outside the days")));
    EXPECT_THAT(of_test("    on: 2026-01-02\n    since: 2026-01-03\n    reminders: none\n"),
                ElementsAre(StartsWith("4:12 ")));
    EXPECT_THAT(of_test("    due: {}\n"), ElementsAre(HasSubstr("what does the test expect")));
    EXPECT_THAT(of_test("    on: 2026-01-01\n    includes: []\n"), ElementsAre(HasSubstr("what does the test expect")));
    EXPECT_THAT(of_test("    on: 2026-01-01\n    reminders: [{on: 2026-01-01, to: []}]\n"),
                ElementsAre(HasSubstr("at least one value")));
    EXPECT_THAT(of_test("    reminders: none\n"), ElementsAre(HasSubstr("days are missing")));
    EXPECT_THAT(of_test("    from: 2026-01-01\n    reminders: none\n"), ElementsAre(HasSubstr("belong together")));
    EXPECT_THAT(of_test("    from: 2026-02-01\n    to: 2026-01-01\n    reminders: none\n"),
                ElementsAre(HasSubstr("is before from")));
    EXPECT_THAT(of_test("    from: 2026-01-01\n    to: 2100-01-01\n    reminders: none\n"),
                ElementsAre(HasSubstr("ten years")));
    EXPECT_THAT(of_test("    on: 2026-31-01\n    reminders: [{on: 2026-01-31}]\n"), ElementsAre(StartsWith("3:9 ")));
    EXPECT_THAT(
        of_test("    on: 2026-01-01\n    reminders: none\n  - name: một\n    on: 2026-01-01\n    reminders: none\n"),
        ElementsAre(AllOf(StartsWith("5:11 "), HasSubstr("line 2"))));
    EXPECT_THAT(problems("tests: []\n"), ElementsAre(HasSubstr("there are no tests")));
    EXPECT_THAT(problems(""), ElementsAre(HasSubstr("the file is empty")));
}

TEST(TestFileProblems, a_fact_says_one_thing_on_a_day) {
    const auto of_fact = [](const std::string& fact) {
        return of_test("    on: 2026-01-01\n    reminders: none\n    facts: [" + fact + "]\n");
    };
    EXPECT_THAT(of_fact("{on: 2026-01-01}"), ElementsAre(HasSubstr("what has happened")));
    EXPECT_THAT(of_fact("{done: quy/so-a@2026-Q1}"), ElementsAre(HasSubstr("\"on\"")));
    EXPECT_THAT(of_fact("{done: quy/so-a, on: 2026-01-01}"), ElementsAre(HasSubstr("name one")));
    EXPECT_THAT(of_fact("{done: dot-xuat/so-a, on: 2026-01-01}"), ElementsAre(HasSubstr("@R1")));
    EXPECT_THAT(of_fact("{value: quy/so-a@2026-Q1, on: due}"), ElementsAre(HasSubstr("an indicator")));
    EXPECT_THAT(of_fact("{done: quy, cancelled: quy, on: 2026-01-01}"), ElementsAre(HasSubstr("one fact")));
    EXPECT_THAT(of_fact("{extended: quy/so-a@2026-Q1, on: 2026-01-01}"), ElementsAre(HasSubstr("\"until\"")));
    EXPECT_THAT(of_fact("{event: sao chổi, on: 2026-01-01}"), ElementsAre(HasSubstr("no assignment waits")));
    EXPECT_THAT(of_fact("{requested: quy, due: 2026-01-01, on: 2026-01-01}"), ElementsAre(HasSubstr("on request")));
    EXPECT_THAT(of_fact("{silenced: quy@2026-Q1, until: 2026-01-01, on: 2026-01-01}"),
                ElementsAre(HasSubstr("one subject")));
    EXPECT_THAT(of_fact("{silenced: all, until: 2026-01-01, on: 2026-01-01}"), ElementsAre(HasSubstr("unit or match")));
    EXPECT_THAT(of_fact("{silenced: all, match: subjekt, until: 2026-01-01, on: 2026-01-01}"),
                ElementsAre(HasSubstr("subjekt")));
}

TEST(TestFileProblems, a_file_that_uses_every_key_is_good_and_passes) {
    std::ifstream in(DONDOC_SOURCE_DIR "/tests/rules/trial/data/every-key_test.yaml");
    const Result result = run_file({std::istreambuf_iterator<char>(in), {}});
    EXPECT_THAT(result.problems, IsEmpty());
    EXPECT_THAT(result.differences, IsEmpty());
}

TEST(TestFileProblems, what_is_no_yaml_of_ours_is_one_problem) {
    EXPECT_THAT(problems("tests: [\n"), SizeIs(1));
    EXPECT_THAT(problems("tests:\n\t- name: một\n"), SizeIs(1));
    EXPECT_THAT(problems("tests: \xff\n"), SizeIs(1));
    EXPECT_THAT(problems(std::string(std::size_t{11} << 20U, ' ')), SizeIs(1));
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int n = 1; n < 10; ++n) bomb += ", " + before;
        bomb += "]\n";
    }
    EXPECT_THAT(problems(bomb), SizeIs(1));
}

TEST(TestFileProblems, more_tests_and_facts_than_anybody_writes_are_refused) {
    std::string tests = "tests:\n";
    for (int i = 0; i <= 5000; ++i)
        tests += "  - {name: t" + std::to_string(i) + ", on: 2026-01-03, reminders: none}\n";
    EXPECT_THAT(problems(tests), ElementsAre(AllOf(StartsWith("5002:"), HasSubstr("5000"))));
    std::string facts = "tests: [{name: a, on: 2026-01-03, reminders: none}]\nfacts:\n";
    for (int i = 0; i <= 5000; ++i) facts += "  - {cancelled: quy, on: 2026-01-03}\n";
    EXPECT_THAT(problems(facts), ElementsAre(AllOf(StartsWith("5003:"), HasSubstr("5000"))));
}

TEST(TestFileProblems, more_rows_than_anybody_reads_are_refused) {
    std::string days;
    for (int i = 0; i < 1000; ++i) days += "2026-01-01, ";
    EXPECT_THAT(of_test("    on: 2026-01-01\n    reminders: [{on: [" + days + "], subject: [" +
                        [] {
                            std::string subjects;
                            for (int i = 0; i < 1000; ++i) subjects += "quy, ";
                            return subjects;
                        }() +
                        "]}]\n"),
                ElementsAre(HasSubstr("20000")));
}

}  // namespace
}  // namespace rules::trial::test
