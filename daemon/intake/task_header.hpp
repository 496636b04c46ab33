#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/headings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dondoc::intake {

/// What a list of assignments says about its columns.
struct TaskHeader {
    std::vector<Column> columns;  ///< by grid column
    std::vector<std::string> headings;
    std::vector<std::string> periods = {};  ///< by grid column: the time that a Column::period stands for
    std::vector<std::size_t> guessed = {};  ///< grid columns told by what stands in them, for want of a heading
    std::vector<std::size_t> open = {};     ///< grid columns of units whose part in the task nothing says
    std::size_t rows = 1;                   ///< lines of the header; 0 for a table that has none

    bool has(Column column) const;
};

/// The row as a header, with the lines below that belong to it; whether it is one is another question. Only where it
/// says too little by itself are the rows below looked at: for columns without a heading, for marks under quarters or
/// years.
TaskHeader task_header_at(const Table& table, std::size_t at);

/// The columns of a table without header, by what stands in them: running ordinals, a task, units and times. Nothing
/// where one of these is missing.
std::optional<TaskHeader> header_by_content(const Table& table);

/// Whether what stands below the header is what it says: a list with only a lead or only a time has units or times in
/// that column, and no list has times of the day.
bool is_borne_out(const TaskHeader& header, const Table& table, std::size_t at);

/// Whether a table without header has times where the header has its deadlines, from its first row on.
bool has_times(const TaskHeader& header, const Table& table);

}  // namespace dondoc::intake
