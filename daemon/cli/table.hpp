#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::cli {

/// Control characters, those of two bytes among them, would steer the terminal or forge a line: what people typed, names of
/// files among it, shows them as blanks.
std::string printable(std::string text);

/// Columns a text takes on a terminal: combining marks take none, East Asian wide characters two.
std::size_t display_width(std::string_view text);

/// Cut to `width` columns, the last being "…" where something was cut.
std::string fit(std::string_view text, std::size_t width);

enum class Colour : std::uint8_t { none, red, orange, green, grey, bold };

struct Cell {
    std::string text;
    Colour colour = Colour::none;
};

/// The text in a colour, or as it is.
std::string paint(const std::string& text, Colour colour, bool colours);

/// A table for people: columns line up by display width. Where the terminal is too narrow the `flexible` columns give way,
/// the widest first; without a terminal nothing is cut.
class Table {
public:
    struct Column {
        std::string title;
        bool right = false;     ///< numbers
        bool flexible = false;  ///< gives way first
    };
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<Cell> row);
    /// A line of its own across all columns, between rows.
    void heading(std::string text);
    std::size_t rows() const noexcept { return count_; }

    /// `width` 0: as wide as needed.
    std::string print(std::size_t width, bool colours) const;

private:
    std::vector<std::size_t> widths(std::size_t width) const;

    std::vector<Column> columns_;
    struct Line {
        std::vector<Cell> cells;  ///< of a heading: one
        bool heading = false;
    };
    std::vector<Line> lines_;
    std::size_t count_ = 0;  ///< lines but for headings
};

}  // namespace dondoc::cli
