#pragma once

#include <span>
#include <string>

namespace dondoc::cli {

/// One record of RFC 4180 with its CRLF. Cells are quoted where they must be. What a spreadsheet would run as a formula
/// (a text that begins with = + - @, their full-width forms, a tab or a line break) gets an apostrophe before it.
std::string csv_record(std::span<const std::string> cells);

}  // namespace dondoc::cli
