#include "rules/trial/rows.hpp"

#include "rules/language/shapes.hpp"
#include "rules/model/collecting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

std::string window_text(const std::optional<deadlines::DataWindow>& data) {
    return data ? fmt::format("{}..{}", dates::format_iso(data->first), dates::format_iso(data->last)) : std::string();
}

std::string_view severity_name(model::Severity severity) {
    return language::shapes::severities[static_cast<std::size_t>(severity)];
}

std::string time_text(dates::LocalTime at) {
    const auto of_day = at - dates::at(dates::date_of(at), std::chrono::seconds{0});
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(of_day).count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string missing_units(const model::Collected& collected, const model::UnitDirectory& units) {
    std::vector<model::UnitIndex> missing;
    for (const auto& each : collected.missing) missing.push_back(each.unit);
    std::sort(missing.begin(), missing.end());
    std::vector<std::string> ids;
    for (const model::UnitIndex unit : missing) ids.push_back(units[unit].id);
    return fmt::format("{}", fmt::join(ids, ", "));
}

void add_assignment(Row& row, const SceneAssignment& assignment, const model::Plan& plan) {
    row[Field::title] = assignment.title;
    row[Field::deliverable] = assignment.deliverable;
    row[Field::basis] = plan.number.empty() ? plan.title : plan.number;
}

void add_report(Row& row, const model::Occurrence& occurrence, const model::Snapshot& snapshot,
                const model::RuleBook& book) {
    const model::ReportRule& rule = book.reports[occurrence.index];
    row[Field::title] = rule.title;
    if (occurrence.kind == model::SubjectKind::indicator)
        row[Field::title] += ": " + snapshot.indicators[occurrence.indicator].name;
    row[Field::basis] = rule.basis;
    row[Field::form] = rule.form;
    row[Field::how] = rule.how;
    if (rule.to) row[Field::recipient] = book.units[*rule.to].id;
    if (const auto collector = rule.via ? rule.via : rule.to) row[Field::collector] = book.units[*collector].id;
    row[Field::data] = window_text(model::data_window(rule, occurrence.period, book.calendar));
    if (const auto collected = model::collected_for(occurrence, snapshot, book))
        row[Field::missing] = missing_units(*collected, book.units);
}

void add_policy(Row& row, const model::Reminder& reminder, const model::RuleBook& book) {
    const model::Policy& policy = book.policies[reminder.policy];
    row[Field::policy] = policy.id;
    row[Field::severity] =
        severity_name(reminder.announcement ? model::Severity::info : policy.stages[reminder.stage].severity);
    row[Field::channels] = policy.first_contact_only ? "first" : fmt::format("{}", fmt::join(policy.channels, ", "));
    row[Field::digest] = policy.digest == model::Policy::Digest::single ? "single" : "daily";
    if (!policy.urgent) row[Field::quiet] = quiet_text(policy.quiet.value_or(book.quiet));
}

}  // namespace

Row row_of(const model::Reminder& reminder, const model::SubjectKey& key, dates::LocalTime at,
           const model::Snapshot& snapshot, const model::RuleBook& book, const World& world) {
    const model::Occurrence& occurrence = reminder.occurrence;
    Row row;
    row[Field::on] = dates::format_iso(dates::date_of(at));
    row[Field::at] = time_text(at);
    row[Field::to] = model::recipient_name(reminder.recipient, book);
    row[Field::stage] = model::stage_name(reminder, snapshot, book);
    row[Field::subject] = key.text();
    if (occurrence.has_due) row[Field::due] = dates::format_iso(occurrence.due);
    row[Field::late] = reminder.late ? "true" : "false";
    if (const auto from = model::inheritance_of(reminder, snapshot, book))
        row[Field::inherited_from] = book.units[from->from].id;
    add_policy(row, reminder, book);
    if (occurrence.kind == model::SubjectKind::assignment) {
        add_assignment(row, world.scene_of(occurrence.index),
                       snapshot.plans[snapshot.assignments[occurrence.index].plan]);
    } else if (occurrence.kind == model::SubjectKind::event) {
        row[Field::title] = snapshot.awaited[occurrence.index].words;
    } else {
        add_report(row, occurrence, snapshot, book);
    }
    return row;
}

Row row_of(const model::Alert& alert, dates::Date day) {
    Row row;
    row[Field::on] = dates::format_iso(day);
    row[Field::state] = model::alert_kind_name(alert.kind);
    row[Field::alert] = alert.key;
    row[Field::message] = alert.message;
    row[Field::severity] = severity_name(alert.severity);
    std::vector<std::string> recipients = alert.recipients;
    std::sort(recipients.begin(), recipients.end());
    row[Field::to] = fmt::format("{}", fmt::join(recipients, ", "));
    return row;
}

}  // namespace rules::trial
