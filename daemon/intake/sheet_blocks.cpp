#include "daemon/intake/sheet_blocks.hpp"

#include "daemon/intake/headings.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/xml_part.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace dondoc::intake {

namespace {

using Rows = std::vector<SheetRow>;

std::vector<std::string> headings_of(const SheetRow& row) {
    std::vector<std::string> headings;
    for (const SheetCell& cell : row.cells) headings.push_back(squeeze(cell.text));
    return headings;
}

bool begins_with_number(const SheetRow& row) {
    return is_arabic(strip_ordinal(squeeze(row.cells.front().text)));
}

/// Whether a row names columns. `sure` asks for a column of ordinals too, since words such as "Hoàn thành" or "Nội dung"
/// stand in rows as well.
bool is_header(const SheetRow& row, bool sure) {
    if (row.cells.size() < 2 || begins_with_number(row)) return false;
    const auto columns = classify_header(headings_of(row));
    const auto known = std::count_if(columns.begin(), columns.end(), [](Column c) { return c != Column::other; });
    const bool counted = std::find(columns.begin(), columns.end(), Column::ordinal) != columns.end();
    if (counted) return known >= 2;
    return !sure && known >= 2 && static_cast<std::size_t>(known) * 2 >= columns.size();
}

bool same_words(const SheetRow& a, const SheetRow& b) {
    if (a.cells.size() != b.cells.size()) return false;
    std::size_t same = 0;
    for (std::size_t i = 0; i < a.cells.size(); ++i)
        same += rules::deadlines::fold_without_tones(a.cells[i].text) ==
                rules::deadlines::fold_without_tones(b.cells[i].text);
    return same * 3 >= a.cells.size() * 2;
}

/// Which cells of a sheet lie under which merged range.
class Merges {
public:
    explicit Merges(const Sheet& sheet) {
        if (sheet.rows.empty()) return;
        const auto last_row = sheet.rows.back().number;
        std::size_t last_column = 0;
        for (const SheetRow& row : sheet.rows) last_column = std::max(last_column, row.cells.back().column);
        for (const MergedRange& range : sheet.merged) {
            MergedRange visible = range;
            visible.last_row = std::min(range.last_row, last_row);
            visible.last_column = std::min(range.last_column, last_column);
            if (visible.first_row > visible.last_row || visible.first_column > visible.last_column) continue;
            by_row_[visible.first_row].push_back(ranges_.size());
            ranges_.push_back(visible);
        }
    }

    /// Ranges must be asked for row by row, downwards.
    const std::vector<const MergedRange*>& of_row(std::size_t row) {
        std::erase_if(open_, [&](const MergedRange* range) { return range->last_row < row; });
        for (; entered_ < row; ++entered_)
            if (const auto found = by_row_.find(entered_ + 1); found != by_row_.end())
                for (const auto i : found->second) enter(ranges_[i]);
        std::erase_if(open_, [&](const MergedRange* range) { return range->last_row < row; });
        return open_;
    }

private:
    // Excel allows no overlaps; where a damaged file has some the first range counts.
    void enter(const MergedRange& range) {
        const bool free = std::none_of(open_.begin(), open_.end(), [&](const MergedRange* other) {
            return other->last_row >= range.first_row && other->first_column <= range.last_column &&
                   other->last_column >= range.first_column;
        });
        if (free) open_.push_back(&range);
    }

    std::vector<MergedRange> ranges_;
    std::unordered_map<std::size_t, std::vector<std::size_t>> by_row_;
    std::vector<const MergedRange*> open_;
    std::size_t entered_ = 0;
};

/// Places a header at a row of the sheet and says where its table, with its title rows, begins and ends.
struct Part {
    std::size_t begin = 0;
    std::optional<std::size_t> header;
    std::size_t end = 0;
};

std::vector<Part> parts_of(const Rows& rows) {
    std::vector<Part> parts{{0, std::nullopt, rows.size()}};
    for (std::size_t at = 0; at < rows.size(); ++at) {
        Part& part = parts.back();
        if (!part.header) {
            if (is_header(rows[at], false)) part.header = at;
            continue;
        }
        if (!is_header(rows[at], true) || same_words(rows[at], rows[*part.header]) || at == *part.header + 1) continue;
        auto begin = at;
        while (begin > *part.header + 1 && rows[begin - 1].cells.size() == 1) --begin;
        part.end = begin;
        parts.push_back({begin, at, rows.size()});
    }
    return parts;
}

class Appender {
public:
    Appender(const Sheet& sheet, const Limits& limits, Document& document)
        : sheet_(sheet), limits_(limits), document_(document), merges_(sheet) {
        for (const Block& block : document.blocks)
            if (const auto* table = std::get_if<Table>(&block)) tables_ = table->number;
    }

    tl::expected<void, IntakeError> run() {
        for (const Part& part : parts_of(sheet_.rows)) append(part);
        if (error_) return tl::unexpected(std::move(*error_));
        return {};
    }

private:
    void append(const Part& part) {
        const auto list = part.header ? *part.header : first_wide_row(part);
        const auto end = part.header ? end_of_list(part) : part.end;
        append_head(part.begin, list);
        if (list < end) append_table(list, end);
        for (auto at = end; at < part.end; ++at) append_paragraphs(sheet_.rows[at]);
    }

    // Without a header, rows of more than a letterhead's two cells are taken for a table.
    std::size_t first_wide_row(const Part& part) const {
        constexpr std::size_t letterhead = 2;
        auto at = part.begin;
        while (at < part.end && sheet_.rows[at].cells.size() <= letterhead) ++at;
        return at;
    }

    // Titles one by one; rows of several cells, such as a letterhead, as tables without their empty columns.
    void append_head(std::size_t begin, std::size_t end) {
        Table table;
        for (auto at = begin; at < end; ++at) {
            const SheetRow& row = sheet_.rows[at];
            if (row.cells.size() == 1) {
                take(table);
                append_paragraphs(row);
                continue;
            }
            Row out;
            out.number = row.number;
            for (const SheetCell& cell : row.cells) out.cells.push_back(Cell{cell.text, 1, false, false});
            table.rows.push_back(std::move(out));
        }
        take(table);
    }

    void take(Table& table) {
        if (table.rows.empty()) return;
        table.number = ++tables_;
        document_.blocks.emplace_back(std::exchange(table, {}));
    }

    void append_paragraphs(const SheetRow& row) {
        for (const SheetCell& cell : row.cells)
            document_.blocks.emplace_back(Paragraph{cell.text, cell.centred, row.number});
    }

    /// Where remarks and signatures begin, which stand below a list with a gap in between.
    std::size_t end_of_list(const Part& part) const {
        const auto columns = sheet_.rows[*part.header].cells.size();
        const auto is_row = [&](const SheetRow& row) {
            return begins_with_number(row) || row.cells.size() * 2 > columns;
        };
        auto last = part.end;
        while (last > *part.header + 1 && !is_row(sheet_.rows[last - 1])) --last;
        for (auto at = last; at < part.end; ++at)
            if (sheet_.rows[at].number > sheet_.rows[at - 1].number + 1) return at;
        return part.end;
    }

    void append_table(std::size_t begin, std::size_t end) {
        std::size_t left = sheet_.rows[begin].cells.front().column;
        std::size_t right = left;
        for (auto at = begin; at < end; ++at) {
            left = std::min(left, sheet_.rows[at].cells.front().column);
            right = std::max(right, sheet_.rows[at].cells.back().column);
        }
        if (right - left >= limits_.columns) return fail_columns();
        Table table;
        table.number = ++tables_;
        for (auto at = begin; at < end; ++at) table.rows.push_back(row_of(sheet_.rows[at], left, right));
        document_.blocks.emplace_back(std::move(table));
    }

    void fail_columns() {
        if (!error_)
            error_ = beyond_limits(
                excel_file, fmt::format("một bảng của trang tính “{}” có hơn {} cột", sheet_.name, limits_.columns),
                fmt::format("a table of the sheet “{}” has more than {} columns", sheet_.name, limits_.columns));
    }

    Row row_of(const SheetRow& source, std::size_t left, std::size_t right) {
        Row row;
        row.number = source.number;
        const auto& ranges = merges_.of_row(source.number);
        auto cell = source.cells.begin();
        for (auto column = left; column <= right;) {
            const auto range = std::find_if(ranges.begin(), ranges.end(), [&](const MergedRange* each) {
                return each->first_column <= column && column <= each->last_column;
            });
            const auto last = range == ranges.end() ? column : std::min((*range)->last_column, right);
            Cell out{{}, last - column + 1, range != ranges.end() && (*range)->first_row < source.number, false};
            // What a merged range covers is not shown, but it is text of the file.
            for (; cell != source.cells.end() && cell->column <= last; ++cell) {
                if (!out.text.empty()) out.text += '\n';
                out.text += cell->text;
                out.continues_above = false;
            }
            row.cells.push_back(std::move(out));
            column = last + 1;
        }
        return row;
    }

    const Sheet& sheet_;
    const Limits& limits_;
    Document& document_;
    Merges merges_;
    std::size_t tables_ = 0;
    std::optional<IntakeError> error_;
};

}  // namespace

tl::expected<void, IntakeError> append_sheet(const Sheet& sheet, const Limits& limits, Document& document) {
    return Appender(sheet, limits, document).run();
}

}  // namespace dondoc::intake
