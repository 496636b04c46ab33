#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

boost::json::object to_json(const store::IndicatorRow& row) {
    boost::json::object value = cli::to_json(row.record);
    value["subject"] = rules::model::indicator_key(row.plan.id, row.record.seq);
    value["plan"] = row.plan.number;
    value["withdrawn_on"] = cli::to_json(row.withdrawn_on);
    boost::json::array values;
    for (const auto& measure : row.measures) {
        const auto period = rules::dates::parse_period_key(measure.period);
        const auto standing = period ? rules::model::indicator_standing(row.record, row.measures, *period)
                                     : rules::model::IndicatorStanding{};
        values.push_back(boost::json::object{
            {"period", measure.period},
            {"value", measure.value ? boost::json::value(*measure.value) : boost::json::value(measure.words)},
            {"words", measure.words},
            {"document", measure.document},
            {"on", rules::dates::format_iso(measure.on)},
            {"counts", standing.measure == &measure},
            {"standing", rules::model::standing_name(standing.standing)}});
    }
    value["values"] = std::move(values);
    return value;
}

ExitCode show(Context& context, const std::string& plan) {
    const auto rows = context.store().indicators(plan);
    if (rows.empty() && !plan.empty() && context.store().assignments(plan).empty())
        throw Failure(data_wrong,
                      fmt::format("không có kế hoạch '{}'; xem mã bằng: dondoc tasks (no such plan)", plan));
    if (context.output().json) {
        boost::json::array list;
        for (const auto& row : rows) list.push_back(to_json(row));
        context.output().print(list);
        return good;
    }
    Table table({{"Mã"},
                 {"TT"},
                 {"Chỉ tiêu", false, true},
                 {"Đơn vị tính"},
                 {"Hiện trạng"},
                 {"Mục tiêu", false, true},
                 {"Chủ trì", false, true}});
    std::size_t withdrawn = 0;
    for (const auto& row : rows) {
        const auto& record = row.record;
        withdrawn += row.withdrawn_on.has_value();
        table.add({{rules::model::indicator_key(row.plan.id, record.seq)},
                   {record.ordinal},
                   {row.withdrawn_on ? record.name + " (đã rút)" : record.name},
                   {record.unit_of_measure},
                   {rules::model::targets_text(record.baseline)},
                   {rules::model::targets_text(record.targets)},
                   {record.owner_words}});
    }
    context.output().print(table);
    context.output().out << fmt::format("\n{} chỉ tiêu, trong đó {} đã rút (indicators, withdrawn)\n", table.rows(),
                                        withdrawn);
    return good;
}

}  // namespace

void add_indicators(CLI::App& app, Run& chosen) {
    auto plan = std::make_shared<std::string>();
    auto* command = app.add_subcommand("indicators", "Chỉ tiêu của kế hoạch (indicators and their targets)");
    command->add_option("--plan", *plan, "Chỉ kế hoạch này (one plan, by its key)");
    command->callback([&chosen, plan] { chosen = [plan](Context& context) { return show(context, *plan); }; });
}

}  // namespace dondoc::cli
