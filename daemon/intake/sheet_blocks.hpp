#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"
#include "daemon/intake/sheet.hpp"

#include <tl/expected.hpp>

namespace dondoc::intake {

/// Appends what a sheet holds to a document: title rows as paragraphs, letterheads as small tables, lists as tables.
///
/// A table begins at its header row. Another header that says something else begins another table; rows with one cell in
/// front of it are its titles. An empty row does not end a table, since many are written with gaps; lines after a gap at
/// the end, with nothing like a row among them, are paragraphs. Empty columns at the sides are left out. Row::number is
/// the sheet's row number.
tl::expected<void, IntakeError> append_sheet(const Sheet& sheet, const Limits& limits, Document& document);

}  // namespace dondoc::intake
