#pragma once

#include "rules/language/condition/functions.hpp"

/// The bodies of the functions on dates. Months and days of the week are counted as the specification does for
/// timestamps: January and Sunday are 0.
namespace rules::language::condition {

Value full_year(std::span<const Value> args, Arena& arena);
Value month(std::span<const Value> args, Arena& arena);
Value day_of_month(std::span<const Value> args, Arena& arena);  ///< from 1
Value day_of_month_from_0(std::span<const Value> args, Arena& arena);
Value day_of_year(std::span<const Value> args, Arena& arena);  ///< from 0
Value day_of_week(std::span<const Value> args, Arena& arena);

/// workdays(first, last): the working days after `first` up to `last`, negative where `last` lies before; so many that
/// first + workdays(n) is `last` where that is a working day.
Value workdays_between(std::span<const Value> args, Arena& arena);
Value is_workday(std::span<const Value> args, Arena& arena);

}  // namespace rules::language::condition
