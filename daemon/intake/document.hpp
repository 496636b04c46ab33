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
    std::size_t number = 0;  ///< the line of a text file it begins on; 0 where lines mean nothing
    std::string label = {};  ///< the number that Word counts and shows in front: "2.", "a)"; the text does not hold it
    bool bold = false;       ///< all of it: a heading, where nothing else says so
};

using Block = std::variant<Paragraph, Table>;

/// Something that only the reader of the format could see and a person should know: a hidden sheet, a row put together
/// from loose lines. It becomes a doubt of the draft.
struct Remark {
    std::size_t table = 0;  ///< as in Table; 0 for the document
    std::size_t row = 0;    ///< as in Row; 0 for the table as a whole
    std::string text;       ///< as written
    std::string vi;         ///< what is doubtful about it
    std::string en;
    std::size_t paragraph = 0;  ///< outside the tables: the line of a text file where something like a table stands
};

struct Document {
    std::vector<Block> blocks;
    std::vector<Remark> remarks = {};
};

}  // namespace dondoc::intake
