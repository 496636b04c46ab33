#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

/// What would be sent to somebody on a day, without sending it.
namespace dondoc::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class Preview : public testing::SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directories(path("rules.d"));
        write("rules.d/rules.yaml", R"(
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d, 1d]}}
)");
        write("units.yaml", R"(
roles: {planning-office: so-b}
units:
  - {id: so-a, name: Sở A, email: [a@so.example, b@so.example], contacts: [{channel: hook, to: "https://so.example/hook"}]}
  - {id: so-b, name: Sở B, email: c@so.example}
)");
        write("dondoc.yaml",
              "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nrules: rules.d\nunits: "
              "units.yaml\ncalendars: " DONDOC_SOURCE_DIR
              "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}, {id: hook, kind: webhook}]\n"
              "simulation: true\n");
        write("ke-hoach.csv",
              "TT,Nhiệm vụ,Chủ trì,Thời hạn\n1,Việc một,Sở A,10/7/2026\n2,Việc hai,Sở A,15/7/2026\n3,Việc "
              "ba,Sở B,10/7/2026\n");
        ASSERT_EQ(run({"import", "--accept", "--number", "88/KH-UBND", "--year", "2026", path("ke-hoach.csv")}).code,
                  good);
    }

    std::string file(const std::string& name) const {
        std::ifstream stream(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};

TEST_F(Preview, shows_the_text_below_all_who_would_get_it) {
    const auto result = run({"preview", "--unit", "so-a", "--on", "2026-07-03", "--channel", "mail"});
    EXPECT_EQ(result.code, good) << result.err;
    EXPECT_THAT(result.out, StartsWith("Gửi (to): so-a <a@so.example>, kênh (channel) mail, 08:00 thứ Sáu, 03/7/2026\n"
                                       "Gửi (to): so-a <b@so.example>, kênh (channel) mail, 08:00 thứ Sáu, 03/7/2026\n"
                                       "Tiêu đề (subject): 1 trong 7 ngày – Phòng Kế hoạch\n\nKính gửi: Sở A\n"));
    EXPECT_THAT(result.out, AllOf(HasSubstr("* Việc một\n"), Not(HasSubstr("Việc hai")), Not(HasSubstr("Việc ba"))));
}

TEST_F(Preview, without_a_day_it_is_the_next_on_which_there_is_something) {
    EXPECT_THAT(run({"preview", "--unit", "so-a"}).out, HasSubstr("08:00 thứ Sáu, 03/7/2026"));
    EXPECT_THAT(run({"preview", "88-kh-ubnd-2026/2"}).out,
                AllOf(HasSubstr("08:00 thứ Tư, 08/7/2026"), HasSubstr("Việc hai")));
}

TEST_F(Preview, sends_nothing_and_records_nothing) {
    const auto before = run({"preview", "--unit", "so-a"}).out;
    EXPECT_EQ(run({"preview", "--unit", "so-a"}).out, before);
    EXPECT_FALSE(std::filesystem::exists(path("state/mail")));
    EXPECT_THAT(run({"--json", "reminders"}).json().as_array(), SizeIs(0));
}

TEST_F(Preview, says_where_nothing_would_be_sent) {
    const auto result = run({"preview", "--unit", "so-a", "--on", "2026-07-04"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.err, HasSubstr("ngày 2026-07-04 không gửi gì"));
}

TEST_F(Preview, writes_a_mail_into_a_file) {
    EXPECT_THAT(run({"preview", "--unit", "so-a", "--out", path("thu.eml")}).out, HasSubstr("còn 2 thông báo nữa"));
    EXPECT_THAT(file("thu.eml"), AllOf(StartsWith("Date: Fri, 3 Jul 2026 08:00:00 +0700\r\n"),
                                       HasSubstr("To: =?UTF-8?B?U+G7nyBB?= <a@so.example>\r\n")));
    run({"preview", "--unit", "so-a", "--out", path("thu.html")});
    EXPECT_THAT(file("thu.html"), StartsWith("<!doctype html>\n<html lang=\"vi\">"));
    EXPECT_EQ(run({"preview", "--unit", "so-a", "--out", path("thu.pdf")}).code, usage_wrong);
}

TEST_F(Preview, json_has_a_message_for_each_address) {
    const auto rows = run({"--json", "preview", "--unit", "so-a"}).json();
    ASSERT_THAT(rows.as_array(), SizeIs(3));
    EXPECT_EQ(rows.at(0).at("to"), "a@so.example");
    EXPECT_EQ(rows.at(0).at("subjects").at(0), "88-kh-ubnd-2026/1");
    EXPECT_EQ(rows.at(0).at("at"), "2026-07-03T08:00:00");
    EXPECT_EQ(rows.at(0).at("files").at(0).at("name"), "Thời hạn 2026-07-03.ics");
    EXPECT_EQ(rows.at(2).at("kind"), "webhook");
    EXPECT_THAT(std::string(rows.at(2).at("body").as_string()), HasSubstr("\"type\":\"duty.reminder\""));
}

TEST_F(Preview, a_webhook_has_no_eml) {
    const auto result = run({"preview", "--unit", "so-a", "--channel", "hook", "--format", "eml"});
    EXPECT_EQ(result.code, usage_wrong);
    EXPECT_THAT(result.err, HasSubstr("kênh 'hook' không phải thư điện tử"));
    EXPECT_THAT(run({"preview", "--unit", "so-a", "--channel", "hook"}).out, HasSubstr("duty.reminder"));
}

TEST_F(Preview, what_is_not_known_is_named) {
    EXPECT_THAT(run({"preview", "--unit", "so-x"}).err, HasSubstr("so-x"));
    EXPECT_THAT(run({"preview", "99-kh/1"}).err, HasSubstr("99-kh/1"));
    EXPECT_EQ(run({"preview"}).code, usage_wrong);
    EXPECT_THAT(run({"preview", "--unit", "so-a", "--channel", "x"}).err, HasSubstr("không có kênh 'x'"));
}

}  // namespace
}  // namespace dondoc::cli
