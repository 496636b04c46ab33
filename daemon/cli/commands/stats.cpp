#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "rules/engine/statistics.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace model = rules::model;
using rules::engine::ReportTally;
using rules::engine::Statistics;
using rules::engine::Tally;
using rules::engine::ValueTally;

namespace {

struct Arguments {
    std::string by = "unit";
    std::string plan;
    std::string on;
    int year = 0;
};

struct Row {
    std::string id;
    std::string name;
    Tally tally;
    ReportTally reports;
    ValueTally values;  ///< of indicators
};

Statistics count(const model::Snapshot& snapshot, const model::RuleBook& book, const Arguments& arguments,
                 rules::dates::Date today) {
    const int year = arguments.year == 0 ? rules::dates::year_of(today) : arguments.year;
    rules::engine::StatisticsBuilder builder(snapshot, book, year, today);
    rules::engine::for_each_standing(snapshot, book, year, today, [&](const rules::engine::Standing& standing) {
        const auto& occurrence = standing.occurrence;
        const bool of_plan = arguments.plan.empty() ||
                             (occurrence.kind == model::SubjectKind::assignment &&
                              snapshot.plans[snapshot.assignments[occurrence.index].plan].id == arguments.plan);
        if (of_plan) builder.add(standing);
    });
    return std::move(builder).finish();
}

std::vector<Row> rows_by_unit(const Statistics& statistics, const model::UnitDirectory& units) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < statistics.units.size(); ++i) {
        const auto& [assignments, reports, values] = statistics.units[i];
        const bool counted = assignments.assigned() > 0 || assignments.of(model::Status::cancelled) > 0 ||
                             reports.asked > 0 || values.asked > 0;
        if (counted) rows.push_back({units.all()[i].id, units.all()[i].name, assignments, reports, values});
    }
    return rows;
}

std::vector<Row> rows_by_plan(const Statistics& statistics, const model::Snapshot& snapshot, const std::string& only) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < statistics.plans.size(); ++i) {
        const model::Plan& plan = snapshot.plans[i];
        if (only.empty() || plan.id == only)
            rows.push_back({plan.id, plan.number.empty() ? plan.title : plan.number, statistics.plans[i], {}, {}});
    }
    return rows;
}

/// What is overdue or missing decides, then the lower rate.
void sort_worst_first(std::vector<Row>& rows) {
    const auto missing = [](const Row& row) {
        return row.tally.of(model::Status::overdue) + row.reports.missing + row.values.missing;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
        if (missing(a) != missing(b)) return missing(a) > missing(b);
        return a.tally.on_time().value().value_or(2) < b.tally.on_time().value().value_or(2);
    });
}

boost::json::object to_json(const model::Rate& rate) {
    return {{"numerator", rate.numerator},
            {"denominator", rate.denominator},
            {"rate", rate.value() ? boost::json::value(*rate.value()) : nullptr}};
}

boost::json::object to_json(const Row& row, bool with_reports) {
    boost::json::object status;
    for (std::size_t i = 0; i < row.tally.by_status.size(); ++i)
        status[model::status_name(static_cast<model::Status>(i))] = row.tally.by_status.at(i);
    boost::json::object value{{"id", row.id},
                              {"name", row.name},
                              {"by_status", std::move(status)},
                              {"assigned", row.tally.assigned()},
                              {"carried_over", row.tally.carried_over},
                              {"done", row.tally.done()},
                              {"open", row.tally.open()},
                              {"fell_due", row.tally.fell_due()},
                              {"days_overdue", row.tally.days_overdue},
                              {"days_overdue_total", row.tally.days_overdue_total},
                              {"on_time_rate", to_json(row.tally.on_time())},
                              {"on_time_rate_all", to_json(row.tally.on_time_all())}};
    if (!with_reports) return value;
    value["reports"] = boost::json::object{{"asked", row.reports.asked},
                                           {"on_time", row.reports.on_time},
                                           {"late", row.reports.late},
                                           {"missing", row.reports.missing},
                                           {"consecutive_late", row.reports.consecutive_late},
                                           {"on_time_rate", to_json(row.reports.on_time_rate())}};
    value["values"] = boost::json::object{{"asked", row.values.asked},
                                          {"on_time", row.values.on_time},
                                          {"late", row.values.late},
                                          {"missing", row.values.missing},
                                          {"off_target", row.values.off_target}};
    return value;
}

Cell rate_cell(const model::Rate& rate) {
    const auto value = rate.value();
    if (!value) return {rate.text(), Colour::grey};
    return {rate.text(), *value < 0.5 ? Colour::red : *value < 0.8 ? Colour::orange : Colour::green};
}

Cell number_cell(std::int64_t number, Colour colour) {
    return {fmt::to_string(number), number == 0 ? Colour::grey : colour};
}

std::vector<Cell> cells(const Row& row, bool with_reports) {
    std::vector<Cell> cells{{row.name},
                            number_cell(row.tally.assigned(), Colour::none),
                            number_cell(row.tally.done(), Colour::none),
                            number_cell(row.tally.of(model::Status::due_soon), Colour::orange),
                            number_cell(row.tally.of(model::Status::overdue), Colour::red),
                            number_cell(row.tally.days_overdue, Colour::red),
                            rate_cell(row.tally.on_time()),
                            rate_cell(row.tally.on_time_all())};
    if (!with_reports) return cells;
    cells.push_back(rate_cell(row.reports.on_time_rate()));
    cells.push_back(number_cell(row.reports.missing, Colour::red));
    cells.push_back(number_cell(row.values.missing, Colour::red));
    cells.push_back(number_cell(row.values.off_target, Colour::orange));
    return cells;
}

void print_table(const Output& output, const std::vector<Row>& rows, const Row& all, bool by_unit, bool with_reports) {
    std::vector<Table::Column> columns{{by_unit ? "Đơn vị" : "Kế hoạch", false, true},
                                       {"Được giao", true},
                                       {"Đã xong", true},
                                       {"Sắp đến hạn", true},
                                       {"Quá hạn", true},
                                       {"Chậm nhất (ngày)", true},
                                       {"Đúng hạn / đến hạn", true},
                                       {"Đúng hạn / được giao", true}};
    if (with_reports) {
        columns.push_back({"Báo cáo đúng hạn", true});
        columns.push_back({"Báo cáo thiếu", true});
        columns.push_back({"Số liệu thiếu", true});
        columns.push_back({"Chưa đạt", true});
    }
    Table table(columns);
    for (const Row& row : rows) table.add(cells(row, with_reports));
    auto last = cells(all, with_reports);
    last.front().colour = Colour::bold;
    table.add(std::move(last));
    output.print(table);
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto today = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    const auto snapshot = context.snapshot(today, store::Store::Scope::all);
    const bool known =
        arguments.plan.empty() || std::any_of(snapshot.plans.begin(), snapshot.plans.end(),
                                              [&](const model::Plan& plan) { return plan.id == arguments.plan; });
    if (!known)
        throw Failure(data_wrong,
                      fmt::format("không có kế hoạch '{}'; xem mã bằng: dondoc tasks (no such plan)", arguments.plan));
    const auto& book = context.site().book;
    const Statistics statistics = count(snapshot, book, arguments, today);
    const bool by_unit = arguments.by == "unit";
    const bool with_reports = by_unit && arguments.plan.empty();
    auto rows = by_unit ? rows_by_unit(statistics, book.units) : rows_by_plan(statistics, snapshot, arguments.plan);
    sort_worst_first(rows);
    const Row all{"", "Tất cả", statistics.all, statistics.all_reports, statistics.all_values};
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const Row& row : rows) list.push_back(to_json(row, with_reports));
        output.print(boost::json::object{{"on", rules::dates::format_iso(today)},
                                         {"year", statistics.year},
                                         {"by", arguments.by},
                                         {"rows", std::move(list)},
                                         {"all", to_json(all, with_reports)}});
        return good;
    }
    print_table(output, rows, all, by_unit, with_reports);
    output.out << fmt::format(
        "\nNăm {}, tính đến {}. Đến hạn: đã xong hoặc quá hạn. Nhiệm vụ nhiều đơn vị chủ trì tính cho từng đơn vị, "
        "dòng cuối tính một lần (fell due: done or overdue; the last line counts each assignment once)\n",
        statistics.year, long_date(today));
    return good;
}

}  // namespace

void add_stats(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("stats", "Thống kê theo đơn vị hoặc kế hoạch (statistics by unit or plan)");
    command->add_option("--by", arguments->by, "unit hoặc plan (or)")
        ->capture_default_str()
        ->check(CLI::IsMember({"unit", "plan"}));
    command->add_option("--plan", arguments->plan, "Chỉ kế hoạch này (one plan, by its key)");
    command->add_option("--year", arguments->year, "Năm, mặc định năm nay (the year, by default this one)")
        ->check(CLI::Range(rules::dates::first_year, rules::dates::last_year));
    command->add_option("--on", arguments->on, "Tính đến ngày (as of), mặc định hôm nay");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
