#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "rules/engine/occurrences.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

/// `request`: reports that somebody asks for when they are needed (đột xuất).
namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string rule;
    std::string due;
    std::string basis;
    std::vector<std::string> units;
};

const model::ReportRule& find_rule(const model::RuleBook& book, const std::string& id) {
    std::string known;
    for (const auto& rule : book.reports) {
        if (!rule.on_request) continue;
        if (rule.id == id) return rule;
        known += (known.empty() ? "" : ", ") + rule.id;
    }
    throw Failure(
        data_wrong,
        fmt::format("'{}' không phải chế độ báo cáo theo yêu cầu (period: on-request); có: {} (no report rule on "
                    "request)",
                    id, known.empty() ? "không có" : known));
}

/// Ids of the units named, each of which the rule must name as well.
std::vector<std::string> asked_ids(const Arguments& arguments, const model::ReportRule& rule,
                                   const model::UnitDirectory& units) {
    const auto reporters = model::reporters_of(rule, units);
    if (reporters.empty() && arguments.units.empty())
        throw Failure(data_wrong, fmt::format("'{}' không có đơn vị nào ở from (the rule names nobody)", rule.id));
    std::vector<std::string> ids;
    for (const std::string& name : arguments.units) {
        auto unit = units.find(name);
        if (!unit) unit = units.find_by_name(name);
        if (!unit)
            throw Failure(data_wrong, fmt::format("--unit: không có đơn vị '{}', gần nhất là '{}' (unknown unit)", name,
                                                  units.nearest(name)));
        for (const auto member : units.expand(*unit)) {
            if (!std::binary_search(reporters.begin(), reporters.end(), member))
                throw Failure(data_wrong,
                              fmt::format("--unit: '{}' không có trong chế độ báo cáo '{}' (unit does not owe "
                                          "this report)",
                                          units[member].id, rule.id));
            if (std::find(ids.begin(), ids.end(), units[member].id) == ids.end()) ids.push_back(units[member].id);
        }
    }
    return ids;
}

ExitCode ask(Context& context, const Arguments& arguments) {
    const auto& book = context.site().book;
    const auto& rule = find_rule(book, arguments.rule);
    if (arguments.due.empty()) throw Failure(usage_wrong, "cần --due NGÀY (--due is needed)");
    model::ReportRequest request;
    request.rule = rule.id;
    request.asked = context.today();
    request.due = model::rolled(parse_date_option(arguments.due, "--due"), rule.roll, book.calendar);
    request.basis = arguments.basis;
    request.units = asked_ids(arguments, rule, book.units);
    if (request.due < request.asked)
        throw Failure(usage_wrong, fmt::format("--due: {} đã qua (is over)", rules::dates::format_vi(request.due)));
    request.number = context.store().request_report(request, context.actor());
    context.tell_daemon();
    const auto asked = rules::engine::asked_units(request, rule, book.units);
    const std::string number = model::request_key(request.number);
    if (context.output().json) {
        boost::json::array subjects;
        for (const auto unit : asked)
            subjects.emplace_back(model::SubjectKey{model::report_key(rule.id, book.units[unit].id), number}.text());
        context.output().print(boost::json::object{{"rule", rule.id},
                                                   {"request", number},
                                                   {"due", rules::dates::format_iso(request.due)},
                                                   {"basis", request.basis},
                                                   {"subjects", subjects}});
    } else {
        context.output().out << fmt::format("{} {}: {} đơn vị báo cáo, hạn {} (units asked)\n", rule.id, number,
                                            asked.size(), long_date(request.due));
    }
    return good;
}

/// What has become of a request at one unit.
struct Answer {
    std::string unit;
    std::string subject;
    std::optional<rules::dates::Date> done;
    std::optional<rules::dates::Date> due;
};

std::vector<Answer> answers(const model::ReportRequest& request, const model::ReportRule& rule,
                            const model::Snapshot& snapshot, const model::RuleBook& book) {
    std::vector<Answer> all;
    for (const auto unit : rules::engine::asked_units(request, rule, book.units)) {
        const auto period =
            rules::engine::requested_period(request, rules::engine::facts_of(rule, unit, snapshot, book));
        const std::string& id = book.units[unit].id;
        all.push_back({.unit = id,
                       .subject = model::SubjectKey{model::report_key(rule.id, id), period.key()}.text(),
                       .done = period.completion ? std::optional(period.completion->on) : std::nullopt,
                       .due = period.version.due});
    }
    return all;
}

boost::json::object to_json(const store::RequestRow& row, const std::vector<Answer>& all) {
    boost::json::array units;
    for (const Answer& answer : all) {
        units.push_back(boost::json::object{{"unit", answer.unit},
                                            {"subject", answer.subject},
                                            {"due", cli::to_json(answer.due)},
                                            {"done", cli::to_json(answer.done)}});
    }
    return {{"rule", row.request.rule},
            {"request", model::request_key(row.request.number)},
            {"asked", rules::dates::format_iso(row.request.asked)},
            {"due", rules::dates::format_iso(row.request.due)},
            {"basis", row.request.basis},
            {"who", row.who},
            {"units", units}};
}

ExitCode list(Context& context) {
    const auto& book = context.site().book;
    const auto snapshot = context.snapshot(context.today());
    boost::json::array values;
    Table table({{"Yêu cầu"}, {"Tên", false, true}, {"Ngày yêu cầu"}, {"Hạn"}, {"Đã có"}, {"Căn cứ", false, true}});
    for (const auto& row : context.store().requests()) {
        const auto rule = std::find_if(book.reports.begin(), book.reports.end(),
                                       [&](const auto& each) { return each.id == row.request.rule; });
        const auto all =
            rule == book.reports.end() ? std::vector<Answer>{} : answers(row.request, *rule, snapshot, book);
        const auto done = std::count_if(all.begin(), all.end(), [](const Answer& answer) { return answer.done; });
        values.push_back(to_json(row, all));
        table.add({{fmt::format("{} {}", row.request.rule, model::request_key(row.request.number))},
                   {rule == book.reports.end() ? "(quy tắc không còn)" : rule->title},
                   {rules::dates::format_vi(row.request.asked)},
                   {rules::dates::format_vi(row.request.due)},
                   {fmt::format("{}/{}", done, all.size())},
                   {row.request.basis}});
    }
    if (context.output().json) {
        context.output().print(values);
        return good;
    }
    context.output().print(table);
    context.output().out << fmt::format("\n{} yêu cầu (requests)\n", table.rows());
    return good;
}

}  // namespace

void add_request(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("request", "Yêu cầu báo cáo đột xuất (ask for a report on request)");
    command->fallthrough();
    command->add_option("RULE", arguments->rule, "Mã chế độ báo cáo (id of the rule)");
    command->add_option("--due", arguments->due, "Hạn gửi (last day)");
    command->add_option("--basis", arguments->basis, "Căn cứ, ví dụ số văn bản yêu cầu (the document that asks)");
    command->add_option("--unit", arguments->units, "Chỉ những đơn vị này (only these units)")->allow_extra_args(false);
    auto* listing = command->add_subcommand("list", "Các yêu cầu và ai đã báo cáo (requests and who has answered)");
    listing->callback([&chosen] { chosen = list; });
    command->callback([&chosen, arguments, listing] {
        if (listing->parsed()) return;
        chosen = [arguments](Context& context) {
            if (arguments->rule.empty())
                throw Failure(usage_wrong, "cần mã chế độ báo cáo, hoặc: dondoc request list (a rule is needed)");
            return ask(context, *arguments);
        };
    });
}

}  // namespace dondoc::cli
