#include "daemon/intake/text_file.hpp"

#include "daemon/intake/csv.hpp"
#include "daemon/intake/encoding.hpp"
#include "daemon/intake/head_lines.hpp"
#include "daemon/intake/headed_lines.hpp"
#include "daemon/intake/headings.hpp"
#include "daemon/intake/loose_table.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/report_outline.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/text_lines.hpp"
#include "daemon/intake/text_marks.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;
using Cells = std::vector<std::string>;

constexpr std::size_t least_columns = 3;  // fewer are a letterhead or a numbered paragraph

IntakeError too_large(std::string_view vi, std::string_view en) {
    return {Cause::too_large, fmt::format("tệp văn bản (.txt): {}; hãy tách thành nhiều tệp", vi),
            fmt::format("text file (.txt): {}; cut it into several files", en)};
}

tl::expected<std::vector<TextLine>, IntakeError> lines_of(std::string_view text, const Limits& limits) {
    std::vector<TextLine> lines;
    bool gap = true;
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find_first_of("\n\r\f\v", begin), text.size());
        if (end - begin > limits.cell_bytes)
            return tl::unexpected(
                too_large(fmt::format("dòng {} dài hơn {} KB", number, limits.cell_bytes >> 10),
                          fmt::format("line {} is longer than {} KB", number, limits.cell_bytes >> 10)));
        std::string line = clean(strip_marks(text.substr(begin, end - begin)));
        if (squeeze(line).empty())
            gap = gap || begin == end || line.find('\t') == std::string::npos;
        else
            lines.push_back({number, std::move(line), std::exchange(gap, false)});
        if (lines.size() > limits.lines)
            return tl::unexpected(
                too_large(fmt::format("hơn {} dòng", limits.lines), fmt::format("more than {} lines", limits.lines)));
        const bool pair = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
        if (end < text.size() && (text[end] == '\n' || text[end] == '\r')) ++number;
        gap |= end < text.size() && (text[end] == '\f' || text[end] == '\v');
        begin = end + (pair ? 2 : 1);
    }
    return lines;
}

Cells split(std::string_view text, char delimiter) {
    Cells cells;
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find(delimiter, begin);
        cells.push_back(squeeze(text.substr(begin, end - begin)));
    }
    return cells;
}

/// The cells of a line between bars, or of one with tabs; none where it is a line of text.
Cells cells_of(const std::string& line) {
    const std::string trimmed = squeeze(line);
    if (trimmed.size() > 2 && trimmed.front() == '|' && trimmed.back() == '|')
        return split(std::string_view(trimmed).substr(1, trimmed.size() - 2), '|');
    if (line.find('\t') == std::string::npos) return {};
    return split(line, '\t');
}

bool is_rule(const Cells& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        return !cell.empty() && cell.find_first_not_of("-: ") == std::string::npos;
    });
}

std::size_t filled(const Cells& cells) {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }));
}

bool begins_with_ordinal(const Cells& cells) {
    return !cells.empty() && is_ordinal(strip_ordinal(cells.front()));
}

std::size_t width_of(const std::string& line) {
    const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), begins_character));
}

/// The width at which a program broke all lines of a file; 0 where paragraphs are lines.
std::size_t wrap_width(const std::vector<TextLine>& lines) {
    constexpr std::size_t narrowest = 50;
    constexpr std::size_t widest = 140;
    std::vector<std::size_t> widths;
    for (const TextLine& line : lines) widths.push_back(width_of(line.text));
    const std::size_t most = widths.empty() ? 0 : *std::max_element(widths.begin(), widths.end());
    const auto full = std::count_if(widths.begin(), widths.end(), [&](std::size_t w) { return w * 4 >= most * 3; });
    const bool many = static_cast<std::size_t>(full) * 4 >= widths.size();
    return many && most >= narrowest && most <= widest ? most : 0;
}

class TextReader {
public:
    TextReader(std::vector<TextLine> lines, const Limits& limits) : lines_(std::move(lines)), limits_(limits) {
        for (const TextLine& line : lines_) {
            cells_.push_back(cells_of(line.text));
            if (!cells_.back().empty() && is_rule(cells_.back())) cells_.back() = {""};
        }
        wrap_ = wrap_width(lines_);
    }

    tl::expected<Document, IntakeError> read() {
        while (at_ < lines_.size() && !error_) step();
        if (error_) return tl::unexpected(std::move(*error_));
        return std::move(document_);
    }

private:
    void step() {
        if (begins_table(at_)) return read_table();
        if (auto loose = read_loose_table(std::span(lines_).subspan(at_))) return add(*std::move(loose));
        if (read_headed()) return;
        if (is_page(at_)) return void(++at_);
        const bool letterhead = in_head_ && is_letterhead(at_);
        in_head_ &= document_.blocks.size() < longest_head;
        if (letterhead)
            add_letterhead();
        else
            add_paragraph();
    }

    /// A line of enough cells, with another of the same kind behind it or headings in it, or a last row that counts on.
    bool begins_table(std::size_t i) const {
        const Cells& cells = cells_[i];
        if (cells.size() < least_columns || filled(cells) == 0) return false;
        if (is_header(cells) || counts_on(cells)) return true;
        return filled(cells) >= 2 && i + 1 < lines_.size() && cells_[i + 1].size() == cells.size();
    }

    static bool is_header(const Cells& cells) {
        const auto columns = classify_header(cells);
        return std::count_if(columns.begin(), columns.end(), [](Column c) { return c != Column::other; }) >= 2;
    }

    bool counts_on(const Cells& cells) const {
        const std::string ordinal = strip_ordinal(cells.front());
        return cells.size() == last_width_ && is_arabic(ordinal) && ordinal == next_ordinal(last_ordinal_);
    }

    void read_table() {
        Table table;
        table.number = ++tables_;
        const std::size_t width = cells_[at_].size();
        do {
            Cells cells = cells_[at_];
            const auto number = lines_[at_++].number;
            if (cells.empty()) cells = {squeeze(lines_[at_ - 1].text)};
            join_broken_lines(cells, width, number, table.number);
            if (filled(cells) > 0) add_row(table, std::move(cells), width, number);
        } while (at_ < lines_.size() && !error_ && goes_on(width));
        last_width_ = width;
        last_ordinal_ = table.rows.empty() ? "" : strip_ordinal(squeeze(table.rows.back().cells.front().text));
        document_.blocks.emplace_back(std::move(table));
    }

    // Skips page numbers and the like between two parts of a table.
    bool goes_on(std::size_t width) {
        auto next = at_;
        while (next < lines_.size() && is_page(next)) ++next;
        if (next == lines_.size()) return false;
        const bool short_row = next == at_ && !lines_[next].after_gap && begins_with_ordinal(cells_[next]) &&
                               cells_[next].size() >= 2 && cells_[next].size() < width;
        const bool row =
            short_row || cells_[next].size() == width || (cells_[next].size() == 1 && cells_[next][0].empty());
        const bool first_of_another = is_header(cells_[next]) && cells_[next].size() != width;
        if (!(row || (is_section(next) && next == at_)) || first_of_another) return false;
        at_ = next;
        return true;
    }

    // A heading between two rows that was not given its empty cells.
    bool is_section(std::size_t i) const {
        return !lines_[i].after_gap && filled(cells_[i]) <= 1 && is_section_heading(squeeze(lines_[i].text)) &&
               i + 1 < lines_.size() && !lines_[i + 1].after_gap && cells_[i + 1].size() >= least_columns;
    }

    /// A line break inside of a cell: the row is short, and what follows is no row of its own.
    void join_broken_lines(Cells& cells, std::size_t width, std::size_t row, std::size_t table) {
        if (!begins_with_ordinal(cells)) return;
        Cells whole = cells;
        auto next = at_;
        for (; whole.size() < width && next < lines_.size() && !lines_[next].after_gap; ++next) {
            const Cells more = cells_[next].empty() ? Cells{squeeze(lines_[next].text)} : cells_[next];
            if (begins_with_ordinal(more) || is_section_heading(more.front())) break;
            whole.back() += "\n" + more.front();
            whole.insert(whole.end(), more.begin() + 1, more.end());
        }
        const bool joined = next > at_ && whole.size() == width;
        if (!joined) return;
        cells = std::move(whole);
        at_ = next;
        document_.remarks.push_back({table, row, squeeze(cells.size() > 1 ? cells[1] : cells[0]),
                                     "hàng bị ngắt dòng trong ô, đã nối các dòng lại",
                                     "the row was broken inside of a cell; its lines were joined"});
    }

    void add_row(Table& table, Cells cells, std::size_t width, std::size_t number) {
        Row row;
        row.number = number;
        cells.resize(std::max(cells.size(), width));
        for (std::string& cell : cells) row.cells.push_back(Cell{std::move(cell), 1, false, false});
        cells_read_ += row.cells.size();
        if (++rows_ > limits_.rows)
            error_ = too_large(fmt::format("hơn {} dòng bảng", limits_.rows),
                               fmt::format("more than {} table rows", limits_.rows));
        else if (row.cells.size() > limits_.columns)
            error_ = too_large(fmt::format("dòng {} có hơn {} cột", number, limits_.columns),
                               fmt::format("line {} has more than {} columns", number, limits_.columns));
        else if (cells_read_ > limits_.cells)
            error_ =
                too_large(fmt::format("hơn {} ô", limits_.cells), fmt::format("more than {} cells", limits_.cells));
        table.rows.push_back(std::move(row));
    }

    void add(LooseTable loose) {
        loose.table.number = ++tables_;
        for (Remark& remark : loose.remarks) {
            remark.table = tables_;
            document_.remarks.push_back(std::move(remark));
        }
        document_.blocks.emplace_back(std::move(loose.table));
        at_ += loose.lines;
    }

    /// A list one cell a line with nothing that counts its rows; where it cannot be divided its place is told.
    bool read_headed() {
        if (at_ < headed_until_) return false;
        const auto rest = std::span<const TextLine>(lines_).subspan(at_);
        const auto headings = headings_of_list(rest);
        if (headings == 0) return false;
        if (auto table = read_headed_lines(rest, headings)) {
            add(*std::move(table));
            return true;
        }
        headed_until_ = at_ + headings;
        std::string text;
        for (const TextLine& line : rest.first(headings)) text += (text.empty() ? "" : " | ") + squeeze(line.text);
        document_.remarks.push_back(
            {0, 0, std::move(text),
             "có tiêu đề của bảng nhiệm vụ, mỗi ô một dòng, nhưng không chia được thành hàng; không nhập, hãy xem lại",
             "headings of a list of assignments, one cell a line, that does not divide into rows: not read, have a "
             "look at it",
             lines_[at_].number});
        return false;
    }

    bool is_page(std::size_t i) const {
        const bool free_below = i + 1 == lines_.size() || lines_[i + 1].after_gap;
        return lines_[i].after_gap && free_below && is_page_number(squeeze(lines_[i].text));
    }

    bool is_letterhead(std::size_t i) const { return filled(cells_[i]) == 2 && !begins_with_ordinal(cells_[i]); }

    // "UBND TỈNH<tab>CỘNG HÒA ...", until the first line without a second column.
    void add_letterhead() {
        Table table;
        table.number = ++tables_;
        for (; at_ < lines_.size() && is_letterhead(at_); ++at_) {
            Row row;
            row.number = lines_[at_].number;
            for (std::string& cell : cells_[at_])
                if (!cell.empty()) row.cells.push_back(Cell{std::move(cell), 1, false, false});
            table.rows.push_back(std::move(row));
        }
        document_.blocks.emplace_back(std::move(table));
        in_head_ = false;
    }

    void add_paragraph() {
        Paragraph paragraph{squeeze(lines_[at_].text), false, lines_[at_].number};
        while (is_wrapped(at_)) paragraph.text += ' ' + squeeze(lines_[++at_].text);
        document_.blocks.emplace_back(std::move(paragraph));
        ++at_;
    }

    // A line that is as long as lines get and goes on in the next one.
    bool is_wrapped(std::size_t i) const {
        if (wrap_ == 0 || i + 1 == lines_.size() || lines_[i + 1].after_gap) return false;
        const std::string& line = lines_[i].text;
        const std::string next = squeeze(lines_[i + 1].text);
        const bool full = width_of(line) * 4 >= wrap_ * 3;
        const bool ends = std::string_view(".:;!?").find(line.back()) != std::string_view::npos;
        const bool columns = line.find("   ", line.find_first_not_of(' ')) != std::string::npos;
        return full && !ends && !columns && cells_[i].empty() && cells_[i + 1].empty() &&
               split_number(next).number.empty() && is_capitals(line) == is_capitals(next);
    }

    static constexpr std::size_t longest_head = 12;

    std::vector<TextLine> lines_;
    std::vector<Cells> cells_;
    const Limits& limits_;
    Document document_;
    std::size_t wrap_ = 0;
    std::size_t at_ = 0;
    std::size_t tables_ = 0;
    std::size_t last_width_ = 0;    ///< of the table before
    std::string last_ordinal_;      ///< of its last row
    std::size_t headed_until_ = 0;  ///< headings up to here were told
    std::size_t rows_ = 0;
    std::size_t cells_read_ = 0;
    bool in_head_ = true;
    std::optional<IntakeError> error_;
};

}  // namespace

tl::expected<Document, IntakeError> read_text_file(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.file_bytes)
        return tl::unexpected(too_large(fmt::format("lớn hơn {} MB", limits.file_bytes >> 20),
                                        fmt::format("more than {} MB", limits.file_bytes >> 20)));
    const auto text = decode_text(bytes);
    if (!text) return tl::unexpected(text.error());
    if (is_delimited(*text, limits)) return read_delimited(*text, limits);
    auto lines = lines_of(*text, limits);
    if (!lines) return tl::unexpected(std::move(lines.error()));
    return TextReader(*std::move(lines), limits).read();
}

}  // namespace dondoc::intake
