#pragma once

#include "rules/engine/standings.hpp"

#include <array>
#include <cstdint>
#include <vector>

/// Counts over a year, as state monitoring prints them: for each unit, each plan and all together.
namespace rules::engine {

/// A progress update counts as recent for this long.
inline constexpr int recent_update_days = 30;

/// Assignments; of a recurring one each period counts as one.
struct Tally {
    std::array<std::uint32_t, 9> by_status{};  ///< by model::Status
    std::uint32_t carried_over = 0;            ///< "chuyển kỳ": in hand since before the year
    std::int64_t days_overdue = 0;             ///< of the one that is longest overdue
    std::int64_t days_overdue_total = 0;
    model::Rate updated;  ///< open ones with a day that were updated in the last `recent_update_days`

    std::uint32_t of(model::Status status) const noexcept { return by_status[static_cast<std::size_t>(status)]; }
    std::uint32_t assigned() const noexcept;  ///< all but the stopped ones
    std::uint32_t done() const noexcept;
    std::uint32_t open() const noexcept { return assigned() - done(); }
    /// What is settled one way or the other: done, or overdue. This is the denominator of 2017's official figures.
    std::uint32_t fell_due() const noexcept;
    model::Rate on_time() const noexcept;      ///< done on time, of what fell due
    model::Rate on_time_all() const noexcept;  ///< done on time, of all that was assigned

    void add(const Standing& standing, dates::Date today);
};

/// Reports of a unit.
struct ReportTally {
    std::uint32_t asked = 0;  ///< all of the year, those not yet due among them
    std::uint32_t on_time = 0;
    std::uint32_t late = 0;
    std::uint32_t missing = 0;           ///< overdue
    std::uint32_t consecutive_late = 0;  ///< late or missing ones in a row, back from the newest that fell due

    model::Rate on_time_rate() const noexcept { return {on_time, on_time + late + missing}; }

    void add(const Standing& standing);
};

/// Values of indicators that a unit is asked for.
struct ValueTally {
    std::uint32_t asked = 0;  ///< all of the year, those not yet due among them
    std::uint32_t on_time = 0;
    std::uint32_t late = 0;
    std::uint32_t missing = 0;     ///< overdue
    std::uint32_t off_target = 0;  ///< told, and short of the target of their year

    void add(const Standing& standing, model::Standing reached);
};

struct UnitStatistics {
    Tally assignments;  ///< those it leads; what it supports does not count
    ReportTally reports;
    ValueTally values;
};

struct Statistics {
    int year = 0;
    dates::Date today;
    std::vector<UnitStatistics> units;  ///< by UnitIndex, groups among them with nothing
    std::vector<Tally> plans;           ///< by position in Snapshot::plans
    Tally all;                          ///< each assignment once, whatever the number of its leads
    ReportTally all_reports;            ///< without a row of late ones
    ValueTally all_values;              ///< each value once
};

/// Counts standings one after the other.
class StatisticsBuilder {
public:
    StatisticsBuilder(const model::Snapshot& snapshot, const model::RuleBook& book, int year, dates::Date today);
    void add(const Standing& standing);
    Statistics finish() &&;

private:
    /// A report that fell due, for rows of late ones.
    struct Past {
        model::UnitIndex unit{};
        dates::Date due;
        std::uint32_t rule = 0;
        bool late = false;
    };
    void add_report(const Standing& standing, const std::vector<model::UnitIndex>& units);
    void add_value(const Standing& standing, const std::vector<model::UnitIndex>& units);
    void count_rows_of_late_reports();

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    Statistics statistics_;
    std::vector<Past> past_;
};

/// Standings and counts in one step. The snapshot must hold all assignments.
Statistics statistics_of(const model::Snapshot& snapshot, const model::RuleBook& book, int year, dates::Date today);

}  // namespace rules::engine
