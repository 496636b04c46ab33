#include "rules/dates/period.hpp"

#include "generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string_view>
#include <type_traits>
#include <vector>

namespace rules::dates {
namespace {

using testing::any_date;
using testing::day;

static_assert(std::is_trivially_copyable_v<Period>);
static_assert(sizeof(Period) == 4);

constexpr Period period(PeriodKind kind, int index, int year) {
    return {kind, static_cast<std::uint8_t>(index), static_cast<std::int16_t>(year)};
}

struct Case {
    Period period;
    std::string_view key, first, last, vi, en;
};

const std::vector<Case>& cases() {
    using enum PeriodKind;
    static const std::vector<Case> table{
        {period(month, 2, 2028), "2028-02", "2028-02-01", "2028-02-29", "tháng 2/2028", "February 2028"},
        {period(quarter, 1, 2026), "2026-Q1", "2026-01-01", "2026-03-31", "quý I/2026", "quarter 1 of 2026"},
        {period(quarter, 4, 2026), "2026-Q4", "2026-10-01", "2026-12-31", "quý IV/2026", "quarter 4 of 2026"},
        {period(half_year, 1, 2026), "2026-H1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026",
         "first half of 2026"},
        {period(half_year, 2, 2026), "2026-H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026",
         "second half of 2026"},
        {period(nine_months, 1, 2026), "2026-9M", "2026-01-01", "2026-09-30", "9 tháng đầu năm 2026",
         "first nine months of 2026"},
        {period(year, 1, 2026), "2026", "2026-01-01", "2026-12-31", "năm 2026", "year 2026"},
        {period(week, 7, 2026), "2026-W07", "2026-02-09", "2026-02-15", "tuần 7/2026", "week 7 of 2026"},
        {period(week, 1, 2026), "2026-W01", "2025-12-29", "2026-01-04", "tuần 1/2026", "week 1 of 2026"},
        {period(week, 53, 2026), "2026-W53", "2026-12-28", "2027-01-03", "tuần 53/2026", "week 53 of 2026"},
    };
    return table;
}

rc::Gen<PeriodKind> any_kind() {
    using enum PeriodKind;
    return rc::gen::element(week, month, quarter, half_year, nine_months, year);
}

TEST(Period, runs_from_its_first_to_its_last_day) {
    for (const Case& c : cases()) {
        EXPECT_EQ(format_iso(c.period.first()), c.first) << c.key;
        EXPECT_EQ(format_iso(c.period.last()), c.last) << c.key;
    }
}

TEST(Period, has_a_key_and_names) {
    for (const Case& c : cases()) {
        EXPECT_EQ(c.period.key(), c.key);
        EXPECT_EQ(parse_period_key(c.key), c.period);
        EXPECT_EQ(period_vi(c.period), c.vi);
        EXPECT_EQ(period_en(c.period), c.en);
    }
}

TEST(Period, is_not_read_from_anything_but_a_key) {
    for (const char* key : {"",
                            "26",
                            "2026-",
                            "2026-0",
                            "2026-00",
                            "2026-13",
                            "2026-Q0",
                            "2026-Q5",
                            "2026-Q",
                            "2026-H3",
                            "2026-6M",
                            "2026-W00",
                            "2027-W53",
                            "2026-W7",
                            "2026Q1",
                            "2026-q1",
                            "1900",
                            "2026-031",
                            "2026-Q1 ",
                            "9999999999-Q1",
                            "2026-99999999999",
                            "2026-Q99999999999"}) {
        EXPECT_FALSE(parse_period_key(key)) << key;
    }
}

TEST(Period, belongs_to_the_iso_year_where_it_is_a_week) {
    EXPECT_EQ(period_of(PeriodKind::week, day(2027, 1, 3)).key(), "2026-W53");
    EXPECT_EQ(period_of(PeriodKind::week, day(2027, 1, 4)).key(), "2027-W01");
    EXPECT_EQ(period_of(PeriodKind::week, day(2025, 12, 29)).key(), "2026-W01");
    EXPECT_EQ(periods_in_year(PeriodKind::week, 2026), 53);
    EXPECT_EQ(periods_in_year(PeriodKind::week, 2027), 52);
}

TEST(Period, of_nine_months_stays_the_years_only_one) {
    EXPECT_EQ(period_of(PeriodKind::nine_months, day(2026, 11, 22)).key(), "2026-9M");
    EXPECT_EQ(period(PeriodKind::nine_months, 1, 2026).next().key(), "2027-9M");
}

TEST(Period, is_followed_by_the_next_years_first) {
    EXPECT_EQ(period(PeriodKind::month, 12, 2026).next().key(), "2027-01");
    EXPECT_EQ(period(PeriodKind::quarter, 3, 2026).next().key(), "2026-Q4");
    EXPECT_EQ(period(PeriodKind::half_year, 2, 2026).next().key(), "2027-H1");
    EXPECT_EQ(period(PeriodKind::week, 53, 2026).next().key(), "2027-W01");
}

RC_GTEST_PROP(Period, contains_the_date_it_was_found_for, ()) {
    const PeriodKind kind = *any_kind();
    const Date date = *any_date();
    const Period found = period_of(kind, date);
    RC_ASSERT(found.first() <= date);
    RC_ASSERT(kind == PeriodKind::nine_months || date <= found.last());
}

RC_GTEST_PROP(Period, begins_the_day_after_the_one_before, ()) {
    const PeriodKind kind = *any_kind();
    RC_PRE(kind != PeriodKind::nine_months);
    const Period found = period_of(kind, *any_date());
    RC_ASSERT(found.next().first() == found.last() + std::chrono::days{1});
}

RC_GTEST_PROP(Period, is_read_back_from_its_key, ()) {
    const Period found = period_of(*any_kind(), *any_date());
    RC_ASSERT(parse_period_key(found.key()) == found);
}

}  // namespace
}  // namespace rules::dates
