#pragma once

#include <set>
#include <string>
#include <string_view>

namespace dondoc::xlsx {

/// What a cell can hold: at most 32,767 characters, "…" where it was cut; no control characters but tab and line break;
/// U+FFFD for what is not UTF-8.
std::string cell_text(std::string_view text);

/// A name that spreadsheets accept and that is not yet in `taken` (without regard to case): at most 31 characters, none of
/// []:*?/\, no apostrophe at either end.
std::string sheet_name(std::string_view wanted, std::set<std::string>& taken);

}  // namespace dondoc::xlsx
