#include "site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

/// A folder of rules with tests beside them.
class Test : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directory(path("own"));
        write("own/rules.yaml",
              "reports:\n  - {id: quy, title: Báo cáo quý, from: so-y-te, period: quarter, due: ngày 20 tháng cuối "
              "quý}\n");
        write_test("2026-03-20");
    }

    void write_test(const std::string& due, const std::string& more = {}) const {
        write("own/a_test.yaml", "tests:\n  - name: Hạn quý I\n    due: {quy: {2026-Q1: " + due + "}}\n" + more);
    }
};

TEST_F(Test, what_passes_is_quiet_but_for_the_last_line) {
    const Result result = run({"test", path("own/a_test.yaml")});
    EXPECT_EQ(result.code, good);
    EXPECT_EQ(result.out, "1 passed, 0 failed\n");
    EXPECT_THAT(result.err, IsEmpty());
    EXPECT_THAT(run({"test", path("own"), "--verbose"}).out, HasSubstr("Hạn quý I\n"));
}

TEST_F(Test, what_fails_shows_both_sides_and_where_it_is_written) {
    write_test("2026-03-21");
    const Result result = run({"test", path("own/a_test.yaml")});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("a_test.yaml:2: Hạn quý I\n"));
    EXPECT_THAT(result.out, HasSubstr("a_test.yaml:3\n    - quy@2026-Q1  2026-03-21\n    + quy@2026-Q1  2026-03-20\n"));
    EXPECT_THAT(result.out, EndsWith("\n0 passed, 1 failed\n"));
}

TEST_F(Test, what_a_file_of_tests_says_does_not_steer_the_terminal) {
    write("own/a_test.yaml", "tests:\n  - name: \"a\\e[2K\\nđạt\"\n    due: {quy: {2026-Q1: 2026-03-21}}\n");
    const Result result = run({"test", path("own/a_test.yaml")});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("a_test.yaml:2: a [2K đạt\n"));
    EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
}

TEST_F(Test, json_tells_every_difference) {
    write_test("2026-03-21");
    const Result result = run({"--json", "test", path("own/a_test.yaml")});
    EXPECT_EQ(result.code, data_wrong);
    const auto json = result.json();
    EXPECT_EQ(json.at("passed").as_int64(), 0);
    EXPECT_EQ(json.at("failed").as_int64(), 1);
    const auto& test = json.at("tests").at(0);
    EXPECT_EQ(test.at("name").as_string(), "Hạn quý I");
    EXPECT_FALSE(test.at("passed").as_bool());
    EXPECT_EQ(test.at("differences").at(0).at("line").as_int64(), 3);
    EXPECT_EQ(test.at("differences").at(0).at("expected").as_string(), "quy@2026-Q1  2026-03-21");
    EXPECT_EQ(test.at("differences").at(0).at("got").as_string(), "quy@2026-Q1  2026-03-20");
}

TEST_F(Test, a_wrong_test_file_is_no_failed_test) {
    write_test("2026-03-20", "    ending: none\n");
    const Result result = run({"test", path("own/a_test.yaml")});
    EXPECT_EQ(result.code, usage_wrong);
    EXPECT_THAT(result.err, HasSubstr("a_test.yaml:4:5: lỗi: không có khóa \"ending\""));
    EXPECT_EQ(result.out, "0 passed, 0 failed\n");
    EXPECT_EQ(run({"test", path("none_test.yaml")}).code, usage_wrong);
}

TEST_F(Test, wrong_rules_are_said_once_for_all_their_tests) {
    write("own/rules.yaml", "reports:\n  - {id: quy, title: Báo cáo quý, from: so-y-t, period: quarter}\n");
    write("own/b_test.yaml", "tests:\n  - {name: Một, on: 2026-01-01, reminders: none}\n");
    const Result result = run({"test", path("own")});
    EXPECT_EQ(result.code, usage_wrong);
    const auto first = result.err.find("so-y-t\"");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(result.err.find("rules.yaml:2", result.err.find("rules.yaml:2") + 1), std::string::npos);
}

TEST_F(Test, only_tests_whose_name_holds_the_filter_run) {
    write_test("2026-03-20", "  - name: Hạn quý II\n    due: {quy: {2026-Q2: 2026-06-21}}\n");
    EXPECT_EQ(run({"test", path("own"), "--filter", "quý II"}).out.find("quý I\n"), std::string::npos);
    EXPECT_EQ(run({"test", path("own"), "--filter", "quý II"}).code, data_wrong);
    EXPECT_EQ(run({"test", path("own"), "--filter", "quý III"}).code, usage_wrong);
}

TEST_F(Test, a_file_can_name_its_rules_units_and_days_off) {
    std::filesystem::create_directory(path("tests"));
    write("tests/a_test.yaml",
          "rules: ../own/rules.yaml\nunits:\n  roles: {planning-office: so-y-te}\n  units:\n    - {id: so-y-te, name: "
          "Sở}\n"
          "calendars:\n  - supplement: 2026\n    off: [{date: 2026-03-13, name: Ngày riêng}]\n"
          "tests:\n  - name: Nhắc sớm hơn một ngày\n    from: 2026-03-06\n    to: 2026-03-15\n"
          "    reminders: [{on: 2026-03-12, stage: -7d, to: so-y-te}]\n");
    const Result result = run({"test", path("tests/a_test.yaml")});
    EXPECT_EQ(result.out, "1 passed, 0 failed\n") << result.err;
}

TEST_F(Test, a_fault_of_what_the_file_holds_itself_has_its_line) {
    write("own/a_test.yaml",
          "units:\n  roles: {planning-office: so-y-te}\n  units:\n    - {id: so-y-te, name: Sở, tag: a}\n"
          "tests:\n  - {name: Một, on: 2026-01-01, reminders: none}\n");
    EXPECT_THAT(run({"test", path("own/a_test.yaml")}).err, HasSubstr("a_test.yaml:4:31: lỗi: không có khóa \"tag\""));
}

TEST_F(Test, without_files_the_sample_s_own_tests_run) {
    EXPECT_THAT(run({"test"}).out, EndsWith(" passed, 0 failed\n"));
    EXPECT_THAT(run({"test"}).out, Not(StartsWith("0 passed")));
}

TEST_F(Test, rules_that_are_wrong_are_no_failed_tests_without_files_either) {
    write("dondoc.yaml", "site: {name: Phòng, mail_from: a@so.example}\nstate: state\nunits: " DONDOC_SOURCE_DIR
                         "/etc/sample/units.yaml\nrules: own\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
    EXPECT_EQ(run({"test"}).code, good);
    write("own/rules.yaml", "reports: [\n");
    EXPECT_EQ(run({"test"}).code, usage_wrong);
    write("dondoc.yaml", "site: {}\n");
    EXPECT_EQ(run({"test"}).code, usage_wrong);
}

TEST_F(Test, check_reads_the_tests_beside_the_rules) {
    write("dondoc.yaml", "site: {name: Phòng, mail_from: a@so.example}\nstate: state\nunits: " DONDOC_SOURCE_DIR
                         "/etc/sample/units.yaml\nrules: own\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
    EXPECT_EQ(run({"check"}).code, good);
    write_test("2026-03-21");
    EXPECT_EQ(run({"check"}).code, good) << "what a test says is not for check";
    write_test("2026-03-20", "    ending: none\n");
    const Result result = run({"check"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("a_test.yaml:4:5"));
}

}  // namespace
}  // namespace dondoc::cli::testing
