#pragma once

#include "daemon/cli/context.hpp"

#include <string>
#include <string_view>
#include <vector>

/// `--unit`, `--plan` and `--rule`, checked against what there is.
namespace dondoc::cli {

/// What is empty wants all.
struct LineFilter {
    std::string unit;         ///< id
    std::string rule;         ///< id of a rule for report, a policy or a check
    std::string plan;         ///< id
    std::string plan_number;  ///< of that plan: rules for report name it as their basis
};

/// Throws Failure naming what is not known, with the nearest there is. `plan` is the id or the number of one of `plans`.
LineFilter line_filter(const rules::model::RuleBook& book, const std::vector<rules::model::Plan>& plans,
                       const std::string& unit, const std::string& plan, const std::string& rule);

/// A rule for report, a policy or a check of that id.
bool has_rule(const rules::model::RuleBook& book, const std::string& rule);

/// What belongs to the plan of a filter: its assignments and indicators, and the reports that rest on it.
class OfPlan {
public:
    OfPlan(const LineFilter& filter, const rules::model::RuleBook& book);

    /// `subject` is a key; `rule` the id of a rule for report, empty for an assignment.
    bool operator()(std::string_view subject, std::string_view rule) const;

private:
    std::string plan_;
    std::vector<std::string> rules_;
};

}  // namespace dondoc::cli
