#include "rules/dates/holidays.hpp"

#include "rules/dates/lunar.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

namespace rules::dates {

namespace {

using std::chrono::days;

constexpr std::string_view labour_code = "Bộ luật Lao động 2019, Điều 112";
constexpr std::string_view make_up_rule = "Bộ luật Lao động 2019, khoản 3 Điều 111";
constexpr std::string_view culture_day_rule = "Nghị quyết 28/2026/QH16, Điều 2";

Date civil(int year, unsigned month, unsigned day) {
    return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

bool is_weekend(Date date) {
    return std::chrono::weekday{date}.iso_encoding() > 5;
}

DayOff holiday(Date date, std::string_view name) {
    return {date, std::string{name}, std::string{labour_code}};
}

void add_tet(std::vector<DayOff>& off, int year) {
    const Date eve = lunar_new_year(year) - days{1};
    const int count = year >= 2014 ? 5 : 4;
    for (int i = 0; i < count; ++i) {
        off.push_back(holiday(eve + days{i}, "Tết Nguyên đán"));
    }
}

void add_hung_kings(std::vector<DayOff>& off, int year) {
    if (year < 2007) {
        return;
    }
    const std::optional<Date> date = to_solar({static_cast<std::int16_t>(year), 3, 10, false});
    assert(date && "every lunar year has a tenth day of month 3");
    off.push_back(holiday(*date, "Giỗ Tổ Hùng Vương"));
}

/// The day beside 2 September that joins it to the weekend; 1 September where both do or neither does.
Date beside_national_day(Date national_day) {
    switch (std::chrono::weekday{national_day}.iso_encoding()) {
        case 1:
        case 4:
        case 7: return national_day + days{1};
        default: return national_day - days{1};
    }
}

void add_national_day(std::vector<DayOff>& off, int year) {
    const Date national_day = civil(year, 9, 2);
    off.push_back(holiday(national_day, "Quốc khánh"));
    if (year >= 2021) {
        off.push_back(holiday(beside_national_day(national_day), "Quốc khánh"));
    }
}

void sort_by_date(std::vector<DayOff>& off) {
    std::stable_sort(off.begin(), off.end(), [](const DayOff& a, const DayOff& b) { return a.date < b.date; });
}

bool contains(const std::vector<DayOff>& off, Date date) {
    return std::any_of(off.begin(), off.end(), [date](const DayOff& day) { return day.date == date; });
}

/// Each holiday on a weekend moves to the next day that is still a working day, the earlier holiday first.
void make_up_weekends(std::vector<DayOff>& off) {
    const std::size_t holidays = off.size();
    for (std::size_t i = 0; i < holidays; ++i) {
        if (!is_weekend(off[i].date)) {
            continue;
        }
        Date date = off[i].date + days{1};
        while (is_weekend(date) || contains(off, date)) {
            date += days{1};
        }
        off.push_back({date, "Nghỉ bù " + off[i].name, std::string{make_up_rule}});
    }
}

}  // namespace

CalendarYear computed_year(int year) {
    assert(year >= first_year && year <= last_year);
    CalendarYear result{.year = year, .status = YearStatus::computed};
    std::vector<DayOff>& off = result.days_off;
    off.push_back(holiday(civil(year, 1, 1), "Tết Dương lịch"));
    add_tet(off, year);
    add_hung_kings(off, year);
    off.push_back(holiday(civil(year, 4, 30), "Ngày Chiến thắng"));
    off.push_back(holiday(civil(year, 5, 1), "Ngày Quốc tế lao động"));
    add_national_day(off, year);
    sort_by_date(off);
    make_up_weekends(off);
    if (year >= 2026) {
        off.push_back({civil(year, 11, 24), "Ngày Văn hóa Việt Nam", std::string{culture_day_rule}});
    }
    sort_by_date(off);
    return result;
}

std::vector<CalendarYear> with_computed_years(std::vector<CalendarYear> decided, int first, int last) {
    std::vector<CalendarYear> all = std::move(decided);
    const auto end_of_decided = static_cast<std::ptrdiff_t>(all.size());
    for (int year = first; year <= last; ++year) {
        const auto known = all.begin() + end_of_decided;
        if (std::none_of(all.begin(), known, [year](const CalendarYear& entry) { return entry.year == year; })) {
            all.push_back(computed_year(year));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const CalendarYear& a, const CalendarYear& b) { return a.year < b.year; });
    return all;
}

}  // namespace rules::dates
