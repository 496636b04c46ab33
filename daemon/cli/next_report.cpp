#include "daemon/cli/next_report.hpp"

namespace dondoc::cli {

using rules::dates::Date;
using rules::reporting::Frequency;

std::optional<Date> next_due(const rules::reporting::Duty& duty, Date today, const rules::dates::Calendar& calendar) {
    if (duty.frequency == Frequency::once) return duty.due;
    if (duty.frequency != Frequency::periodic || !duty.recurrence || !duty.names_day) return std::nullopt;
    const auto& recurrence = *duty.recurrence;
    if (recurrence.every > 1) return std::nullopt;
    // A report on a period may be due long after it, so that one of an earlier period can be the next.
    constexpr std::chrono::days before{800};
    constexpr std::chrono::days after{800};
    for (auto period = rules::dates::period_of(recurrence.period, today - before); period.first() <= today + after;
         period = period.next()) {
        if (!rules::deadlines::has_period(recurrence, period)) continue;
        if (const Date due = rules::deadlines::due_day(recurrence, period, calendar); due >= today) return due;
    }
    return std::nullopt;
}

}  // namespace dondoc::cli
