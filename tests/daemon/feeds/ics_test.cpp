#include "daemon/feeds/ics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace dondoc::feeds {
namespace {

using namespace std::chrono;
using ::testing::HasSubstr;
using ::testing::Not;

const DayEvent tet{.uid = "off-2026-02-16@dondoc",
                   .first = sys_days{February / 16 / 2026},
                   .last = sys_days{February / 20 / 2026},
                   .summary = "Tết Nguyên đán Bính Ngọ",
                   .description = "Thông báo của Bộ Nội vụ"};
constexpr sys_seconds stamp{sys_days{June / 2 / 2026} + 2h};

std::string feed(const DayEvent& event) {
    return to_ics("Ngày nghỉ", std::span(&event, 1), stamp);
}

TEST(Ics, ends_an_event_on_the_day_after_its_last) {
    EXPECT_THAT(feed(tet), HasSubstr("DTSTART;VALUE=DATE:20260216\r\n"));
    EXPECT_THAT(feed(tet), HasSubstr("DTEND;VALUE=DATE:20260221\r\n"));
}

TEST(Ics, says_when_it_was_made_in_utc) {
    EXPECT_THAT(feed(tet), HasSubstr("DTSTAMP:20260602T020000Z\r\n"));
}

TEST(Ics, keeps_lines_within_75_bytes) {
    DayEvent long_one = tet;
    long_one.summary = std::string(300, 'a');
    std::istringstream lines(feed(long_one));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 76U) << line;
}

TEST(Ics, takes_no_property_from_what_people_typed) {
    DayEvent hostile = tet;
    hostile.summary = "Nghỉ\r\nATTENDEE:mailto:a@b.example";
    EXPECT_THAT(feed(hostile), Not(HasSubstr("\nATTENDEE")));
}

TEST(Ics, an_event_that_was_moved_says_so) {
    DayEvent moved = tet;
    EXPECT_THAT(feed(moved), Not(HasSubstr("SEQUENCE")));
    moved.sequence = 2;
    EXPECT_THAT(feed(moved), HasSubstr("SEQUENCE:2\r\n"));
}

TEST(Ics, what_comes_by_mail_is_published) {
    EXPECT_THAT(feed(tet), Not(HasSubstr("METHOD")));
    EXPECT_THAT(to_ics("Thời hạn", std::span(&tet, 1), stamp, Method::published), HasSubstr("METHOD:PUBLISH\r\n"));
}

TEST(Ics, an_empty_feed_is_a_calendar) {
    EXPECT_THAT(to_ics("Trống", {}, stamp), HasSubstr("BEGIN:VCALENDAR"));
}

}  // namespace
}  // namespace dondoc::feeds
