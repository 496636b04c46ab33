#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

/// What every reader makes of a file, whatever its format: paragraphs and tables in the order of the document, text
/// only. Texts are valid UTF-8 without control characters other than tab and line feed; words stay as written.
namespace dondoc::intake {

struct Cell {
    std::string text;              ///< paragraphs and line breaks are '\n'
    std::size_t columns = 1;       ///< grid columns the cell covers, at least 1
    bool continues_above = false;  ///< part of a vertical merge that began in an earlier row; its text is empty
    bool numbered = false;         ///< Word shows an automatic list number in front, which the text does not hold
};

struct Row {
    std::size_t number = 0;  ///< for messages: 1.. in its table, or the line of a text file
    bool header = false;     ///< marked by the author to be repeated on each page
    std::vector<Cell> cells;

    std::size_t width() const noexcept {
        std::size_t columns = 0;
        for (const Cell& cell : cells) columns += cell.columns;
        return columns;
    }
};

struct Table {
    std::size_t number = 0;  ///< 1.. in the document
    std::vector<Row> rows;
};

struct Paragraph {
    std::string text;
    bool centred = false;
};

using Block = std::variant<Paragraph, Table>;

struct Document {
    std::vector<Block> blocks;
};

}  // namespace dondoc::intake
