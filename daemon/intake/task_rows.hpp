#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/intake/headings.hpp"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dondoc::intake {

/// One assignment as its row says it, nothing interpreted yet. Lines of a cell are kept.
struct TaskRow {
    Place where;
    std::string section;
    std::array<std::string, column_count> texts;
    std::vector<std::pair<std::string, std::string>> extra;  ///< heading and text of columns with no place of their own

    std::string& operator[](Column column) { return texts[static_cast<std::size_t>(column)]; }
    const std::string& operator[](Column column) const { return texts[static_cast<std::size_t>(column)]; }
};

/// The rows of every table that lists assignments, told by its headings, never by its position.
///
/// Header rows may be merged over two or three lines, repeated in mid-table, and followed by a row of column numbers.
/// Rows merged over the width are section headings. A row without ordinal right after a repeated header is the rest of a
/// row that a page break cut. A cell merged downwards counts for each row it covers. A table without header of the same
/// width, right after one with, carries it on. What was joined, counted or passed over is told in `doubts`.
/// Tables whose number is in `taken` are somebody else's.
std::vector<TaskRow> find_task_rows(const Document& document, std::vector<Doubt>& doubts,
                                    const std::set<std::size_t>& taken = {});

}  // namespace dondoc::intake
