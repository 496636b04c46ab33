#include "daemon/intake/table_rows.hpp"

#include "daemon/intake/heading_periods.hpp"
#include "daemon/intake/headings.hpp"
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

using Lines = std::vector<std::vector<std::string>>;

/// Fills only what the line above left to it. Where the headings that are not divided are written once more instead of
/// merged downwards, the line is the second one all the same.
bool is_second_line(const Row& top, const Row& below, bool (*is_header)(const std::vector<std::string>&)) {
    const auto above = grid_of(top);
    const auto grid = grid_of(below);
    if (above.size() != grid.size() || filled_cells(below) == 0) return false;
    bool divides = false;
    bool repeats = false;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const bool divided = above[i].cell->columns > grid[i].cell->columns && above[i].cell->columns < above.size();
        divides |= divided;
        if (is_blank(*grid[i].cell) || divided || is_blank(*above[i].cell)) continue;
        if (squeeze(grid[i].cell->text) != squeeze(above[i].cell->text)) return false;
        repeats = true;
    }
    return repeats ? divides : !is_header(headings_of(below));
}

bool has_merged_cells(const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const Cell& cell) { return cell.columns > 1 || cell.continues_above; });
}

/// In which column the heading stands that each column of a line lies under, within the headings of the lines above.
std::vector<std::size_t> starts_of(const std::vector<std::string>& line, const std::vector<std::size_t>& above) {
    std::vector<std::size_t> starts(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool goes_on = i > 0 && line[i].empty() && above[i] == above[i - 1];
        starts[i] = goes_on ? starts[i - 1] : i;
    }
    return starts;
}

/// A line that divides headings of the line above, and says nothing below headings that stand alone.
bool divides(const std::vector<std::string>& line, const std::vector<std::size_t>& above,
             const std::vector<std::string>& first) {
    if (!line.front().empty() || first.front().empty()) return false;
    std::size_t divided = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i].empty()) continue;
        constexpr std::size_t longest = 80;
        const bool in_group = above[i] != i || (i + 1 < line.size() && above[i + 1] == i);
        if (line[i].size() > longest || !(in_group || first[i].empty())) return false;
        divided += in_group;
    }
    return divided >= 2;
}

/// Half of the words at least are those of headings: "Chủ trì", "Quý II", "2027".
bool reads_as_headings(const std::vector<std::string>& line, const std::vector<std::string>& first,
                       const std::vector<std::size_t>& above) {
    std::size_t filled = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i].empty()) continue;
        ++filled;
        known += classify_heading(line[i]) != Column::other || !period_of_heading(first[above[i]], line[i]).empty() ||
                 !period_of_heading({}, line[i]).empty();
    }
    return known * 2 >= filled;
}

/// The lines of a header in a table without merged cells, each heading of a group in each of its columns.
Lines flat_lines(const Table& table, std::size_t at) {
    Lines lines{headings_of(table.rows[at])};
    if (has_merged_cells(table.rows[at])) return lines;
    auto above = starts_of(lines[0], std::vector<std::size_t>(lines[0].size(), 0));
    std::vector<std::vector<std::size_t>> starts{above};
    for (auto next = at + 1; next < table.rows.size() && lines.size() < longest_header; ++next) {
        const Row& row = table.rows[next];
        if (row.cells.empty() || !is_blank(row.cells.front())) break;
        auto line = headings_of(row);
        if (has_merged_cells(row) || line.size() != lines[0].size() || !divides(line, above, lines[0])) break;
        const bool groups = next + 1 < table.rows.size() && table.rows[next + 1].width() == line.size() &&
                            divides(headings_of(table.rows[next + 1]), starts_of(line, above), lines[0]);
        if (!groups && !reads_as_headings(line, lines[0], starts[0])) break;
        above = starts_of(line, above);
        starts.push_back(above);
        lines.push_back(std::move(line));
    }
    const auto last = lines.back();
    for (std::size_t k = 0; k + 1 < lines.size(); ++k)
        for (std::size_t i = last.size(); i-- > 0;)
            if (lines[k][i].empty() && !last[i].empty()) lines[k][i] = lines[k][starts[k][i]];
    return lines;
}

HeaderLines joined(Lines lines) {
    HeaderLines header{std::vector<std::string>(lines[0].size()), lines.size()};
    header.groups = header.own = header.headings;
    for (std::size_t i = 0; i < header.headings.size(); ++i)
        for (const auto& line : lines) {
            if (line[i].empty() || line[i] == header.own[i]) continue;
            header.groups[i] = header.headings[i];
            header.own[i] = line[i];
            header.headings[i] = squeeze(header.headings[i] + " " + line[i]);
        }
    return header;
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
    Lines lines = flat_lines(table, at);
    while (lines.size() < longest_header && at + lines.size() < table.rows.size() &&
           is_second_line(top, table.rows[at + lines.size()], is_header))
        lines.push_back(headings_of(table.rows[at + lines.size()]));
    return joined(std::move(lines));
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

void Sections::end(std::size_t level) {
    for (std::size_t i = level; i < sections_.size(); ++i) sections_[i].clear();
}

}  // namespace dondoc::intake
