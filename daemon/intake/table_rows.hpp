#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/intake/ordinal.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// What lists in tables have in common, whatever they list: headers over several lines, merged cells, rows of column
/// numbers, section headings inside the table.
namespace dondoc::intake {

/// A cell as seen from one grid column.
struct GridCell {
    const Cell* cell;
    bool first;  ///< of the columns the cell covers
};

std::vector<GridCell> grid_of(const Row& row);
bool is_blank(const Cell& cell);
std::size_t filled_cells(const Row& row);

/// The text of each grid column, in the first column of its cell only. A cell merged downwards counts for each row that it
/// covers: `above` holds the texts of the row above and is brought up to date.
std::vector<std::string> texts_of(const Row& row, std::vector<std::string>& above);

/// Headings by grid column; of a header over several lines joined from top to bottom.
struct HeaderLines {
    std::vector<std::string> headings;
    std::size_t rows = 1;
    std::vector<std::string> groups = {};  ///< by grid column: the lines above the last that says something
    std::vector<std::string> own = {};     ///< by grid column: the last line that says something
};

/// The row read as a header, with the lines below that belong to it: they fill only what the first line left to them,
/// under a merged or an empty heading, and are no header of their own by `is_header`. In a table without any merged
/// cells, as text files have, a heading before empty ones is taken for merged over them where the line below divides it
/// into headings. Whether it is a header is another question.
HeaderLines header_lines(const Table& table, std::size_t at, bool (*is_header)(const std::vector<std::string>&));

/// Most of the headings say the same, slips aside.
bool resemble(const std::vector<std::string>& headings, const std::vector<std::string>& others);

/// "(1) | (2) | (3)" or "A | B | 1 | 2", as it stands under a header.
bool is_column_numbers(const Row& row);

/// The text of a row that is one cell over the width, alone or behind an ordinal ("II" + "Công tác dân số" is "II. Công
/// tác dân số"); empty for other rows.
std::string merged_heading(const Row& row);

/// "IV." and "Y tế" make "IV. Y tế".
std::string with_ordinal(const std::string& ordinal, const std::string& text);

/// The headings that a row of a list stands under, outer first.
class Sections {
public:
    /// A heading without anything under it.
    struct Empty {
        std::string text;
        Place where;
        std::size_t level;
    };

    /// Takes the place of what stands on its level and deeper. Headings without a place are never told as empty.
    void set(const std::string& text, Place where = {});
    void clear() { sections_ = {}; }
    /// What stands on a level and deeper ends without another in its place.
    void end(std::size_t level);

    /// Something stands under the headings.
    void fill() { empty_.clear(); }
    /// Takes the headings that end where one of `next` level begins and that nothing stands under.
    std::vector<Empty> take_empty(std::size_t next);

    /// Joined by " / ".
    std::string text() const;
    const std::array<std::string, section_levels>& levels() const noexcept { return sections_; }

private:
    std::array<std::string, section_levels> sections_;
    std::vector<Empty> empty_;
};

}  // namespace dondoc::intake
