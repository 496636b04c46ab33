#include "rules/dates/period.hpp"

#include "rules/dates/digits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace rules::dates {

namespace {

namespace chr = std::chrono;

Date monday_of(Date date) noexcept {
    return date - chr::days{chr::weekday{date}.iso_encoding() - 1};
}

/// The Monday of ISO week 1: the week that 4 January lies in.
Date first_monday(int year) noexcept {
    return monday_of(Date{chr::year{year} / 1 / 4});
}

int weeks_in(int year) noexcept {
    return static_cast<int>((first_monday(year + 1) - first_monday(year)).count() / 7);
}

/// How many months a period of the kind has. Weeks are not made of months.
int months_in(PeriodKind kind) noexcept {
    switch (kind) {
        case PeriodKind::week: break;
        case PeriodKind::month: return 1;
        case PeriodKind::quarter: return 3;
        case PeriodKind::half_year: return 6;
        case PeriodKind::nine_months: return 9;
        case PeriodKind::year: return 12;
    }
    assert(false && "a week has no months");
    return 12;
}

Period make_period(PeriodKind kind, int index, int year) noexcept {
    return {kind, static_cast<std::uint8_t>(index), static_cast<std::int16_t>(year)};
}

Period week_of(Date date) noexcept {
    const Date thursday = monday_of(date) + chr::days{3};  // decides which year the week belongs to
    const int year = year_of(thursday);
    const int index = static_cast<int>((monday_of(date) - first_monday(year)).count() / 7) + 1;
    return make_period(PeriodKind::week, index, year);
}

/// What follows the year and its dash: Q1, H1, 9M, 03, W07.
std::optional<Period> parse_part(std::string_view part, int year) noexcept {
    PeriodKind kind = PeriodKind::month;
    int index = -1;
    if (part == "9M") {
        return make_period(PeriodKind::nine_months, 1, year);
    }
    if (part.starts_with('Q')) {
        kind = PeriodKind::quarter;
        index = read_digits(part.substr(1), 1);
    } else if (part.starts_with('H')) {
        kind = PeriodKind::half_year;
        index = read_digits(part.substr(1), 1);
    } else if (part.starts_with('W')) {
        kind = PeriodKind::week;
        index = read_digits(part.substr(1), 2);
    } else {
        index = read_digits(part, 2);
    }
    if (index < 1 || index > periods_in_year(kind, year)) {
        return std::nullopt;
    }
    return make_period(kind, index, year);
}

}  // namespace

Date Period::first() const noexcept {
    if (kind == PeriodKind::week) {
        return first_monday(year) + chr::weeks{index - 1};
    }
    const int months_before = (index - 1) * months_in(kind);
    return Date{chr::year{year} / (months_before + 1) / 1};
}

Date Period::last() const noexcept {
    if (kind == PeriodKind::week) {
        return first() + chr::days{6};
    }
    return last_day_of_month(year, index * months_in(kind));
}

Period Period::next() const noexcept {
    return index < periods_in_year(kind, year) ? make_period(kind, index + 1, year) : make_period(kind, 1, year + 1);
}

std::string Period::key() const {
    switch (kind) {
        case PeriodKind::week: return fmt::format("{:04}-W{:02}", year, index);
        case PeriodKind::month: return fmt::format("{:04}-{:02}", year, index);
        case PeriodKind::quarter: return fmt::format("{:04}-Q{}", year, index);
        case PeriodKind::half_year: return fmt::format("{:04}-H{}", year, index);
        case PeriodKind::nine_months: return fmt::format("{:04}-9M", year);
        case PeriodKind::year: break;
    }
    return fmt::format("{:04}", year);
}

int periods_in_year(PeriodKind kind, int year) noexcept {
    return kind == PeriodKind::week ? weeks_in(year) : 12 / months_in(kind);
}

Period period_of(PeriodKind kind, Date date) noexcept {
    if (kind == PeriodKind::week) {
        return week_of(date);
    }
    const chr::year_month_day day{date};
    const int month = static_cast<int>(static_cast<unsigned>(day.month()));
    const int index = (month - 1) / months_in(kind) + 1;
    return make_period(kind, std::min(index, periods_in_year(kind, 0)), static_cast<int>(day.year()));
}

std::optional<Period> parse_period_key(std::string_view key) noexcept {
    const int year = read_digits(key.substr(0, 4), 4);
    // One year further than dates go: 31 December may lie in the next year's first week.
    if (year < first_year || year > last_year + 1) {
        return std::nullopt;
    }
    if (key.size() == 4) {
        return make_period(PeriodKind::year, 1, year);
    }
    if (key[4] != '-') {
        return std::nullopt;
    }
    return parse_part(key.substr(5), year);
}

std::string period_vi(const Period& period) {
    static constexpr std::array<std::string_view, 4> roman{"I", "II", "III", "IV"};
    switch (period.kind) {
        case PeriodKind::week: return fmt::format("tuần {}/{}", period.index, period.year);
        case PeriodKind::month: return fmt::format("tháng {}/{}", period.index, period.year);
        case PeriodKind::quarter:
            return fmt::format("quý {}/{}", roman[(period.index - 1U) % roman.size()], period.year);
        case PeriodKind::half_year:
            return fmt::format("6 tháng {} năm {}", period.index == 1 ? "đầu" : "cuối", period.year);
        case PeriodKind::nine_months: return fmt::format("9 tháng đầu năm {}", period.year);
        case PeriodKind::year: break;
    }
    return fmt::format("năm {}", period.year);
}

std::string period_en(const Period& period) {
    static constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
    switch (period.kind) {
        case PeriodKind::week: return fmt::format("week {} of {}", period.index, period.year);
        case PeriodKind::month: return fmt::format("{} {}", months[(period.index - 1U) % months.size()], period.year);
        case PeriodKind::quarter: return fmt::format("quarter {} of {}", period.index, period.year);
        case PeriodKind::half_year:
            return fmt::format("{} half of {}", period.index == 1 ? "first" : "second", period.year);
        case PeriodKind::nine_months: return fmt::format("first nine months of {}", period.year);
        case PeriodKind::year: break;
    }
    return fmt::format("year {}", period.year);
}

}  // namespace rules::dates
