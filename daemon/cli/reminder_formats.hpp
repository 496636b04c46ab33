#pragma once

#include "daemon/cli/reminder_lines.hpp"

#include <boost/json/object.hpp>
#include <CLI/App.hpp>

#include <string>
#include <string_view>

/// A list of reminders for people and for programs (docs/cli.md).
namespace dondoc::cli {

enum class ListFormat : std::uint8_t { table, json, ics, csv };

/// Adds `--format` to a command.
void add_format_option(CLI::App& command, std::string& format);
/// What `--format` says; `--json` says it as well. Throws Failure where they contradict each other.
ListFormat list_format(const std::string& format, const Output& output);

boost::json::object to_json(const ReminderLine& line);

/// A whole list, an empty one too. `name` is that of the calendar that ics makes.
void print_list(Context& context, const std::vector<ReminderLine>& lines, ListFormat format, std::string_view name);
}  // namespace dondoc::cli
