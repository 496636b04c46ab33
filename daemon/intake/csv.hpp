#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace dondoc::intake {

/// Reads a table saved as text (.csv, .tsv) as one table. UTF-8 with or without byte order mark, or UTF-16 with one.
///
/// The delimiter is found out: tab, semicolon, comma or bar, whichever cuts most lines into the same number of fields,
/// or the one that an Excel line `sep=;` names. Fields follow RFC 4180: quotes around a field with delimiters or line
/// breaks, doubled inside; a quote in the middle of an unquoted field is a plain character. Row::number is the line that
/// the row begins on; lines without any text are kept, since they are counted.
tl::expected<Document, IntakeError> read_csv(std::string_view bytes, const Limits& limits);

}  // namespace dondoc::intake
