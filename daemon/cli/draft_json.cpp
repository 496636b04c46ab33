#include "daemon/cli/draft_json.hpp"

#include "daemon/cli/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace dondoc::cli {

namespace json = boost::json;

namespace {

using Readings = std::vector<intake::UnitReading>;

json::value said(const std::string& text) {
    if (text.empty()) return nullptr;
    return json::string(text);
}

json::array names_of(const Readings& units) {
    json::array names;
    for (const auto& unit : units) names.emplace_back(unit.name);
    return names;
}

json::array ids_of(const Readings& units) {
    json::array ids;
    for (const auto& unit : units) ids.push_back(said(unit.id));
    return ids;
}

json::array readings_of(const Readings& units) {
    json::array readings;
    for (const auto& unit : units)
        readings.push_back(json::object{{"name", unit.name},
                                        {"qualifier", said(unit.qualifier)},
                                        {"id", said(unit.id)},
                                        {"suggestion", said(unit.suggestion)}});
    return readings;
}

json::object to_json(const rules::model::Plan& plan) {
    return {{"number", said(plan.number)},
            {"date", cli::to_json(plan.date)},
            {"issuer", said(plan.issuer)},
            {"title", said(plan.title)},
            {"id", plan.id},
            {"year", plan.year}};
}

json::object to_json(const intake::AssignmentDraft& assignment) {
    return {{"ordinal", assignment.ordinal},
            {"section", assignment.section},
            {"title", assignment.title},
            {"lead", names_of(assignment.leads)},
            {"support", names_of(assignment.supports)},
            {"deliverable", assignment.deliverable},
            {"deadline", cli::to_json(assignment.deadline)},
            {"lead_ids", ids_of(assignment.leads)},
            {"support_ids", ids_of(assignment.supports)},
            {"seq", assignment.seq},
            {"place", assignment.where.vi()},
            {"lead_words", assignment.lead_words},
            {"support_words", assignment.support_words},
            {"central", assignment.central ? json::value(cli::to_json(*assignment.central)) : nullptr},
            {"note", assignment.note},
            {"lead_readings", readings_of(assignment.leads)},
            {"support_readings", readings_of(assignment.supports)}};
}

// The last acceptable day of a duty that comes again, as it stands in any year (leap years do not count).
std::string due_of(const rules::deadlines::Recurrence& recurrence) {
    using Anchor = rules::deadlines::DuePlace::Anchor;
    using rules::dates::PeriodKind;
    static constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto& due = recurrence.due;
    const int day = due.day + due.shift_days;
    const bool counted = day >= 1 && due.shift_working_days == 0;
    if (due.anchor == Anchor::weekday && due.day >= 1) {
        const int weekday = ((due.day - 1 + due.shift_days) % 7 + 7) % 7;
        return std::string(weekdays.at(static_cast<std::size_t>(weekday)));
    }
    if (due.anchor == Anchor::month_after && due.month == 1 && counted) return fmt::format("next-month-{:02}", day);
    if (due.anchor == Anchor::month_of_period && due.month == -1 && counted)
        return recurrence.period == PeriodKind::month ? fmt::format("{:02}", day)
                                                      : fmt::format("quarter-last-month-{:02}", day);
    if (due.anchor == Anchor::month_of_period && due.month == 1 && recurrence.period == PeriodKind::month && counted)
        return fmt::format("{:02}", day);
    if (due.anchor == Anchor::period_end && recurrence.period == PeriodKind::month && due.shift_days == 0)
        return "month-end";
    if (due.anchor == Anchor::month_of_year) {
        using namespace std::chrono;
        const auto date =
            sys_days{year{2026} / month{static_cast<unsigned>(due.month)} / due.day} + days{due.shift_days};
        return rules::dates::format_iso(date).substr(5);
    }
    return {};
}

json::value due_of(const rules::reporting::Duty& duty) {
    if (duty.due) return cli::to_json(duty.due);
    return duty.names_day && duty.recurrence ? said(due_of(*duty.recurrence)) : nullptr;
}

json::object to_json(const intake::ReportDraft& report) {
    return {{"clause", said(report.clause)},
            {"reporter", said(report.duty.reporter)},
            {"recipient", said(report.duty.recipient)},
            {"via", said(report.duty.via)},
            {"period", rules::reporting::frequency_name(report.duty)},
            {"due", due_of(report.duty)},
            {"text", report.sentence},
            {"reporter_ids", ids_of(report.reporters)},
            {"recipient_ids", ids_of(report.recipients)},
            {"via_ids", ids_of(report.via)},
            {"place", report.where.vi()},
            {"due_words", said(report.duty.words)},
            {"forward_to", said(report.duty.forward_to)},
            {"reporter_readings", readings_of(report.reporters)},
            {"recipient_readings", readings_of(report.recipients)},
            {"via_readings", readings_of(report.via)}};
}

// 97 rather than 97.0, so that a whole number reads as people wrote it.
json::value number(double value) {
    constexpr double exact = 9.0e15;
    if (std::abs(value) < exact && std::floor(value) == value) return static_cast<std::int64_t>(value);
    return value;
}

json::value target_value(const rules::model::Target& target) {
    return target.value ? number(*target.value) : json::value(json::string(target.words));
}

json::object to_json(const intake::IndicatorDraft& indicator) {
    const auto& record = indicator.record;
    json::array targets;
    for (const auto& target : record.targets)
        targets.push_back(json::object{{"year", target.year == 0 ? json::value(nullptr) : json::value(target.year)},
                                       {"comparator", rules::model::comparator_sign(target.comparator)},
                                       {"value", target_value(target)},
                                       {"text", target.words}});
    return {{"ordinal", record.ordinal},
            {"name", record.name},
            {"unit", record.unit_of_measure},
            {"targets", targets},
            {"owner", record.owner_words},
            {"owner_ids", ids_of(indicator.owners)},
            {"seq", record.seq},
            {"place", indicator.where.vi()},
            {"group", record.group},
            {"baseline", record.baseline ? number(*record.baseline) : json::value(nullptr)},
            {"baseline_words", record.baseline_words},
            {"advisor", record.advisor_words},
            {"advisor_ids", ids_of(indicator.advisors)},
            {"note", record.note},
            {"owner_readings", readings_of(indicator.owners)},
            {"advisor_readings", readings_of(indicator.advisors)}};
}

json::object to_json(const intake::Doubt& doubt) {
    return {{"place", doubt.where.vi()},
            {"text", doubt.text},
            {"why", doubt.vi},
            {"why_en", doubt.en},
            {"kind", intake::doubt_kind_name(doubt.kind)},
            {"seq", doubt.seq},
            // The first names of three of these fields: programs may read them.
            {"where", doubt.where.vi()},
            {"message", doubt.vi},
            {"message_en", doubt.en}};
}

template <class Value>
json::array list_of(const std::vector<Value>& values) {
    json::array list;
    list.reserve(values.size());
    for (const auto& value : values) list.push_back(to_json(value));
    return list;
}

}  // namespace

json::object to_json(const intake::Draft& draft) {
    return {{"plan", to_json(draft.plan)},
            {"assignments", list_of(draft.assignments)},
            {"reports", list_of(draft.reports)},
            {"indicators", list_of(draft.indicators)},
            {"doubts", list_of(draft.doubts)}};
}

}  // namespace dondoc::cli
