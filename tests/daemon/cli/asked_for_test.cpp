#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

/// `request` and `value`: what people ask for and answer beside the documents; and what explain says of reports.
namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;

class AskedFor : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directory(path("rules.d"));
        write("rules.d/a.yaml",
              "reports:\n"
              "  - {id: dot-xuat, title: Báo cáo đột xuất, from: [so-y-te, so-noi-vu], period: on-request}\n"
              "  - {id: thang, title: Báo cáo tháng, from: so-noi-vu, period: month, due: ngày 14, roll: next}\n"
              "  - {id: tong-hop, title: Tổng hợp tháng, from: so-y-te, period: month, due: ngày 25, collects: thang}\n"
              "  - {id: so-lieu, title: Số liệu, indicators: {plan: chi-tieu-2026}, period: year, due: ngày 05/12}\n");
        write("units.yaml",
              "roles: {planning-office: so-y-te}\n"
              "units:\n"
              "  - {id: so-y-te, name: Sở Y tế, email: a@so.example}\n"
              "  - {id: so-noi-vu, name: Sở Nội vụ, email: b@so.example}\n"
              "  - {id: so-tu-phap, name: Sở Tư pháp, email: c@so.example}\n");
        write("dondoc.yaml",
              "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nunits: units.yaml\nrules: rules.d\n"
              "calendars: " DONDOC_SOURCE_DIR
              "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\nsimulation: true\n");
    }

    std::string import_indicator() const {
        write("chi-tieu.csv",
              "TT;Chỉ tiêu;ĐVT;TH 2025;KH 2026;Mục tiêu 2030;Chủ trì\n1;Hộ dùng nước sạch;%;82,5;≥ 85;95;Sở Nội vụ\n");
        const auto result = run({"import", "--accept", path("chi-tieu.csv")});
        EXPECT_EQ(result.code, good) << result.err;
        const auto list = run({"--json", "indicators"}).json();
        return std::string(list.at(0).at("subject").as_string());
    }
};

TEST_F(AskedFor, a_request_gives_each_unit_a_subject_that_can_be_done) {
    const auto asked = run({"--json", "request", "dot-xuat", "--due", "2026-06-12", "--basis", "45/UBND-VP"}).json();
    EXPECT_EQ(asked.at("request"), "R1");
    EXPECT_EQ(boost::json::serialize(asked.at("subjects")), R"(["dot-xuat/so-y-te@R1","dot-xuat/so-noi-vu@R1"])");
    EXPECT_EQ(run({"done", "dot-xuat/so-y-te@R1", "--document", "9/BC"}).code, good);
    const auto list = run({"--json", "request", "list"}).json();
    ASSERT_EQ(list.as_array().size(), 1U);
    EXPECT_EQ(list.at(0).at("who"), "thu");
    EXPECT_EQ(list.at(0).at("basis"), "45/UBND-VP");
    EXPECT_EQ(list.at(0).at("units").at(0).at("done"), "2026-06-02");
    EXPECT_EQ(list.at(0).at("units").at(1).at("done"), nullptr);
    EXPECT_THAT(run({"request", "list"}).out, HasSubstr("1/2"));
}

TEST_F(AskedFor, a_request_may_be_for_some_units) {
    const auto asked = run({"--json", "request", "dot-xuat", "--due", "12/6/2026", "--unit", "so-noi-vu"}).json();
    EXPECT_EQ(boost::json::serialize(asked.at("subjects")), R"(["dot-xuat/so-noi-vu@R1"])");
    EXPECT_THAT(run({"due", "--days", "30"}).out, HasSubstr("dot-xuat/so-noi-vu@R1"));
}

TEST_F(AskedFor, the_only_open_request_needs_not_be_named) {
    ASSERT_EQ(run({"request", "dot-xuat", "--due", "2026-06-12"}).code, good);
    EXPECT_THAT(run({"done", "dot-xuat/so-noi-vu"}).out, HasSubstr("dot-xuat/so-noi-vu@R1"));
    EXPECT_THAT(run({"done", "dot-xuat/so-noi-vu"}).err, HasSubstr("dondoc request list"));
    ASSERT_EQ(run({"request", "dot-xuat", "--due", "2026-06-12"}).code, good);
    EXPECT_THAT(run({"done", "dot-xuat/so-y-te"}).err, HasSubstr("dot-xuat/so-y-te@R1, dot-xuat/so-y-te@R2"));
}

TEST_F(AskedFor, a_request_that_cannot_be_made_says_why) {
    EXPECT_THAT(run({"request", "thang", "--due", "2026-06-12"}).err, HasSubstr("có: dot-xuat"));
    EXPECT_THAT(run({"request", "dot-xuat"}).err, HasSubstr("--due"));
    EXPECT_THAT(run({"request"}).err, HasSubstr("dondoc request list"));
    EXPECT_THAT(run({"request", "dot-xuat", "--due", "2026-06-01"}).err, HasSubstr("đã qua"));
    EXPECT_THAT(run({"request", "dot-xuat", "--due", "2026-06-12", "--unit", "so-tu-phap"}).err,
                HasSubstr("không có trong chế độ báo cáo"));
    EXPECT_THAT(run({"request", "dot-xuat", "--due", "2026-06-12", "--unit", "so-noivu"}).err, HasSubstr("so-noi-vu"));
}

TEST_F(AskedFor, explain_says_request_window_roll_and_who_is_missing) {
    ASSERT_EQ(run({"request", "dot-xuat", "--due", "2026-06-12", "--basis", "45/UBND-VP"}).code, good);
    EXPECT_THAT(run({"explain", "dot-xuat/so-y-te@R1"}).out, HasSubstr("Yêu cầu R1 ngày 02/6/2026: 45/UBND-VP"));
    const auto people = run({"explain", "thang/so-noi-vu@2026-06"}).out;
    EXPECT_THAT(people, HasSubstr("Số liệu từ 15/5/2026 đến 14/6/2026 (Nghị định 09/2019/NĐ-CP, Điều 12)"));
    EXPECT_THAT(people, HasSubstr("Chủ nhật, 14/6/2026; roll: next nên tính đến thứ Hai, 15/6/2026"));
    const auto json = run({"--json", "explain", "tong-hop/so-y-te@2026-06"}).json().at("periods").at(0);
    EXPECT_EQ(boost::json::serialize(json.at("data")), R"({"from":"2026-05-15","to":"2026-06-14"})");
    EXPECT_EQ(boost::json::serialize(json.at("collected")), R"({"rule":"thang","asked":1,"missing":["so-noi-vu"]})");
}

TEST_F(AskedFor, simulate_shows_which_days_the_figures_are_of) {
    const auto rows = run({"--json", "simulate", "--to", "2026-06-30", "--unit", "so-noi-vu"}).json();
    ASSERT_FALSE(rows.as_array().empty());
    EXPECT_EQ(boost::json::serialize(rows.at(0).at("data")), R"({"from":"2026-05-15","to":"2026-06-14"})");
}

TEST_F(AskedFor, a_value_is_compared_with_its_target) {
    const std::string indicator = import_indicator();
    const auto below = run({"--json", "value", indicator, "--year", "2026", "--value", "84,9"}).json();
    EXPECT_EQ(below.at("standing"), "off_target");
    EXPECT_EQ(below.at("value"), 84.9);
    const auto reached = run({"--json", "value", indicator + "@2026", "--value", "85", "--document", "12/BC"}).json();
    EXPECT_EQ(reached.at("subject").as_string(), indicator + "@2026");
    EXPECT_EQ(reached.at("standing"), "met");
    const auto values = run({"--json", "indicators"}).json().at(0).at("values");
    EXPECT_EQ(values.as_array().size(), 2U);
    EXPECT_EQ(values.at(0).at("counts"), false);
    EXPECT_EQ(values.at(1).at("counts"), true);
}

TEST_F(AskedFor, a_missing_value_is_due_until_it_is_there) {
    const std::string indicator = import_indicator();
    write("rules.d/a.yaml", "reports:\n  - {id: so-lieu, title: Số liệu, indicators: [" + indicator +
                                "], period: quarter, due: ngày 05 tháng cuối quý}\n");
    EXPECT_THAT(run({"due", "--days", "30"}).out, HasSubstr(indicator + "@2026-Q2"));
    EXPECT_THAT(run({"done", indicator}).err, HasSubstr("dondoc value"));
    EXPECT_EQ(run({"value", indicator, "--value", "85"}).code, good);
    EXPECT_THAT(run({"due", "--days", "30"}).out, ::testing::Not(HasSubstr(indicator + "@2026-Q2")));
}

TEST_F(AskedFor, a_value_that_cannot_be_kept_says_why) {
    const std::string indicator = import_indicator();
    EXPECT_THAT(run({"value", "khong/ct9", "--value", "1"}).err, HasSubstr("không có chỉ tiêu này"));
    EXPECT_THAT(run({"value", indicator, "--period", "2026-13", "--value", "1"}).err, HasSubstr("không phải kỳ"));
    EXPECT_THAT(run({"value", indicator + "@2026", "--year", "2026", "--value", "1"}).err, HasSubstr("một lần"));
    EXPECT_THAT(run({"value", indicator, "--year", "2026", "--value", "12,500"}).err, HasSubstr("hai cách"));
}

}  // namespace
}  // namespace dondoc::cli::testing
