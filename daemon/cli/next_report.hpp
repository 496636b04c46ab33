#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/reporting/duty.hpp"

#include <optional>

namespace dondoc::cli {

/// The first day on or after `today` by which a duty has to be reported on; for a duty of one time its day, also when it
/// is over. Nothing where the sentence names no day, or not from which year a duty of every other year counts.
std::optional<rules::dates::Date> next_due(const rules::reporting::Duty& duty, rules::dates::Date today,
                                           const rules::dates::Calendar& calendar);

}  // namespace dondoc::cli
