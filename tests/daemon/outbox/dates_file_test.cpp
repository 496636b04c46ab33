#include "daemon/outbox/dates_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr rules::dates::Date due = std::chrono::year{2026} / 6 / 9;

class DatesFile : public testing::Test {
protected:
    DatesFile() { digest_.lines[2].push_back(line_); }

    std::string bytes() {
        const auto file = dates_file(digest_, context_);
        return file ? file->bytes : std::string();
    }

    model::RuleBook book_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = {}, .domain = "so.example"};
    ChannelKinds channels_;
    Templates templates_;
    ComposeContext context_{.book = book_,
                            .sender = sender_,
                            .channels = channels_,
                            .templates = templates_,
                            .now = rules::dates::at(std::chrono::year{2026} / 6 / 5, 8h),
                            .utc_offset = 7h};
    DigestLine line_ = [] {
        DigestLine line;
        line.subject = "88-kh-ubnd-2026/5";
        line.title = "Lập danh mục";
        line.due_date = due;
        return line;
    }();
    Digest digest_;
};

TEST_F(DatesFile, has_an_event_on_the_due_day_named_by_the_duty) {
    EXPECT_THAT(bytes(), HasSubstr("UID:88-kh-ubnd-2026/5@so.example\r\n"));
    EXPECT_THAT(bytes(), HasSubstr("DTSTART;VALUE=DATE:20260609\r\n"));
    EXPECT_THAT(bytes(), HasSubstr("SUMMARY:Hạn: Lập danh mục\r\n"));
    EXPECT_THAT(bytes(), HasSubstr("METHOD:PUBLISH\r\n"));
    EXPECT_EQ(dates_file(digest_, context_)->name, "Thời hạn 2026-06-05.ics");
}

TEST_F(DatesFile, an_extension_moves_the_event) {
    EXPECT_THAT(bytes(), Not(HasSubstr("SEQUENCE")));
    digest_.lines[2][0].version = 3;
    EXPECT_THAT(bytes(), HasSubstr("SEQUENCE:2\r\n"));
}

TEST_F(DatesFile, names_a_duty_once_that_two_lines_speak_of) {
    digest_.lines[2].push_back(line_);
    EXPECT_EQ(bytes().find("BEGIN:VEVENT"), bytes().rfind("BEGIN:VEVENT"));
}

TEST_F(DatesFile, is_left_out_where_no_line_has_a_day) {
    digest_.lines[2][0].has_due = false;
    EXPECT_FALSE(dates_file(digest_, context_));
}

}  // namespace
}  // namespace dondoc::outbox
