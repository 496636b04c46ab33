#include "daemon/intake/csv.hpp"

#include "daemon/intake/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

constexpr std::array delimiters{'\t', ';', ',', '|'};

IntakeError wrong(Cause cause, std::string_view vi, std::string_view en) {
    return {cause, fmt::format("tệp bảng dạng văn bản (.csv, .tsv): {}", vi),
            fmt::format("table saved as text (.csv, .tsv): {}", en)};
}

tl::expected<std::string, IntakeError> to_utf8(std::string_view bytes) {
    if (has_utf16_mark(bytes)) {
        if (auto text = utf16_to_utf8(bytes)) return *std::move(text);
        return tl::unexpected(wrong(Cause::damaged, "chuỗi UTF-16 bị cắt dở; hãy lưu lại dưới dạng CSV UTF-8",
                                    "the UTF-16 text is cut off; save it again as CSV UTF-8"));
    }
    if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
    if (const auto bad = find_bad_utf8(bytes); bad != std::string_view::npos) {
        const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
        return tl::unexpected(wrong(Cause::damaged,
                                    fmt::format("dòng {} không phải UTF-8; hãy lưu lại dưới dạng CSV UTF-8", line),
                                    fmt::format("line {} is not UTF-8; save it again as CSV UTF-8", line)));
    }
    return std::string(bytes);
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
    constexpr int rows_looked_at = 200;
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
    const auto converted = to_utf8(bytes);
    if (!converted) return tl::unexpected(converted.error());

    std::string_view text = *converted;
    const char hint = take_hint(text);
    Cutter cutter(text, hint ? hint : find_delimiter(text, limits), limits);
    Table table;
    table.number = 1;
    while (!cutter.at_end()) {
        Row row = cutter.next_row();
        row.number += hint ? 1 : 0;
        if (auto checked = check(row, limits); !checked) return tl::unexpected(std::move(checked.error()));
        for (Cell& cell : row.cells) cell.text = clean(cell.text);
        table.rows.push_back(std::move(row));
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

}  // namespace dondoc::intake
