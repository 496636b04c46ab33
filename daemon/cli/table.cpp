#include "daemon/cli/table.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <utility>

namespace dondoc::cli {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest_flexible = 16;

std::size_t width_of(UChar32 c) {
    const auto category = u_charType(c);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
    const auto wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/// Calls visit(byte offset, width) for each character, until it returns false.
template <class Visit>
void for_each_character(std::string_view text, Visit&& visit) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        const std::int32_t start = at;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, c);
        if (!visit(static_cast<std::size_t>(start), width_of(c))) return;
    }
}

constexpr std::array<std::string_view, 6> codes{"", "\x1b[31m", "\x1b[38;5;208m", "\x1b[32m", "\x1b[90m", "\x1b[1m"};

}  // namespace

std::string printable(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool second_set = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (byte < 0x20 || byte == 0x7F) text[i] = ' ';
        if (second_set) text.replace(i, 2, " ");
    }
    return text;
}

std::string paint(const std::string& text, Colour colour, bool colours) {
    if (!colours || colour == Colour::none) return text;
    return std::string(codes.at(static_cast<std::size_t>(colour))) + text + "\x1b[0m";
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for_each_character(text, [&](std::size_t, std::size_t w) {
        width += w;
        return true;
    });
    return width;
}

std::string fit(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t used = 0;
    std::size_t end = 0;
    for_each_character(text, [&](std::size_t at, std::size_t w) {
        end = at;
        used += w;
        return used < width;  // leaves one column for the ellipsis
    });
    return std::string(text.substr(0, end)) + "…";
}

void Table::add(std::vector<Cell> row) {
    assert(row.size() == columns_.size());
    for (Cell& cell : row) cell.text = printable(std::move(cell.text));
    lines_.push_back({std::move(row), false});
    ++count_;
}

void Table::heading(std::string text) {
    lines_.push_back({{Cell{std::move(text), Colour::bold}}, true});
}

std::vector<std::size_t> Table::widths(std::size_t width) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::size_t widest = display_width(columns_[c].title);
        for (const Line& line : lines_)
            if (!line.heading) widest = std::max(widest, display_width(line.cells[c].text));
        widths.push_back(widest);
    }
    std::size_t total = gap * (widths.size() - 1);
    for (const std::size_t w : widths) total += w;
    for (; width > 0 && total > width; --total) {
        std::size_t* most = nullptr;
        for (std::size_t c = 0; c < widths.size(); ++c)
            if (columns_[c].flexible && widths[c] > narrowest_flexible && (most == nullptr || widths[c] > *most))
                most = &widths[c];
        if (most == nullptr) break;
        --*most;
    }
    return widths;
}

std::string Table::print(std::size_t width, bool colours) const {
    const auto widths = this->widths(width);
    std::string out;
    const auto print_row = [&](auto&& cell_at) {
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const Cell cell = cell_at(c);
            const std::string text = fit(cell.text, widths[c]);
            const std::string space(widths[c] - std::min(widths[c], display_width(text)), ' ');
            const bool last = c + 1 == columns_.size();
            out += columns_[c].right ? space + paint(text, cell.colour, colours)
                                     : paint(text, cell.colour, colours) + (last ? "" : space);
            out += last ? "\n" : std::string(gap, ' ');
        }
    };
    print_row([&](std::size_t c) { return Cell{columns_[c].title, Colour::bold}; });
    for (const Line& line : lines_) {
        if (!line.heading) {
            print_row([&](std::size_t c) { return line.cells[c]; });
            continue;
        }
        const Cell& text = line.cells.front();
        out += paint(width > 0 ? fit(text.text, width) : text.text, text.colour, colours) + '\n';
    }
    return out;
}

}  // namespace dondoc::cli
