#pragma once

#include <string>
#include <string_view>

/// What a spreadsheet shows in a cell that holds a number, as a Vietnamese office writes it: "14,5", "100%", "3.571.278",
/// "30/6/2026". Format codes are those of ECMA-376 18.8.30/31, always in their English form.
namespace dondoc::intake {

/// Day 1 of the file's day count: 1 January 1900 (with Excel's 29 February 1900, which never was) or 2 January 1904.
enum class DateSystem { from_1900, from_1904 };

/// The code of a built-in format; "General" for those that are not defined.
std::string_view builtin_number_format(unsigned id) noexcept;

/// A date is shown by the parts that its format has: day, month and year as "30/6/2026", month and year as "06/2026", a
/// year as "2026", day and month as "30/6"; words of the format stay ("Tháng 6"). Times follow unless they are midnight.
/// Numbers get decimal comma and grouping dots; a code too odd to follow is shown as General.
std::string show_number(double value, std::string_view format, DateSystem system);

/// An ISO 8601 date or date and time, as strict files may hold it; as it stands where it is none.
std::string show_iso_date(std::string_view text, std::string_view format);

/// The text in its format's text part: `@"."` shows "1."
std::string show_text(std::string_view text, std::string_view format);

}  // namespace dondoc::intake
