#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// How a text/plain part is laid out for readers that show it as it is.
namespace dondoc::outbox {

/// Lines longer than `width` columns are broken at blanks; what follows stands below the text of its line, not below its
/// indentation or bullet. A word is never cut: addresses and codes must stay whole.
std::string wrap_text(std::string_view text, std::size_t width = 76);

/// One blank line is as good as several: what optional sections leave behind.
std::string single_blank_lines(std::string_view text);

}  // namespace dondoc::outbox
