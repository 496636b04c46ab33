#pragma once

#include "daemon/cli/reminder_lines.hpp"

/// What other rules would change: two lists of what would be sent, side by side.
namespace dondoc::cli {

/// Prints the counts, by policy, rule and unit what changes, then the changed lines; as JSON docs/cli.md names the fields.
/// True where something differs.
bool print_difference(const Output& output, const std::vector<ReminderLine>& before,
                      const std::vector<ReminderLine>& after);

}  // namespace dondoc::cli
