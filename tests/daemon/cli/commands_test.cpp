#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Commands : public SiteTest {};

TEST_F(Commands, check_counts_what_it_found) {
    const auto result = run({"check"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, HasSubstr("Tốt: "));
    EXPECT_EQ(result.err, "");
}

TEST_F(Commands, check_finds_nothing_wrong_with_what_is_installed_and_with_the_sample) {
    for (const std::string folder : {"/etc", "/etc/sample"}) {
        const auto result = run({"--json", "check", DONDOC_SOURCE_DIR + folder}).json();
        EXPECT_EQ(result.at("good"), true) << folder;
        EXPECT_EQ(boost::json::serialize(result.at("problems")), "[]") << folder;
    }
}

TEST_F(Commands, check_warns_of_a_secret_that_is_not_there) {
    write_config("answers: {url: \"https://don-doc.so.example.vn\", key_file: answers.key}\n");
    const auto result = run({"check"});
    EXPECT_EQ(result.code, good) << "the daemon may get it from systemd";
    EXPECT_THAT(result.out, HasSubstr("answers: key_file: không có tệp " + path("answers.key")));
}

TEST_F(Commands, a_dry_run_keeps_nothing) {
    const auto result = run({"import", "--dry-run", DONDOC_SOURCE_DIR "/etc/sample/ke-hoach-mau.docx"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, HasSubstr("26 nhiệm vụ"));
    EXPECT_FALSE(std::filesystem::exists(path("state/dondoc.db")));
}

TEST_F(Commands, importing_twice_changes_nothing) {
    import_sample();
    const auto again = run({"--json", "import", "--accept", DONDOC_SOURCE_DIR "/etc/sample/ke-hoach-mau.docx"}).json();
    EXPECT_EQ(again.at("added").as_int64(), 0);
    EXPECT_EQ(again.at("changed").as_int64(), 0);
    EXPECT_EQ(again.at("unchanged").as_int64(), 26);
}

TEST_F(Commands, tasks_can_be_asked_for_by_status) {
    import_sample();
    const auto rows = run({"--json", "tasks", "--status", "waiting"}).json().as_array();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].at("subject"), "88-kh-ubnd-2026/4");
}

TEST_F(Commands, what_is_done_is_no_longer_due) {
    import_sample();
    EXPECT_THAT(run({"due"}).out, HasSubstr("kh88-6-thang/so-gddt@2026-H1"));
    EXPECT_EQ(run({"done", "kh88-6-thang/so-gddt", "--document", "12/BC"}).code, good);
    EXPECT_THAT(run({"due"}).out, Not(HasSubstr("kh88-6-thang/so-gddt@2026-H1")));
}

TEST_F(Commands, an_extension_moves_the_day_and_keeps_the_old_one) {
    import_sample();
    ASSERT_EQ(run({"extend", "88-kh-ubnd-2026/5", "--until", "30/6/2026", "--basis", "615/UBND"}).code, good);
    const auto versions =
        run({"--json", "explain", "88-kh-ubnd-2026/5"}).json().at("periods").at(0).at("versions").as_array();
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].at("due"), "2026-05-29");
    EXPECT_EQ(versions[1].at("due"), "2026-06-30");
    EXPECT_EQ(versions[1].at("basis"), "615/UBND");
}

TEST_F(Commands, an_event_gives_a_conditional_assignment_its_day) {
    import_sample();
    EXPECT_THAT(run({"explain", "88-kh-ubnd-2026/4"}).out, HasSubstr("chờ điều kiện"));
    EXPECT_EQ(run({"extend", "88-kh-ubnd-2026/4", "--until", "2026-09-30", "--basis", "45/TT-BYT"}).code, good);
    EXPECT_THAT(run({"explain", "88-kh-ubnd-2026/4"}).out, HasSubstr("30/9/2026"));
}

TEST_F(Commands, explain_names_the_days_off_that_moved_a_reminder) {
    EXPECT_THAT(run({"explain", "kh88-6-thang/so-gddt"}).out, HasSubstr("Chủ nhật 10/5/2026 nghỉ cuối tuần"));
}

TEST_F(Commands, simulate_gives_the_stages_before_the_tenth_of_june) {
    const auto rows = run({"--json", "--today", "2026-05-01", "simulate", "--from", "2026-05-01", "--to", "2026-06-09",
                           "--unit", "so-noi-vu"})
                          .json()
                          .as_array();
    std::vector<std::string> days;
    for (const auto& row : rows) {
        if (row.at("subject") == "kh88-6-thang/so-noi-vu@2026-H1")
            days.emplace_back(row.at("at").as_string().subview(0, 10));
    }
    EXPECT_THAT(days, ::testing::ElementsAre("2026-05-08", "2026-05-26", "2026-06-02", "2026-06-04", "2026-06-08",
                                             "2026-06-09"));
}

TEST_F(Commands, deadline_needs_no_configuration) {
    const auto result = run({"-c", "/nowhere/dondoc.yaml", "deadline", "Quý IV/2026"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, HasSubstr("31/12/2026"));
}

TEST_F(Commands, deadline_says_where_days_off_are_only_computed) {
    const auto answer = [&](const std::string& phrase) {
        return run({"-c", "/nowhere/dondoc.yaml", "deadline", "--json", "--year", "2026", phrase})
            .json()
            .at("calendar");
    };
    EXPECT_EQ(answer("trong 10 ngày làm việc kể từ ngày 15/6/2026"), "confirmed");
    EXPECT_EQ(answer("trong 10 ngày làm việc kể từ ngày 15/6/2031"), "computed");
    EXPECT_EQ(answer("vào ngày làm việc cuối cùng của tháng"), "confirmed");
    EXPECT_TRUE(answer("Trước ngày 15/6/2026").is_null());
    const auto text = run({"-c", "/nowhere/dondoc.yaml", "deadline", "trong 10 ngày kể từ ngày 15/6/2031"}).out;
    EXPECT_THAT(text, HasSubstr("only computed, not yet decided"));
}

TEST_F(Commands, deadline_says_why_it_did_not_understand) {
    const auto result = run({"-c", "/nowhere/dondoc.yaml", "deadline", "Trước ngày 31/6"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("no such day"));
}

TEST_F(Commands, today_counts_for_every_command) {
    import_sample();
    EXPECT_THAT(run({"--today", "2026-06-10", "tasks"}).out, HasSubstr("tính đến thứ Tư, 10/6/2026"));
}

TEST_F(Commands, options_may_stand_after_the_command) {
    EXPECT_EQ(run({"check", "--json"}).json().at("good"), true);
}

TEST_F(Commands, help_is_no_error) {
    const auto result = run({"tasks", "--help"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, HasSubstr("--plan"));
}

}  // namespace
}  // namespace dondoc::cli::testing
