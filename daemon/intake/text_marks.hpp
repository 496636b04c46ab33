#pragma once

#include <string>
#include <string_view>

namespace dondoc::intake {

/// A line of a text file without the marks of light markup that converters leave behind: `#` of headings, `*` and `**`,
/// tags such as `<i>`, escapes, entities, and formulas, whose signs become characters: `$\geq 1,5$` is "≥ 1,5". Tabs stay.
/// A star that stands alone, between digits or in brackets is text.
std::string strip_marks(std::string_view line);

}  // namespace dondoc::intake
