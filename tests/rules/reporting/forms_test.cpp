#include "rules/deadlines/parse.hpp"
#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

TEST(Forms, a_rule_file_reads_the_short_form_as_the_same_day) {
    constexpr std::string_view sentences[] = {
        "Báo cáo Sở Nội vụ trước ngày 20 hằng tháng.",
        "Báo cáo Sở Nội vụ ngày 25 hằng tháng.",
        "Báo cáo Sở Nội vụ chiều thứ Sáu hằng tuần.",
        "Báo cáo Sở Nội vụ hằng năm trước ngày 15/11.",
        "Báo cáo Sở Nội vụ chậm nhất ngày 05 của tháng tiếp theo.",
        "Báo cáo Sở Nội vụ hằng quý chậm nhất ngày 25 tháng cuối quý.",
        "Báo cáo Sở Nội vụ định kỳ 6 tháng trước ngày 15/6.",
    };
    static const dates::Calendar no_holidays;
    for (const std::string_view sentence : sentences) {
        const Reading reading = read(sentence);
        ASSERT_EQ(reading.duties.size(), 1u) << sentence;
        const deadlines::Recurrence& meant = *reading.duties.front().recurrence;
        const auto period = deadlines::parse_period(period_form(meant));
        ASSERT_TRUE(period) << period_form(meant);
        const auto place = deadlines::parse_due_place(due_form(reading.duties.front()), meant.period);
        ASSERT_TRUE(place) << due_form(reading.duties.front());
        deadlines::Recurrence written = *period;
        written.due = *place;
        const auto index = static_cast<std::uint8_t>(meant.only.all() ? 1 : meant.only.first());
        for (dates::Period each{meant.period, index, 2026}; each.year < 2029; each = each.next()) {
            if (meant.only.has(each.index)) {
                EXPECT_EQ(deadlines::due_day(meant, each, no_holidays), deadlines::due_day(written, each, no_holidays))
                    << sentence << ' ' << each.key();
            }
        }
    }
}

TEST(Forms, a_day_counted_in_working_days_has_none) {
    const Reading reading = read("Hằng quý, báo cáo Sở Nội vụ sau 05 ngày làm việc kể từ khi kết thúc quý.");
    ASSERT_EQ(reading.duties.size(), 1u);
    EXPECT_TRUE(reading.duties.front().names_day);
    EXPECT_EQ(due_form(reading.duties.front()), "");
}

}  // namespace
}  // namespace rules::reporting
