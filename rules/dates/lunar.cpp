#include "rules/dates/lunar.hpp"

#include "rules/dates/astronomy.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace rules::dates {

namespace {

using std::chrono::days;

struct Month {
    int number;
    bool leap;
    Date first;
};

/// The months from one month 11 up to the next, which is not included: twelve, or thirteen with a leap month.
struct SolsticeYear {
    std::array<Month, 13> months;
    std::size_t size;
};

/// The months of a lunar year in order, and the first day of the year after it.
struct LunarYear {
    std::array<Month, 14> months;
    std::size_t size;
    Date end;
};

/// The number of the new moon that month 11 of `year` begins with.
int eleventh_month(int year) {
    const astronomy::Instant solstice = astronomy::winter_solstice(year);
    const Date solstice_day = astronomy::day_of(solstice);
    int moon = astronomy::new_moon_near(solstice);
    while (astronomy::day_of(astronomy::new_moon(moon)) > solstice_day) {
        --moon;
    }
    while (astronomy::day_of(astronomy::new_moon(moon + 1)) <= solstice_day) {
        ++moon;
    }
    return moon;
}

/// Which twelfth of the ecliptic the sun is in when a civil day begins.
int twelfth(Date date) {
    return static_cast<int>(astronomy::solar_longitude(astronomy::midnight(date)) / 30);
}

bool has_major_term(Date first, Date next_first) {
    return twelfth(first) != twelfth(next_first);
}

/// The months from one month 11 to the next, both given by the number of their new moon.
SolsticeYear solstice_year(int begin, int end) {
    SolsticeYear result{{}, static_cast<std::size_t>(end - begin)};
    bool leap_due = result.size == result.months.size();
    int number = 10;
    Date first = astronomy::day_of(astronomy::new_moon(begin));
    for (std::size_t i = 0; i < result.size; ++i) {
        const Date next = astronomy::day_of(astronomy::new_moon(begin + static_cast<int>(i) + 1));
        const bool leap = leap_due && !has_major_term(first, next);
        if (leap) {
            leap_due = false;
        } else {
            number = number % 12 + 1;
        }
        result.months[i] = {number, leap, first};
        first = next;
    }
    return result;
}

/// Where month 1 stands: after month 11, month 12 and a leap month, if one follows either of them.
const Month* first_month(const SolsticeYear& year) {
    return std::find_if(year.months.begin(), year.months.end(), [](const Month& month) { return month.number == 1; });
}

LunarYear lunar_year(int year) {
    const int month_11 = eleventh_month(year);
    const SolsticeYear early = solstice_year(eleventh_month(year - 1), month_11);
    const SolsticeYear late = solstice_year(month_11, eleventh_month(year + 1));
    const Month* const new_year = first_month(early);
    const Month* const next_new_year = first_month(late);
    LunarYear result{{}, 0, next_new_year->first};
    Month* end = std::copy(new_year, early.months.data() + early.size, result.months.data());
    end = std::copy(late.months.data(), next_new_year, end);
    result.size = static_cast<std::size_t>(end - result.months.data());
    return result;
}

Date end_of_month(const LunarYear& year, std::size_t i) {
    return i + 1 < year.size ? year.months[i + 1].first : year.end;
}

bool accepted(Date date) {
    const int year = year_of(date);
    return year >= first_year && year <= last_year;
}

}  // namespace

std::optional<LunarDate> to_lunar(Date date) {
    if (!accepted(date)) {
        return std::nullopt;
    }
    int number = year_of(date);
    LunarYear year = lunar_year(number);
    if (date < year.months[0].first) {
        year = lunar_year(--number);
    }
    std::size_t i = year.size - 1;
    while (year.months[i].first > date) {
        --i;
    }
    const auto day = (date - year.months[i].first).count() + 1;
    return LunarDate{static_cast<std::int16_t>(number), static_cast<std::uint8_t>(year.months[i].number),
                     static_cast<std::uint8_t>(day), year.months[i].leap};
}

std::optional<Date> to_solar(const LunarDate& date) {
    if (date.year < first_year - 1 || date.year > last_year || date.day < 1) {
        return std::nullopt;
    }
    const LunarYear year = lunar_year(date.year);
    for (std::size_t i = 0; i < year.size; ++i) {
        const Month& month = year.months[i];
        if (month.number != date.month || month.leap != date.leap) {
            continue;
        }
        const Date day = month.first + days{date.day - 1};
        return day < end_of_month(year, i) && accepted(day) ? std::optional{day} : std::nullopt;
    }
    return std::nullopt;
}

Date lunar_new_year(int year) {
    assert(year >= first_year && year <= last_year);
    return first_month(solstice_year(eleventh_month(year - 1), eleventh_month(year)))->first;
}

int leap_month(int year) {
    const LunarYear months = lunar_year(year);
    for (std::size_t i = 0; i < months.size; ++i) {
        if (months.months[i].leap) {
            return months.months[i].number;
        }
    }
    return 0;
}

}  // namespace rules::dates
