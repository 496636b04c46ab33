#include "daemon/summaries/figures.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace dondoc::summaries {

namespace json = boost::json;
namespace model = rules::model;
using outbox::SummaryFigures;

namespace {

SummaryFigures figures(const rules::engine::Tally& tally, const rules::engine::ReportTally& reports) {
    SummaryFigures all;
    all.assigned = tally.assigned();
    all.done = tally.done();
    all.on_time = tally.of(model::Status::done_on_time);
    all.fell_due = tally.fell_due();
    all.due_soon = tally.of(model::Status::due_soon);
    all.overdue = tally.of(model::Status::overdue);
    all.reports_missing = reports.missing;
    return all;
}

bool worse(const SummaryFigures& a, const SummaryFigures& b) {
    const auto missing = [](const SummaryFigures& one) { return one.overdue + one.reports_missing; };
    if (missing(a) != missing(b)) return missing(a) > missing(b);
    return a.of_due().value_or(2) < b.of_due().value_or(2);
}

json::value to_value(const SummaryFigures& one) {
    return json::array{one.assigned, one.done,    one.on_time,        one.fell_due,
                       one.due_soon, one.overdue, one.reports_missing};
}

SummaryFigures from_value(const json::value& value, std::string id) {
    SummaryFigures one;
    one.id = std::move(id);
    std::uint32_t* const fields[] = {&one.assigned, &one.done,    &one.on_time,        &one.fell_due,
                                     &one.due_soon, &one.overdue, &one.reports_missing};
    const json::array& numbers = value.as_array();
    for (std::size_t i = 0; i < std::size(fields); ++i) *fields[i] = numbers.at(i).to_number<std::uint32_t>();
    return one;
}

}  // namespace

Figures figures_of(const rules::engine::Statistics& statistics, const model::UnitDirectory& units) {
    Figures found;
    for (std::size_t i = 0; i < statistics.units.size(); ++i) {
        const auto& [assignments, reports, values] = statistics.units[i];
        if (assignments.assigned() == 0 && reports.asked == 0) continue;
        SummaryFigures one = figures(assignments, reports);
        one.id = units.all()[i].id;
        one.name = units.all()[i].name;
        found.units.push_back(std::move(one));
    }
    std::stable_sort(found.units.begin(), found.units.end(), worse);
    found.all = figures(statistics.all, statistics.all_reports);
    return found;
}

std::string to_json(const Figures& figures, rules::dates::Date as_of, int year) {
    json::object units;
    for (const SummaryFigures& one : figures.units) units[one.id] = to_value(one);
    return json::serialize(json::object{{"as_of", rules::dates::format_iso(as_of)},
                                        {"year", year},
                                        {"all", to_value(figures.all)},
                                        {"units", std::move(units)}});
}

std::optional<Kept> from_json(std::string_view text) {
    try {
        const json::object object = json::parse(text).as_object();
        Kept kept;
        const auto day = rules::dates::parse_iso(std::string_view(object.at("as_of").as_string()));
        if (!day) return std::nullopt;
        kept.as_of = *day;
        kept.year = object.at("year").to_number<int>();
        kept.all = from_value(object.at("all"), {});
        for (const auto& [id, value] : object.at("units").as_object())
            kept.units.emplace(std::string(id), from_value(value, std::string(id)));
        return kept;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace dondoc::summaries
