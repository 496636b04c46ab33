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

/// What is owed period by period, within its limits: periods due in from..until, both included.
struct PeriodicDuty {
    deadlines::Recurrences recurrences;
    int counted_from = 0;  ///< the year from which Recurrence::every counts
    dates::Date from;
    dates::Date until;
    bool goes_on = true;  ///< beyond `until`, which is only as far as somebody looks
    model::Roll roll = model::Roll::none;
    friend bool operator==(const PeriodicDuty&, const PeriodicDuty&) = default;
};

/// Whether the duty has this period at all, its limits aside: `only`, `every` and `year` leave periods out.
bool is_asked_for(const PeriodicDuty& duty, const dates::Period& period) noexcept;

/// The periods of a duty by due day; a quarter and a half-year may end on the same.
std::vector<PeriodDue> lay_out(const PeriodicDuty& duty, const dates::Calendar& calendar);

/// Remembers layouts: of a thousand yearly assignments nearly all have the same.
class PeriodLayouts {
public:
    explicit PeriodLayouts(const dates::Calendar& calendar) noexcept : calendar_(calendar) {}

    /// Valid until the next call.
    std::span<const PeriodDue> of(const PeriodicDuty& duty);

private:
    struct Known {
        PeriodicDuty duty;
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
    std::uint16_t request = 0;  ///< for a report on request

    std::string key() const {
        return period ? period->key() : request == 0 ? std::string() : model::request_key(request);
    }

    /// Earlier stages of an extension's version never were; those of a day that an event set begin when it is announced.
    std::optional<dates::Date> known_from() const noexcept {
        if (!version.extension) return std::nullopt;
        return version.extension->decided + std::chrono::days{version.extension->event.empty() ? 0 : 1};
    }
};

/// The facts of an assignment, or null.
const model::SubjectFacts* facts_of(const model::Assignment& assignment, const model::Snapshot& snapshot) noexcept;

/// The facts of a reporter's duty, or null.
const model::SubjectFacts* facts_of(const model::ReportRule& rule, model::UnitIndex reporter,
                                    const model::Snapshot& snapshot, const model::RuleBook& book);

/// The duty of an assignment or report that has periods, for those due up to `last_due`; nothing where it has none. The
/// times of a fixed deadline are all of it: they are bound neither by `last_due` nor by when tracking began.
std::optional<PeriodicDuty> duty_of(const model::Assignment& assignment, const model::Snapshot& snapshot,
                                    dates::Date last_due) noexcept;
std::optional<PeriodicDuty> duty_of(const model::ReportRule& rule, const model::Snapshot& snapshot,
                                    dates::Date last_due) noexcept;

/// Who was asked for a report on request, in the order of the register; units that ended without a successor among them as
/// well, so that somebody hears of it.
std::vector<model::UnitIndex> asked_units(const model::ReportRequest& request, const model::ReportRule& rule,
                                          const model::UnitDirectory& units);

/// The indicators whose values a rule asks for, as positions in Snapshot::indicators.
std::vector<std::uint32_t> asked_indicators(const model::ReportRule& rule, const model::Snapshot& snapshot);

/// Whether a one-off report falls within its own limits and those of the snapshot.
bool is_asked_for_once(const model::ReportRule& rule, const model::Snapshot& snapshot) noexcept;

/// A one-off subject as its single period. `first_due` is empty where the document names no day.
SubjectPeriod only_period(const std::optional<dates::Date>& first_due, const model::SubjectFacts* facts) noexcept;
SubjectPeriod requested_period(const model::ReportRequest& request, const model::SubjectFacts* facts);
SubjectPeriod period_with_facts(const PeriodDue& period, const model::SubjectFacts* facts);

}  // namespace rules::engine
