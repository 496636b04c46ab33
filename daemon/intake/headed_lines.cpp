#include "daemon/intake/headed_lines.hpp"

#include "daemon/intake/cell_looks.hpp"
#include "daemon/intake/headings.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dondoc::intake {

namespace {

using Lines = std::span<const TextLine>;
using Columns = std::vector<Column>;

bool is_new_column(Column column, const Columns& columns) {
    const bool of_tasks = column != Column::other && column != Column::indicator && column != Column::money &&
                          column != Column::person && column != Column::section;
    return of_tasks && std::find(columns.begin(), columns.end(), column) == columns.end();
}

Columns columns_of(Lines lines) {
    std::vector<std::string> headings;
    for (const TextLine& line : lines) headings.push_back(squeeze(line.text));
    return classify_header(headings);
}

bool fits(const std::string& cell, Column column) {
    const Looks looks = looks_of(cell);
    switch (column) {
        case Column::ordinal: return is_ordinal(strip_ordinal(cell)) || is_code(strip_ordinal(cell));
        case Column::deadline:
        case Column::start:
        case Column::central: return looks == Looks::time;
        case Column::lead:
        case Column::support: return looks == Looks::unit;
        case Column::title: return looks == Looks::text;
        default: return looks != Looks::time;
    }
}

bool ends_list(const TextLine& line) {
    const std::string plain = rules::deadlines::fold_without_tones(line.text);
    return plain.starts_with("noi nhan") || plain.starts_with("tm.") || plain.starts_with("kt.") || says_total(plain);
}

/// The lines of the list: to the end, to its signatures, or to a gap where there are none between its headings.
Lines body_of(Lines lines, std::size_t headings) {
    const auto first = lines.begin() + 1;
    const auto below = lines.begin() + static_cast<std::ptrdiff_t>(headings);
    const bool has_gaps = std::any_of(first, below, [](const TextLine& line) { return line.after_gap; });
    const auto end = std::find_if(below, lines.end(), [&](const TextLine& line) {
        return ends_list(line) || (line.after_gap && !has_gaps && line.number != below->number);
    });
    return {below, end};
}

bool divides(Lines body, const Columns& columns) {
    if (body.empty() || body.size() % columns.size() != 0) return false;
    for (std::size_t i = 0; i < body.size(); ++i)
        if (!fits(squeeze(body[i].text), columns[i % columns.size()])) return false;
    return true;
}

/// One that says by its words where a row ends.
bool has_anchor(const Columns& columns) {
    const auto has = [&](Column column) { return std::find(columns.begin(), columns.end(), column) != columns.end(); };
    return is_task_header(columns) && (has(Column::deadline) || has(Column::lead));
}

Row row_of(Lines cells) {
    Row row;
    row.number = cells.front().number;
    for (const TextLine& cell : cells) row.cells.push_back(Cell{squeeze(cell.text), 1, false, false});
    return row;
}

LooseTable table_of(Lines headings, Lines body) {
    LooseTable loose;
    loose.table.rows.push_back(row_of(headings));
    for (std::size_t at = 0; at < body.size(); at += headings.size()) {
        loose.table.rows.push_back(row_of(body.subspan(at, headings.size())));
        loose.remarks.push_back(
            {0, body[at].number, squeeze(body[at].text),
             "bảng bị trải mỗi ô một dòng, không có số thứ tự: đã chia hàng theo số cột",
             "a table written one cell a line, without ordinals: divided by its number of columns"});
    }
    return loose;
}

}  // namespace

std::size_t headings_of_list(Lines lines) {
    constexpr std::size_t most = 12;
    constexpr std::size_t longest = 80;
    Columns columns;
    std::size_t count = 0;
    while (count < std::min(lines.size(), most)) {
        const std::string text = squeeze(lines[count].text);
        const Column column = text.size() <= longest ? classify_heading(text) : Column::other;
        if (!is_new_column(column, columns)) break;
        columns.push_back(column);
        ++count;
    }
    while (count >= 3 && !has_anchor(columns)) columns.pop_back(), --count;
    return count >= 3 && count < lines.size() ? count : 0;
}

std::optional<LooseTable> read_headed_lines(Lines lines, std::size_t headings) {
    // The first cells may sound like headings too, and the numbers may be lost with their column still there.
    for (auto count = headings; count >= 3; --count) {
        const Lines body = body_of(lines, count);
        for (const std::size_t skip : {0U, 1U}) {
            const Lines used = lines.subspan(skip, count - skip);
            const Columns columns = columns_of(used);
            const bool numbers_lost = skip == 1 && classify_heading(lines.front().text) == Column::ordinal;
            if ((skip == 1 && !numbers_lost) || used.size() < 3 || !has_anchor(columns) || !divides(body, columns))
                continue;
            LooseTable loose = table_of(used, body);
            loose.lines = count + body.size();
            return loose;
        }
    }
    return std::nullopt;
}

}  // namespace dondoc::intake
