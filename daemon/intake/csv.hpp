#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace dondoc::intake {

/// Reads a table saved as text (.csv, .tsv) as one table, in any encoding that `decode_text` knows.
///
/// The delimiter is found out: tab, semicolon, comma or bar, whichever cuts most lines into the same number of fields,
/// or the one that an Excel line `sep=;` names. Fields follow RFC 4180: quotes around a field with delimiters or line
/// breaks, doubled inside; a quote in the middle of an unquoted field is a plain character. Row::number is the line that
/// the row begins on; lines without any text are kept, since they are counted.
tl::expected<Document, IntakeError> read_csv(std::string_view bytes, const Limits& limits);

/// The same for text in UTF-8.
tl::expected<Document, IntakeError> read_delimited(std::string_view text, const Limits& limits);

/// Whether nearly all lines of a text are rows of one table, rather than running text with tables and commas in it.
bool is_delimited(std::string_view text, const Limits& limits);

}  // namespace dondoc::intake
