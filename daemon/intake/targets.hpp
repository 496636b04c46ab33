#pragma once

#include "rules/model/indicator.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the cells of a table of indicators say: "≥ 97", "trên 80", ">95 (2026), toàn dân (2030)", "Giảm 0,06". Pure; time
/// is linear in the length of the text.
namespace dondoc::intake {

/// What a person should look at in a cell; empty texts where there is nothing.
struct Unclear {
    std::string vi;
    std::string en;
};

struct TargetReading {
    std::vector<rules::model::Target> targets;  ///< in the order of the cell; empty for an empty cell and for "-"
    std::string unit;                           ///< of measure, where the cell itself names one: "%", "cm"
    std::optional<Unclear> unclear;             ///< then the words are kept, and a number only where it is likely
};

/// Reads a target or a baseline. Numbers are Vietnamese ("11,5", "3.571.278", "1.234,5"), and plain decimals of
/// spreadsheets ("14.5"); a number with three digits behind its only point has thousands, behind its only comma decimals,
/// which is told as unclear. `year` is meant where the cell names none; years in the cell ("2026: 80; 2030: 90", "80 (năm
/// 2026)") win. Text with a number that cannot be placed becomes words and is told.
TargetReading read_targets(std::string_view cell, int year);

/// The comparator that a name ends with, brackets left aside: "... đạt tối thiểu (năm)" is at least. "trẻ em dưới 5 tuổi"
/// ends with no comparator: an age follows the word.
std::optional<rules::model::Comparator> comparator_at_end(std::string_view name);

/// The unit of measure that a name states: "(cm)" gives "cm", "Số bác sĩ/10.000 dân" gives "bác sĩ/10.000 dân". Brackets
/// that hold a remark are no unit. Empty where there is none.
std::string unit_in_name(std::string_view name);

/// Whether a text is a unit of measure by itself: "%", "triệu đồng/người/năm", "trẻ trai/100 trẻ gái".
bool is_unit_of_measure(std::string_view text);

}  // namespace dondoc::intake
