#pragma once

#include "daemon/intake/intake.hpp"
#include "daemon/intake/task_rows.hpp"

#include <vector>

namespace dondoc::intake {

/// Interprets rows as assignments of `draft.plan`: parses deadlines, splits units and finds them in the register.
/// Whatever stays open becomes a doubt; the doubts end up in the order of the document.
void build_assignments(const std::vector<TaskRow>& rows, const rules::model::UnitDirectory& units,
                       const Context& context, Draft& draft);

}  // namespace dondoc::intake
