#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CalendarCommand : public SiteTest {};

TEST_F(CalendarCommand, counts_the_working_days_of_decided_years) {
    for (const auto& [year, days] : {std::pair{"2025", 250}, {"2026", 249}, {"2027", 249}}) {
        const auto value = run({"--json", "calendar", year}).json();
        EXPECT_EQ(value.at("working_days").as_int64(), days) << year;
        EXPECT_EQ(value.at("status"), "confirmed") << year;
    }
}

TEST_F(CalendarCommand, names_lunar_days_as_civil_days) {
    const auto lunar = run({"--json", "calendar", "2026"}).json().at("lunar");
    EXPECT_EQ(lunar.at("tet"), "2026-02-17");
    EXPECT_EQ(lunar.at("gio_to"), "2026-04-26");
}

TEST_F(CalendarCommand, says_what_a_day_off_rests_on) {
    const auto days = run({"--json", "calendar", "2026"}).json().at("days_off").as_array();
    EXPECT_EQ(days.front().at("date"), "2026-01-01");
    for (const auto& day : days) EXPECT_NE(day.at("basis"), "") << boost::json::serialize(day);
}

TEST_F(CalendarCommand, takes_this_year_where_none_is_named) {
    EXPECT_EQ(run({"--json", "calendar"}).json().at("year").as_int64(), 2026);
}

TEST_F(CalendarCommand, says_that_a_year_is_only_computed) {
    EXPECT_EQ(run({"--json", "calendar", "2050"}).json().at("status"), "computed");
    EXPECT_THAT(run({"calendar", "2050"}).out, HasSubstr("Chưa có quyết định"));
    EXPECT_THAT(run({"calendar", "2026"}).out, Not(HasSubstr("Chưa có quyết định")));
}

TEST_F(CalendarCommand, refuses_years_before_1968) {
    EXPECT_EQ(run({"calendar", "1967"}).code, usage_wrong);
    EXPECT_EQ(run({"calendar", "1968"}).code, good);
}

TEST_F(CalendarCommand, draws_months_with_signs_for_days_off_and_worked) {
    const std::string out = run({"calendar", "2026"}).out;
    EXPECT_THAT(out, HasSubstr("T2 T3 T4 T5 T6 T7 CN"));
    EXPECT_THAT(out, HasSubstr(" 2* 3"));  // Friday 2 January, off
    EXPECT_THAT(out, HasSubstr("22+23"));  // Saturday 22 August, worked
    EXPECT_THAT(out, HasSubstr("16*17*18*19*20*21 22"));
    EXPECT_THAT(out, Not(HasSubstr("\x1b[")));
}

TEST_F(CalendarCommand, gives_a_calendar_program_its_days) {
    const std::string out = run({"calendar", "2026", "--ics"}).out;
    EXPECT_THAT(out, HasSubstr("BEGIN:VCALENDAR"));
    EXPECT_THAT(out, HasSubstr("UID:off-2026-02-16@dondoc"));
    EXPECT_THAT(out, HasSubstr("DTEND;VALUE=DATE:20260221"));
}

TEST_F(CalendarCommand, shows_half_days_of_the_site) {
    std::filesystem::create_directory(path("calendars"));
    write("calendars/rieng.yaml", "{supplement: 2026, off: [{date: 2026-06-03, name: Hội nghị, half: morning}]}");
    write("dondoc.yaml",
          "site: {name: S, mail_from: a@so.example}\nstate: state\nunits: " DONDOC_SOURCE_DIR
          "/etc/sample/units.yaml\ncalendars: calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
    const auto value = run({"--json", "calendar", "2026"}).json();
    EXPECT_EQ(value.at("half_days").as_array().front().at("half"), "morning");
    EXPECT_EQ(value.at("working_days").as_int64(), 249);
    EXPECT_THAT(run({"calendar", "2026"}).out, HasSubstr(" 3~"));
}

}  // namespace
}  // namespace dondoc::cli::testing
