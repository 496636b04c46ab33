#pragma once

#include "daemon/intake/draft.hpp"

#include <string>
#include <string_view>

/// Duties to report as a rule file (DESIGN section 5) for a person to review: each with the sentence it comes from as a
/// comment. What a rule file cannot say yet (an unscheduled report, a unit that the register does not know, a day that
/// is none of the period's) stands there as a comment too, so that nothing of the draft is missing.
namespace dondoc::intake {

/// The whole file, which begins with `reports:`. Pure; loads without errors by rules::language where the register is the
/// one that the draft was read with. Ids are "kh142-6-thang", unique in the file.
std::string report_rules(const Draft& draft);

/// A title for people: "Báo cáo 6 tháng", "Báo cáo trước ngày 25/11/2025".
std::string report_title(const rules::reporting::Duty& duty);

}  // namespace dondoc::intake
