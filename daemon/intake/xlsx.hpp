#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace dondoc::intake {

/// Reads an Excel file (.xlsx), as Excel, LibreOffice, Google and libraries write it: the sheets in their order, each as
/// `append_sheet` says.
///
/// Cells hold what the program shows: numbers and dates by their formats (see number_format.hpp), results of formulas,
/// rich text without its looks. Hidden sheets are left out, hidden rows are read; both are remarked, and so are formulas
/// without a result and with an error.
tl::expected<Document, IntakeError> read_xlsx(std::string_view bytes, const Limits& limits);

}  // namespace dondoc::intake
