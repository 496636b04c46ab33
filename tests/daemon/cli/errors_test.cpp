#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;

class Errors : public SiteTest {
protected:
    void expect(const std::vector<std::string>& arguments, ExitCode code, const std::string& words) const {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, code) << words;
        EXPECT_THAT(result.out + result.err, HasSubstr(words));
    }
};

TEST_F(Errors, wrong_usage_is_two) {
    expect({}, usage_wrong, "--help");
    expect({"nhap"}, usage_wrong, "không có lệnh 'nhap'");
    expect({"tasks", "--oops"}, usage_wrong, "--oops");
    expect({"tasks", "--status", "late"}, usage_wrong, "not_due");
    expect({"due", "--on", "31/2/2026"}, usage_wrong, "--on: '31/2/2026'");
    expect({"due", "--days", "-1"}, usage_wrong, "--days");
    expect({"simulate"}, usage_wrong, "--to");
    expect({"simulate", "--to", "2026-01-01"}, usage_wrong, "--to trước --from");
    expect({"done", "kh88-6-thang/so-gddt", "--on", "2026-07-01"}, usage_wrong, "còn ở phía trước");
}

TEST_F(Errors, wrong_data_is_one_and_names_it) {
    import_sample();
    expect({"explain", "abc"}, data_wrong, "'abc'");
    expect({"explain", "88-kh-ubnd-2026/99"}, data_wrong, "88-kh-ubnd-2026/99");
    expect({"done", "kh88-6-thang/so-khong-co"}, data_wrong, "so-khong-co");
    expect({"tasks", "--plan", "1-kh-2020"}, data_wrong, "1-kh-2020");
    expect({"simulate", "--to", "2026-12-31", "--unit", "so-gdt"}, data_wrong, "so-gddt");
    expect({"deadline", "31/2"}, data_wrong, "31/2");
    expect({"import", path("khong-co.docx")}, data_wrong, "khong-co.docx");
}

TEST_F(Errors, a_file_that_is_no_plan_is_refused_before_anything_is_written) {
    write("gia.docx", "not a zip");
    expect({"import", path("gia.docx")}, data_wrong, "gia.docx");
    EXPECT_FALSE(std::filesystem::exists(path("state/dondoc.db")));
}

TEST_F(Errors, an_extension_that_does_not_extend_is_refused) {
    import_sample();
    expect({"extend", "88-kh-ubnd-2026/5", "--until", "2026-05-29", "--basis", "x"}, usage_wrong, "hạn đang có");
}

TEST_F(Errors, today_is_for_simulation_only) {
    write_config("");
    expect({"--today", "2026-01-01", "due"}, usage_wrong, "simulation: true");
}

TEST_F(Errors, a_missing_configuration_is_named) {
    expect({"-c", path("khac.yaml"), "tasks"}, data_wrong, "khac.yaml");
}

TEST_F(Errors, a_state_directory_that_cannot_be_made_is_out_of_reach) {
    write("state", "a file where the directory should be");
    expect({"tasks"}, out_of_reach, "state");
}

}  // namespace
}  // namespace dondoc::cli::testing
