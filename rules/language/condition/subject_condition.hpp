#pragma once

#include "rules/language/condition/program.hpp"
#include "rules/language/condition/token.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/report_rule.hpp"
#include "rules/model/unit.hpp"

#include <memory>
#include <span>
#include <string>

namespace rules::language::condition {

/// The fields of `subject` (model::SubjectView). Where the site's units and report rules are given, comparing
/// with an id that none of them has is an error of the condition.
Schema subject_schema(const model::UnitDirectory* units = nullptr, std::span<const std::string> report_ids = {});

/// The same and `subject.status`, for conditions of `inhibit`.
Schema inhibit_schema(const model::UnitDirectory* units = nullptr, std::span<const std::string> report_ids = {});

/// The `match` of a policy. Must give a bool.
tl::expected<std::shared_ptr<const model::Condition>, std::vector<Error>> compile_subject_condition(
    std::string_view text, const Schema& schema);

/// A condition that compiles, asked about report rules as a whole.
class RuleCondition {
public:
    explicit RuleCondition(std::string_view text);
    /// False where it holds for no report of the rule, whoever reports and whenever.
    bool may_hold_for(const model::ReportRule& rule) const;

private:
    tl::expected<Program, std::vector<Error>> program_;
};

}  // namespace rules::language::condition
