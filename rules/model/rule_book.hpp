#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/deadlines/deadline.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/unit.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rules::model {

/// Chế độ báo cáo: a duty to report each period. Each reporting unit and period is one Report.
struct ReportRule {
    std::string id;
    std::string title;
    std::string basis;            ///< "142/KH-UBND, IV.3"
    std::vector<UnitIndex> from;  ///< as written: may hold groups
    std::optional<UnitIndex> to;
    std::optional<UnitIndex> via;
    std::optional<deadlines::Recurrence> recurrence;  ///< period and due place; empty for a one-off report
    std::optional<dates::Date> once;                  ///< due day of a one-off report
    std::string due_words;
    std::optional<dates::Date> valid_from;   ///< periods due before it are not asked for
    std::optional<dates::Date> valid_until;  ///< nor those due after it
    SourcePlace place;
};

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
