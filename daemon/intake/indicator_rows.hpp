#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/intake/indicator_columns.hpp"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dondoc::intake {

/// One indicator as its row says it, nothing interpreted yet.
struct IndicatorRow {
    /// A cell of a column of targets, or of the baseline.
    struct Value {
        int year = 0;  ///< of the column, else of the groups or the title above; 0 where none of them names one
        bool from_heading = false;  ///< the column itself names the year
        std::string text;
    };

    Place where;
    std::string group;
    std::string ordinal;
    std::string name;
    std::string unit;
    std::vector<Value> targets;  ///< by column, empty cells left out
    Value baseline;
    std::string owner;  ///< lines of a cell are kept
    std::string advisor;
    std::vector<std::pair<std::string, std::string>> extra;  ///< heading and text of other columns
};

struct IndicatorRows {
    std::vector<IndicatorRow> rows;
    std::set<std::size_t> tables;  ///< the numbers of the tables that were read, so that nobody else reads them
};

/// The rows of every table of indicators, told by its headings. Headers, section rows, cells merged downwards and tables
/// that page breaks cut are treated as in lists of assignments. A row that begins with a dash stands under the row above;
/// one with a Roman number and values is a group and an indicator at once. `plan_year` tells past from planned years.
IndicatorRows find_indicator_rows(const Document& document, int plan_year, std::vector<Doubt>& doubts);

}  // namespace dondoc::intake
