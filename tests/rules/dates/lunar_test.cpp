#include "rules/dates/lunar.hpp"

#include "generators.hpp"
#include "shared_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace rules::dates {
namespace {

using std::chrono::days;
using testing::any_date;
using testing::day;

static_assert(std::is_trivially_copyable_v<LunarDate>);
static_assert(sizeof(LunarDate) <= 6);

LunarDate lunar(int year, int month, int day_of_month, bool leap = false) {
    return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day_of_month),
            leap};
}

std::string hung_kings_day(int year) {
    return format_iso(to_solar(lunar(year, 3, 10)).value());
}

struct Row {
    int year;
    const char* new_year;
    const char* hung_kings;
};

TEST(LunarCalendar, dates_tet_and_the_hung_kings_day) {
    const Row rows[] = {
        {2020, "2020-01-25", "2020-04-02"}, {2021, "2021-02-12", "2021-04-21"}, {2022, "2022-02-01", "2022-04-10"},
        {2023, "2023-01-22", "2023-04-29"}, {2024, "2024-02-10", "2024-04-18"}, {2025, "2025-01-29", "2025-04-07"},
        {2026, "2026-02-17", "2026-04-26"}, {2027, "2027-02-06", "2027-04-16"}, {2028, "2028-01-26", "2028-04-04"},
        {2029, "2029-02-13", "2029-04-23"}, {2030, "2030-02-02", "2030-04-12"}, {2031, "2031-01-23", "2031-04-01"},
        {2032, "2032-02-11", "2032-04-19"}, {2033, "2033-01-31", "2033-04-09"}, {2034, "2034-02-19", "2034-04-28"},
        {2035, "2035-02-08", "2035-04-17"}, {2036, "2036-01-28", "2036-04-06"}, {2037, "2037-02-15", "2037-04-24"},
        {2038, "2038-02-04", "2038-04-13"}, {2039, "2039-01-24", "2039-04-03"}, {2040, "2040-02-12", "2040-04-20"},
        {2041, "2041-02-01", "2041-04-10"}, {2042, "2042-01-22", "2042-04-29"}, {2043, "2043-02-10", "2043-04-19"},
        {2044, "2044-01-30", "2044-04-07"}, {2045, "2045-02-17", "2045-04-26"}, {2046, "2046-02-06", "2046-04-15"},
        {2047, "2047-01-26", "2047-04-04"}, {2048, "2048-02-14", "2048-04-22"}, {2049, "2049-02-02", "2049-04-11"},
        {2050, "2050-01-23", "2050-04-01"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(format_iso(lunar_new_year(row.year)), row.new_year);
        EXPECT_EQ(hung_kings_day(row.year), row.hung_kings);
    }
}

TEST(LunarCalendar, differs_from_the_chinese_one_where_a_new_moon_falls_between_the_midnights) {
    const std::pair<int, const char*> new_years[] = {{1968, "1968-01-29"}, {1969, "1969-02-16"}, {1985, "1985-01-21"},
                                                     {2007, "2007-02-17"}, {2030, "2030-02-02"}, {2053, "2053-02-18"}};
    for (const auto& [year, date] : new_years) {
        EXPECT_EQ(format_iso(lunar_new_year(year)), date);
    }
    const std::pair<int, const char*> hung_kings[] = {
        {1975, "1975-04-20"}, {2009, "2009-04-04"}, {2037, "2037-04-24"}, {2038, "2038-04-13"}};
    for (const auto& [year, date] : hung_kings) {
        EXPECT_EQ(hung_kings_day(year), date);
    }
}

TEST(LunarCalendar, has_its_own_leap_months) {
    const std::pair<int, int> table[] = {{1984, 0}, {1985, 2}, {1987, 7},  {2020, 4}, {2023, 2}, {2025, 6},
                                         {2026, 0}, {2031, 3}, {2033, 11}, {2034, 0}, {2050, 3}};
    for (const auto& [year, month] : table) {
        EXPECT_EQ(leap_month(year), month) << year;
    }
}

TEST(LunarCalendar, keeps_the_hung_kings_day_in_the_ordinary_month_of_a_leap_year) {
    EXPECT_EQ(to_solar(lunar(2031, 3, 10)), day(2031, 4, 1));
    EXPECT_EQ(to_solar(lunar(2031, 3, 10, true)), day(2031, 4, 30));
}

TEST(LunarCalendar, never_gives_a_day_zero) {
    EXPECT_EQ(to_lunar(day(2062, 4, 9))->day, 30);
    for (Date date = day(2054, 5, 1); date < day(2054, 5, 15); date += days{1}) {
        EXPECT_GE(to_lunar(date)->day, 1) << format_iso(date);
    }
}

TEST(LunarCalendar, has_no_thirtieth_in_a_short_last_month) {
    EXPECT_FALSE(to_solar(lunar(2025, 12, 30)));
    EXPECT_EQ(to_solar(lunar(2025, 12, 29)), day(2026, 2, 16));
    EXPECT_EQ(to_solar(lunar(2023, 12, 30)), day(2024, 2, 9));
}

TEST(LunarCalendar, refuses_what_it_has_not) {
    for (const LunarDate& date : {lunar(2026, 3, 10, true), lunar(2026, 0, 1), lunar(2026, 13, 1), lunar(2026, 1, 0),
                                  lunar(2026, 1, 31), lunar(1900, 1, 1), lunar(2300, 1, 1)}) {
        EXPECT_FALSE(to_solar(date)) << date.year << '-' << int{date.month} << '-' << int{date.day};
    }
}

TEST(LunarCalendar, reaches_from_1968_to_2199) {
    EXPECT_FALSE(to_lunar(day(first_year, 1, 1) - days{1}));
    EXPECT_EQ(to_lunar(day(first_year, 1, 1)), lunar(1967, 12, 2));
    EXPECT_EQ(to_solar(lunar(1967, 12, 2)), day(first_year, 1, 1));
    EXPECT_FALSE(to_solar(lunar(1967, 12, 1)));
    EXPECT_TRUE(to_lunar(day(last_year, 12, 31)));
    EXPECT_FALSE(to_lunar(day(last_year, 12, 31) + days{1}));
}

TEST(LunarCalendar, follows_each_month_of_29_or_30_days_with_the_next_for_two_centuries) {
    Date first = lunar_new_year(first_year);
    LunarDate before = to_lunar(first).value();
    while (first + days{60} <= day(last_year, 12, 31)) {
        const Date thirtieth = first + days{29};
        first = to_lunar(thirtieth)->day == 30 ? thirtieth + days{1} : thirtieth;
        const LunarDate month = to_lunar(first).value();
        ASSERT_EQ(month.day, 1) << format_iso(first);
        ASSERT_EQ(int{month.month}, month.leap ? int{before.month} : before.month % 12 + 1) << format_iso(first);
        ASSERT_EQ(month.year, before.month == 12 && !month.leap ? before.year + 1 : before.year) << format_iso(first);
        before = month;
    }
}

RC_GTEST_PROP(LunarCalendar, converts_there_and_back, ()) {
    const Date date = *any_date();
    RC_ASSERT(to_solar(to_lunar(date).value()) == date);
}

/// The columns of a tab-separated table, each row by column name.
std::vector<std::map<std::string, std::string>> read_table(std::istream& in) {
    const auto cells = [](const std::string& line) {
        std::vector<std::string> result;
        std::istringstream row{line};
        for (std::string cell; std::getline(row, cell, '\t');) {
            result.push_back(cell);
        }
        return result;
    };
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> names = cells(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> values = cells(line);
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) {
            row[names[i]] = values[i];
        }
    }
    return rows;
}

TEST(LunarCalendar, agrees_with_an_independent_ephemeris_from_2000_to_2060) {
    std::ifstream in{testing::shared_file("vn_holidays_2000_2060.tsv")};
    if (!in) {
        GTEST_SKIP() << "The shared folder with vn_holidays_2000_2060.tsv is absent.";
    }
    const auto rows = read_table(in);
    ASSERT_EQ(rows.size(), 61U);
    for (const auto& row : rows) {
        const int year = std::stoi(row.at("year"));
        EXPECT_EQ(format_iso(lunar_new_year(year)), row.at("tet_astronomy_engine"));
        EXPECT_EQ(hung_kings_day(year), row.at("gioto_astronomy_engine"));
        const std::string& leap = row.at("leap_month_vn");
        EXPECT_EQ(leap_month(year), leap == "-" ? 0 : std::stoi(leap)) << year;
    }
}

}  // namespace
}  // namespace rules::dates
