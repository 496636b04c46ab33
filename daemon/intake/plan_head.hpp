#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/intake/stated.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::intake {

struct PlanHead {
    rules::model::Plan plan;
    std::string issuer_parent;  ///< "UBND TỈNH BẮC NINH" above "SỞ Y TẾ"; empty where the issuer stands alone
};

/// Reads number, date, issuer, title and year from the beginning of a document, as Decree 30/2020 (of the state) and
/// Guidance 36-HD/VPTW (of the party) lay it out: letterhead with "Số: 142/KH-UBND" and "Bắc Ninh, ngày 21 tháng 11 năm
/// 2025", the kind of document on a line of its own, its title. A plan without a head of its own that names the decision it
/// comes with ("Ban hành kèm theo Quyết định số ...") carries that one's number.
///
/// The year is what phrases without one mean: the year that the title names ("... năm 2026") where it is near the date,
/// else the date's. Blanks stay empty, each with a doubt. `file_title` and `default_year` (0: none) stand in where the
/// document has no title and no year; what a person has `stated` counts before all of it. The plan's id is made of what was
/// found.
PlanHead read_plan_head(const Document& document, std::string_view file_title, int default_year,
                        std::vector<Doubt>& doubts, const Stated& stated = {});

}  // namespace dondoc::intake
