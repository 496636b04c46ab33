#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace dondoc::intake {

/// Reads the body of a Word document (.docx, ISO/IEC 29500): paragraphs and tables as a reader of the final version
/// sees them. Tracked insertions count, tracked deletions do not; hidden text, text boxes, pictures, comments and notes
/// are left out; a table inside a cell becomes lines of that cell's text.
///
/// Never touches disk or network; a document type declaration is refused, so there are no entities to expand.
tl::expected<Document, IntakeError> read_docx(std::string_view bytes, const Limits& limits);

}  // namespace dondoc::intake
