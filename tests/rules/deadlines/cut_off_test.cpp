#include "rules/deadlines/cut_off.hpp"

#include <gtest/gtest.h>

/// Decree 09/2019 art. 12.
namespace rules::deadlines {
namespace {

using dates::PeriodKind;

std::string window(PeriodKind kind, int index, int year) {
    const dates::Period period{kind, static_cast<std::uint8_t>(index), static_cast<std::int16_t>(year)};
    const auto cut_off = decree_cut_off(kind);
    if (!cut_off) return "none";
    const DataWindow data = data_window(*cut_off, period, dates::Calendar());
    return dates::format_iso(data.first) + ".." + dates::format_iso(data.last);
}

TEST(CutOff, a_month_runs_from_the_15th_of_the_month_before_to_the_14th) {
    EXPECT_EQ(window(PeriodKind::month, 11, 2026), "2026-10-15..2026-11-14");
    EXPECT_EQ(window(PeriodKind::month, 1, 2027), "2026-12-15..2027-01-14");
}

TEST(CutOff, a_quarter_ends_on_the_14th_of_its_last_month) {
    EXPECT_EQ(window(PeriodKind::quarter, 1, 2027), "2026-12-15..2027-03-14");
    EXPECT_EQ(window(PeriodKind::quarter, 4, 2026), "2026-09-15..2026-12-14");
}

TEST(CutOff, half_years_nine_months_and_years_begin_in_december) {
    EXPECT_EQ(window(PeriodKind::half_year, 1, 2026), "2025-12-15..2026-06-14");
    EXPECT_EQ(window(PeriodKind::half_year, 2, 2026), "2026-06-15..2026-12-14");
    EXPECT_EQ(window(PeriodKind::nine_months, 1, 2026), "2025-12-15..2026-09-14");
    EXPECT_EQ(window(PeriodKind::year, 1, 2026), "2025-12-15..2026-12-14");
}

TEST(CutOff, the_decree_knows_no_weeks) {
    EXPECT_EQ(window(PeriodKind::week, 5, 2026), "none");
}

TEST(CutOff, the_windows_of_a_kind_follow_each_other_without_a_gap) {
    const dates::Calendar calendar;
    for (const auto kind : {PeriodKind::month, PeriodKind::quarter, PeriodKind::half_year, PeriodKind::year}) {
        dates::Period period{kind, 1, 2024};
        for (int i = 0; i < 60; ++i, period = period.next()) {
            const auto last = data_window(*decree_cut_off(kind), period, calendar).last;
            EXPECT_EQ(data_window(*decree_cut_off(kind), period.next(), calendar).first, last + std::chrono::days{1})
                << period.key();
        }
    }
}

}  // namespace
}  // namespace rules::deadlines
