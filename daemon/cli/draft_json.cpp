#include "daemon/cli/draft_json.hpp"

#include "daemon/cli/json.hpp"
#include "rules/reporting/forms.hpp"

#include <boost/json/array.hpp>

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

json::object to_json(const intake::ReportDraft& report) {
    return {{"clause", said(report.clause)},
            {"reporter", said(report.duty.reporter)},
            {"recipient", said(report.duty.recipient)},
            {"via", said(report.duty.via)},
            {"period", rules::reporting::frequency_name(report.duty)},
            {"due", said(rules::reporting::due_form(report.duty))},
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

json::object to_json(const intake::IndicatorDraft& indicator) {
    json::object value = cli::to_json(indicator);
    value["owner_ids"] = ids_of(indicator.owners);
    value["advisor_ids"] = ids_of(indicator.advisors);
    return value;
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
    json::object plan = to_json(draft.plan);
    plan["issuer_parent"] = said(draft.issuer_parent);
    return {{"plan", std::move(plan)},
            {"assignments", list_of(draft.assignments)},
            {"reports", list_of(draft.reports)},
            {"indicators", list_of(draft.indicators)},
            {"doubts", list_of(draft.doubts)}};
}

}  // namespace dondoc::cli
