#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/explained.hpp"

#include <CLI/CLI.hpp>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string subject;
    std::string on;
    std::string unit;
};

ExitCode show(Context& context, const Arguments& arguments) {
    const auto now = arguments.on.empty()
                         ? context.local_now()
                         : rules::dates::at(parse_date_option(arguments.on, "--on"), std::chrono::seconds{0});
    const Explained explained = explain_subject(context, arguments.subject, arguments.unit, now);
    if (context.output().json)
        context.output().print(explained_json(context, explained, now));
    else
        print_explained(context, explained, now);
    return good;
}

}  // namespace

void add_explain(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("explain", "Vì sao nhắc hoặc không nhắc (why it is or is not reminded of)");
    command->add_option("SUBJECT", arguments->subject, "Mã, ví dụ 142-kh-ubnd-2025/12 (key)")->required();
    command->add_option("--on", arguments->on, "Nhìn từ đầu ngày này (as of the beginning of this day)");
    command->add_option("--unit", arguments->unit, "Chỉ những gì dành cho đơn vị này (for this unit alone)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
