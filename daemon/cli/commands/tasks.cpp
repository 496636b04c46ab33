#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/standing.hpp"
#include "daemon/cli/subjects.hpp"
#include "rules/model/status.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <map>
#include <ostream>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string plan;
    std::string status;
    std::string on;
};

struct Row {
    store::AssignmentRow assignment;
    std::string key;
    std::vector<std::string> events;  ///< ids of what it waits for
    std::optional<rules::dates::Date> due;
    model::Status status;
};

/// Ids of what assignments wait for, read a plan at a time.
class EventIds {
public:
    explicit EventIds(store::Store& store) : store_(store) {}

    std::vector<std::string> of(const std::string& plan, std::uint32_t seq) {
        auto known = plans_.find(plan);
        if (known == plans_.end()) known = plans_.emplace(plan, store_.events_of(plan)).first;
        const auto found = known->second.find(seq);
        return found == known->second.end() ? std::vector<std::string>{} : found->second;
    }

private:
    store::Store& store_;
    std::map<std::string, std::map<std::uint32_t, std::vector<std::string>>> plans_;
};

Row look_at(store::AssignmentRow assignment, rules::dates::Date today, const rules::dates::Calendar& calendar) {
    const Standing standing = standing_of(assignment, today, calendar);
    Row row{.assignment = {},
            .key = model::assignment_key(assignment.plan.id, assignment.record.seq),
            .events = {},
            .due = standing.due,
            .status = standing.status};
    row.assignment = std::move(assignment);
    return row;
}

boost::json::object to_json(const Row& row) {
    const auto& text = row.assignment.record.text;
    boost::json::array leads(row.assignment.record.leads.begin(), row.assignment.record.leads.end());
    boost::json::array supports(row.assignment.record.supports.begin(), row.assignment.record.supports.end());
    boost::json::array unresolved(row.assignment.record.unresolved_units.begin(),
                                  row.assignment.record.unresolved_units.end());
    return {{"subject", row.key},
            {"plan", row.assignment.plan.number},
            {"ordinal", text.ordinal},
            {"section", text.section},
            {"title", text.title},
            {"lead_words", text.lead_words},
            {"leads", leads},
            {"support_words", text.support_words},
            {"supports", supports},
            {"unresolved_units", unresolved},
            {"deliverable", text.deliverable},
            {"deadline_words", text.deadline_words},
            {"deadline", cli::to_json(row.assignment.record.deadline)},
            {"condition", text.condition},
            {"events", boost::json::array(row.events.begin(), row.events.end())},
            {"central_words", text.central_words},
            {"note", text.note},
            {"due", cli::to_json(row.due)},
            {"status", model::status_name(row.status)}};
}

std::vector<std::string> status_names() {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(model::Status::unresolved); ++i) {
        names.emplace_back(model::status_name(static_cast<model::Status>(i)));
    }
    return names;
}

void print_counts(const Output& output, const std::map<model::Status, int>& counts) {
    for (const auto& [status, count] : counts) output.out << fmt::format("{}: {}  ", model::status_vi(status), count);
    output.out << '\n';
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto today = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    auto assignments = context.store().assignments(arguments.plan);
    if (assignments.empty() && !arguments.plan.empty()) {
        throw Failure(data_wrong,
                      fmt::format("không có kế hoạch '{}'; xem mã bằng: dondoc tasks (no such plan)", arguments.plan));
    }
    Table table({{"Mã"},
                 {"TT"},
                 {"Nhiệm vụ", false, true},
                 {"Chủ trì", false, true},
                 {"Văn bản ghi"},
                 {"Hạn"},
                 {"Trạng thái"}});
    boost::json::array list;
    std::map<model::Status, int> counts;
    EventIds events(context.store());
    for (auto& assignment : assignments) {
        Row row = look_at(std::move(assignment), today, context.site().book.calendar);
        if (!arguments.status.empty() && model::status_name(row.status) != arguments.status) continue;
        ++counts[row.status];
        if (context.output().json) {
            row.events = events.of(row.assignment.plan.id, row.assignment.record.seq);
            list.push_back(to_json(row));
            continue;
        }
        const auto& text = row.assignment.record.text;
        table.add({{row.key},
                   {text.ordinal},
                   {text.title},
                   {text.lead_words},
                   {text.deadline_words},
                   {row.due ? rules::dates::format_vi(*row.due) : "–"},
                   {std::string(model::status_vi(row.status)), colour_of(row.status)}});
    }
    if (context.output().json) {
        context.output().print(list);
        return good;
    }
    context.output().print(table);
    context.output().out << fmt::format("\n{} nhiệm vụ tính đến {}. ", table.rows(), long_date(today));
    print_counts(context.output(), counts);
    return good;
}

}  // namespace

void add_tasks(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("tasks", "Nhiệm vụ và trạng thái (assignments and where they stand)");
    command->add_option("--plan", arguments->plan, "Chỉ kế hoạch này (one plan, by its key)");
    command->add_option("--status", arguments->status, "Chỉ trạng thái này (only this status)")
        ->check(CLI::IsMember(status_names()));
    command->add_option("--on", arguments->on, "Tính đến ngày (as of), mặc định hôm nay");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
