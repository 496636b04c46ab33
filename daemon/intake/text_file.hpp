#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace dondoc::intake {

/// Reads any text file: a table saved as text (see csv.hpp) or running text with tables in it, told apart by content.
///
/// Running text is one paragraph a line, marks removed (see text_marks.hpp). Tables in it are tab-separated lines, lines
/// between bars, or cells one a line (see loose_table.hpp). A table goes on over empty lines, page breaks and page numbers
/// where its rows keep their width; a row broken inside of a cell is joined and remarked. Lines are numbered from 1 in
/// Row::number and Paragraph::number. Empty lines, and numbers of pages, are left out.
tl::expected<Document, IntakeError> read_text_file(std::string_view bytes, const Limits& limits);

}  // namespace dondoc::intake
