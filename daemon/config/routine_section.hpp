#pragma once

#include "daemon/config/routine.hpp"
#include "rules/language/yaml_reader.hpp"

namespace dondoc::config {

/// `heartbeat: {url, to, every, at, allow_http, allow_private, ca_file}`
void read_heartbeat(const rules::language::Node& node, Heartbeat& heartbeat);

/// `budget: {per_day}`
void read_budget(const rules::language::Node& node, Routine& routine);

/// `summaries: standard`, or a list of {to, every, on, at}
void read_summaries(const rules::language::Node& node, std::vector<SummaryRule>& rules);

/// What `standard` means: the planning office each working day that has something to say and each Monday, leadership each month
/// and quarter.
std::vector<SummaryRule> standard_summaries();

}  // namespace dondoc::config
