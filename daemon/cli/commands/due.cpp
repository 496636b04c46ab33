#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string on;
    int days = 30;
};

void print_undated(const Output& output, const std::vector<UndatedRow>& rows) {
    if (rows.empty()) return;
    Table table({{"Mã"}, {"Nội dung", false, true}, {"Chịu trách nhiệm", false, true}, {"Văn bản ghi", false, true}});
    for (const UndatedRow& row : rows) table.add({{row.key}, {row.title}, {row.responsible}, {row.words}});
    output.out << fmt::format(
        "\n{} việc chưa có ngày đến hạn; hãy ấn định bằng dondoc extend (need a day: a person must set one)\n",
        rows.size());
    output.print(table);
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto today = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    const auto rows = due_rows(context, today, today + std::chrono::days{arguments.days});
    const auto undated = undated_rows(context, today);
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const DueRow& row : rows) {
            list.push_back(boost::json::object{{"subject", row.key},
                                               {"title", row.title},
                                               {"responsible", row.responsible},
                                               {"due", rules::dates::format_iso(row.due)},
                                               {"deadline_words", row.words},
                                               {"status", rules::model::status_name(row.status)},
                                               {"needs_day", false}});
        }
        for (const UndatedRow& row : undated)
            list.push_back(boost::json::object{{"subject", row.key},
                                               {"title", row.title},
                                               {"responsible", row.responsible},
                                               {"due", nullptr},
                                               {"deadline_words", row.words},
                                               {"status", nullptr},
                                               {"needs_day", true}});
        output.print(list);
        return good;
    }
    Table table({{"Hạn"},
                 {"Trạng thái"},
                 {"Mã"},
                 {"Nội dung", false, true},
                 {"Chịu trách nhiệm", false, true},
                 {"Văn bản ghi"}});
    for (const DueRow& row : rows) {
        const Colour colour = colour_of(row.status);
        table.add({{rules::dates::format_vi(row.due), colour},
                   {std::string(rules::model::status_vi(row.status)), colour},
                   {row.key},
                   {row.title},
                   {row.responsible},
                   {row.words}});
    }
    output.print(table);
    output.out << fmt::format("\n{} việc quá hạn hoặc đến hạn trong {} ngày kể từ {} (overdue or due)\n", rows.size(),
                              arguments.days, long_date(today));
    print_undated(output, undated);
    return good;
}

}  // namespace

void add_due(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("due", "Việc quá hạn và sắp đến hạn (what is overdue or due soon)");
    command->add_option("--on", arguments->on, "Tính đến ngày (as of), mặc định hôm nay");
    command->add_option("--days", arguments->days, "Số ngày nhìn trước (days ahead)")
        ->capture_default_str()
        ->check(CLI::Range(0, 3660));
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
