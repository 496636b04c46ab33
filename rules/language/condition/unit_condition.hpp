#pragma once

#include "rules/language/condition/token.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/model/unit.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rules::language::condition {

/// The fields of `unit` (model::Unit). Comparing with an id or tag that the register does not have is an error of the
/// condition.
Schema unit_schema(const model::UnitDirectory& units);

/// Chooses units of a register: "unit.tags.exists(t, t == 'xa') && unit.parent == 'ubnd-tinh'".
class UnitCondition {
public:
    virtual ~UnitCondition() = default;
    /// The error is a sentence.
    virtual tl::expected<bool, std::string> holds(model::UnitIndex unit) const = 0;
};

/// Must give a bool. Refers to the register, which must outlive it.
tl::expected<std::unique_ptr<const UnitCondition>, std::vector<Error>> compile_unit_condition(
    std::string_view text, const model::UnitDirectory& units);

}  // namespace rules::language::condition
