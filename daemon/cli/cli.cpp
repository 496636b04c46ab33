#include "daemon/cli/cli.hpp"

#include "daemon/cli/commands/commands.hpp"
#include "daemon/cli/expressions.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace {

int fail(const Output& output, ExitCode code, const std::string& message) {
    if (output.json) {
        output.print(boost::json::object{{"error", message}, {"exit_code", static_cast<int>(code)}});
    } else {
        output.err << "dondoc: " << message << (message.ends_with('\n') ? "" : "\n");
    }
    return code;
}

}  // namespace

int run(int argc, const char* const* argv, Context context) {
    CLI::App app{"dondoc: đôn đốc nhiệm vụ và chế độ báo cáo của kế hoạch (assignments and reports of official plans)"};
    std::string config_path = context.config_path();
    const auto* config_option =
        app.add_option("-c,--config", config_path, "Tệp cấu hình (configuration file)")->capture_default_str();
    app.add_flag("--json", context.output().json, "In JSON cho chương trình (print JSON)");
    std::string today;
    app.add_option("--today", today, "Lấy ngày này làm hôm nay khi chạy thử (this day for today; simulation only)");
    app.set_version_flag("--version", DONDOC_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Run chosen;
    for (auto* add : {
             add_check,
             add_schema,
             add_test,
             add_import,
             add_confirm,
             add_tasks,
             add_indicators,
             add_due,
             add_checks,
             add_stats,
             add_summary,
             add_simulate,
             add_preview,
             add_coverage,
             add_reminders,
             add_eval,
             add_explain,
             add_done,
             add_extend,
             add_cancel,
             add_resume,
             add_progress,
             add_acknowledge,
             add_answers,
             add_silence,
             add_deliveries,
             add_retry,
             add_drop,
             add_audit,
             add_event,
             add_deadline,
             add_reporting,
             add_request,
             add_value,
             add_units,
             add_calendar,
         }) {
        add(app, chosen);
    }
    try {
        std::vector<std::string> arguments =
            shield_expressions(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
        std::reverse(arguments.begin(), arguments.end());  // as the parser wants them
        app.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        context.output().out << app.help();
        return good;
    } catch (const CLI::CallForVersion&) {
        context.output().out << "dondoc " << DONDOC_VERSION << '\n';
        return good;
    } catch (const CLI::RequiredError& error) {
        const auto unknown = app.remaining();
        const bool command = !unknown.empty() && app.get_subcommands().empty();
        return fail(context.output(), usage_wrong,
                    command ? fmt::format("không có lệnh '{}' (unknown command)\nXem: dondoc --help", unknown.front())
                            : fmt::format("{}\nXem: dondoc --help", error.what()));
    } catch (const CLI::ParseError& error) {
        return fail(context.output(), usage_wrong, fmt::format("{}\nXem: dondoc --help", error.what()));
    }
    if (config_option->count() > 0) context.use_config(config_path);
    context.use_today(today);
    try {
        return chosen(context);
    } catch (const Failure& failure) {
        return fail(context.output(), failure.code, failure.what());
    } catch (const store::StoreError& error) {
        return fail(context.output(), out_of_reach, error.what());
    }
}

}  // namespace dondoc::cli
