#pragma once

#include "rules/language/condition/token.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/model/check.hpp"
#include "rules/model/unit.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace rules::language::condition {

/// The variable of a check's kind with its fields (model::check_fields), and `today`. Comparing a unit's id, parent or
/// tags with what the register does not have is an error of the condition.
Schema check_schema(model::CheckEach each, const model::UnitDirectory* units = nullptr);

/// The `when` of a check. Must give a bool.
tl::expected<std::shared_ptr<const model::CheckCondition>, std::vector<Error>> compile_check_condition(
    std::string_view text, model::CheckEach each, const model::UnitDirectory* units = nullptr);

}  // namespace rules::language::condition
