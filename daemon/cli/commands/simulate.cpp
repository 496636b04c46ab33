#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/reminder_formats.hpp"
#include "daemon/cli/rule_difference.hpp"
#include "daemon/cli/trial_plan.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string from;
    std::string to;
    std::string unit;
    std::string plan;
    std::string rule;
    std::string format;
    std::string other_rules;
};

/// What is simulated: the kept plans, or one that is only read.
struct Facts {
    store::Store& store;
    std::optional<TrialPlan> trial;
};

Facts facts_of(Context& context, const Arguments& arguments) {
    if (!is_plan_file(arguments.plan)) return {context.store(), std::nullopt};
    auto trial = read_trial_plan(context, arguments.plan);
    store::Store& store = *trial.store;
    return {store, std::move(trial)};
}

model::Snapshot snapshot_of(Context& context, Facts& facts, const model::RuleBook& book, rules::dates::Date from) {
    const auto scope = book.checks.empty() ? store::Store::Scope::open : store::Store::Scope::all;
    if (!facts.trial) return context.snapshot(from, scope);
    auto snapshot = facts.store.snapshot(book.units, scope);
    snapshot.tracking_since = from;
    return snapshot;
}

std::vector<ReminderLine> lines_of(Context& context, Facts& facts, const model::RuleBook& book, rules::dates::Date from,
                                   rules::dates::Date to, const LineFilter& filter) {
    return simulated_lines(facts.store, snapshot_of(context, facts, book, from), book, from, to, filter);
}

/// The rules of the other folder with the units, calendars and channels of this site.
std::shared_ptr<const config::Site> load_other(Context& context, const std::string& directory) {
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error))
        throw Failure(data_wrong, fmt::format("--diff: không có thư mục '{}' (no such directory)", directory));
    auto site = config::load_site(context.config_path(), {}, std::filesystem::absolute(directory).string());
    if (!site) throw Failure(data_wrong, config::format(site.error()));
    auto other = std::make_shared<config::Site>(**site);
    context.date_rules(*other);
    return other;
}

LineFilter filter_of(const Arguments& arguments, const Facts& facts, const model::RuleBook& book,
                     const std::vector<model::Plan>& plans) {
    const std::string plan = facts.trial ? facts.trial->plan.id : arguments.plan;
    return line_filter(book, plans, arguments.unit, plan, arguments.rule);
}

ExitCode show_difference(Context& context, const Arguments& arguments, Facts& facts, rules::dates::Date from,
                         rules::dates::Date to) {
    const auto other = load_other(context, arguments.other_rules);
    const auto& book = context.site().book;
    const auto plans = snapshot_of(context, facts, book, from).plans;
    // A rule that only the other folder has may be asked for.
    const auto& asked = has_rule(other->book, arguments.rule) ? other->book : book;
    const LineFilter filter = filter_of(arguments, facts, asked, plans);
    const bool differs = print_difference(context.output(), lines_of(context, facts, book, from, to, filter),
                                          lines_of(context, facts, other->book, from, to, filter));
    return differs ? data_wrong : good;
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto from = arguments.from.empty() ? context.today() : parse_date_option(arguments.from, "--from");
    const auto to = parse_date_option(arguments.to, "--to");
    if (to < from) throw Failure(usage_wrong, "--to trước --from (is before --from)");
    const ListFormat format = list_format(arguments.format, context.output());
    Facts facts = facts_of(context, arguments);
    Output& output = context.output();
    if (!arguments.other_rules.empty()) {
        if (format != ListFormat::table && format != ListFormat::json)
            throw Failure(usage_wrong, "--diff: chỉ có --format table hoặc json (table or json only)");
        output.json = format == ListFormat::json;
        return show_difference(context, arguments, facts, from, to);
    }
    const auto& book = context.site().book;
    auto snapshot = snapshot_of(context, facts, book, from);
    const LineFilter filter = filter_of(arguments, facts, book, snapshot.plans);
    const auto lines = simulated_lines(facts.store, std::move(snapshot), book, from, to, filter);
    print_list(context, lines, format, fmt::format("Sẽ nhắc {}", context.site().config.sender.site_name));
    if (format != ListFormat::table) return good;
    output.out << fmt::format("\n{} lời nhắc từ {} đến {} nếu không ai báo xong (reminders if nobody answers)\n",
                              lines.size(), rules::dates::format_vi(from), rules::dates::format_vi(to));
    if (facts.trial)
        output.out << fmt::format(
            "Kế hoạch {} chỉ đọc thử, chưa ghi; {} điều cần xem lại: dondoc import --dry-run {} (read only, not "
            "kept)\n",
            facts.trial->plan.id, facts.trial->doubts, arguments.plan);
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
    command->add_option("--plan", arguments->plan,
                        "Chỉ kế hoạch này: mã, số, hoặc tệp chỉ đọc thử (one plan: key, number, or a file that is only "
                        "read)");
    command->add_option("--rule", arguments->rule,
                        "Chỉ chế độ báo cáo, chính sách hay quy tắc tuân thủ này (one rule, policy or check)");
    command->add_option("--diff", arguments->other_rules,
                        "So với bộ quy tắc trong thư mục này (what the rules of this folder would change)");
    add_format_option(*command, arguments->format);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
