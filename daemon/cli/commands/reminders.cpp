#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/reminder_formats.hpp"

#include <fmt/format.h>

#include <ostream>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string from;
    std::string to;
    std::string unit;
    std::string plan;
    std::string rule;
    std::string format;
};

ExitCode show(Context& context, const Arguments& arguments) {
    const auto to = arguments.to.empty() ? context.today() : parse_date_option(arguments.to, "--to");
    const auto from = arguments.from.empty() ? to - std::chrono::days{30} : parse_date_option(arguments.from, "--from");
    if (to < from) throw Failure(usage_wrong, "--to trước --from (is before --from)");
    const ListFormat format = list_format(arguments.format, context.output());
    const auto plans = context.snapshot(from).plans;
    const auto filter = line_filter(context.site().book, plans, arguments.unit, arguments.plan, arguments.rule);
    const auto lines = told_lines(context, from, to, filter);
    print_list(context, lines, format, fmt::format("Đã nhắc {}", context.site().config.sender.site_name));
    if (format == ListFormat::table)
        context.output().out << fmt::format("\n{} lời nhắc đã lập từ {} đến {} (reminders told)\n", lines.size(),
                                            rules::dates::format_vi(from), rules::dates::format_vi(to));
    return good;
}

}  // namespace

void add_reminders(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("reminders", "Đã nhắc ai, việc gì, ngày nào (who was reminded of what, when)");
    command->add_option("--from", arguments->from, "Từ ngày, mặc định 30 ngày trước --to (from)");
    command->add_option("--to", arguments->to, "Đến hết ngày, mặc định hôm nay (to the end of)");
    command->add_option("--unit", arguments->unit, "Chỉ đơn vị này (one unit, by its id)");
    command->add_option("--plan", arguments->plan, "Chỉ kế hoạch này: mã hoặc số (one plan: key or number)");
    command->add_option("--rule", arguments->rule,
                        "Chỉ chế độ báo cáo, chính sách hay quy tắc tuân thủ này (one rule, policy or check)");
    add_format_option(*command, arguments->format);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
