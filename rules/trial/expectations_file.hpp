#pragma once

#include "rules/trial/names.hpp"
#include "rules/trial/test_file.hpp"

/// Reads what a test expects besides reminders and alerts, and what it looks at.
namespace rules::trial {

/// day: {subject: status}
std::vector<ExpectedStatus> read_statuses(const language::Node& node, const NameReader& names);

/// subject: day; subject: {period: day}; subject: [days]
void read_dues(const language::Node& node, const NameReader& names, Test& test);

/// rule: [units]
std::vector<ExpectedReporters> read_expected_reporters(const language::Node& node, const NameReader& names);

Filter read_filter(const language::Node& node, const NameReader& names);

}  // namespace rules::trial
