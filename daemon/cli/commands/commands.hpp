#pragma once

#include "daemon/cli/context.hpp"

#include <CLI/App.hpp>

#include <functional>

/// One function for each subcommand: declares it with its options, and what runs when it is chosen. They throw Failure.
namespace dondoc::cli {

using Run = std::function<ExitCode(Context&)>;

void add_answers(CLI::App& app, Run& chosen);
void add_audit(CLI::App& app, Run& chosen);
void add_calendar(CLI::App& app, Run& chosen);
void add_check(CLI::App& app, Run& chosen);
void add_checks(CLI::App& app, Run& chosen);
void add_confirm(CLI::App& app, Run& chosen);
void add_stats(CLI::App& app, Run& chosen);
void add_summary(CLI::App& app, Run& chosen);
void add_import(CLI::App& app, Run& chosen);
void add_tasks(CLI::App& app, Run& chosen);
void add_test(CLI::App& app, Run& chosen);
void add_indicators(CLI::App& app, Run& chosen);
void add_coverage(CLI::App& app, Run& chosen);
void add_due(CLI::App& app, Run& chosen);
void add_preview(CLI::App& app, Run& chosen);
void add_simulate(CLI::App& app, Run& chosen);
void add_reminders(CLI::App& app, Run& chosen);
void add_eval(CLI::App& app, Run& chosen);
void add_explain(CLI::App& app, Run& chosen);
void add_done(CLI::App& app, Run& chosen);
void add_extend(CLI::App& app, Run& chosen);
void add_cancel(CLI::App& app, Run& chosen);
void add_resume(CLI::App& app, Run& chosen);
void add_progress(CLI::App& app, Run& chosen);
void add_acknowledge(CLI::App& app, Run& chosen);
void add_schema(CLI::App& app, Run& chosen);
void add_silence(CLI::App& app, Run& chosen);
void add_deliveries(CLI::App& app, Run& chosen);
void add_retry(CLI::App& app, Run& chosen);
void add_drop(CLI::App& app, Run& chosen);
void add_event(CLI::App& app, Run& chosen);
void add_deadline(CLI::App& app, Run& chosen);
void add_reporting(CLI::App& app, Run& chosen);
void add_request(CLI::App& app, Run& chosen);
void add_value(CLI::App& app, Run& chosen);
void add_units(CLI::App& app, Run& chosen);

}  // namespace dondoc::cli
