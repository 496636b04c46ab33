#include "daemon/intake/xlsx_sheet.hpp"

#include "daemon/intake/text.hpp"
#include "daemon/intake/xml_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace dondoc::intake {

namespace {

constexpr std::size_t last_sheet_row = 1'048'576;
constexpr std::size_t last_sheet_column = 16'384;

template <typename Number>
std::optional<Number> to_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

struct Position {
    std::size_t row = 0;     ///< from 1
    std::size_t column = 0;  ///< from 0
};

/// "BC12"
std::optional<Position> position_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
        if (column > last_sheet_column) return std::nullopt;
    }
    const auto row = to_number<std::size_t>(reference.substr(at));
    if (column == 0 || !row || *row == 0 || *row > last_sheet_row) return std::nullopt;
    return Position{*row, column - 1};
}

std::string column_name(std::size_t column) {
    std::string name;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

// Excel writes characters that XML cannot hold as _x000D_.
std::string without_escapes(std::string text) {
    constexpr std::size_t length = 7;
    for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        unsigned code = 0;
        const char* digits = text.data() + at + 2;
        if (at + length > text.size() || text[at + length - 1] != '_') continue;
        const auto [end, error] = std::from_chars(digits, digits + 4, code, 16);
        if (error != std::errc() || end != digits + 4 || code >= 0x80) continue;
        text.replace(at, length, code == '\r' ? std::string() : std::string(1, static_cast<char>(code)));
    }
    return text;
}

class SheetReader {
public:
    SheetReader(std::string name, Workbook& workbook, const Limits& limits, std::vector<Remark>& remarks)
        : workbook_(workbook), limits_(limits), remarks_(remarks) {
        sheet_.name = std::move(name);
    }

    tl::expected<Sheet, IntakeError> read(const pugi::xml_node& worksheet) {
        for (const auto& node : child_named(worksheet, "sheetData").children()) {
            if (local_name(node) == "row") read_row(node);
            if (error_) return tl::unexpected(std::move(*error_));
        }
        read_merged(child_named(worksheet, "mergeCells"));
        if (error_) return tl::unexpected(std::move(*error_));
        put_in_order();
        tell_hidden_rows();
        tell_hidden_columns(child_named(worksheet, "cols"));
        return std::move(sheet_);
    }

private:
    void read_row(const pugi::xml_node& node) {
        SheetRow row;
        const auto number = to_number<std::size_t>(attribute_named(node, "r"));
        row.number = number ? *number : last_row_ + 1;
        if (row.number == 0 || row.number > last_sheet_row)
            return fail(bad_xml(excel_file, fmt::format("số dòng sai trong trang tính “{}”", sheet_.name),
                                fmt::format("a wrong row number in the sheet “{}”", sheet_.name)));
        last_row_ = row.number;
        const auto hidden = attribute_named(node, "hidden");
        row.hidden = hidden == "1" || hidden == "true";
        std::size_t column = 0;
        for (const auto& cell : node.children()) {
            if (error_) return;
            if (local_name(cell) == "c") read_cell(cell, row, column);
        }
        if (row.cells.empty()) return;
        if (workbook_.rows_left-- == 0)
            return fail(beyond_limits(excel_file, fmt::format("hơn {} dòng có nội dung", limits_.rows),
                                      fmt::format("more than {} rows with content", limits_.rows)));
        sheet_.rows.push_back(std::move(row));
    }

    void read_cell(const pugi::xml_node& node, SheetRow& row, std::size_t& next_column) {
        const auto reference = attribute_named(node, "r");
        const auto position = reference.empty() ? Position{row.number, next_column} : position_of(reference);
        if (!position || position->row != row.number || position->column >= last_sheet_column)
            return fail(bad_xml(excel_file, fmt::format("địa chỉ ô sai trong trang tính “{}”", sheet_.name),
                                fmt::format("a wrong cell reference in the sheet “{}”", sheet_.name)));
        next_column = position->column + 1;
        SheetCell cell;
        cell.column = position->column;
        const auto* style = style_of(node);
        if (error_) return;
        cell.text = clean(shown(node, style, row.number));
        if (error_ || squeeze(cell.text).empty()) return;
        if (cell.text.size() > limits_.cell_bytes)
            return fail(beyond_limits(excel_file,
                                      fmt::format("trang tính “{}”, dòng {} có ô dài hơn {} KB", sheet_.name,
                                                  row.number, limits_.cell_bytes >> 10),
                                      fmt::format("the sheet “{}”, row {} has a cell of more than {} KB", sheet_.name,
                                                  row.number, limits_.cell_bytes >> 10)));
        if (workbook_.cells_left-- == 0)
            return fail(beyond_limits(excel_file, fmt::format("hơn {} ô có nội dung", limits_.cells),
                                      fmt::format("more than {} cells with content", limits_.cells)));
        cell.centred = style && style->centred;
        row.cells.push_back(std::move(cell));
    }

    const Workbook::Style* style_of(const pugi::xml_node& node) {
        const auto text = attribute_named(node, "s");
        if (text.empty() || workbook_.styles.empty()) return nullptr;
        const auto index = to_number<std::size_t>(text);
        if (index && *index < workbook_.styles.size()) return &workbook_.styles[*index];
        fail(bad_xml(excel_file, fmt::format("một ô của trang tính “{}” có định dạng không tồn tại", sheet_.name),
                     fmt::format("a cell of the sheet “{}” has a style that does not exist", sheet_.name)));
        return nullptr;
    }

    std::string shown(const pugi::xml_node& node, const Workbook::Style* style, std::size_t row) {
        const auto type = attribute_named(node, "t");
        const std::string_view format = style ? std::string_view(style->format) : std::string_view("General");
        if (type == "inlineStr") return show_text(rich_text(child_named(node, "is")), format);
        const auto value_node = child_named(node, "v");
        const std::string value = value_node.text().get();
        if (!value_node || value.empty()) {
            if (child_named(node, "f"))
                remark(row, std::string("=") + child_named(node, "f").text().get(),
                       "ô có công thức chưa được tính, nội dung để trống; hãy mở bằng Excel rồi lưu lại",
                       "a formula without a stored result, read as empty; open the file in Excel and save it again");
            return {};
        }
        if (type == "s") return show_text(shared_string(value), format);
        if (type == "str") return show_text(without_escapes(value), format);
        if (type == "b") return value == "1" || value == "true" ? "TRUE" : "FALSE";
        if (type == "d") return show_iso_date(value, format);
        if (type == "e") {
            remark(row, value, "ô có công thức bị lỗi", "a formula with an error");
            return value;
        }
        const auto number = to_number<double>(value);
        return number && std::isfinite(*number) ? show_number(*number, format, workbook_.dates) : value;
    }

    std::string shared_string(std::string_view value) {
        const auto index = to_number<std::size_t>(value);
        if (index && *index < workbook_.strings.size()) return workbook_.strings[*index];
        fail(bad_xml(excel_file, fmt::format("một ô của trang tính “{}” trỏ tới chuỗi không tồn tại", sheet_.name),
                     fmt::format("a cell of the sheet “{}” points to a text that does not exist", sheet_.name)));
        return {};
    }

    void read_merged(const pugi::xml_node& node) {
        for (const auto& each : node.children()) {
            const auto reference = attribute_named(each, "ref");
            const auto colon = std::min(reference.find(':'), reference.size());
            const auto first = position_of(reference.substr(0, colon));
            const auto last = position_of(reference.substr(std::min(colon + 1, reference.size())));
            if (!first || !last || last->row < first->row || last->column < first->column) continue;
            if (sheet_.merged.size() == limits_.merged_cells)
                return fail(beyond_limits(
                    excel_file, fmt::format("trang tính “{}” có hơn {} vùng ô gộp", sheet_.name, limits_.merged_cells),
                    fmt::format("the sheet “{}” has more than {} merged ranges", sheet_.name, limits_.merged_cells)));
            sheet_.merged.push_back({first->row, last->row, first->column, last->column});
        }
    }

    // The format asks for ascending rows and cells, but a file need not do so.
    void put_in_order() {
        std::stable_sort(sheet_.rows.begin(), sheet_.rows.end(),
                         [](const SheetRow& a, const SheetRow& b) { return a.number < b.number; });
        for (SheetRow& row : sheet_.rows)
            std::stable_sort(row.cells.begin(), row.cells.end(),
                             [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; });
    }

    void tell_hidden_rows() {
        std::string numbers;
        std::size_t count = 0;
        constexpr std::size_t most_named = 20;
        for (const SheetRow& row : sheet_.rows) {
            if (!row.hidden || ++count > most_named) continue;
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(row.number);
        }
        if (count > most_named) numbers += ", …";
        if (count > 0)
            remarks_.push_back({0, 0, sheet_.name,
                                fmt::format("{} dòng bị ẩn hoặc bị lọc (dòng {}) vẫn được đọc", count, numbers),
                                fmt::format("{} rows that are hidden or filtered out (rows {}) were read all the same",
                                            count, numbers)});
    }

    // Only columns that hold something count.
    void tell_hidden_columns(const pugi::xml_node& columns) {
        std::string names;
        for (const auto& node : columns.children()) {
            const auto hidden = attribute_named(node, "hidden");
            const auto first = to_number<std::size_t>(attribute_named(node, "min"));
            const auto last = to_number<std::size_t>(attribute_named(node, "max"));
            if ((hidden != "1" && hidden != "true") || !first || !last || *first == 0) continue;
            for (const std::size_t column : filled_columns(*first - 1, *last - 1))
                names += (names.empty() ? "" : ", ") + column_name(column);
        }
        if (!names.empty())
            remarks_.push_back({0, 0, sheet_.name, fmt::format("cột bị ẩn (cột {}) vẫn được đọc", names),
                                fmt::format("hidden columns ({}) were read all the same", names)});
    }

    std::set<std::size_t> filled_columns(std::size_t first, std::size_t last) const {
        std::set<std::size_t> columns;
        for (const SheetRow& row : sheet_.rows)
            for (const SheetCell& cell : row.cells)
                if (cell.column >= first && cell.column <= last) columns.insert(cell.column);
        return columns;
    }

    void remark(std::size_t row, std::string text, std::string vi, std::string en) {
        remarks_.push_back({0, row, std::move(text), std::move(vi), std::move(en)});
    }

    void fail(IntakeError error) {
        if (!error_) error_ = std::move(error);
    }

    Sheet sheet_;
    Workbook& workbook_;
    const Limits& limits_;
    std::vector<Remark>& remarks_;
    std::size_t last_row_ = 0;
    std::optional<IntakeError> error_;
};

}  // namespace

std::string rich_text(const pugi::xml_node& string) {
    std::string text;
    for (const auto& node : string.children()) {
        const auto name = local_name(node);
        if (name == "t") text += node.text().get();
        if (name == "r") text += child_named(node, "t").text().get();
    }
    return without_escapes(std::move(text));
}

tl::expected<Sheet, IntakeError> read_sheet(const pugi::xml_node& worksheet, std::string name, Workbook& workbook,
                                            const Limits& limits, std::vector<Remark>& remarks) {
    return SheetReader(std::move(name), workbook, limits, remarks).read(worksheet);
}

}  // namespace dondoc::intake
