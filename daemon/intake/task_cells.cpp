#include "daemon/intake/task_cells.hpp"

#include "daemon/intake/cell_looks.hpp"
#include "daemon/intake/heading_periods.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/table_rows.hpp"
#include "daemon/intake/text.hpp"

#include <utility>

namespace dondoc::intake {

namespace {

std::string heading_at(const TaskHeader& header, std::size_t at) {
    return at < header.headings.size() ? header.headings[at] : std::string();
}

void put(const TaskHeader& header, std::size_t at, Column column, std::string text, TaskRow& task) {
    const bool has_place = column != Column::other && column != Column::indicator && column != Column::money &&
                           column != Column::person && column != Column::period;
    const bool may_be_dash = column == Column::ordinal || column == Column::title;
    if (!may_be_dash && is_to_be_filled_in(text)) return;
    if (has_place)
        task[column] = std::move(text);
    else
        task.extra.emplace_back(heading_at(header, at), squeeze(text));
}

/// The times of the marked columns are the deadline, or are kept beside the one that has a column of its own.
void take_marks(const TaskHeader& header, const std::vector<bool>& marked, TaskRow& task) {
    std::vector<std::string> periods;
    std::vector<bool> marks;
    bool any = false;
    for (std::size_t i = 0; i < header.periods.size(); ++i) {
        if (header.periods[i].empty()) continue;
        periods.push_back(header.periods[i]);
        marks.push_back(marked[i]);
        any |= marked[i];
    }
    if (!any) return;
    std::string words = words_of_marks(periods, marks);
    if (squeeze(task[Column::deadline]).empty())
        task[Column::deadline] = std::move(words);
    else
        task.extra.emplace_back(std::string(), std::move(words));
}

}  // namespace

bool TaskCells::fill(const TaskHeader& header, const Row& row, TaskRow& task) {
    const auto grid = grid_of(row);
    const auto texts = texts_of(row, above_);
    std::vector<bool> marked(header.periods.size());
    bool numbered = false;
    std::string text;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Column column = i < header.columns.size() ? header.columns[i] : Column::other;
        if (grid[i].first) text = repeated(i, texts[i]);
        if (column == Column::period && !squeeze(text).empty()) {
            marked[i] = true;
            if (is_mark(text)) continue;
        }
        if (!grid[i].first) continue;
        numbered |= column == Column::ordinal && grid[i].cell->numbered;
        put(header, i, column, text, task);
    }
    task[Column::ordinal] = strip_ordinal(squeeze(task[Column::ordinal]));
    take_marks(header, marked, task);
    return numbered;
}

std::string TaskCells::repeated(std::size_t at, std::string text) {
    if (repeated_.size() <= at) repeated_.resize(at + 1);
    if (is_ditto(text)) return repeated_[at].empty() ? text : repeated_[at];
    if (!squeeze(text).empty()) repeated_[at] = text;
    return text;
}

}  // namespace dondoc::intake
