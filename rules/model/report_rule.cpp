#include "rules/model/report_rule.hpp"

#include <algorithm>

namespace rules::model {

using dates::Date;

namespace {

bool is_covered_by_successors(const ReportRule& rule, UnitIndex reporter, Date due,
                              const std::vector<UnitIndex>& reporters, const UnitDirectory& units) {
    if (!units.has_ended(reporter, due)) return false;
    const auto successors = units.successors(reporter, due);
    return !successors.empty() && std::all_of(successors.begin(), successors.end(), [&](UnitIndex unit) {
        return std::binary_search(reporters.begin(), reporters.end(), unit) && has_joined(rule, unit, due);
    });
}

}  // namespace

std::string_view roll_name(Roll roll) noexcept {
    switch (roll) {
        case Roll::none: break;
        case Roll::previous: return "previous";
        case Roll::next: return "next";
    }
    return "none";
}

Date rolled(Date day, Roll roll, const dates::Calendar& calendar) noexcept {
    switch (roll) {
        case Roll::none: break;
        case Roll::previous: return calendar.on_or_before(day);
        case Roll::next: return calendar.on_or_after(day);
    }
    return day;
}

ReportDay report_day(const ReportRule& rule, const dates::Period& period, const dates::Calendar& calendar) noexcept {
    const Date named = deadlines::due_day(*rule.recurrence, period, calendar);
    return {named, rolled(named, rule.roll, calendar)};
}

std::optional<ReportDay> report_day(const ReportRule& rule, const std::optional<dates::Period>& period,
                                    const dates::Calendar& calendar) noexcept {
    if (rule.recurrence && period) return report_day(rule, *period, calendar);
    if (rule.once) return ReportDay{rule.once_named.value_or(*rule.once), *rule.once};
    return std::nullopt;
}

std::optional<deadlines::DataWindow> data_window(const ReportRule& rule, const std::optional<dates::Period>& period,
                                                 const dates::Calendar& calendar) noexcept {
    if (!period) return rule.once_data;
    if (!rule.cut_off) return std::nullopt;
    return deadlines::data_window(*rule.cut_off, *period, calendar);
}

std::vector<UnitIndex> reporters_of(const ReportRule& rule, const UnitDirectory& units) {
    std::vector<UnitIndex> reporters;
    for (const UnitIndex written : rule.from) {
        const auto expanded = units.expand(written);
        reporters.insert(reporters.end(), expanded.begin(), expanded.end());
    }
    std::sort(reporters.begin(), reporters.end());
    reporters.erase(std::unique(reporters.begin(), reporters.end()), reporters.end());
    return reporters;
}

bool has_joined(const ReportRule& rule, UnitIndex reporter, Date due) noexcept {
    const auto joined = std::lower_bound(rule.joined.begin(), rule.joined.end(), reporter,
                                         [](const Joined& one, UnitIndex wanted) { return one.unit < wanted; });
    if (joined == rule.joined.end() || joined->unit != reporter || !joined->since) return true;
    return due >= dates::date_of(*joined->since);
}

bool owes(const ReportRule& rule, UnitIndex reporter, Date due, const std::vector<UnitIndex>& reporters,
          const UnitDirectory& units) {
    return has_joined(rule, reporter, due) && !is_covered_by_successors(rule, reporter, due, reporters, units);
}

}  // namespace rules::model
