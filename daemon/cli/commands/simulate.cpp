#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/outbox/compose.hpp"
#include "rules/engine/simulate.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string from;
    std::string to;
    std::string unit;
};

/// One reminder that would be sent.
struct Row {
    rules::dates::LocalTime at;
    std::string recipient;
    std::string key;
    std::string stage;
    std::string title;
    std::optional<rules::dates::Date> due;  ///< empty where only the arrival of an event is told
    bool late = false;
    std::optional<rules::deadlines::DataWindow> data = {};  ///< of a report: which days its figures are of
};

/// An alert as one row for each recipient; those who are the heads of a unit belong to it.
void add_alert(std::vector<Row>& rows, const model::Alert& alert, rules::dates::LocalTime at, const std::string& unit) {
    for (const std::string& recipient : alert.recipients) {
        if (!unit.empty() && recipient.substr(0, recipient.find(':')) != unit) continue;
        rows.push_back({.at = at,
                        .recipient = recipient,
                        .key = alert.key,
                        .stage = fmt::format("check:{}", model::alert_kind_name(alert.kind)),
                        .title = alert.message,
                        .due = {}});
    }
}

std::vector<Row> walk(Context& context, rules::dates::Date from, rules::dates::Date to, const std::string& unit) {
    const auto& book = context.site().book;
    std::vector<Row> rows;
    const auto visit = [&](const model::Decision& decision, const model::Snapshot& snapshot) {
        const auto indexes = outbox::assignments_to_say(decision);
        std::vector<store::Store::AssignmentRef> wanted;
        for (const auto index : indexes)
            wanted.push_back({snapshot.plans[snapshot.assignments[index].plan].id, snapshot.assignments[index].seq});
        const auto texts = context.store().texts(wanted);
        for (const auto& alert : decision.alerts) add_alert(rows, alert, decision.until, unit);
        for (const auto& reminder : decision.reminders) {
            if (reminder.outcome != model::Reminder::Outcome::send) continue;
            const std::string recipient = model::recipient_name(reminder.recipient, book);
            if (!unit.empty() && book.units[reminder.recipient.unit].id != unit) continue;
            std::string title;
            std::optional<rules::deadlines::DataWindow> data;
            if (reminder.occurrence.kind != model::SubjectKind::assignment) {
                const auto& rule = book.reports[reminder.occurrence.index];
                title = rule.title;
                if (reminder.occurrence.kind == model::SubjectKind::indicator)
                    title += ": " + snapshot.indicators[reminder.occurrence.indicator].name;
                data = model::data_window(rule, reminder.occurrence.period, book.calendar);
            } else {
                const auto found = std::lower_bound(indexes.begin(), indexes.end(), reminder.occurrence.index);
                title = texts[static_cast<std::size_t>(found - indexes.begin())].title;
            }
            rows.push_back({.at = decision.until,
                            .recipient = recipient,
                            .key = model::subject_key(reminder.occurrence, snapshot, book).text(),
                            .stage = model::stage_name(reminder, snapshot, book),
                            .title = std::move(title),
                            .due = reminder.occurrence.has_due ? std::optional(reminder.occurrence.due) : std::nullopt,
                            .late = reminder.late,
                            .data = data});
        }
    };
    using rules::dates::at;
    const auto scope = book.checks.empty() ? store::Store::Scope::open : store::Store::Scope::all;
    rules::engine::simulate(context.snapshot(from, scope), book,
                            at(from, std::chrono::seconds{0}) - std::chrono::seconds{1},
                            at(to + std::chrono::days{1}, std::chrono::seconds{0}) - std::chrono::seconds{1}, visit);
    return rows;
}

boost::json::value data_json(const std::optional<rules::deadlines::DataWindow>& data) {
    if (!data) return nullptr;
    return boost::json::object{{"from", rules::dates::format_iso(data->first)},
                               {"to", rules::dates::format_iso(data->last)}};
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto from = arguments.from.empty() ? context.today() : parse_date_option(arguments.from, "--from");
    const auto to = parse_date_option(arguments.to, "--to");
    if (to < from) throw Failure(usage_wrong, "--to trước --from (is before --from)");
    if (!arguments.unit.empty() && !context.site().book.units.find(arguments.unit)) {
        throw Failure(data_wrong, fmt::format("--unit: không có đơn vị '{}', gần nhất là '{}' (unknown unit)",
                                              arguments.unit, context.site().book.units.nearest(arguments.unit)));
    }
    const auto rows = walk(context, from, to, arguments.unit);
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const Row& row : rows) {
            list.push_back(boost::json::object{{"at", rules::dates::format_iso(row.at)},
                                               {"recipient", row.recipient},
                                               {"subject", row.key},
                                               {"stage", row.stage},
                                               {"title", row.title},
                                               {"due", cli::to_json(row.due)},
                                               {"late", row.late},
                                               {"data", data_json(row.data)}});
        }
        output.print(list);
        return good;
    }
    Table table({{"Ngày gửi"}, {"Nơi nhận"}, {"Mốc"}, {"Hạn"}, {"Mã"}, {"Nội dung", false, true}});
    for (const Row& row : rows) {
        const auto day = rules::dates::date_of(row.at);
        table.add(
            {{long_date(day)},
             {row.recipient},
             {row.stage + (row.late ? " (muộn)" : ""), row.late ? Colour::orange : Colour::none},
             {row.due ? rules::dates::format_vi(*row.due) : "–",
              row.due && *row.due < day ? Colour::red : Colour::none},
             {row.key},
             {row.data ? fmt::format("{} (số liệu từ {} đến {})", row.title, rules::dates::format_vi(row.data->first),
                                     rules::dates::format_vi(row.data->last))
                       : row.title}});
    }
    output.print(table);
    output.out << fmt::format("\n{} lời nhắc từ {} đến {} nếu không ai báo xong (reminders if nobody answers)\n",
                              rows.size(), rules::dates::format_vi(from), rules::dates::format_vi(to));
    return good;
}

}  // namespace

void add_simulate(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("simulate", "Sẽ nhắc ai, việc gì, ngày nào (who would be reminded of what, when)");
    command->add_option("--from", arguments->from, "Từ ngày, mặc định hôm nay (from)");
    command->add_option("--to", arguments->to, "Đến hết ngày (to the end of)")->required();
    command->add_option("--unit", arguments->unit, "Chỉ đơn vị này (one unit, by its id)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
