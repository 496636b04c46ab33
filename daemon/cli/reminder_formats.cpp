#include "daemon/cli/reminder_formats.hpp"

#include "daemon/cli/csv.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/feeds/ics.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <CLI/Validators.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace dondoc::cli {
namespace {

constexpr std::array<std::string_view, 4> names{"table", "json", "ics", "csv"};

std::string iso(const std::optional<rules::dates::Date>& date) {
    return date ? rules::dates::format_iso(*date) : std::string();
}

boost::json::value data_json(const std::optional<rules::deadlines::DataWindow>& data) {
    if (!data) return nullptr;
    return boost::json::object{{"from", rules::dates::format_iso(data->first)},
                               {"to", rules::dates::format_iso(data->last)}};
}

std::string csv_of(const std::vector<ReminderLine>& lines) {
    static const std::array<std::string, 12> header{"at",  "recipient", "unit",   "subject", "stage",     "title",
                                                    "due", "late",      "policy", "rule",    "data_from", "data_to"};
    std::string text = csv_record(header);
    for (const ReminderLine& line : lines) {
        const std::array<std::string, 12> cells{
            rules::dates::format_iso(line.at),
            line.recipient,
            line.unit,
            line.subject,
            line.stage,
            line.title,
            iso(line.due),
            line.late ? "true" : "false",
            line.policy,
            line.rule,
            line.data ? rules::dates::format_iso(line.data->first) : "",
            line.data ? rules::dates::format_iso(line.data->last) : "",
        };
        text += csv_record(cells);
    }
    return text;
}

/// A reminder whose day moves keeps its uid, so that a calendar program moves what it has. An alert may come again.
std::string uid_of(const ReminderLine& line, const std::string& domain) {
    std::string uid = fmt::format("{} {} {}", line.subject, line.stage, line.recipient);
    if (line.policy.empty()) uid += " " + rules::dates::format_iso(line.at);
    return fmt::format("{}@{}", uid, domain);
}

std::string ics_of(const std::vector<ReminderLine>& lines, std::string_view name, const std::string& domain,
                   std::chrono::sys_seconds stamp) {
    std::vector<feeds::DayEvent> events;
    events.reserve(lines.size());
    for (const ReminderLine& line : lines) {
        const auto day = rules::dates::date_of(line.at);
        const std::string due = line.due ? fmt::format(" (hạn {})", rules::dates::format_vi(*line.due)) : "";
        events.push_back({.uid = uid_of(line, domain),
                          .first = day,
                          .last = day,
                          .summary = fmt::format("{}: {}{}", line.recipient, line.title, due),
                          .description = fmt::format("{}; {}", line.subject, line.stage)});
    }
    return feeds::to_ics(std::string(name), events, stamp);
}

void print_table(const Output& output, const std::vector<ReminderLine>& lines) {
    Table table({{"Ngày gửi"}, {"Nơi nhận"}, {"Mốc"}, {"Hạn"}, {"Mã"}, {"Nội dung", false, true}});
    for (const ReminderLine& line : lines) {
        const auto day = rules::dates::date_of(line.at);
        table.add({{long_date(day)},
                   {line.recipient},
                   {line.stage + (line.late ? " (muộn)" : ""), line.late ? Colour::orange : Colour::none},
                   {line.due ? rules::dates::format_vi(*line.due) : "–",
                    line.due && *line.due < day ? Colour::red : Colour::none},
                   {line.subject},
                   {line.data ? fmt::format("{} (số liệu từ {} đến {})", line.title,
                                            rules::dates::format_vi(line.data->first),
                                            rules::dates::format_vi(line.data->last))
                              : line.title}});
    }
    output.print(table);
}

}  // namespace

boost::json::object to_json(const ReminderLine& line) {
    return {{"at", rules::dates::format_iso(line.at)},
            {"recipient", line.recipient},
            {"subject", line.subject},
            {"stage", line.stage},
            {"title", line.title},
            {"due", cli::to_json(line.due)},
            {"late", line.late},
            {"data", data_json(line.data)},
            {"unit", line.unit},
            {"policy", line.policy},
            {"rule", line.rule}};
}

void add_format_option(CLI::App& command, std::string& format) {
    command.add_option("--format", format, "table, json, ics, csv")
        ->check(CLI::IsMember({"table", "json", "ics", "csv"}));
}

ListFormat list_format(const std::string& format, const Output& output) {
    if (format.empty()) return output.json ? ListFormat::json : ListFormat::table;
    if (output.json && format != "json")
        throw Failure(usage_wrong, fmt::format("--json và --format {} trái nhau (contradict each other)", format));
    const auto* const found = std::find(names.begin(), names.end(), format);
    return static_cast<ListFormat>(found - names.begin());
}

void print_list(Context& context, const std::vector<ReminderLine>& lines, ListFormat format, std::string_view name) {
    const Output& output = context.output();
    switch (format) {
        case ListFormat::json: {
            boost::json::array list;
            for (const ReminderLine& line : lines) list.push_back(to_json(line));
            return output.print(list);
        }
        case ListFormat::csv: output.out << csv_of(lines); return;
        case ListFormat::ics:
            output.out << ics_of(lines, name, context.site().config.sender.domain, context.now());
            return;
        case ListFormat::table: return print_table(output, lines);
    }
}

}  // namespace dondoc::cli
