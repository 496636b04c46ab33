#pragma once

#include "rules/reporting/duty.hpp"

/// Duties in the short forms that rule files read and programs compare.
namespace rules::reporting {

/// The last acceptable day: YYYY-MM-DD for once; else MM-DD, DD, quarter-last-month-DD, next-month-DD, month-end or
/// mon..sun. Empty where the duty names no day, or one that none of these can say ("sau 05 ngày làm việc ...").
std::string due_form(const Duty& duty);

/// month, quarter, half-year(1), ... as parse_period reads it.
std::string period_form(const deadlines::Recurrence& recurrence);

}  // namespace rules::reporting
