#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Explain : public SiteTest {
protected:
    std::string said(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "explain");
        const auto result = run(arguments);
        return result.out + result.err;
    }
    /// Rules of its own, with the sample's units.
    void write_rules(const std::string& reports) const {
        std::filesystem::create_directory(path("rules"));
        write("rules/a.yaml", reports + "policies:\n  - {id: a, match: \"true\", remind: {lead: [1d]}}\n");
        write("dondoc.yaml", "site: {name: x, mail_from: a@so.example}\nstate: state\nunits: " DONDOC_SOURCE_DIR
                             "/etc/sample/units.yaml\nrules: rules\ncalendars: " DONDOC_SOURCE_DIR
                             "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
    }
    boost::json::value period(const std::string& key) const {
        return run({"--json", "explain", key}).json().at("periods").at(0);
    }
};

TEST_F(Explain, goes_from_the_words_of_the_plan_to_the_policy) {
    EXPECT_THAT(said({"kh88-6-thang/so-gddt"}),
                AllOf(HasSubstr("Văn bản ghi: \"trước ngày 10/6\" (88/KH-UBND, mục V.2)"),
                      HasSubstr("Hạn 1: thứ Ba, 09/6/2026"), HasSubstr("Quy tắc: kh88-6-thang ("),
                      HasSubstr("Chính sách: bao-cao ("), HasSubstr("vì subject.kind == \"report\"")));
}

TEST_F(Explain, states_first_what_comes_next_or_what_stopped_it) {
    const std::string next = said({"kh88-6-thang/so-gddt"});
    EXPECT_LT(next.find("Lần nhắc tới: 08:00 04/6/2026, lead:-3wd cho so-gddt"), next.find("Văn bản ghi"));
    ASSERT_EQ(run({"done", "kh88-6-thang/so-gddt@2026-H1"}).code, good);
    const std::string done = said({"kh88-6-thang/so-gddt@2026-H1"});
    EXPECT_LT(done.find("Không nhắc vì: đã hoàn thành: không nhắc nữa (done)"), done.find("Văn bản ghi"));
    EXPECT_EQ(period("kh88-6-thang/so-gddt@2026-H1").at("stopped_by").at("what"), "done");
}

TEST_F(Explain, a_silence_is_named_with_its_author) {
    ASSERT_EQ(
        run({"silence", "add", "--subject", "kh88-6-thang/so-gddt", "--until", "2027-12-31", "--reason", "sáp nhập"})
            .code,
        good);
    const auto stop = period("kh88-6-thang/so-gddt").at("stopped_by");
    EXPECT_EQ(stop.at("what"), "silenced");
    EXPECT_EQ(stop.at("silence").at("reason"), "sáp nhập");
}

TEST_F(Explain, looks_from_another_day) {
    EXPECT_THAT(said({"kh88-6-thang/so-gddt", "--on", "2026-06-12"}), HasSubstr("2026-H1: quá hạn"));
    EXPECT_EQ(run({"--json", "explain", "kh88-6-thang/so-gddt", "--on", "12/6/2026"}).json().at("on"), "2026-06-12");
    EXPECT_EQ(run({"explain", "kh88-6-thang/so-gddt", "--on", "mai"}).code, usage_wrong);
}

TEST_F(Explain, shows_what_is_for_one_unit) {
    const auto all = period("kh88-6-thang/so-gddt").at("stages").as_array().size();
    const auto value = run({"--json", "explain", "kh88-6-thang/so-gddt", "--unit", "phong-khtc"}).json();
    const auto& stages = value.at("periods").at(0).at("stages").as_array();
    ASSERT_FALSE(stages.empty());
    EXPECT_LT(stages.size(), all);
    for (const auto& stage : stages) EXPECT_EQ(stage.at("recipient"), "phong-khtc");
    EXPECT_THAT(said({"kh88-6-thang/so-gddt", "--unit", "so-y-te"}), HasSubstr("no stage is for this unit"));
    EXPECT_THAT(said({"kh88-6-thang/so-gddt", "--unit", "phong-khtx"}), HasSubstr("phong-khtc"));
}

TEST_F(Explain, a_stage_that_was_missed_says_so) {
    EXPECT_THAT(said({"kh88-6-thang/so-gddt"}), HasSubstr("không có bản ghi"));
}

TEST_F(Explain, names_the_nearest_where_a_key_is_wrong) {
    import_sample();
    EXPECT_THAT(said({"kh88-6-thag/so-gddt"}), HasSubstr("có phải \"kh88-6-thang/so-gddt\"?"));
    EXPECT_THAT(said({"kh88-6-thang/so-gdt"}), HasSubstr("có phải \"so-gddt\"?"));
    EXPECT_THAT(said({"88-kh-ubnd-2026/99"}), HasSubstr("có nhiệm vụ từ 88-kh-ubnd-2026/1 đến 88-kh-ubnd-2026/"));
    EXPECT_THAT(said({"88-kh-ubnd-2062/5"}), HasSubstr("có phải \"88-kh-ubnd-2026/5\"?"));
    EXPECT_THAT(said({"kh88-nam"}), HasSubstr("thêm đơn vị, ví dụ kh88-nam/"));
    EXPECT_THAT(said({"88-kh-ubnd-2026"}), HasSubstr("thêm số thứ tự nhiệm vụ"));
}

TEST_F(Explain, says_why_no_period_is_open) {
    EXPECT_THAT(said({"kh88-6-thang/so-gddt@2026-Q1"}), HasSubstr("không có kỳ 2026-Q1 như vậy"));
    write_rules("reports:\n  - {id: nam, title: N, from: [so-y-te], period: year, valid: {until: 2025-12-31}}\n");
    EXPECT_THAT(said({"nam/so-y-te"}), HasSubstr("quy tắc hết hiệu lực từ 31/12/2025"));
}

TEST_F(Explain, a_request_is_shown_with_its_words) {
    write_rules("reports:\n  - {id: dot-xuat, title: Báo cáo đột xuất, from: [so-y-te], period: on-request}\n");
    EXPECT_THAT(said({"dot-xuat/so-y-te"}), HasSubstr("dondoc request dot-xuat --due NGÀY"));
    ASSERT_EQ(run({"request", "dot-xuat", "--due", "2026-06-10", "--basis", "45/UBND-VP"}).code, good);
    EXPECT_THAT(said({"dot-xuat/so-y-te"}),
                AllOf(HasSubstr("Văn bản ghi: \"hạn 10/6/2026\" (45/UBND-VP)"), Not(HasSubstr("Văn bản ghi: \"\""))));
}

TEST_F(Explain, a_unit_that_has_ended_is_named_with_its_successor) {
    std::filesystem::create_directory(path("rules"));
    write("rules/a.yaml",
          "reports:\n  - {id: nam, title: Báo cáo năm, from: [so-cu, so-moi], period: year}\n"
          "  - {id: quy, title: Báo cáo quý, from: [so-cu], period: quarter}\n"
          "policies:\n  - {id: a, match: \"true\", remind: {lead: [1d]}}\n");
    write("units.yaml",
          "roles: {planning-office: so-moi}\nunits:\n  - {id: so-moi, name: Sở Mới, email: a@so.example}\n"
          "  - {id: so-cu, name: Sở Cũ, email: b@so.example, replaced: {on: 2026-03-01, by: [so-moi]}}\n");
    write("dondoc.yaml",
          "site: {name: x, mail_from: a@so.example}\nstate: state\nrules: rules\ncalendars: " DONDOC_SOURCE_DIR
          "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
    EXPECT_EQ(period("nam/so-cu").at("stopped_by").at("what"), "covered");
    EXPECT_THAT(said({"quy/so-cu"}), AllOf(HasSubstr("Đơn vị Sở Cũ đã kết thúc từ 01/3/2026; kế thừa: Sở Mới"),
                                           HasSubstr("so-moi (thay so-cu)")));
    EXPECT_EQ(period("quy/so-cu").at("ended").at(0).at("heir"), "so-moi");
}

}  // namespace
}  // namespace dondoc::cli::testing
