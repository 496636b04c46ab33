#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The numbers in front of rows and headings: "12.", "IV.", "B)".
namespace dondoc::intake {

/// Without the dots, brackets and colons around it.
std::string strip_ordinal(std::string_view text);

bool is_arabic(std::string_view text) noexcept;  ///< 12
bool is_roman(std::string_view text) noexcept;   ///< IV; not C, D, L or M alone, which are letters in practice
bool is_letter(std::string_view text) noexcept;  ///< one capital A..Z

/// Any of these, alone or in levels: 12, IV, B, 1.2, I.3.
bool is_ordinal(std::string_view text) noexcept;

/// Whether a text begins with a Roman number or a capital and a dot: "II. Nâng cao ...".
bool is_section_heading(std::string_view text);

/// How deep a heading lies: letters, then Roman, then Arabic numbers, then the rest.
inline constexpr std::size_t section_levels = 4;
std::size_t section_level(std::string_view text);

/// A line that is the number of a page: "12", "- 12 -", "Trang 12", "12/40".
bool is_page_number(const std::string& line);

/// "I.1", "NV-03": a code that ends in its number.
bool is_code(std::string_view text) noexcept;

/// "NV-04" after "NV-03", "II.1" after "I.6": the next code, or the first with another beginning.
bool counts_on(std::string_view before, std::string_view after) noexcept;

/// "8" after "7", "1.3" after "1.2"; "1" after what does not end in a number.
std::string next_ordinal(std::string_view ordinal);

}  // namespace dondoc::intake
