#include "daemon/cli/progress.hpp"
#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

#include <iterator>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string sample = DONDOC_SOURCE_DIR "/etc/sample/ke-hoach-mau.docx";

class Import : public SiteTest {
protected:
    static std::string row(int number, const std::string& title, const std::string& deadline = "Quý IV/2026") {
        return std::to_string(number) + ",\"" + title + "\",Sở Y tế,\"" + deadline + "\"\n";
    }

    std::string plan(const std::vector<std::string>& rows, const std::string& name = "ke-hoach.csv") {
        std::string text = "TT,Nội dung nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n";
        for (const auto& one : rows) text += one;
        write(name, text);
        return path(name);
    }

    boost::json::value import(const std::string& file, std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"--json", "import", file, "--plan", "thu", "--year", "2026"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words).json();
    }
};

TEST_F(Import, without_an_answer_nothing_is_kept_and_the_exit_code_says_so) {
    const auto result = run({"import", sample});
    EXPECT_EQ(result.code, not_kept);
    EXPECT_THAT(result.out, HasSubstr("--accept"));
    EXPECT_FALSE(std::filesystem::exists(path("state/dondoc.db")));
    EXPECT_EQ(run({"--json", "import", sample}).code, not_kept);
}

TEST_F(Import, a_person_is_asked_and_no_is_what_counts_without_a_yes) {
    for (const std::string answer : {"", "\n", "k\n", "không\n"}) {
        const auto result = run({"import", sample}, answer);
        EXPECT_EQ(result.code, not_kept) << answer;
        EXPECT_THAT(result.out, HasSubstr("[c/K]"));
    }
    EXPECT_FALSE(std::filesystem::exists(path("state/dondoc.db")));
    for (const std::string answer : {"c\n", "Có\n", " y\n"}) EXPECT_EQ(run({"import", sample}, answer).code, good);
}

TEST_F(Import, accept_and_dry_run_ask_nobody) {
    EXPECT_THAT(run({"import", sample, "--dry-run"}, "c\n").out, Not(HasSubstr("[c/K]")));
    EXPECT_THAT(run({"import", sample, "--accept"}, "k\n").out, HasSubstr("thêm 26"));
    EXPECT_EQ(run({"import", sample, "--accept", "--dry-run"}).code, usage_wrong);
}

TEST_F(Import, a_dry_run_needs_no_site) {
    std::filesystem::remove(path("dondoc.yaml"));
    const auto result = run({"--json", "import", sample, "--dry-run"});
    ASSERT_EQ(result.code, good);
    const auto printed = result.json();
    const auto& assignments = printed.at("assignments").as_array();
    ASSERT_EQ(assignments.size(), 26U);
    EXPECT_EQ(assignments[1].at("lead").at(0), "Sở Y tế");
    EXPECT_TRUE(assignments[1].at("lead_ids").at(0).is_null());
    EXPECT_THAT(result.out, HasSubstr("không có danh bạ đơn vị"));
    EXPECT_EQ(run({"import", sample}).code, data_wrong) << "to keep something a site is needed";
    EXPECT_EQ(run({"-c", path("khac.yaml"), "import", sample, "--dry-run"}).code, data_wrong) << "named, so wanted";
}

TEST_F(Import, names_have_the_ids_of_the_register_beside_them) {
    const auto value = run({"--json", "import", sample, "--dry-run"}).json();
    const auto& row = value.at("assignments").at(1);
    EXPECT_EQ(row.at("lead").at(0), "Sở Y tế");
    EXPECT_EQ(row.at("lead_ids").at(0), "so-y-te");
    EXPECT_EQ(row.at("subject"), "88-kh-ubnd-2026/2");
}

TEST_F(Import, a_new_version_says_each_difference_before_it_is_kept) {
    const auto first = plan({row(1, "Rà soát nguồn nước"), row(2, "Tập huấn nhân viên"), row(3, "Kiểm tra kinh phí")});
    import(first, {"--accept"});
    run({"done", "thu/2"});
    const auto second =
        plan({row(1, "Mua sắm thiết bị"), row(2, "Rà soát nguồn nước"), row(3, "Tập huấn nhân viên", "Quý III/2026")},
             "moi.csv");

    const auto value = import(second);

    EXPECT_EQ(value.at("kept"), false);
    EXPECT_EQ(value.at("added"), 1);
    EXPECT_EQ(value.at("changed"), 2);
    EXPECT_EQ(value.at("withdrawn"), 1);
    const auto& differences = value.at("differences").as_array();
    ASSERT_EQ(differences.size(), 4U);
    EXPECT_EQ(differences[0].at("subject"), "thu/4");
    EXPECT_EQ(differences[2].at("subject"), "thu/2");
    EXPECT_EQ(differences[2].at("has_facts"), true);
    EXPECT_THAT(boost::json::serialize(differences[2].at("fields")),
                HasSubstr(R"({"field":"due","before":"2026-12-31","after":"2026-09-30"})"));
    EXPECT_EQ(differences[3].at("change"), "withdrawn");

    import(second, {"--accept"});
    EXPECT_EQ(import(second).at("unchanged"), 3);
    EXPECT_THAT(run({"tasks", "--plan", "thu"}).out, HasSubstr("Tập huấn nhân viên"));
}

TEST_F(Import, what_may_be_one_row_is_asked_about) {
    import(plan({row(1, "Lấy mẫu nước tại các trường, đợt 1")}), {"--accept"});
    const auto second = plan({row(1, "Lấy mẫu nước tại các trường, đợt 2")}, "moi.csv");
    EXPECT_EQ(import(second).at("questions").at(0).at("subject"), "thu/1");
    EXPECT_EQ(import(second, {"--same", "1=1"}).at("changed"), 1);
    EXPECT_TRUE(import(second, {"--same", "1=new"}).at("questions").as_array().empty());

    EXPECT_EQ(run({"import", second, "--plan", "thu", "--year", "2026"}, "c\nc\n").code, good);
    EXPECT_EQ(run({"--json", "tasks", "--plan", "thu"}).json().as_array().size(), 1U);
}

TEST_F(Import, what_the_document_leaves_blank_can_be_said) {
    const auto file = plan({row(1, "Một việc", "Tháng 6")});
    const auto blank = run({"--json", "import", file, "--dry-run"}).json();
    EXPECT_TRUE(blank.at("plan").at("number").is_null());
    EXPECT_TRUE(blank.at("assignments").at(0).at("deadline").at("due").is_null());
    EXPECT_THAT(boost::json::serialize(blank.at("doubts")), HasSubstr("--year"));

    const auto said =
        run({"--json", "import", file, "--dry-run", "--number", "12/KH-SYT", "--date", "5/2/2026"}).json();
    EXPECT_EQ(said.at("plan").at("id"), "12-kh-syt-2026");
    EXPECT_EQ(said.at("plan").at("date"), "2026-02-05");
    EXPECT_EQ(said.at("assignments").at(0).at("deadline").at("due"), "2026-06-30");
}

TEST_F(Import, what_a_row_waits_for_has_the_id_that_the_register_gives_it) {
    const auto file = plan({row(1, "Một việc", "Sau khi có hướng dẫn của Bộ Y tế"), row(2, "Hai việc", "Quý II/2026"),
                            row(3, "Ba việc", "Theo hướng dẫn của Bộ Y tế")});
    const auto event = [](const boost::json::value& value, std::size_t n) {
        return value.at("assignments").at(n).at("awaits");
    };
    const auto looked = import(file, {"--dry-run"});
    ASSERT_EQ(event(looked, 0).as_array().size(), 1U);
    EXPECT_EQ(event(looked, 0).at(0).at("new"), true);
    EXPECT_EQ(event(looked, 2).at(0).at("event"), event(looked, 0).at(0).at("event")) << "the same event";
    EXPECT_TRUE(event(looked, 1).as_array().empty());

    const auto kept = import(file, {"--accept"});
    EXPECT_EQ(event(kept, 0).at(0).at("event"), event(looked, 0).at(0).at("event"));
    EXPECT_EQ(event(kept, 0).at(0).at("new"), false);
    const auto listed = run({"--json", "event", "list"}).json();
    EXPECT_EQ(listed.at("events").at(0).at("id"), event(looked, 0).at(0).at("event"));
}

TEST_F(Import, reports_have_the_day_they_are_due_next) {
    const auto value = run({"--json", "import", sample, "--dry-run"}).json();
    for (const auto& report : value.at("reports").as_array()) EXPECT_TRUE(report.as_object().contains("next_due"));
}

TEST_F(Import, due_names_what_has_no_day) {
    import(plan({row(1, "Một việc", "Chưa xác định"), row(2, "Hai việc", "Tháng 6/2026")}), {"--accept"});
    EXPECT_THAT(run({"due"}).out, HasSubstr("1 việc chưa có ngày đến hạn"));
    const auto rows = run({"--json", "due"}).json().as_array();
    const auto undated =
        std::find_if(rows.begin(), rows.end(), [](const auto& each) { return each.at("needs_day") == true; });
    ASSERT_NE(undated, rows.end());
    EXPECT_EQ(undated->at("subject"), "thu/1");
    EXPECT_TRUE(undated->at("due").is_null());

    ASSERT_EQ(run({"extend", "thu/1", "--until", "30/6/2026", "--basis", "1/UBND"}).code, good);
    EXPECT_THAT(run({"due"}).out, Not(HasSubstr("chưa có ngày đến hạn")));
}

TEST_F(Import, wrong_options_are_wrong_usage) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"--plan", "Kế hoạch"}, {"--same", "1"}, {"--same", "0=1"}, {"--same", "1=x"}, {"--date", "31/2"}}) {
        std::vector<std::string> all{"import", sample, "--dry-run"};
        all.insert(all.end(), words.begin(), words.end());
        EXPECT_EQ(run(all).code, usage_wrong) << words.back();
    }
}

TEST_F(Import, a_rule_file_is_not_written_over) {
    write("bao-cao.yaml", "cũ");
    const auto result = run({"import", sample, "--dry-run", "--rules", path("bao-cao.yaml")});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.err, HasSubstr("bao-cao.yaml"));
}

TEST_F(Import, units_that_are_not_known_are_proposed_as_a_file) {
    const auto file = plan({"1,Một việc,Sở Nội Thương,Quý IV/2026\n"});
    EXPECT_EQ(run({"import", file, "--dry-run", "--units", path("don-vi.yaml")}).code, good);
    std::ifstream written(path("don-vi.yaml"));
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(written), {}), HasSubstr("Sở Nội Thương"));
}

TEST(ProgressBar, shows_only_where_a_line_can_be_drawn_again_and_leaves_nothing) {
    std::ostringstream out;
    std::ostringstream err;
    { const Progress progress({.out = out, .err = err}, "Đang đọc", std::chrono::milliseconds{0}); }
    EXPECT_EQ(err.str(), "");
    { const Progress progress({.out = out, .err = err, .progress = true}, "Đang đọc"); }
    EXPECT_EQ(err.str(), "") << "over before anybody waits";
    EXPECT_EQ(out.str(), "");
}

TEST(ProgressBar, a_frame_has_one_width) {
    EXPECT_EQ(progress_frame("Đang đọc a.docx", 0, std::chrono::seconds{1}),
              "[====                ] Đang đọc a.docx, 1 s");
    EXPECT_EQ(progress_frame("a", 16, std::chrono::seconds{9}), "[                ====] a, 9 s");
    EXPECT_EQ(progress_frame("a", 17, std::chrono::seconds{9}), "[               ==== ] a, 9 s");
}

}  // namespace
}  // namespace dondoc::cli::testing
