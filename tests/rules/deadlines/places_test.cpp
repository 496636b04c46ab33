#include "rules/deadlines/parse.hpp"
#include "tests/rules/dates/generators.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::deadlines {
namespace {

using dates::Period;
using dates::PeriodKind;
using dates::testing::day;

dates::Calendar calendar_of_2026() {
    dates::CalendarYear year;
    year.year = 2026;
    year.days_off = {{day(2026, 4, 30), "", ""}, {day(2026, 9, 2), "", ""}, {day(2026, 11, 24), "", ""}};
    return dates::Calendar({year});
}

struct DueCase {
    const char* words;
    Period period;
    const char* due;
};

TEST(DuePlace, says_the_last_acceptable_day_of_each_period) {
    constexpr auto week = PeriodKind::week;
    constexpr auto month = PeriodKind::month;
    constexpr auto quarter = PeriodKind::quarter;
    constexpr auto half_year = PeriodKind::half_year;
    constexpr auto year = PeriodKind::year;
    const DueCase cases[] = {
        {"", {year, 1, 2026}, "2026-12-31"},
        {"  ", {quarter, 1, 2026}, "2026-03-31"},
        {"trước ngày 10/6", {half_year, 1, 2026}, "2026-06-09"},
        {"trước ngày 10 tháng 6", {half_year, 1, 2026}, "2026-06-09"},
        {"trước ngày 15/11", {year, 1, 2026}, "2026-11-14"},
        {"trước 15/11 hằng năm", {year, 1, 2026}, "2026-11-14"},
        {"định kỳ trước ngày 25/11 hằng năm", {year, 1, 2026}, "2026-11-24"},
        {"trước ngày 10/12", {year, 1, 2026}, "2026-12-09"},
        {"chậm nhất ngày 15/11", {year, 1, 2026}, "2026-11-15"},
        {"06-09", {half_year, 1, 2026}, "2026-06-09"},
        {"12-31", {year, 1, 2026}, "2026-12-31"},
        {"29/2", {year, 1, 2026}, "2026-02-28"},
        {"ngày 15/01 năm sau", {year, 1, 2026}, "2027-01-15"},
        {"trước ngày 15/01 của năm tiếp theo", {year, 1, 2026}, "2027-01-14"},
        {"25", {month, 11, 2026}, "2026-11-25"},
        {"ngày 25", {month, 11, 2026}, "2026-11-25"},
        {"trước ngày 20 hằng tháng", {month, 2, 2026}, "2026-02-19"},
        {"ngày 31", {month, 2, 2026}, "2026-02-28"},
        {"ngày 20 của tháng báo cáo", {month, 2, 2026}, "2026-02-20"},
        {"trước ngày 05 của tháng tiếp theo", {month, 12, 2026}, "2027-01-04"},
        {"ngày 05 tháng sau", {month, 11, 2026}, "2026-12-05"},
        {"next-month-05", {month, 11, 2026}, "2026-12-05"},
        {"month-end", {month, 2, 2026}, "2026-02-28"},
        {"cuối tháng", {month, 2, 2026}, "2026-02-28"},
        {"ngày cuối cùng của tháng", {month, 2, 2026}, "2026-02-28"},
        {"ngày cuối cùng của tháng cuối quý", {quarter, 1, 2026}, "2026-03-31"},
        {"giữa tháng", {month, 2, 2026}, "2026-02-15"},
        {"ngày 25 tháng cuối quý", {quarter, 4, 2026}, "2026-12-25"},
        {"ngày 25 của tháng cuối kỳ", {quarter, 4, 2026}, "2026-12-25"},
        {"quarter-last-month-25", {quarter, 1, 2026}, "2026-03-25"},
        {"trước ngày 15 tháng đầu quý", {quarter, 2, 2026}, "2026-04-14"},
        {"ngày 10 tháng đầu quý sau", {quarter, 4, 2026}, "2027-01-10"},
        {"ngày 10 tháng thứ hai của quý", {quarter, 2, 2026}, "2026-05-10"},
        {"ngày cuối cùng của quý", {quarter, 2, 2026}, "2026-06-30"},
        {"thứ Sáu", {week, 47, 2026}, "2026-11-20"},
        {"thứ 6 hằng tuần", {week, 47, 2026}, "2026-11-20"},
        {"chậm nhất 16 giờ thứ Năm hằng tuần", {week, 47, 2026}, "2026-11-19"},
        {"fri", {week, 47, 2026}, "2026-11-20"},
        {"chủ nhật", {week, 47, 2026}, "2026-11-22"},
        {"thứ Sáu cuối cùng của tháng", {month, 11, 2026}, "2026-11-27"},
        {"ngày làm việc cuối cùng của tháng", {month, 10, 2026}, "2026-10-30"},
        {"ngày làm việc cuối cùng của tháng", {month, 4, 2026}, "2026-04-29"},
        {"ngày làm việc đầu tiên của tháng sau", {month, 10, 2026}, "2026-11-02"},
        {"02 ngày làm việc sau khi kết thúc kỳ", {month, 10, 2026}, "2026-11-03"},
        {"10 ngày sau khi kết thúc quý", {quarter, 1, 2026}, "2026-04-10"},
        {"ngày 14 tháng cuối kỳ cộng 2 ngày làm việc", {month, 11, 2026}, "2026-11-17"},
        {"cuối năm", {year, 1, 2026}, "2026-12-31"},
        {"giữa năm", {year, 1, 2026}, "2026-06-30"},
    };
    const dates::Calendar calendar = calendar_of_2026();
    for (const DueCase& c : cases) {
        const auto place = parse_due_place(c.words, c.period.kind);
        ASSERT_TRUE(place) << c.words << ": " << place.error();
        const Recurrence recurrence{c.period.kind, 1, {}, 0, *place};
        EXPECT_EQ(dates::format_iso(due_day(recurrence, c.period, calendar)), c.due) << c.words;
    }
}

TEST(DuePlace, includes_the_day_of_truoc_where_the_site_says_so) {
    const auto place = parse_due_place("trước ngày 10/6", PeriodKind::half_year, Before::inclusive);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->shift_days, 0);
}

TEST(DuePlace, an_error_is_a_sentence_for_a_person) {
    struct Case {
        const char* words;
        PeriodKind period;
        const char* error;
    };
    const Case cases[] = {
        {"31/2", PeriodKind::year, "31/2: không có ngày này (no such day)"},
        {"trước ngày 31/4", PeriodKind::year, "31/4: không có ngày này (no such day)"},
        {"02-30", PeriodKind::year, "30/2: không có ngày này (no such day)"},
        {"khi có yêu cầu", PeriodKind::year, "không hiểu hạn này"},
        {"ngày 25", PeriodKind::quarter, "quý (quarter)"},
        {"10/6", PeriodKind::quarter, "quý (quarter)"},
        {"ngày 25 tháng cuối quý", PeriodKind::month, "tháng (month)"},
        {"trước ngày 15/11 hằng năm", PeriodKind::half_year, "6 tháng (half-year)"},
        {"ngày 5 tháng sau", PeriodKind::week, "tuần (week)"},
        {"ngày 32", PeriodKind::month, "không hiểu hạn này"},
        {"10/6/2026", PeriodKind::year, "không hiểu hạn này"},
    };
    for (const Case& c : cases) {
        const auto place = parse_due_place(c.words, c.period);
        ASSERT_FALSE(place) << c.words;
        EXPECT_THAT(place.error(), testing::HasSubstr(c.error));
    }
}

TEST(ParsePeriod, reads_the_words_of_rule_files_and_documents) {
    struct Case {
        const char* words;
        PeriodKind period;
        int only;
        int every;
    };
    const Case cases[] = {
        {"week", PeriodKind::week, 0, 1},
        {"month", PeriodKind::month, 0, 1},
        {"quarter", PeriodKind::quarter, 0, 1},
        {"half-year", PeriodKind::half_year, 0, 1},
        {"half-year(1)", PeriodKind::half_year, 1, 1},
        {"half-year(2)", PeriodKind::half_year, 2, 1},
        {"quarter(3)", PeriodKind::quarter, 3, 1},
        {"month(12)", PeriodKind::month, 12, 1},
        {"nine-months", PeriodKind::nine_months, 0, 1},
        {"year", PeriodKind::year, 0, 1},
        {"quarterly", PeriodKind::quarter, 0, 1},
        {"half-yearly", PeriodKind::half_year, 0, 1},
        {"nine-monthly", PeriodKind::nine_months, 0, 1},
        {"hằng tuần", PeriodKind::week, 0, 1},
        {"Hàng tháng", PeriodKind::month, 0, 1},
        {"quý", PeriodKind::quarter, 0, 1},
        {"định kỳ hàng quý", PeriodKind::quarter, 0, 1},
        {"6 tháng", PeriodKind::half_year, 0, 1},
        {"6 tháng đầu năm", PeriodKind::half_year, 1, 1},
        {"6 tháng cuối năm", PeriodKind::half_year, 2, 1},
        {"9 tháng", PeriodKind::nine_months, 0, 1},
        {"9 tháng đầu năm", PeriodKind::nine_months, 0, 1},
        {"12 tháng", PeriodKind::year, 0, 1},
        {"năm", PeriodKind::year, 0, 1},
        {"hằng năm", PeriodKind::year, 0, 1},
        {"2 năm/lần", PeriodKind::year, 0, 2},
        {"quý I", PeriodKind::quarter, 1, 1},
    };
    for (const Case& c : cases) {
        const auto recurrence = parse_period(c.words);
        ASSERT_TRUE(recurrence) << c.words << ": " << recurrence.error();
        EXPECT_EQ(recurrence->period, c.period) << c.words;
        EXPECT_EQ(recurrence->only.first(), c.only) << c.words;
        EXPECT_EQ(recurrence->every, c.every) << c.words;
        EXPECT_EQ(recurrence->due, DuePlace{}) << c.words;
    }
}

TEST(ParsePeriod, refuses_what_is_no_period) {
    for (const char* words : {"", "half-year(3)", "quarter(0)", "năm 2026", "kỳ", "thường xuyên", "day", "3 lần/năm"}) {
        EXPECT_FALSE(parse_period(words)) << words;
    }
}

TEST(ParsePeriod, shows_only_the_beginning_of_a_long_phrase) {
    const auto recurrence = parse_period(std::string(100'000, 'x'));
    ASSERT_FALSE(recurrence);
    EXPECT_LT(recurrence.error().size(), 400U);
}

}  // namespace
}  // namespace rules::deadlines
