#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/model/check.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/report_rule.hpp"
#include "rules/model/unit.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rules::model {

/// While a `source` holds for one subject, what is said of the deadlines of its `target`s is muted: a part of a task is not
/// pressed for while the whole is overdue.
struct Inhibition {
    enum class Same : std::uint8_t {
        parent,  ///< the source is what the target is a part of, over any number of levels
        unit,    ///< both are owed by one unit
        plan,    ///< both are of one document
    };
    std::string source;  ///< conditions as written
    std::string target;
    std::shared_ptr<const Condition> source_holds;
    std::shared_ptr<const Condition> target_holds;
    Same same = Same::parent;
    SourcePlace place;
};
/// "parent", "unit", "plan"
std::string_view same_name(Inhibition::Same same) noexcept;

/// Everything an admin edits, checked and loaded as one value and swapped as one: a set with an error is refused whole.
struct RuleBook {
    UnitDirectory units;
    dates::Calendar calendar;
    std::vector<ReportRule> reports;
    std::vector<Policy> policies;  ///< the last one matches all
    std::vector<Check> checks;
    std::vector<Inhibition> inhibitions = {};
    QuietHours quiet;
    std::vector<Contact> addresses = {};  ///< outside the register, that policies name
};

}  // namespace rules::model
