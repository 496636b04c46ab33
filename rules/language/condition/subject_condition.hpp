#pragma once

#include "rules/language/condition/token.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/unit.hpp"

#include <memory>
#include <span>
#include <string>

namespace rules::language::condition {

/// The fields of `subject` (model::SubjectView). Where the site's units and report rules are given, comparing
/// with an id that none of them has is an error of the condition.
Schema subject_schema(const model::UnitDirectory* units = nullptr, std::span<const std::string> report_ids = {});

/// The `match` of a policy. Must give a bool.
tl::expected<std::shared_ptr<const model::Condition>, std::vector<Error>> compile_subject_condition(
    std::string_view text, const Schema& schema);

}  // namespace rules::language::condition
