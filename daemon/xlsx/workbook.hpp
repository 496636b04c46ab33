#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

/// Workbooks for people: tables with a header that stays in sight, a filter, wrapped text and real dates. A text is never
/// a formula, whatever it begins with.
namespace dondoc::xlsx {

/// An empty cell, a text, a number, a day or a wall-clock time.
using Cell =
    std::variant<std::monostate, std::string, std::int64_t, double, rules::dates::Date, rules::dates::LocalTime>;

struct Column {
    std::string title;
    double width = 14;  ///< in characters
};

struct Row {
    std::vector<Cell> cells;
    bool heading = false;  ///< bold, like the sections and totals of a table
};

struct Sheet {
    std::string name;                  ///< shortened and cleaned where spreadsheets would refuse it
    std::vector<std::string> preface;  ///< lines above the header; the first is the title
    std::vector<Column> columns;       ///< none: a sheet of text, one cell a row, without header and filter
    std::vector<Row> rows;
};

struct Properties {
    std::string title;
    std::string author;
    std::chrono::sys_seconds created;  ///< the same workbook made at the same time is the same bytes
};

/// No place for the temporary file, or more rows than a sheet takes (1,048,576).
class WorkbookError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The bytes of an .xlsx file. Sheets whose names are equal get a number behind them.
std::string to_xlsx(std::span<const Sheet> sheets, const Properties& properties);

}  // namespace dondoc::xlsx
