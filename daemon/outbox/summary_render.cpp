#include "daemon/outbox/summary_words.hpp"
#include "daemon/outbox/template_data.hpp"
#include "daemon/outbox/templates.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <kainjow/mustache.hpp>

namespace dondoc::outbox {

namespace json = boost::json;
using kainjow::mustache::data;

namespace {

void set_count(data& values, const std::string& name, std::size_t count) {
    set_optional(values, name, count == 0 ? std::string() : fmt::to_string(count));
}

data unit_data(const SummaryWords::Unit& unit) {
    data values;
    values.set("name", unit.name);
    values.set("overdue", unit.overdue);
    values.set("of_due", unit.of_due);
    values.set("of_all", unit.of_all);
    values.set("numbers", unit.numbers);
    values.set("level", unit.level);
    set_optional(values, "change", unit.change);
    set_optional(values, "reports", unit.reports);
    return values;
}

data overdue_data(const SummaryWords::Overdue& line) {
    data values;
    values.set("subject", line.subject);
    values.set("title", line.title);
    values.set("units", line.units);
    values.set("due", line.due);
    values.set("left", line.left);
    values.set("new", data(line.is_new));
    return values;
}

data section_data(const SummaryWords::Section& section) {
    data lines(data::type::list);
    for (const auto& text : section.lines) {
        data line;
        line.set("text", text);
        lines.push_back(line);
    }
    data values;
    values.set("title", section.title);
    values.set("lines", lines);
    set_count(values, "more", section.more);
    return values;
}

template <class Things, class Make>
data list_of(const Things& things, Make&& make) {
    data list(data::type::list);
    for (const auto& thing : things) list.push_back(make(thing));
    return list;
}

json::object figures_json(const SummaryFigures& figures) {
    return {{"id", figures.id},
            {"name", figures.name},
            {"assigned", figures.assigned},
            {"done", figures.done},
            {"on_time", figures.on_time},
            {"fell_due", figures.fell_due},
            {"due_soon", figures.due_soon},
            {"overdue", figures.overdue},
            {"reports_missing", figures.reports_missing}};
}

json::array texts_json(const std::vector<std::string>& texts) {
    json::array list;
    for (const auto& text : texts) list.emplace_back(text);
    return list;
}

}  // namespace

data summary_data(const SummaryWords& words, const ComposeContext& context) {
    data values;
    values.set("site", context.sender.site_name);
    values.set("recipient", words.recipient);
    values.set("title", words.title);
    values.set("as_of", words.as_of);
    set_optional(values, "since", words.since);
    values.set("headline", words.headline);
    values.set("columns", words.columns);
    values.set("units", list_of(words.units, unit_data));
    values.set("all", unit_data(words.all));
    set_count(values, "more_units", words.more_units);
    data overdue;
    overdue.set("count", fmt::to_string(words.overdue_count));
    overdue.set("lines", list_of(words.overdue, overdue_data));
    set_count(overdue, "more", words.more_overdue);
    values.set("overdue", words.overdue.empty() ? data(false) : overdue);
    data sections = list_of(words.sections, section_data);
    if (words.anchor) sections.push_back(section_data(*words.anchor));
    values.set("sections", sections);
    return values;
}

Rendered render_summary(const SummaryWords& words, std::string_view locale, const ComposeContext& context) {
    return fill_all("summary", locale, summary_data(words, context), context.templates);
}

json::object summary_values(const Summary& summary, const SummaryWords& words) {
    json::array units;
    for (const SummaryLine& line : summary.lines) {
        json::object unit = figures_json(line.figures);
        unit["before"] = line.before ? json::value(figures_json(*line.before)) : nullptr;
        units.emplace_back(std::move(unit));
    }
    json::array overdue;
    for (const OverdueLine& line : summary.overdue)
        overdue.emplace_back(json::object{{"subject", line.subject},
                                          {"title", line.title},
                                          {"units", line.units},
                                          {"due", rules::dates::format_iso(line.due)},
                                          {"days", line.days},
                                          {"new", line.is_new}});
    json::array gaps;
    for (const store::Gap& gap : summary.gaps)
        gaps.emplace_back(json::object{{"since", gap.since.time_since_epoch().count()},
                                       {"until", gap.until.time_since_epoch().count()},
                                       {"missed", gap.missed},
                                       {"dropped", gap.dropped}});
    json::array years;
    for (const int year : summary.computed_years) years.emplace_back(year);
    return {{"every", words.every},
            {"as_of", rules::dates::format_iso(summary.as_of)},
            {"since", summary.since ? json::value(rules::dates::format_iso(*summary.since)) : nullptr},
            {"headline", words.headline},
            {"units", std::move(units)},
            {"all", figures_json(summary.all.figures)},
            {"all_before", summary.all.before ? json::value(figures_json(*summary.all.before)) : nullptr},
            {"overdue", std::move(overdue)},
            {"waiting", texts_json(summary.waiting)},
            {"failed", texts_json(summary.failed)},
            {"gaps", std::move(gaps)},
            {"computed_years", std::move(years)},
            {"log_head", summary.log_head.empty() ? json::value(nullptr) : json::value(summary.log_head)}};
}

std::string summary_json(const Summary& summary, const std::string& period, const SummaryWords& words,
                         const ComposeContext& context) {
    json::object values = summary_values(summary, words);
    values["site"] = context.sender.site_name;
    values["recipient_name"] = words.recipient;
    values["period"] = period;
    return json::serialize(json::object{{"type", "summary"},
                                        {"timestamp", rules::dates::format_iso(context.now - context.utc_offset) + "Z"},
                                        {"data", std::move(values)}});
}

}  // namespace dondoc::outbox
