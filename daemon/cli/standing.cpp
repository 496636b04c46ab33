#include "daemon/cli/standing.hpp"

#include "daemon/cli/subjects.hpp"

namespace dondoc::cli {

namespace model = rules::model;

Standing standing_of(const store::AssignmentRow& assignment, rules::dates::Date today,
                     const rules::dates::Calendar& calendar) {
    const auto& deadline = assignment.record.deadline;
    std::optional<rules::dates::Period> period;
    std::optional<rules::dates::Date> first_due = deadline.due;
    if (rules::deadlines::has_periods(deadline)) {
        period = current_period(deadline.recurrences, today, calendar);
        first_due = rules::deadlines::due_day(*deadline.recurrences.of(*period), *period, calendar);
    }
    const std::string key = period ? period->key() : std::string();
    return {.period = period,
            .due = model::deadline_version(&assignment.facts, key, first_due).due,
            .status = model::status_of(deadline, &assignment.facts, period, first_due, today)};
}

}  // namespace dondoc::cli
