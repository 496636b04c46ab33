#include "rules/dates/holidays.hpp"
#include "rules/dates/lunar.hpp"

#include "generators.hpp"
#include "source_dir.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <fmt/format.h>

#include <set>

// The files in etc/calendars against each other and against what the law computes. Their loader is tested
// elsewhere; this one trusts its input.
namespace rules::dates {
namespace {

using std::chrono::days;
using testing::day;

constexpr int first_official = 2018;
constexpr int last_official = 2027;

std::vector<DayOff> read_days(const YAML::Node& list) {
    std::vector<DayOff> result;
    for (const YAML::Node& entry : list) {
        const std::string from = entry[entry["date"] ? "date" : "from"].as<std::string>();
        const std::string to = entry[entry["date"] ? "date" : "to"].as<std::string>();
        for (Date date = parse_iso(from).value(); date <= parse_iso(to).value(); date += days{1}) {
            result.push_back({date, entry["name"].as<std::string>(), entry["basis"].as<std::string>()});
        }
    }
    return result;
}

CalendarYear official_year(int year) {
    const YAML::Node file = YAML::LoadFile(fmt::format("{}/etc/calendars/{}.yaml", DONDOC_SOURCE_DIR, year));
    CalendarYear result{.year = file["year"].as<int>()};
    result.status = file["status"].as<std::string>() == "confirmed" ? YearStatus::confirmed : YearStatus::computed;
    result.days_off = read_days(file["off"]);
    result.worked = read_days(file["worked"]);
    return result;
}

const Calendar& official_calendar() {
    static const Calendar calendar = [] {
        std::vector<CalendarYear> years;
        for (int year = first_official; year <= last_official; ++year) {
            years.push_back(official_year(year));
        }
        return Calendar(years);
    }();
    return calendar;
}

bool is_weekend(Date date) {
    return std::chrono::weekday{date}.iso_encoding() > 5;
}

TEST(OfficialYears, list_each_date_once_in_their_own_year) {
    for (int year = first_official; year <= last_official; ++year) {
        const CalendarYear official = official_year(year);
        EXPECT_EQ(official.year, year);
        std::set<Date> seen;
        for (const auto* list : {&official.days_off, &official.worked}) {
            for (const DayOff& entry : *list) {
                EXPECT_EQ(year_of(entry.date), year) << format_iso(entry.date);
                EXPECT_TRUE(seen.insert(entry.date).second) << format_iso(entry.date);
                EXPECT_FALSE(entry.name.empty() || entry.basis.empty()) << format_iso(entry.date);
            }
        }
    }
}

TEST(OfficialYears, work_on_saturdays_only_in_place_of_a_weekday) {
    int swapped_off = 0;
    int swapped_in = 0;
    for (int year = first_official; year <= last_official; ++year) {
        const CalendarYear official = official_year(year);
        for (const DayOff& entry : official.worked) {
            EXPECT_TRUE(is_weekend(entry.date)) << format_iso(entry.date);
            ++swapped_in;
        }
        for (const DayOff& entry : official.days_off) {
            swapped_off += entry.name.find("hoán đổi") != std::string::npos ? 1 : 0;
        }
    }
    EXPECT_EQ(swapped_off, swapped_in);
}

TEST(OfficialYears, give_as_many_weekdays_off_as_the_law) {
    for (int year = first_official; year <= last_official; ++year) {
        const Date first = day(year, 1, 1);
        const Date last = day(year, 12, 31);
        int moved = 0;  // a swap may take its day from the year before
        for (const DayOff& entry : official_year(year).days_off) {
            moved += entry.name.find("hoán đổi") != std::string::npos ? 1 : 0;
        }
        moved -= static_cast<int>(official_year(year).worked.size());
        const Calendar computed({computed_year(year)});
        EXPECT_EQ(official_calendar().working_days(first, last), computed.working_days(first, last) - moved) << year;
    }
}

TEST(OfficialYears, rest_on_tet_and_the_hung_kings_day) {
    for (int year = first_official; year <= last_official; ++year) {
        const Date hung_kings = to_solar({static_cast<std::int16_t>(year), 3, 10, false}).value();
        const Calendar& calendar = official_calendar();
        for (int i = -1; i <= 2; ++i) {
            EXPECT_FALSE(calendar.is_working_day(lunar_new_year(year) + days{i})) << year;
        }
        ASSERT_NE(calendar.day_off(hung_kings), nullptr) << year;
        EXPECT_EQ(calendar.day_off(hung_kings)->name, "Giỗ Tổ Hùng Vương") << year;
    }
}

TEST(OfficialYears, have_the_known_number_of_working_days) {
    const std::pair<int, int> table[] = {{2025, 250}, {2026, 249}, {2027, 249}};
    for (const auto& [year, expected] : table) {
        EXPECT_EQ(official_calendar().working_days(day(year, 1, 1), day(year, 12, 31)), expected) << year;
        EXPECT_EQ(official_calendar().status(year), YearStatus::confirmed) << year;
    }
}

TEST(OfficialYears, move_a_date_to_the_next_working_day) {
    const std::pair<Date, Date> table[] = {
        {day(2026, 8, 31), day(2026, 9, 3)},
        {day(2026, 8, 22), day(2026, 8, 22)},
        {day(2026, 2, 14), day(2026, 2, 23)},
        {day(2026, 4, 25), day(2026, 4, 28)},
        {day(2026, 1, 2), day(2026, 1, 5)},
        {day(2026, 1, 10), day(2026, 1, 10)},
        {day(2026, 11, 24), day(2026, 11, 25)},
        {day(2027, 2, 5), day(2027, 2, 11)},
        {day(2027, 4, 30), day(2027, 5, 4)},
        {day(2026, 10, 25), day(2026, 10, 26)},
        {day(2027, 4, 25), day(2027, 4, 26)},
        {day(2027, 9, 25), day(2027, 9, 27)},
        {add_months(day(2027, 1, 31), 1), day(2027, 3, 1)},
    };
    for (const auto& [from, to] : table) {
        EXPECT_EQ(format_iso(official_calendar().on_or_after(from)), format_iso(to)) << format_iso(from);
    }
}

TEST(OfficialYears, count_five_working_days_across_24_november) {
    EXPECT_EQ(official_calendar().add_working_days(day(2026, 11, 20), 5), day(2026, 11, 30));
    EXPECT_EQ(official_calendar().add_working_days(day(2026, 11, 14), 2), day(2026, 11, 17));
}

}  // namespace
}  // namespace rules::dates
