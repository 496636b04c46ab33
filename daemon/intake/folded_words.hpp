#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

/// Whole words in text that is folded without tone marks (a to z): how headings of tables are told.
namespace dondoc::intake {

using Words = std::initializer_list<std::string_view>;

bool is_folded_letter(char c) noexcept;

/// Where the first of these words stands, not inside a longer one; npos where none does.
std::size_t find_first(std::string_view text, Words words);
bool has_any(std::string_view text, Words words);

/// Whether the text is one of them.
bool is_any(std::string_view text, Words words);

}  // namespace dondoc::intake
