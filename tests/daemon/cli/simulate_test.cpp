#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

/// What would be sent, in all its formats; what other rules would change; what was told.
namespace dondoc::cli {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Simulate : public testing::SiteTest {
protected:
    static constexpr const char* rules = R"(
quiet: none
reports:
  - {id: quy, title: Báo cáo quý, basis: "88/KH-UBND, IV", from: [so-gddt, so-noi-vu], period: quarter, due: ngày 25 của tháng cuối quý}
  - {id: nam, title: Báo cáo năm, basis: "99/KH-UBND", from: so-gddt, period: year, due: ngày 20/12}
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d, 1d]}}
)";

    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directories(path("rules.d"));
        write("rules.d/rules.yaml", rules);
        write("dondoc.yaml",
              "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nrules: "
              "rules.d\nunits: " DONDOC_SOURCE_DIR "/etc/sample/units.yaml\ncalendars: " DONDOC_SOURCE_DIR
              "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\nsimulation: true\n");
        write("ke-hoach.csv", "TT,Nhiệm vụ,Chủ trì,Thời hạn\n1,\"=Việc một, hai\",Sở Nội vụ,10/7/2026\n");
        write("khac.csv", "TT,Nhiệm vụ,Chủ trì,Thời hạn\n1,Việc khác,Sở Nội vụ,15/7/2026\n");
    }

    Result simulate(std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"simulate", "--from", "2026-06-01", "--to", "2026-12-31"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    void import_plan() const {
        ASSERT_EQ(run({"import", "--accept", "--number", "88/KH-UBND", "--year", "2026", path("ke-hoach.csv")}).code,
                  good);
    }

    std::vector<std::string> texts(const Result& result, const char* field) const {
        std::vector<std::string> all;
        const auto value = result.json();
        for (const auto& row : value.as_array()) all.emplace_back(row.at(field).as_string());
        return all;
    }

    /// A folder of rules with one replacement in them.
    std::string other_rules(const std::string& text, const std::string& instead) const {
        std::filesystem::create_directories(path("other"));
        std::string changed = rules;
        changed.replace(changed.find(text), text.size(), instead);
        write("other/rules.yaml", changed);
        return path("other");
    }
};

TEST_F(Simulate, csv_has_a_header_and_a_record_for_each_reminder) {
    import_plan();
    const auto result = run({"simulate", "--from", "2026-07-01", "--to", "2026-07-31", "--format", "csv", "--plan",
                             "88-kh-ubnd-2026"});
    EXPECT_EQ(result.out,
              "at,recipient,unit,subject,stage,title,due,late,policy,rule,data_from,data_to\r\n"
              "2026-07-03T08:00:00,so-noi-vu,so-noi-vu,88-kh-ubnd-2026/1,lead:-7d,\"'=Việc một, hai\",2026-07-10,false,"
              "mac-dinh,,,\r\n"
              "2026-07-09T08:00:00,so-noi-vu,so-noi-vu,88-kh-ubnd-2026/1,lead:-1d,\"'=Việc một, hai\",2026-07-10,false,"
              "mac-dinh,,,\r\n");
}

TEST_F(Simulate, ics_has_an_event_for_each_reminder_on_its_day) {
    const auto result = simulate({"--format", "ics", "--rule", "nam"});
    EXPECT_EQ(result.code, good);
    EXPECT_THAT(result.out, StartsWith("BEGIN:VCALENDAR\r\n"));
    EXPECT_THAT(result.out,
                AllOf(HasSubstr("DTSTART;VALUE=DATE:20261211\r\n"), HasSubstr("DTSTART;VALUE=DATE:20261218\r\n")));
    EXPECT_THAT(result.out, HasSubstr("Báo cáo năm"));
}

TEST_F(Simulate, json_is_the_same_by_either_option) {
    EXPECT_EQ(simulate({"--format", "json"}).out, simulate({"--json"}).out);
    EXPECT_EQ(simulate({"--json", "--format", "csv"}).code, usage_wrong);
}

TEST_F(Simulate, one_rule_unit_or_plan_is_picked_out) {
    EXPECT_THAT(texts(simulate({"--json", "--rule", "quy"}), "rule"), AllOf(Not(IsEmpty()), Each("quy")));
    EXPECT_THAT(texts(simulate({"--json", "--rule", "mac-dinh"}), "policy"), AllOf(Not(IsEmpty()), Each("mac-dinh")));
    EXPECT_THAT(texts(simulate({"--json", "--unit", "so-noi-vu"}), "unit"), AllOf(Not(IsEmpty()), Each("so-noi-vu")));
}

TEST_F(Simulate, a_plan_has_the_reports_that_rest_on_its_number) {
    import_plan();
    const auto subjects = texts(simulate({"--json", "--plan", "88/KH-UBND"}), "subject");
    EXPECT_THAT(subjects, ::testing::Contains("88-kh-ubnd-2026/1"));
    EXPECT_THAT(subjects, ::testing::Contains("quy/so-gddt@2026-Q2"));
    EXPECT_THAT(subjects, Not(::testing::Contains(StartsWith("nam/"))));
}

TEST_F(Simulate, a_plan_that_is_only_a_file_is_read_and_not_kept) {
    import_plan();
    const auto result = simulate({"--json", "--plan", path("khac.csv")});
    EXPECT_THAT(texts(result, "title"), AllOf(Not(IsEmpty()), Each("Việc khác")));
    EXPECT_EQ(run({"--json", "tasks"}).json().as_array().size(), 1U);
    EXPECT_EQ(simulate({"--plan", path("khong-co.docx")}).code, data_wrong);
}

TEST_F(Simulate, unknown_names_are_told_with_the_nearest) {
    EXPECT_THAT(simulate({"--rule", "quyy"}).err, HasSubstr("'quy'"));
    EXPECT_THAT(simulate({"--unit", "so-noi-vuu"}).err, HasSubstr("'so-noi-vu'"));
    import_plan();
    const auto plan = simulate({"--plan", "88-kh-ubnd-2025"});
    EXPECT_EQ(plan.code, data_wrong);
    EXPECT_THAT(plan.err, HasSubstr("'88-kh-ubnd-2026'"));
}

TEST_F(Simulate, other_rules_that_say_the_same_differ_in_nothing) {
    const auto result = simulate({"--diff", other_rules("Báo cáo năm", "Báo cáo cả năm")});
    EXPECT_EQ(result.code, good) << result.err;
    EXPECT_THAT(result.out, HasSubstr("Không khác"));
}

TEST_F(Simulate, other_rules_show_what_they_add_remove_and_move) {
    const auto changed = simulate({"--json", "--diff", other_rules("[7d, 1d]", "[10d, 1d]")});
    EXPECT_EQ(changed.code, data_wrong);
    const auto value = changed.json();
    EXPECT_EQ(value.at("counts").at("moved"), 7);
    EXPECT_EQ(value.at("counts").at("added"), 0);
    EXPECT_EQ(value.at("policies").at(0).at("id"), "mac-dinh");
    EXPECT_EQ(value.at("rules").as_array().size(), 2U);
    EXPECT_EQ(value.at("units").as_array().size(), 2U);
    const auto& line = value.at("lines").at(0);
    EXPECT_EQ(line.at("change"), "moved");
    EXPECT_EQ(line.at("before").at("stage"), "lead:-7d");
    EXPECT_EQ(line.at("after").at("stage"), "lead:-10d");

    const auto less = simulate({"--diff", other_rules("[7d, 1d]", "[1d]")});
    EXPECT_EQ(less.code, data_wrong);
    EXPECT_THAT(less.out, HasSubstr("bớt 7"));
}

TEST_F(Simulate, other_rules_with_errors_and_missing_folders_are_refused) {
    EXPECT_EQ(simulate({"--diff", path("nowhere")}).code, data_wrong);
    EXPECT_THAT(simulate({"--diff", other_rules("period: year", "period: yaer")}).err, HasSubstr("other/rules.yaml:"));
    EXPECT_EQ(simulate({"--diff", path("rules.d"), "--format", "csv"}).code, usage_wrong);
}

TEST_F(Simulate, before_the_daemon_has_run_nothing_was_told) {
    EXPECT_EQ(run({"reminders", "--from", "2026-06-01", "--to", "2026-12-31", "--format", "csv"}).out,
              "at,recipient,unit,subject,stage,title,due,late,policy,rule,data_from,data_to\r\n");
}

}  // namespace
}  // namespace dondoc::cli
