#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/report_rule.hpp"
#include "rules/model/unit.hpp"

#include <chrono>
#include <vector>

namespace rules::model {

/// Hours in which nothing is sent, as times of day; begin > end spans midnight; begin == end is none.
struct QuietHours {
    std::chrono::minutes begin{std::chrono::hours{20}};
    std::chrono::minutes end{std::chrono::hours{7}};
};

/// Everything an admin edits, checked and loaded as one value and swapped as one: a set with an error is refused whole.
struct RuleBook {
    UnitDirectory units;
    dates::Calendar calendar;
    std::vector<ReportRule> reports;
    std::vector<Policy> policies;  ///< the last one matches all
    QuietHours quiet;
};

}  // namespace rules::model
