#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

/// `dondoc coverage`: a timer watches its exit code, people read its table.
namespace dondoc::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CoverageCommand : public testing::SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directories(path("rules.d"));
        write("rules.d/rules.yaml", R"(
quiet: none
reports:
  - {id: nam, title: Báo cáo năm, from: don-vi-a, period: year, due: ngày 20/12}
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d, 1d]}, overdue: {lead: every 7d}}
)");
        write_units("");
        write("dondoc.yaml",
              "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nrules: rules.d\nunits: units.yaml\n"
              "calendars: " DONDOC_SOURCE_DIR
              "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\nsimulation: true\n");
        write("ke-hoach.csv",
              "TT,Nhiệm vụ,Chủ trì,Thời hạn\n1,Việc một,Đơn vị A,10/7/2026\n2,Việc hai,Đơn vị A,Thường xuyên\n");
        ASSERT_EQ(run({"import", "--accept", "--number", "88/KH-UBND", "--year", "2026", path("ke-hoach.csv")}).code,
                  good);
    }

    void write_units(const std::string& contact_of_a) const {
        write("units.yaml",
              "roles: {planning-office: phong-khtc}\nunits:\n"
              "  - {id: phong-khtc, name: Phòng Kế hoạch, email: khtc@so.example}\n"
              "  - {id: don-vi-a, name: Đơn vị A" +
                  contact_of_a + "}\n");
    }

    static std::vector<std::string> reasons(const boost::json::value& answer) {
        std::vector<std::string> all;
        for (const auto& duty : answer.at("duties").as_array()) all.emplace_back(duty.at("reason").as_string());
        return all;
    }
};

TEST_F(CoverageCommand, a_unit_without_an_address_is_a_gap_and_the_exit_code_says_so) {
    const auto result = run({"--json", "coverage"});
    EXPECT_EQ(result.code, data_wrong);
    const auto answer = result.json();
    EXPECT_THAT(reasons(answer), ElementsAre("no-contact", "continuous", "no-contact"));
    EXPECT_EQ(answer.at("covered"), false);
    EXPECT_EQ(answer.at("gaps"), 2);
    EXPECT_EQ(answer.at("quiet"), 1);
    const auto& duty = answer.at("duties").at(0);
    EXPECT_EQ(duty.at("subject"), "88-kh-ubnd-2026/1");
    EXPECT_EQ(duty.at("whom"), "don-vi-a");
    EXPECT_EQ(duty.at("next"), nullptr);
    EXPECT_THAT(run({"coverage"}).out, HasSubstr("don-vi-a: chưa có địa chỉ liên hệ"));
}

TEST_F(CoverageCommand, with_an_address_everything_is_covered) {
    write_units(", email: a@so.example");
    const auto result = run({"--json", "coverage"});
    EXPECT_EQ(result.code, good);
    const auto answer = result.json();
    EXPECT_EQ(answer.at("reminded"), 2);
    const auto& next = answer.at("duties").at(0).at("next");
    EXPECT_EQ(next.at("at"), "2026-07-03T08:00:00");
    EXPECT_EQ(next.at("stage"), "lead:-7d");
    EXPECT_EQ(next.at("channel"), "mail");
    EXPECT_EQ(next.at("to"), "a@so.example");
    EXPECT_EQ(answer.at("duties").at(2).at("subject"), "nam/don-vi-a@2026");
    EXPECT_THAT(run({"coverage"}).out, HasSubstr("3 việc đang mở: 2 sẽ được nhắc, 1 không nhắc có chủ ý, 0"));
}

TEST_F(CoverageCommand, an_address_on_an_unknown_channel_is_a_gap) {
    write_units(", contacts: [{channel: fax, to: \"12\"}]");
    EXPECT_THAT(reasons(run({"--json", "coverage", "--gaps"}).json()), ElementsAre("no-channel", "no-channel"));
}

TEST_F(CoverageCommand, one_unit_or_plan_is_looked_at_alone) {
    EXPECT_EQ(run({"coverage", "--unit", "phong-khtc"}).code, good) << "it owes nothing";
    const auto answer = run({"--json", "coverage", "--plan", "88/KH-UBND", "--gaps"}).json();
    EXPECT_THAT(reasons(answer), ElementsAre("no-contact"));
    EXPECT_THAT(run({"coverage", "--unit", "don-vi-b"}).err, HasSubstr("'don-vi-a'"));
    EXPECT_THAT(run({"coverage", "--plan", "88-kh-ubnd-2025"}).err, HasSubstr("'88-kh-ubnd-2026'"));
}

}  // namespace
}  // namespace dondoc::cli
