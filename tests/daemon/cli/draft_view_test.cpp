#include "daemon/cli/draft_view.hpp"
#include "daemon/cli/next_report.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace dondoc::cli {
namespace {

using rules::dates::make_date;
using testing::HasSubstr;
using testing::Not;

intake::Draft some_draft() {
    intake::Draft draft;
    draft.plan.issuer = "SỞ Y TẾ";
    draft.issuer_parent = "UBND TỈNH AN BÌNH";
    intake::AssignmentDraft assignment;
    assignment.section = "II. Nâng cao chất lượng";
    assignment.ordinal = "1";
    assignment.title = "Rà soát nguồn nước sinh hoạt tại các trạm y tế xã, phường trên địa bàn tỉnh";
    assignment.lead_words = "Chi cục Dân số";
    assignment.support_words = "UBND các xã";
    assignment.deliverable = "Báo cáo rà soát";
    draft.assignments.push_back(assignment);
    intake::ReportDraft report;
    report.clause = "IV.3";
    report.duty.frequency = rules::reporting::Frequency::periodic;
    report.duty.names_day = true;
    report.duty.recurrence.emplace();
    report.duty.recurrence->period = rules::dates::PeriodKind::year;
    report.duty.recurrence->due = {.anchor = rules::deadlines::DuePlace::Anchor::month_of_year, .month = 11, .day = 14};
    draft.reports.push_back(report);
    return draft;
}

std::string shown(std::size_t width) {
    std::ostringstream out;
    std::ostringstream err;
    const Output output{.out = out, .err = err, .width = width};
    print_draft(output, some_draft(), make_date(2026, 11, 20).value(), rules::dates::Calendar());
    return out.str();
}

TEST(DraftView, says_section_support_and_result) {
    for (const std::size_t width : {0U, 60U, 160U}) {
        for (const char* words : {"II. Nâng cao chất lượng", "UBND các xã", "Báo cáo rà soát", "Chi cục Dân số"})
            EXPECT_THAT(shown(width), HasSubstr(words)) << width;
    }
    EXPECT_THAT(shown(0), HasSubstr("SỞ Y TẾ (UBND TỈNH AN BÌNH)"));
}

TEST(DraftView, fits_the_terminal_and_cuts_nothing_without_one) {
    for (const std::size_t width : {60U, 160U}) {
        std::istringstream lines(shown(width));
        std::string line;
        for (bool table = false; std::getline(lines, line); table |= line.starts_with("Nhiệm vụ"))
            if (table) {
                EXPECT_LE(display_width(line), width) << line;
            }
    }
    EXPECT_THAT(shown(0), HasSubstr("trên địa bàn tỉnh"));
    EXPECT_THAT(shown(60), Not(HasSubstr("trên địa bàn tỉnh")));
}

TEST(DraftView, names_the_day_of_the_next_report) {
    EXPECT_THAT(shown(0), HasSubstr("14/11/2027")) << "this year's is over";
}

TEST(NextReport, is_the_first_day_that_is_not_over) {
    rules::reporting::Duty duty = some_draft().reports[0].duty;
    const rules::dates::Calendar calendar;
    EXPECT_EQ(next_due(duty, make_date(2026, 11, 14).value(), calendar), make_date(2026, 11, 14));
    duty.recurrence->period = rules::dates::PeriodKind::month;
    duty.recurrence->due = {.anchor = rules::deadlines::DuePlace::Anchor::month_after, .month = 1, .day = 5};
    EXPECT_EQ(next_due(duty, make_date(2026, 12, 2).value(), calendar), make_date(2026, 12, 5)) << "November's";
    duty.names_day = false;
    EXPECT_EQ(next_due(duty, make_date(2026, 12, 2).value(), calendar), std::nullopt);
    duty.frequency = rules::reporting::Frequency::once;
    duty.due = make_date(2026, 1, 9);
    EXPECT_EQ(next_due(duty, make_date(2026, 12, 2).value(), calendar), make_date(2026, 1, 9)) << "though it is over";
}

}  // namespace
}  // namespace dondoc::cli
