#include "rules/dates/date.hpp"

#include "rules/dates/digits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace rules::dates {

namespace {

namespace chr = std::chrono;

chr::year_month_day civil(Date date) noexcept {
    return chr::year_month_day{date};
}

unsigned month_of(chr::year_month_day date) noexcept {
    return static_cast<unsigned>(date.month());
}

unsigned day_of(chr::year_month_day date) noexcept {
    return static_cast<unsigned>(date.day());
}

std::size_t weekday_index(Date date) noexcept {
    return chr::weekday{date}.c_encoding();
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) noexcept {
    if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const chr::year_month_day date{chr::year{year}, chr::month{static_cast<unsigned>(month)},
                                   chr::day{static_cast<unsigned>(day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return Date{date};
}

int year_of(Date date) noexcept {
    return static_cast<int>(civil(date).year());
}

Date last_day_of_month(int year, int month) noexcept {
    assert(month >= 1 && month <= 12);
    return Date{chr::year{year} / chr::month{static_cast<unsigned>(month)} / chr::last};
}

Date clamped_date(int year, int month, int day) noexcept {
    assert(day >= 1);
    const Date last = last_day_of_month(year, month);
    const int length = static_cast<int>(day_of(civil(last)));
    return last - chr::days{length - std::min(day, length)};
}

Date add_months(Date date, int months) noexcept {
    const chr::year_month_day from = civil(date);
    const chr::year_month to = from.year() / from.month() + chr::months{months};
    return clamped_date(static_cast<int>(to.year()), static_cast<int>(static_cast<unsigned>(to.month())),
                        static_cast<int>(day_of(from)));
}

LocalTime at(Date date, chr::seconds time_of_day) noexcept {
    return chr::local_days{date.time_since_epoch()} + time_of_day;
}

Date date_of(LocalTime time) noexcept {
    return Date{chr::floor<chr::days>(time).time_since_epoch()};
}

std::string format_iso(Date date) {
    const chr::year_month_day day = civil(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), month_of(day), day_of(day));
}

std::optional<Date> parse_iso(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    return make_date(read_digits(text.substr(0, 4), 4), read_digits(text.substr(5, 2), 2),
                     read_digits(text.substr(8, 2), 2));
}

std::string format_vi(Date date) {
    const chr::year_month_day day = civil(date);
    const std::string_view zero = month_of(day) <= 2 ? "0" : "";
    return fmt::format("{:02}/{}{}/{}", day_of(day), zero, month_of(day), static_cast<int>(day.year()));
}

std::string_view weekday_vi(Date date) noexcept {
    static constexpr std::array<std::string_view, 7> names{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư",
                                                           "thứ Năm",  "thứ Sáu", "thứ Bảy"};
    return names[weekday_index(date)];
}

std::string_view weekday_en(Date date) noexcept {
    static constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                           "Thursday", "Friday", "Saturday"};
    return names[weekday_index(date)];
}

std::string format_iso(LocalTime time) {
    const Date date = date_of(time);
    const chr::hh_mm_ss clock{time - at(date, chr::seconds{0})};
    return fmt::format("{}T{:02}:{:02}:{:02}", format_iso(date), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::optional<LocalTime> parse_iso_time(std::string_view text) noexcept {
    if (text.size() != 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const std::optional<Date> date = parse_iso(text.substr(0, 10));
    const int hours = read_digits(text.substr(11, 2), 2);
    const int minutes = read_digits(text.substr(14, 2), 2);
    const int seconds = read_digits(text.substr(17, 2), 2);
    if (!date || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
        return std::nullopt;
    }
    return at(*date, chr::hours{hours} + chr::minutes{minutes} + chr::seconds{seconds});
}

}  // namespace rules::dates
