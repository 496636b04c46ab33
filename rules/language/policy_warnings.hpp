#pragma once

#include "rules/language/policies_file.hpp"
#include "rules/model/report_rule.hpp"

#include <vector>

namespace rules::language {

/// What only the whole list shows: that its last policy matches all (an error), and which policies can never apply, by
/// themselves, behind others, or to any of the report rules.
void check_policies(const std::vector<ReadPolicy>& policies, const std::vector<model::ReportRule>& reports,
                    const dates::Calendar& calendar);

/// Warns of messages that quiet hours would hold back each day.
void check_send_times(const std::vector<ReadPolicy>& policies, const model::QuietHours& quiet);

}  // namespace rules::language
