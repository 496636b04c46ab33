#include "daemon/intake/task_header.hpp"

#include "daemon/intake/cell_looks.hpp"
#include "daemon/intake/heading_periods.hpp"
#include "daemon/intake/heading_words.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/table_rows.hpp"
#include "daemon/intake/text.hpp"

#include <algorithm>

namespace dondoc::intake {

namespace {

// So many rows tell what a column is for.
constexpr std::size_t rows_looked_at = 60;

bool is_list_of_tasks(const std::vector<std::string>& headings) {
    return is_task_header(classify_header(headings));
}

/// The texts of a grid column from a row on, but for empty ones and those of rows that are one cell over the width.
std::vector<std::string> cells_below(const Table& table, std::size_t from, std::size_t column) {
    std::vector<std::string> cells;
    for (auto at = from; at < std::min(table.rows.size(), from + rows_looked_at); ++at) {
        std::size_t begin = 0;
        for (const Cell& cell : table.rows[at].cells) {
            const bool here = begin == column;
            begin += cell.columns;
            if (!here) continue;
            const bool heading = cell.columns > 1 && filled_cells(table.rows[at]) <= 2;
            if (!heading && !is_blank(cell) && !is_to_be_filled_in(cell.text)) cells.push_back(squeeze(cell.text));
            break;
        }
    }
    return cells;
}

template <class Predicate>
bool most(const std::vector<std::string>& cells, Predicate predicate) {
    const auto count = std::count_if(cells.begin(), cells.end(), predicate);
    return count > 0 && static_cast<std::size_t>(count) * 10 >= cells.size() * 6;
}

bool look_like(const std::vector<std::string>& cells, Looks looks) {
    return most(cells, [&](const std::string& cell) { return looks_of(cell) == looks; });
}

void find_periods(TaskHeader& header, const HeaderLines& lines, const Table& table, std::size_t below) {
    std::vector<std::string> periods(header.columns.size());
    std::vector<std::string> cells;
    std::size_t found = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        periods[i] = period_of_heading(lines.groups[i], lines.own[i]);
        if (periods[i].empty()) continue;
        ++found;
        const auto more = cells_below(table, below, i);
        cells.insert(cells.end(), more.begin(), more.end());
    }
    if (found < 2 || !most(cells, is_mark)) return;
    auto headings = lines.headings;
    for (std::size_t i = 0; i < periods.size(); ++i)
        if (!periods[i].empty()) headings[i].clear();
    const bool counted = header.columns[0] == Column::ordinal;
    header.columns = classify_header(headings);
    if (counted) header.columns[0] = Column::ordinal;
    for (std::size_t i = 0; i < periods.size(); ++i)
        if (!periods[i].empty()) header.columns[i] = Column::period;
    header.periods = std::move(periods);
}

/// Gives `column` to the first of the columns without a heading that look like it.
void guess(TaskHeader& header, Column column, Looks looks, const Table& table, std::size_t below) {
    if (header.has(column)) return;
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const std::string heading = plain_heading(header.headings[i]);
        const bool open = heading.empty() || (column == Column::lead && names_unit_only(heading));
        if (header.columns[i] != Column::other || !open) continue;
        if (!look_like(cells_below(table, below, i), looks)) continue;
        header.columns[i] = column;
        if (heading.empty()) header.guessed.push_back(i);
        return;
    }
}

std::size_t length(const std::vector<std::string>& cells) {
    std::size_t sum = 0;
    for (const auto& cell : cells) sum += cell.size();
    return cells.empty() ? 0 : sum / cells.size();
}

/// The column that says most and that nothing else is known of, where who and when are known: what it is about.
void guess_title(TaskHeader& header, const Table& table, std::size_t below) {
    if (header.has(Column::title) || header.has(Column::indicator) || header.has(Column::person)) return;
    if (!header.has(Column::ordinal) || !header.has(Column::lead) || !header.has(Column::deadline)) return;
    constexpr std::size_t shortest = 12;
    std::size_t longest = shortest;
    std::optional<std::size_t> title;
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const auto cells = cells_below(table, below, i);
        if (header.columns[i] != Column::other || length(cells) <= longest || !look_like(cells, Looks::text)) continue;
        longest = length(cells);
        title = i;
    }
    if (!title) return;
    header.columns[*title] = Column::title;
    header.guessed.push_back(*title);
}

bool any_looks_like(const std::vector<std::string>& cells, Looks looks) {
    return std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) { return looks_of(cell) == looks; });
}

/// Cells that name units, as far as their words tell; where the heading names units a single one shows it.
bool are_units(const std::vector<std::string>& cells, const std::string& heading) {
    if (look_like(cells, Looks::unit)) return true;
    constexpr std::size_t longest_names = 160;
    const bool names = look_like(cells, Looks::text) || any_looks_like(cells, Looks::unit);
    return names_unit(heading) && names && length(cells) <= longest_names && !any_looks_like(cells, Looks::value) &&
           !any_looks_like(cells, Looks::time);
}

/// Columns of units beside that of the lead: the one whose heading speaks of taking part is for who helps; others are
/// open, where their heading does not say that they do something else.
void find_helpers(TaskHeader& header, const Table& table, std::size_t below) {
    if (!header.has(Column::lead)) return;
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const std::string heading = plain_heading(header.headings[i]);
        if (header.columns[i] != Column::other || heading.empty() || names_approval(heading)) continue;
        const auto cells = cells_below(table, below, i);
        const bool helps = takes_part(heading) && !header.has(Column::support);
        if (helps && are_units(cells, heading))
            header.columns[i] = Column::support;
        else if (look_like(cells, Looks::unit) || (takes_part(heading) && names_unit(heading) && !cells.empty()))
            header.open.push_back(i);
    }
}

bool counts_up(const std::vector<std::string>& cells) {
    constexpr std::size_t least = 2;
    std::string before;
    std::size_t steps = 0;
    for (const auto& cell : cells) {
        const std::string ordinal = strip_ordinal(cell);
        if (!is_code(ordinal)) continue;
        if (!before.empty()) steps += counts_on(before, ordinal);
        before = ordinal;
    }
    return cells.size() >= least && (steps + 1) * 10 >= cells.size() * 6;
}

}  // namespace

bool TaskHeader::has(Column column) const {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

TaskHeader task_header_at(const Table& table, std::size_t at) {
    auto lines = header_lines(table, at, is_list_of_tasks);
    TaskHeader header{classify_header(lines.headings), lines.headings, {}, {}, {}, lines.rows};
    const auto known = std::count_if(header.columns.begin(), header.columns.end(),
                                     [](Column column) { return column != Column::other; });
    const bool counted = !lines.headings.empty() && is_arabic(strip_ordinal(lines.headings.front()));
    if (counted || known < 2 || !(header.has(Column::title) || header.has(Column::lead))) return header;
    const auto below = at + lines.rows;
    if (!header.has(Column::ordinal) && header.columns[0] == Column::other && counts_up(cells_below(table, below, 0)))
        header.columns[0] = Column::ordinal;
    find_periods(header, lines, table, below);
    guess(header, Column::lead, Looks::unit, table, below);
    if (!header.has(Column::period)) guess(header, Column::deadline, Looks::time, table, below);
    guess_title(header, table, below);
    find_helpers(header, table, below);
    return header;
}

std::optional<TaskHeader> header_by_content(const Table& table) {
    constexpr std::size_t least_columns = 4;
    constexpr std::size_t most_columns = 12;
    if (table.rows.size() < 2) return std::nullopt;
    const auto width = table.rows.front().width();
    if (!is_arabic(strip_ordinal(squeeze(table.rows.front().cells.front().text)))) return std::nullopt;
    if (width < least_columns || width > most_columns || !counts_up(cells_below(table, 0, 0))) return std::nullopt;
    TaskHeader header{std::vector<Column>(width, Column::other), std::vector<std::string>(width), {}, {}, {}, 0};
    header.columns[0] = Column::ordinal;
    guess(header, Column::lead, Looks::unit, table, 0);
    guess(header, Column::support, Looks::unit, table, 0);
    guess(header, Column::deadline, Looks::time, table, 0);
    std::size_t longest = 0;
    std::size_t title = 0;
    for (std::size_t i = 1; i < width; ++i)
        if (const auto each = length(cells_below(table, 0, i)); header.columns[i] == Column::other && each > longest)
            longest = each, title = i;
    if (title == 0 || !header.has(Column::lead) || !header.has(Column::deadline)) return std::nullopt;
    header.columns[title] = Column::title;
    return header;
}

bool is_borne_out(const TaskHeader& header, const Table& table, std::size_t at) {
    const auto cells_of = [&](Column column) {
        const auto found = std::find(header.columns.begin(), header.columns.end(), column);
        return found == header.columns.end()
                   ? std::vector<std::string>()
                   : cells_below(table, at + header.rows, static_cast<std::size_t>(found - header.columns.begin()));
    };
    if (most(cells_of(Column::deadline), is_clock_time)) return false;
    if (is_task_header(header.columns)) return true;
    if (!may_be_task_header(header.columns) || !header.has(Column::ordinal)) return false;
    if (header.has(Column::lead)) return look_like(cells_of(Column::lead), Looks::unit);
    return header.has(Column::period) || look_like(cells_of(Column::deadline), Looks::time);
}

bool has_times(const TaskHeader& header, const Table& table) {
    const auto found = std::find(header.columns.begin(), header.columns.end(), Column::deadline);
    const auto column = static_cast<std::size_t>(found - header.columns.begin());
    return found != header.columns.end() && look_like(cells_below(table, 0, column), Looks::time);
}

}  // namespace dondoc::intake
