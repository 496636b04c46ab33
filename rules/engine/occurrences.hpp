#pragma once

#include "rules/model/rule_book.hpp"
#include "rules/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Which periods a subject has, and the deadline of each.
namespace rules::engine {

struct PeriodDue {
    dates::Period period;
    dates::Date due;
    friend bool operator==(const PeriodDue&, const PeriodDue&) = default;
};

/// A recurring duty within its limits: periods due in from..until, both included.
struct RecurringDuty {
    deadlines::Recurrence recurrence;
    int counted_from = 0;  ///< the year from which Recurrence::every counts
    dates::Date from;
    dates::Date until;
    friend bool operator==(const RecurringDuty&, const RecurringDuty&) = default;
};

/// Whether the duty has this period at all, its limits aside: `only` and `every` leave periods out.
bool is_asked_for(const RecurringDuty& duty, const dates::Period& period) noexcept;

/// The periods of a duty in order, each with its due day.
std::vector<PeriodDue> lay_out(const RecurringDuty& duty, const dates::Calendar& calendar);

/// Remembers layouts: of a thousand yearly assignments nearly all have the same.
class PeriodLayouts {
public:
    explicit PeriodLayouts(const dates::Calendar& calendar) noexcept : calendar_(calendar) {}

    /// Valid until the next call.
    std::span<const PeriodDue> of(const RecurringDuty& duty);

private:
    struct Known {
        RecurringDuty duty;
        std::vector<PeriodDue> periods;
    };
    const dates::Calendar& calendar_;
    std::vector<Known> known_;
    std::size_t next_to_replace_ = 0;
};

/// One period of a subject (or the only one) with the deadline in force; done or open.
struct SubjectPeriod {
    std::optional<dates::Period> period;
    std::optional<dates::Date> first_due;  ///< as the document states it
    model::DeadlineVersion version;
    const model::Completion* completion = nullptr;

    /// Earlier stages of an extension's version never were.
    std::optional<dates::Date> known_from() const noexcept {
        return version.extension ? std::optional(version.extension->decided) : std::nullopt;
    }
};

/// The facts of an assignment, or null.
const model::SubjectFacts* facts_of(const model::Assignment& assignment, const model::Snapshot& snapshot) noexcept;

/// The facts of a reporter's duty, or null.
const model::SubjectFacts* facts_of(const model::ReportRule& rule, model::UnitIndex reporter,
                                    const model::Snapshot& snapshot, const model::RuleBook& book);

/// The duty of a recurring assignment or report for periods due up to `last_due`; nothing where it does not recur.
std::optional<RecurringDuty> duty_of(const model::Assignment& assignment, const model::Snapshot& snapshot,
                                     dates::Date last_due) noexcept;
std::optional<RecurringDuty> duty_of(const model::ReportRule& rule, const model::Snapshot& snapshot,
                                     dates::Date last_due) noexcept;

/// Each unit that owes a report, without repetition.
std::vector<model::UnitIndex> reporters_of(const model::ReportRule& rule, const model::UnitDirectory& units);

/// Whether a one-off report falls within its own limits and those of the snapshot.
bool is_asked_for_once(const model::ReportRule& rule, const model::Snapshot& snapshot) noexcept;

/// A one-off subject as its single period. `first_due` is empty where the document names no day.
SubjectPeriod only_period(const std::optional<dates::Date>& first_due, const model::SubjectFacts* facts) noexcept;
SubjectPeriod period_with_facts(const PeriodDue& period, const model::SubjectFacts* facts);

}  // namespace rules::engine
