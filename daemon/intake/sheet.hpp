#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// One sheet of a workbook as it looks: only cells that show something, in order of rows, then columns.
namespace dondoc::intake {

struct SheetCell {
    std::size_t column = 0;  ///< from 0
    std::string text;        ///< as shown, cleaned
    bool centred = false;
};

struct SheetRow {
    std::size_t number = 0;  ///< from 1, as the program shows it
    bool hidden = false;     ///< by hand or by a filter
    std::vector<SheetCell> cells;
};

/// Rows from 1, columns from 0, both ends included.
struct MergedRange {
    std::size_t first_row = 0;
    std::size_t last_row = 0;
    std::size_t first_column = 0;
    std::size_t last_column = 0;
};

struct Sheet {
    std::string name;
    std::vector<SheetRow> rows;
    std::vector<MergedRange> merged;  ///< may overlap where the file is damaged
};

}  // namespace dondoc::intake
