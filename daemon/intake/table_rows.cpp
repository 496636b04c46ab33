#include "daemon/intake/table_rows.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>

namespace dondoc::intake {

namespace {

constexpr std::size_t longest_header = 3;

std::vector<std::string> headings_of(const Row& row) {
    std::vector<std::string> headings;
    for (const auto& [cell, first] : grid_of(row)) headings.push_back(squeeze(cell->text));
    return headings;
}

bool is_second_line(const Row& top, const Row& below, bool (*is_header)(const std::vector<std::string>&)) {
    const auto above = grid_of(top);
    const auto grid = grid_of(below);
    if (above.size() != grid.size() || filled_cells(below) == 0) return false;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const bool divided = above[i].cell->columns > grid[i].cell->columns && above[i].cell->columns < above.size();
        if (!is_blank(*grid[i].cell) && !divided && !is_blank(*above[i].cell)) return false;
    }
    return !is_header(headings_of(below));
}

}  // namespace

std::vector<GridCell> grid_of(const Row& row) {
    std::vector<GridCell> grid;
    for (const Cell& cell : row.cells)
        for (std::size_t i = 0; i < cell.columns; ++i) grid.push_back({&cell, i == 0});
    return grid;
}

bool is_blank(const Cell& cell) {
    const bool begins_with_sign = !cell.text.empty() && cell.text.front() > ' ';
    return !begins_with_sign && squeeze(cell.text).empty();
}

std::size_t filled_cells(const Row& row) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !is_blank(cell); }));
}

std::vector<std::string> texts_of(const Row& row, std::vector<std::string>& above) {
    const auto grid = grid_of(row);
    std::vector<std::string> texts(grid.size());
    above.resize(std::max(above.size(), grid.size()));
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const auto& [cell, first] = grid[i];
        if (!first) continue;
        texts[i] = cell->continues_above ? above[i] : cell->text;
        above[i] = texts[i];
    }
    return texts;
}

HeaderLines header_lines(const Table& table, std::size_t at, bool (*is_header)(const std::vector<std::string>&)) {
    const Row& top = table.rows[at];
    HeaderLines header{headings_of(top), 1};
    while (header.rows < longest_header && at + header.rows < table.rows.size() &&
           is_second_line(top, table.rows[at + header.rows], is_header)) {
        const auto grid = grid_of(table.rows[at + header.rows]);
        for (std::size_t i = 0; i < grid.size(); ++i)
            header.headings[i] = squeeze(header.headings[i] + " " + grid[i].cell->text);
        ++header.rows;
    }
    return header;
}

bool resemble(const std::vector<std::string>& headings, const std::vector<std::string>& others) {
    if (headings.size() != others.size()) return false;
    std::size_t same = 0;
    for (std::size_t i = 0; i < headings.size(); ++i)
        same += rules::deadlines::fold_without_tones(headings[i]) == rules::deadlines::fold_without_tones(others[i]);
    return same * 3 >= headings.size() * 2;
}

bool is_column_numbers(const Row& row) {
    const auto is_number = [](const Cell& cell) {
        const std::string text = squeeze(cell.text);
        const auto plain = text.substr(text.starts_with('('), text.find(')') - text.starts_with('('));
        return plain.size() <= 2 && (is_arabic(plain) || is_letter(plain));
    };
    return row.cells.size() >= 3 && std::all_of(row.cells.begin(), row.cells.end(), is_number);
}

std::string merged_heading(const Row& row) {
    const auto filled = filled_cells(row);
    const std::string first_text = squeeze(row.cells.front().text);
    if (filled == 1 && row.cells.size() == 1) return first_text;
    const auto widest = std::max_element(row.cells.begin(), row.cells.end(),
                                         [](const Cell& a, const Cell& b) { return a.columns < b.columns; });
    const std::string text = squeeze(widest->text);
    const bool covers_rest =
        widest->columns > 1 && widest->columns + row.cells.size() > row.width() && widest->columns * 2 >= row.width();
    if (!covers_rest || text.empty()) return {};
    if (filled == 1) return text;
    const bool numbered = filled == 2 && is_ordinal(strip_ordinal(first_text)) && widest != row.cells.begin();
    return numbered ? with_ordinal(first_text, text) : std::string();
}

std::string with_ordinal(const std::string& ordinal, const std::string& text) {
    return strip_ordinal(ordinal) + ". " + text;
}

void Sections::set(const std::string& text, Place where) {
    const auto level = section_level(text);
    for (std::size_t i = level; i < sections_.size(); ++i) sections_[i].clear();
    sections_[level] = text;
    if (where.table != 0) empty_.push_back({text, std::move(where), level});
}

std::vector<Sections::Empty> Sections::take_empty(std::size_t next) {
    std::vector<Empty> taken;
    std::vector<Empty> still_open;
    for (auto& section : empty_) (section.level < next ? still_open : taken).push_back(std::move(section));
    empty_ = std::move(still_open);
    return taken;
}

std::string Sections::text() const {
    std::string text;
    for (const auto& each : sections_)
        if (!each.empty()) text += text.empty() ? each : " / " + each;
    return text;
}

}  // namespace dondoc::intake
