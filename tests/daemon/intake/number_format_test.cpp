#include "daemon/intake/number_format.hpp"

#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

struct Case {
    double value;
    const char* format;
    const char* shown;
};

class NumberFormat : public testing::TestWithParam<Case> {};

TEST_P(NumberFormat, shows_what_the_program_shows) {
    const auto& [value, format, shown] = GetParam();
    EXPECT_EQ(show_number(value, format, DateSystem::from_1900), shown) << value << " as " << format;
}

constexpr double june_30 = 46203;  // 30 June 2026

INSTANTIATE_TEST_SUITE_P(
    Numbers, NumberFormat,
    testing::Values(
        Case{1, "General", "1"}, Case{2026, "General", "2026"}, Case{-3, "General", "-3"},
        Case{14.5, "General", "14,5"}, Case{95.40000000000001, "General", "95,4"},
        Case{1.0 / 3, "General", "0,333333333"}, Case{3571278, "General", "3571278"}, Case{14.5, "0.0", "14,5"},
        Case{62, "0.0", "62,0"}, Case{1, "0.00", "1,00"}, Case{2.675, "0.00", "2,68"}, Case{-2.675, "0.00", "-2,68"},
        Case{0.4, "0", "0"}, Case{3571278, "#,##0", "3.571.278"}, Case{999, "#,##0", "999"},
        Case{1234.5, "#,##0.00", "1.234,50"}, Case{1, "0%", "100%"}, Case{0.955, "0.0%", "95,5%"}, Case{7, "00", "07"},
        Case{3, "0\".\"", "3."}, Case{12, "\"Quý \"0", "Quý 12"}, Case{2.5, "0.##", "2,5"}, Case{2, "0.##", "2"},
        Case{0.5, "#.0", ",5"}, Case{1234567, "0.0,,", "1,2"}, Case{-5, "0;(0)", "(5)"}, Case{0, "0;-0;\"-\"", "-"},
        Case{5, "[Red]0", "5"}, Case{1500, "#,##0 [$VND-42A]", "1.500 VND"}, Case{1500, "#,##0_);", "1.500 "},
        Case{12, "", "12"}, Case{12, "@", "12"}, Case{2.5, "# ?/?", "2,5"}, Case{12, "0.0E+0", "12"},
        Case{8, "General\" %\"", "8 %"}, Case{8, "[<1]0.0;0", "8"}, Case{4, "0 \"đồng/người\"", "4 đồng/người"}));

INSTANTIATE_TEST_SUITE_P(
    Dates, NumberFormat,
    testing::Values(Case{june_30, "d/m/yyyy", "30/6/2026"}, Case{june_30, "mm-dd-yy", "30/6/2026"},
                    Case{june_30, "yyyy\\-mm\\-dd", "30/6/2026"}, Case{june_30, "[$-42A]dd mmmm yyyy;@", "30/6/2026"},
                    Case{june_30, "[$-1010000]d/m/yyyy;@", "30/6/2026"}, Case{june_30, "mmm-yy", "06/2026"},
                    Case{june_30, "mm/yyyy", "06/2026"}, Case{june_30, "yyyy", "2026"}, Case{june_30, "d-mmm", "30/6"},
                    Case{june_30, "dd/mm", "30/6"}, Case{june_30, "mmmm", "Tháng 6"},
                    Case{june_30, "\"Tháng \"m", "Tháng 6"}, Case{june_30, "\"Tháng\" m/yyyy", "Tháng 6/2026"},
                    Case{june_30, "\"ngày\" dd \"tháng\" mm \"năm\" yy", "ngày 30 tháng 6 năm 2026"},
                    Case{june_30, "dddd, d/m/yyyy", "30/6/2026"},
                    Case{june_30 + 0.5, "d/m/yyyy h:mm", "30/6/2026 12:00"},
                    Case{june_30, "d/m/yyyy h:mm", "30/6/2026"}, Case{june_30 + 0.99999, "d/m/yyyy", "01/7/2026"},
                    Case{0.375, "h:mm", "09:00"}, Case{0.375, "[h]:mm", "09:00"}, Case{1, "d/m/yyyy", "01/01/1900"},
                    Case{61, "d/m/yyyy", "01/3/1900"}, Case{-1, "d/m/yyyy", "-1"},
                    Case{1e9, "d/m/yyyy", "1000000000"}));

TEST(NumberFormat, a_date_of_the_1904_system_is_four_years_later) {
    EXPECT_EQ(show_number(june_30 - 1462, "d/m/yyyy", DateSystem::from_1904), "30/6/2026");
}

TEST(NumberFormat, every_built_in_date_format_shows_a_date) {
    for (const unsigned id : {14u, 15u, 22u, 27u, 30u, 36u, 50u, 58u})
        EXPECT_EQ(show_number(june_30, builtin_number_format(id), DateSystem::from_1900), "30/6/2026") << id;
    EXPECT_EQ(show_number(june_30, builtin_number_format(17), DateSystem::from_1900), "06/2026");
    EXPECT_EQ(show_number(june_30, builtin_number_format(16), DateSystem::from_1900), "30/6");
    EXPECT_EQ(builtin_number_format(999), "General");
}

TEST(NumberFormat, iso_dates_and_texts_follow_their_formats) {
    EXPECT_EQ(show_iso_date("2026-06-30", "General"), "30/6/2026");
    EXPECT_EQ(show_iso_date("2026-06-30T00:00:00Z", "mm/yyyy"), "06/2026");
    EXPECT_EQ(show_iso_date("hè 2026", "General"), "hè 2026");
    EXPECT_EQ(show_text("1", "@\".\""), "1.");
    EXPECT_EQ(show_text("Việc", "General"), "Việc");
    EXPECT_EQ(show_text("Việc", "0;-0;0;\"- \"@"), "- Việc");
}

TEST(NumberFormat, odd_codes_are_survived) {
    for (const auto* format :
         {"\"", "[", "\\", "_", "*", ";;;;", "[$", "\"abc", "0.0.0", "%%%", ",", "y[", "-", "\xC3"})
        EXPECT_NO_THROW(show_number(46203.25, format, DateSystem::from_1900)) << format;
}

}  // namespace
}  // namespace dondoc::intake
