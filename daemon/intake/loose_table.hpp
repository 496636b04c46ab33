#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/text_lines.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dondoc::intake {

/// A table whose cells a converter wrote one a line, row by row, leaving empty ones out.
struct LooseTable {
    Table table;                  ///< its number is for the caller to give
    std::vector<Remark> remarks;  ///< with rows, for each that had to be guessed at
    std::size_t lines = 0;        ///< how many lines it took
};

/// Reads such a table where one begins at the first of these lines: "TT", the other headings, then rows that the running
/// count of their ordinals tells apart. A row with a cell for each column is certain; where cells are missing they go to
/// the columns that their words fit, in order, and the row is remarked. Values of several years, some missing, are only
/// in the remark, since nothing says which year each is for.
std::optional<LooseTable> read_loose_table(std::span<const TextLine> lines);

}  // namespace dondoc::intake
