#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/model/check.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/report_rule.hpp"
#include "rules/model/unit.hpp"

#include <chrono>
#include <vector>

namespace rules::model {

/// Everything an admin edits, checked and loaded as one value and swapped as one: a set with an error is refused whole.
struct RuleBook {
    UnitDirectory units;
    dates::Calendar calendar;
    std::vector<ReportRule> reports;
    std::vector<Policy> policies;  ///< the last one matches all
    std::vector<Check> checks;
    QuietHours quiet;
    std::vector<Contact> addresses = {};  ///< outside the register, that policies name
};

}  // namespace rules::model
