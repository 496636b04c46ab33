#pragma once

#include "daemon/config/routine.hpp"
#include "rules/dates/calendar.hpp"

#include <string_view>

/// When a summary is made. Pure.
namespace dondoc::summaries {

using config::SummaryRule;

/// One summary of a rule: its identity is `day`, whatever day off moves it.
struct Turn {
    rules::dates::Date day;      ///< as the rule names it
    rules::dates::LocalTime at;  ///< on the next working day, where that is a day off
    /// The day whose end it speaks of: of a daily one the day itself, of a weekly one the day before, of the others the last day
    /// of the month or quarter that is over.
    rules::dates::Date as_of;
    friend bool operator==(const Turn&, const Turn&) = default;
};

/// The newest one whose time has come.
Turn newest_turn(const SummaryRule& rule, rules::dates::LocalTime now, const rules::dates::Calendar& calendar);
/// The first one after `now`.
Turn next_turn(const SummaryRule& rule, rules::dates::LocalTime now, const rules::dates::Calendar& calendar);

/// "day", "week", "month", "quarter"
std::string_view every_name(SummaryRule::Every every) noexcept;

}  // namespace dondoc::summaries
