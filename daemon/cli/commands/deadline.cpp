#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <ostream>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string phrase;
    int year = 0;
};

ExitCode show(Context& context, const Arguments& arguments) {
    const int this_year = rules::dates::year_of(std::chrono::floor<std::chrono::days>(context.now()));
    const auto deadline =
        rules::deadlines::parse_deadline(arguments.phrase, {.year = arguments.year ? arguments.year : this_year});
    const bool understood = deadline.meaning.kind != rules::deadlines::Kind::unresolved;
    const Output& output = context.output();
    if (output.json) {
        output.print(to_json(deadline));
        return understood ? good : data_wrong;
    }
    Table table({{"Mục"}, {"Nghĩa", false, true}});
    table.add({{"Văn bản ghi"}, {deadline.words}});
    table.add(
        {{"Loại"},
         {fmt::format("{} ({})", kind_vi(deadline.meaning.kind), rules::deadlines::kind_name(deadline.meaning.kind))}});
    if (deadline.meaning.start) table.add({{"Từ ngày"}, {long_date(*deadline.meaning.start)}});
    if (deadline.meaning.due) table.add({{"Hạn cuối"}, {long_date(*deadline.meaning.due), Colour::bold}});
    if (understood) table.add({{"Được hiểu là"}, {rules::deadlines::say_vi(deadline.meaning)}});
    if (!deadline.condition.empty()) table.add({{"Điều kiện"}, {deadline.condition}});
    if (!understood)
        table.add({{"Chưa hiểu"}, {deadline.unresolved.empty() ? deadline.words : deadline.unresolved, Colour::red}});
    output.print(table);
    return understood ? good : data_wrong;
}

}  // namespace

void add_deadline(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("deadline", "Đọc một thời hạn (what does a deadline phrase mean)");
    command->add_option("PHRASE", arguments->phrase, "Thời hạn như văn bản ghi, ví dụ \"Quý IV/2026\"")->required();
    command->add_option("--year", arguments->year, "Năm của kế hoạch (the plan's year)")->check(CLI::Range(1968, 2199));
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
