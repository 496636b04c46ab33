#include "daemon/summaries/schedule.hpp"

#include <array>

namespace dondoc::summaries {

using Every = SummaryRule::Every;
using rules::dates::Calendar;
using rules::dates::Date;
using rules::dates::LocalTime;
using std::chrono::days;

namespace {

/// The day that the rule names in the period of `date`.
Date named_day(const SummaryRule& rule, Date date) {
    const std::chrono::year_month_day civil(date);
    switch (rule.every) {
        case Every::day: return date;
        case Every::week: {
            const auto weekday = std::chrono::weekday(date).iso_encoding();
            return date - days{weekday - 1} + days{rule.on - 1};
        }
        case Every::month: return civil.year() / civil.month() / static_cast<int>(rule.on);
        case Every::quarter: {
            const unsigned first = (static_cast<unsigned>(civil.month()) - 1) / 3 * 3 + 1;
            return civil.year() / static_cast<int>(first) / static_cast<int>(rule.on);
        }
    }
    return date;
}

/// A day of the period before; of a month or quarter its last one.
Date before_period(const SummaryRule& rule, Date date) {
    switch (rule.every) {
        case Every::day: return date - days{1};
        case Every::week: return date - days{7};
        case Every::month:
        case Every::quarter: return named_day({.to = {}, .every = rule.every, .on = 1, .at = {}}, date) - days{1};
    }
    return date;
}

Date after_period(const SummaryRule& rule, Date date) {
    switch (rule.every) {
        case Every::day: return date + days{1};
        case Every::week: return date + days{7};
        case Every::month: return named_day({.to = {}, .every = Every::month, .on = 1, .at = {}}, date) + days{31};
        case Every::quarter: return named_day({.to = {}, .every = Every::quarter, .on = 1, .at = {}}, date) + days{92};
    }
    return date;
}

/// A month or a quarter is told of as a whole, on whichever day of the next one.
Date spoken_of(const SummaryRule& rule, Date day) {
    switch (rule.every) {
        case Every::day: return day;
        case Every::week: return day - days{1};
        case Every::month:
        case Every::quarter: return before_period(rule, day);
    }
    return day;
}

Turn turn_on(const SummaryRule& rule, Date day, const Calendar& calendar) {
    return {.day = day, .at = rules::dates::at(calendar.on_or_after(day), rule.at), .as_of = spoken_of(rule, day)};
}

/// A daily summary is of working days only.
bool counts(const SummaryRule& rule, Date day, const Calendar& calendar) {
    return rule.every != Every::day || calendar.on_or_after(day) == day;
}

}  // namespace

Turn newest_turn(const SummaryRule& rule, LocalTime now, const Calendar& calendar) {
    Date day = named_day(rule, rules::dates::date_of(now));
    while (!counts(rule, day, calendar) || turn_on(rule, day, calendar).at > now)
        day = named_day(rule, before_period(rule, day));
    return turn_on(rule, day, calendar);
}

Turn next_turn(const SummaryRule& rule, LocalTime now, const Calendar& calendar) {
    Date day = newest_turn(rule, now, calendar).day;
    do {
        day = named_day(rule, after_period(rule, day));
    } while (!counts(rule, day, calendar));
    return turn_on(rule, day, calendar);
}

std::string_view every_name(Every every) noexcept {
    static constexpr std::array<std::string_view, 4> names{"day", "week", "month", "quarter"};
    return names.at(static_cast<std::size_t>(every));
}

}  // namespace dondoc::summaries
