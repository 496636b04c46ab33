#include "rules/engine/statistics.hpp"

#include "rules/engine/indicator_instance.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace rules::engine {

using dates::Date;
using model::Rate;
using model::Status;

std::uint32_t Tally::assigned() const noexcept {
    return std::accumulate(by_status.begin(), by_status.end(), std::uint32_t{0}) - of(Status::cancelled);
}

std::uint32_t Tally::done() const noexcept {
    return of(Status::done_on_time) + of(Status::done_late);
}

std::uint32_t Tally::fell_due() const noexcept {
    return done() + of(Status::overdue);
}

Rate Tally::on_time() const noexcept {
    return {of(Status::done_on_time), fell_due()};
}

Rate Tally::on_time_all() const noexcept {
    return {of(Status::done_on_time), assigned()};
}

void Tally::add(const Standing& standing, Date today) {
    ++by_status[static_cast<std::size_t>(standing.status)];
    const bool runs =
        standing.status == Status::not_due || standing.status == Status::due_soon || standing.status == Status::overdue;
    if (runs) {
        const model::Progress* const progress = newest_progress(standing);
        ++updated.denominator;
        if (progress != nullptr && today - progress->on <= std::chrono::days{recent_update_days}) ++updated.numerator;
    }
    if (standing.carried_over && standing.status != Status::cancelled) ++carried_over;
    if (standing.status == Status::overdue) {
        const std::int64_t late = (today - standing.occurrence.due).count();
        days_overdue = std::max(days_overdue, late);
        days_overdue_total += late;
    }
}

void ReportTally::add(const Standing& standing) {
    if (standing.status == Status::cancelled) return;
    ++asked;
    if (standing.status == Status::done_on_time) ++on_time;
    if (standing.status == Status::done_late) ++late;
    if (standing.status == Status::overdue) ++missing;
}

void ValueTally::add(const Standing& standing, model::Standing reached) {
    if (standing.status == Status::cancelled) return;
    ++asked;
    if (standing.status == Status::done_on_time) ++on_time;
    if (standing.status == Status::done_late) ++late;
    if (standing.status == Status::overdue) ++missing;
    if (reached == model::Standing::off_target) ++off_target;
}

StatisticsBuilder::StatisticsBuilder(const model::Snapshot& snapshot, const model::RuleBook& book, int year, Date today)
    : snapshot_(snapshot), book_(book) {
    statistics_.year = year;
    statistics_.today = today;
    statistics_.units.resize(book.units.size());
    statistics_.plans.resize(snapshot.plans.size());
}

void StatisticsBuilder::add(const Standing& standing) {
    const model::Occurrence& occurrence = standing.occurrence;
    const Date today = statistics_.today;
    const auto units = responsible_units(occurrence, today, snapshot_, book_);
    if (occurrence.kind == model::SubjectKind::assignment) {
        statistics_.all.add(standing, today);
        statistics_.plans[snapshot_.assignments[occurrence.index].plan].add(standing, today);
        for (const model::UnitIndex unit : units)
            statistics_.units[static_cast<std::size_t>(unit)].assignments.add(standing, today);
        return;
    }
    if (occurrence.kind == model::SubjectKind::indicator) add_value(standing, units);
    if (occurrence.kind == model::SubjectKind::report) add_report(standing, units);
}

void StatisticsBuilder::add_value(const Standing& standing, const std::vector<model::UnitIndex>& units) {
    if (!standing.of_year) return;
    const model::Standing reached = standing_of(standing.occurrence, snapshot_).standing;
    for (const model::UnitIndex unit : units)
        statistics_.units[static_cast<std::size_t>(unit)].values.add(standing, reached);
    statistics_.all_values.add(standing, reached);
}

void StatisticsBuilder::add_report(const Standing& standing, const std::vector<model::UnitIndex>& units) {
    const model::Occurrence& occurrence = standing.occurrence;
    const bool late = standing.status == Status::done_late || standing.status == Status::overdue;
    const bool fell_due = late || standing.status == Status::done_on_time;
    for (const model::UnitIndex unit : units) {
        if (standing.of_year) statistics_.units[static_cast<std::size_t>(unit)].reports.add(standing);
        if (fell_due) past_.push_back({unit, occurrence.due, occurrence.index, late});
    }
    if (standing.of_year) statistics_.all_reports.add(standing);
}

void StatisticsBuilder::count_rows_of_late_reports() {
    std::sort(past_.begin(), past_.end(), [](const Past& a, const Past& b) {
        return std::tie(a.unit, b.due, b.rule) < std::tie(b.unit, a.due, a.rule);
    });
    for (auto first = past_.begin(); first != past_.end();) {
        const model::UnitIndex unit = first->unit;
        const auto last = std::find_if(first, past_.end(), [unit](const Past& p) { return p.unit != unit; });
        const auto in_time = std::find_if(first, last, [](const Past& p) { return !p.late; });
        statistics_.units[static_cast<std::size_t>(unit)].reports.consecutive_late =
            static_cast<std::uint32_t>(in_time - first);
        first = last;
    }
}

Statistics StatisticsBuilder::finish() && {
    count_rows_of_late_reports();
    return std::move(statistics_);
}

Statistics statistics_of(const model::Snapshot& snapshot, const model::RuleBook& book, int year, Date today) {
    StatisticsBuilder builder(snapshot, book, year, today);
    for_each_standing(snapshot, book, year, today, [&builder](const Standing& standing) { builder.add(standing); });
    return std::move(builder).finish();
}

}  // namespace rules::engine
