#include "daemon/intake/csv.hpp"

#include "daemon/intake/encoding.hpp"
#include "daemon/intake/headings.hpp"
#include "daemon/intake/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

constexpr int rows_looked_at = 200;
constexpr std::array delimiters{'\t', ';', ',', '|'};

IntakeError wrong(Cause cause, std::string_view vi, std::string_view en) {
    return {cause, fmt::format("tệp bảng dạng văn bản (.csv, .tsv): {}", vi),
            fmt::format("table saved as text (.csv, .tsv): {}", en)};
}

/// Cuts text into rows of fields for one delimiter.
class Cutter {
public:
    Cutter(std::string_view text, char delimiter, const Limits& limits)
        : text_(text), delimiter_(delimiter), limits_(limits) {}

    bool at_end() const { return at_ >= text_.size(); }

    Row next_row() {
        Row row;
        row.number = line_;
        do row.cells.push_back(Cell{next_field(), 1, false, false});
        while (!at_end() && text_[at_] == delimiter_ && ++at_ && row.cells.size() <= limits_.columns);
        if (!at_end() && text_[at_] == '\r') ++at_;
        if (!at_end() && text_[at_] == '\n') ++at_;
        ++line_;
        return row;
    }

    /// A quote was opened and never closed; the field ran to the end of the text.
    bool left_open() const { return left_open_; }

private:
    std::string next_field() {
        if (!at_end() && text_[at_] == '"') return quoted_field();
        const auto begin = at_;
        while (!at_end() && text_[at_] != delimiter_ && !at_line_end()) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string quoted_field() {
        std::string field;
        for (++at_; !at_end(); ++at_) {
            const char c = text_[at_];
            if (c == '"' && text_.substr(at_ + 1).starts_with('"'))
                ++at_;
            else if (c == '"')
                return ++at_, field + next_unquoted_rest();
            line_ += c == '\n';
            field += c;
        }
        left_open_ = true;
        return field;
    }

    // `"a"b,` is malformed; what stands after the quote is kept.
    std::string next_unquoted_rest() {
        const auto begin = at_;
        while (!at_end() && text_[at_] != delimiter_ && !at_line_end()) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    bool at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    std::string_view text_;
    char delimiter_;
    const Limits& limits_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    bool left_open_ = false;
};

/// How well a delimiter fits: the number of rows that have the most frequent width above one, then that width.
std::pair<std::size_t, std::size_t> fitness(std::string_view text, char delimiter, const Limits& limits) {
    Cutter cutter(text, delimiter, limits);
    std::map<std::size_t, std::size_t> widths;
    for (int i = 0; i < rows_looked_at && !cutter.at_end(); ++i) ++widths[cutter.next_row().cells.size()];
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const auto& [width, rows] : widths)
        if (width > 1) best = std::max(best, std::pair{rows, width});
    return best;
}

char find_delimiter(std::string_view text, const Limits& limits) {
    char best = delimiters.front();
    std::pair<std::size_t, std::size_t> best_fitness{0, 0};
    for (const char each : delimiters)
        if (const auto found = fitness(text, each, limits); found > best_fitness) best = each, best_fitness = found;
    return best;
}

// Excel's own hint, a first line such as "sep=;".
char take_hint(std::string_view& text) {
    if (!text.starts_with("sep=") || text.size() < 6) return '\0';
    const char delimiter = text[4];
    const auto end = text.find('\n');
    if (end == std::string_view::npos || end > 6) return '\0';
    text.remove_prefix(end + 1);
    return delimiter;
}

tl::expected<void, IntakeError> check(const Row& row, const Limits& limits) {
    if (row.cells.size() > limits.columns)
        return tl::unexpected(wrong(Cause::too_large, fmt::format("dòng {} có hơn {} cột", row.number, limits.columns),
                                    fmt::format("line {} has more than {} columns", row.number, limits.columns)));
    for (const Cell& cell : row.cells)
        if (cell.text.size() > limits.cell_bytes)
            return tl::unexpected(wrong(Cause::too_large,
                                        fmt::format("dòng {} có ô dài hơn {} KB; hãy kiểm tra dấu ngoặc kép",
                                                    row.number, limits.cell_bytes >> 10),
                                        fmt::format("line {} has a cell of more than {} KB; check its quotation marks",
                                                    row.number, limits.cell_bytes >> 10)));
    return {};
}

}  // namespace

tl::expected<Document, IntakeError> read_csv(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.file_bytes)
        return tl::unexpected(
            wrong(Cause::too_large, fmt::format("lớn hơn {} MB; hãy tách thành nhiều tệp", limits.file_bytes >> 20),
                  fmt::format("more than {} MB; cut it into several files", limits.file_bytes >> 20)));
    const auto text = decode_text(bytes);
    if (!text) return tl::unexpected(text.error());
    return read_delimited(*text, limits);
}

tl::expected<Document, IntakeError> read_delimited(std::string_view text, const Limits& limits) {
    const char hint = take_hint(text);
    Cutter cutter(text, hint ? hint : find_delimiter(text, limits), limits);
    Table table;
    std::size_t cells = 0;
    table.number = 1;
    while (!cutter.at_end()) {
        Row row = cutter.next_row();
        row.number += hint ? 1 : 0;
        if (auto checked = check(row, limits); !checked) return tl::unexpected(std::move(checked.error()));
        for (Cell& cell : row.cells) cell.text = clean(cell.text);
        cells += row.cells.size();
        table.rows.push_back(std::move(row));
        if (cells > limits.cells)
            return tl::unexpected(wrong(Cause::too_large,
                                        fmt::format("hơn {} ô; hãy tách thành nhiều tệp", limits.cells),
                                        fmt::format("more than {} cells; cut it into several files", limits.cells)));
        if (table.rows.size() > limits.rows)
            return tl::unexpected(wrong(Cause::too_large,
                                        fmt::format("hơn {} dòng; hãy tách thành nhiều tệp", limits.rows),
                                        fmt::format("more than {} rows; cut it into several files", limits.rows)));
    }
    if (cutter.left_open())
        return tl::unexpected(wrong(
            Cause::damaged,
            fmt::format("dấu ngoặc kép mở ở dòng {} không được đóng; hãy sửa hoặc lưu lại", table.rows.back().number),
            fmt::format("the quotation mark opened on line {} is never closed; correct it or "
                        "save the table again",
                        table.rows.back().number)));
    Document document;
    document.blocks.emplace_back(std::move(table));
    return document;
}

bool is_delimited(std::string_view text, const Limits& limits) {
    if (take_hint(text)) return true;
    const char delimiter = find_delimiter(text, limits);
    const auto [rows, width] = fitness(text, delimiter, limits);
    Cutter cutter(text, delimiter, limits);
    std::size_t filled = 0;
    bool header = false;
    for (int i = 0; i < rows_looked_at && !cutter.at_end(); ++i) {
        const Row row = cutter.next_row();
        std::vector<std::string> headings;
        for (const Cell& cell : row.cells) headings.push_back(squeeze(cell.text));
        if (headings.size() == 1 && headings.front().empty()) continue;
        ++filled;
        const auto columns = classify_header(headings);
        const auto known = std::count_if(columns.begin(), columns.end(), [](Column c) { return c != Column::other; });
        header |= row.cells.size() == width && known >= 2;
    }
    // A list among running text is read as such, with the text; quoted fields over several lines need a table.
    const std::size_t tenths = rows * 10 / std::max<std::size_t>(filled, 1);
    constexpr std::size_t most = 8;
    constexpr std::size_t nearly_all = 9;
    return header ? tenths >= (delimiter == '\t' ? most : most - 3) : tenths >= nearly_all && width >= 3 && rows >= 3;
}

}  // namespace dondoc::intake
