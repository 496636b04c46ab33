#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// Years as tables and titles name them. Only years from 2000 to 2099 are looked for.
namespace dondoc::intake {

/// A year in a text with the words and brackets around it that belong to it: "(đến năm 2030)", "2026:", "giai đoạn
/// 2026-2030". What something is compared with ("so với năm 2025") and days ("tháng 6 năm 2026") are no such marks.
struct YearMark {
    std::size_t begin = 0;  ///< offsets in the text
    std::size_t end = 0;
    int year = 0;         ///< of a period its last year
    bool vision = false;  ///< "tầm nhìn 2045", "định hướng đến năm 2045"
};

std::vector<YearMark> year_marks(std::string_view text);

/// The year that a title is about: of its only mark, visions left aside; 0 where there is none or more than one.
int year_of_title(std::string_view title);

/// The year in a column's heading, where bare numbers count too: "2026", "KH 2026", "31/12/2030"; 0 where there is none.
int year_of_heading(std::string_view heading);

}  // namespace dondoc::intake
