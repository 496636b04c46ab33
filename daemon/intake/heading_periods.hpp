#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Tables that spread time over columns: "Quý I | Quý II | Quý III | Quý IV" under "Thời gian thực hiện", with a mark in
/// each that a row is for.
namespace dondoc::intake {

/// The time that a heading is, in words that the deadline language reads: "2" under "Tháng" is "Tháng 2", "Quý I" under
/// "Năm 2027" is "Quý I/2027". Empty where `own` is no time or the `group` above speaks of something else.
std::string period_of_heading(std::string_view group, std::string_view own);

/// The words for a run of marked columns: the one alone, "Quý II - Quý III" for neighbours. `marked` has a flag for each
/// of `periods`, at least one of them set; runs with gaps between are joined by ", ".
std::string words_of_marks(const std::vector<std::string>& periods, const std::vector<bool>& marked);

}  // namespace dondoc::intake
