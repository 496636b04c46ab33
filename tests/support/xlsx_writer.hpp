#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Writes small workbooks for tests: just enough of the format for what intake reads, and what is wrong with it where a
/// test wants that.
///
///     support::XlsxWriter xlsx;
///     const auto percent = xlsx.style("0%");
///     auto& sheet = xlsx.sheet("Phụ lục");
///     sheet.row(1, {"TT", "Nội dung"});
///     sheet.row(2, {1, "Việc", {0.5, percent}});
///     sheet.merge("A4:B4");
///     const std::string bytes = xlsx.bytes();
namespace support {

struct XlsxCell {
    std::string type;     ///< of the attribute t; empty for numbers
    std::string content;  ///< XML inside of the cell; empty leaves the cell out
    std::size_t style = 0;

    XlsxCell() = default;
    XlsxCell(const char* text) : XlsxCell(std::string_view(text)) {}
    XlsxCell(std::string_view text, std::size_t style_index = 0);  ///< a shared string when the workbook is written
    XlsxCell(int number, std::size_t style_index = 0);
    XlsxCell(double number, std::size_t style_index = 0);

    static XlsxCell raw(std::string type, std::string content, std::size_t style_index = 0);
};

class XlsxSheet {
public:
    explicit XlsxSheet(std::string name, std::string state) : name_(std::move(name)), state_(std::move(state)) {}

    /// Cells from column A, or from another one. Rows may come in any order. `attributes` as in `hidden="1"`.
    void row(std::size_t number, const std::vector<XlsxCell>& cells, std::size_t first_column = 0,
             std::string_view attributes = {});
    void merge(std::string_view range) { merges_ += "<mergeCell ref=\"" + std::string(range) + "\"/>"; }

    /// Anything that may stand among the rows.
    void raw(std::string_view xml) { rows_ += xml; }

    const std::string& name() const { return name_; }
    const std::string& state() const { return state_; }
    std::string xml(std::string_view space) const;

private:
    std::string name_;
    std::string state_;
    std::string rows_;
    std::string merges_;
};

class XlsxWriter {
public:
    /// The index of a style with this number format.
    std::size_t style(std::string_view format);
    XlsxSheet& sheet(std::string_view name, std::string_view state = "visible");

    bool date_1904 = false;
    bool strict = false;       ///< the namespaces of ISO 29500 strict
    bool with_index = true;    ///< `_rels` and content types, which libraries leave out at times
    std::string strings = {};  ///< the items of the table of shared strings, as XML

    std::vector<std::pair<std::string, std::string>> parts() const;
    std::string bytes() const;

private:
    std::vector<std::string> formats_;
    std::vector<XlsxSheet> sheets_;
};

/// "BC" for 54
std::string column_letters(std::size_t column);

}  // namespace support
