#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/task_header.hpp"
#include "daemon/intake/task_rows.hpp"

#include <string>
#include <vector>

namespace dondoc::intake {

/// Puts the cells of rows into the columns of their header, row by row: a cell merged downwards counts for each row that
/// it covers, "nt" stands for what was above, marks under quarters or years become their time.
class TaskCells {
public:
    /// True where the ordinal is a list number that Word makes up.
    bool fill(const TaskHeader& header, const Row& row, TaskRow& task);

    /// Nothing is merged over what comes now.
    void end_merges() { above_.clear(); }
    /// Another list begins: "nt" means nothing of the one before.
    void begin_list() { above_.clear(), repeated_.clear(); }

private:
    std::string repeated(std::size_t at, std::string text);

    std::vector<std::string> above_;     ///< texts of the row above, for cells merged downwards
    std::vector<std::string> repeated_;  ///< the last texts that say something, for "nt"
};

}  // namespace dondoc::intake
