#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/outbox/alerts.hpp"
#include "rules/engine/checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json/array.hpp>

#include <ostream>
#include <span>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

rules::engine::CheckResult evaluate(Context& context, rules::dates::Date today) {
    const auto snapshot = context.snapshot(today, store::Store::Scope::all);
    const auto channels = context.store().channel_counts(context.now());
    const auto titles = [&](std::span<const std::uint32_t> indexes) {
        std::vector<store::Store::AssignmentRef> wanted;
        for (const auto index : indexes)
            wanted.push_back({snapshot.plans[snapshot.assignments[index].plan].id, snapshot.assignments[index].seq});
        std::vector<std::string> all;
        for (auto& text : context.store().texts(wanted)) all.push_back(std::move(text.title));
        return all;
    };
    auto result = rules::engine::evaluate_checks(
        {.snapshot = snapshot, .book = context.site().book, .today = today, .channels = channels, .titles = titles},
        snapshot.check_states);
    std::erase_if(result.alerts, [](const model::Alert& alert) { return alert.kind == model::Alert::Kind::cleared; });
    return result;
}

bool is_new(const model::Alert& alert) {
    return alert.kind == model::Alert::Kind::raised;
}

boost::json::object to_json(const model::Alert& alert) {
    boost::json::array recipients;
    for (const auto& recipient : alert.recipients) recipients.emplace_back(recipient);
    boost::json::object values;
    for (const auto& [name, value] : alert.values) values[name] = value;
    return {{"key", alert.key},
            {"check", alert.check},
            {"each", model::check_each_name(alert.each)},
            {"severity", outbox::severity_name(alert.severity)},
            {"since", rules::dates::format_iso(alert.since)},
            {"new", is_new(alert)},
            {"message", alert.message},
            {"recipients", std::move(recipients)},
            {"values", std::move(values)}};
}

void print_json(const Output& output, rules::dates::Date today, const rules::engine::CheckResult& result) {
    boost::json::array alerts;
    for (const auto& alert : result.alerts) alerts.push_back(to_json(alert));
    boost::json::array faults;
    for (const auto& fault : result.faults) faults.emplace_back(fault);
    output.print(boost::json::object{
        {"on", rules::dates::format_iso(today)}, {"alerts", std::move(alerts)}, {"faults", std::move(faults)}});
}

void print_table(const Output& output, rules::dates::Date today, const rules::engine::CheckResult& result) {
    Table table(
        {{"Mức"}, {"Mã"}, {"Từ ngày"}, {"Nội dung", false, true}, {"Báo cho", false, true}, {"Vì", false, true}});
    int fresh = 0;
    for (const auto& alert : result.alerts) {
        fresh += is_new(alert) ? 1 : 0;
        const auto line = outbox::make_alert_line(alert, "vi");
        std::string why;
        for (const auto& [name, value] : alert.values)
            why += fmt::format("{}{} = {}", why.empty() ? "" : "; ", name, value);
        const Colour colour = alert.severity == model::Severity::critical  ? Colour::red
                              : alert.severity == model::Severity::warning ? Colour::orange
                                                                           : Colour::none;
        table.add({{line.label, colour},
                   {alert.key},
                   {rules::dates::format_vi(alert.since) + (is_new(alert) ? " (mới)" : "")},
                   {line.text},
                   {fmt::format("{}", fmt::join(alert.recipients, ", "))},
                   {std::move(why)}});
    }
    output.print(table);
    output.out << fmt::format("\n{} cảnh báo đang đúng vào {}, trong đó {} chưa báo (alerts that hold, not told yet)\n",
                              result.alerts.size(), long_date(today), fresh);
}

ExitCode show(Context& context, const std::string& on) {
    const auto today = on.empty() ? context.today() : parse_date_option(on, "--on");
    const auto result = evaluate(context, today);
    const Output& output = context.output();
    if (output.json) {
        print_json(output, today, result);
    } else {
        print_table(output, today, result);
        for (const auto& fault : result.faults)
            output.err << fmt::format("không tính được (could not be evaluated): {}\n", fault);
    }
    return result.faults.empty() ? good : data_wrong;
}

}  // namespace

void add_checks(CLI::App& app, Run& chosen) {
    auto on = std::make_shared<std::string>();
    auto* command = app.add_subcommand("checks", "Quy tắc tuân thủ nào đang đúng, với ai, vì sao (which checks hold)");
    command->add_option("--on", *on, "Tính đến ngày (as of), mặc định hôm nay");
    command->callback([&chosen, on] { chosen = [on](Context& context) { return show(context, *on); }; });
}

}  // namespace dondoc::cli
