#include "daemon/intake/task_rows.hpp"

#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

// A header stands near the top of its table, behind title rows at most.
constexpr std::size_t rows_before_header = 30;
constexpr std::size_t longest_header = 3;

/// A cell as seen from one grid column.
struct GridCell {
    const Cell* cell;
    bool first;  ///< of the columns the cell covers
};

std::vector<GridCell> grid_of(const Row& row) {
    std::vector<GridCell> grid;
    for (const Cell& cell : row.cells)
        for (std::size_t i = 0; i < cell.columns; ++i) grid.push_back({&cell, i == 0});
    return grid;
}

bool is_blank(const Cell& cell) {
    return squeeze(cell.text).empty();
}

std::size_t filled_cells(const Row& row) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !is_blank(cell); }));
}

struct Header {
    std::vector<Column> columns;  ///< by grid column
    std::vector<std::string> headings;
    std::size_t rows = 1;

    bool has(Column column) const { return std::find(columns.begin(), columns.end(), column) != columns.end(); }

    /// Most of the headings say the same, slips aside.
    bool resembles(const Header& other) const {
        if (headings.size() != other.headings.size()) return false;
        std::size_t same = 0;
        for (std::size_t i = 0; i < headings.size(); ++i)
            same += rules::deadlines::fold_without_tones(headings[i]) ==
                    rules::deadlines::fold_without_tones(other.headings[i]);
        return same * 3 >= headings.size() * 2;
    }
};

std::vector<std::string> headings_of(const Row& row) {
    std::vector<std::string> headings;
    for (const auto& [cell, first] : grid_of(row)) headings.push_back(squeeze(cell->text));
    return headings;
}

/// The second line of a header: it fills only what the first line left to it, under a merged or an empty heading, and
/// is no header of its own.
bool is_second_line(const Row& top, const Row& below) {
    const auto above = grid_of(top);
    const auto grid = grid_of(below);
    if (above.size() != grid.size() || filled_cells(below) == 0) return false;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const bool divided = above[i].cell->columns > grid[i].cell->columns && above[i].cell->columns < above.size();
        if (!is_blank(*grid[i].cell) && !divided && !is_blank(*above[i].cell)) return false;
    }
    return !is_task_header(classify_header(headings_of(below)));
}

/// The row as a header, with the lines below that belong to it; whether it is one is another question.
Header header_at(const Table& table, std::size_t at) {
    const Row& top = table.rows[at];
    Header header;
    header.headings = headings_of(top);
    while (header.rows < longest_header && at + header.rows < table.rows.size() &&
           is_second_line(top, table.rows[at + header.rows])) {
        const auto grid = grid_of(table.rows[at + header.rows]);
        for (std::size_t i = 0; i < grid.size(); ++i)
            header.headings[i] = squeeze(header.headings[i] + " " + grid[i].cell->text);
        ++header.rows;
    }
    header.columns = classify_header(header.headings);
    return header;
}

// "(1) | (2) | (3)" or "A | B | 1 | 2" under a header.
bool is_column_numbers(const Row& row) {
    const auto is_number = [](const Cell& cell) {
        const std::string text = squeeze(cell.text);
        const auto plain = text.substr(text.starts_with('('), text.find(')') - text.starts_with('('));
        return plain.size() <= 2 && (is_arabic(plain) || is_letter(plain));
    };
    return row.cells.size() >= 3 && std::all_of(row.cells.begin(), row.cells.end(), is_number);
}

/// Reads the tables of one document in order; remembers the header and the section between them.
class RowFinder {
public:
    explicit RowFinder(std::vector<Doubt>& doubts) : doubts_(doubts) {}

    std::vector<TaskRow> run(const Document& document) {
        for (const Block& block : document.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block))
                pass(*paragraph);
            else
                read(std::get<Table>(block));
        }
        tell_empty_sections(0);
        return std::move(rows_);
    }

private:
    // Between two parts of a list a heading may stand outside of the tables.
    void pass(const Paragraph& paragraph) {
        const std::string text = squeeze(paragraph.text);
        if (text.empty()) return;
        adjoins_ = false;
        between_ = text;
    }

    void read(const Table& table) {
        table_ = &table;
        std::size_t at = 0;
        if (const auto found = find_header(table))
            at = begin_list(*found);
        else if (!carries_on(table))
            return pass_over(table);
        while (at < table.rows.size()) at = read_row(at);
        adjoins_ = true;
        between_.clear();
    }

    std::optional<std::size_t> find_header(const Table& table) {
        for (std::size_t at = 0; at < std::min(table.rows.size(), rows_before_header); ++at)
            if (auto header = header_at(table, at); is_header(header, table.rows[at], at == 0)) {
                take(std::move(header));
                return at;
            }
        return std::nullopt;
    }

    // A slip in a repeated heading must not cost a column.
    void take(Header header) {
        if (header_ && header.resembles(*header_)) header.columns = header_->columns;
        header_ = std::move(header);
    }

    // "Hoàn thành đề án" may stand in a row of data as well as in a header, "TT" hardly.
    bool is_header(const Header& header, const Row& row, bool on_top) const {
        if (header_ && header.resembles(*header_)) return true;
        if (filled_cells(row) < 2 || !is_task_header(header.columns)) return false;
        if (header.has(Column::ordinal) || row.header) return true;
        return on_top && std::none_of(row.cells.begin(), row.cells.end(),
                                      [](const Cell& cell) { return is_arabic(strip_ordinal(squeeze(cell.text))); });
    }

    std::size_t begin_list(std::size_t at) {
        if (!adjoins_) {
            tell_empty_sections(0);
            sections_ = {};
        }
        if (!rows_.empty() && is_section_heading(between_)) set_section(between_, {});
        tell_rows_above(at);
        after_header_ = true;
        may_continue_ = adjoins_ || is_section_heading(between_);
        above_.clear();
        return at + header_->rows;
    }

    // Titles mostly; but nothing may vanish.
    void tell_rows_above(std::size_t header) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < header; ++i)
            for (const Cell& cell : table_->rows[i].cells)
                if (!is_blank(cell)) texts.push_back(squeeze(cell.text));
        if (texts.empty()) return;
        add_doubt(Doubt::Kind::row, Place{table_->number, table_->rows.front().number, 0, {}, {}},
                  fmt::format("{}", fmt::join(texts, " | ")),
                  "các dòng phía trên tiêu đề bảng, không nhập như nhiệm vụ",
                  "rows above the table's header, not read as assignments");
    }

    bool carries_on(const Table& table) const {
        return header_ && adjoins_ && !table.rows.empty() && table.rows.front().width() == header_->columns.size();
    }

    void pass_over(const Table& table) {
        adjoins_ = false;
        constexpr std::size_t layout = 2;  // letterheads and signatures are tables of at most two rows or columns
        if (table.rows.size() <= layout || table.rows.front().width() <= layout) return;
        std::vector<std::string> headings;
        for (const Cell& cell : table.rows.front().cells) headings.push_back(squeeze(cell.text));
        const auto columns = classify_header(headings);
        const bool indicators = std::find(columns.begin(), columns.end(), Column::indicator) != columns.end();
        const bool money = std::find(columns.begin(), columns.end(), Column::money) != columns.end();
        add_doubt(Doubt::Kind::table, Place{table.number, 0, 0, {}, {}}, fmt::format("{}", fmt::join(headings, " | ")),
                  indicators ? "bảng chỉ tiêu, không nhập như nhiệm vụ"
                  : money    ? "bảng kinh phí, không nhập như nhiệm vụ"
                             : "bảng không có các cột của bảng nhiệm vụ, không nhập",
                  indicators ? "a table of indicators, not read as assignments"
                  : money    ? "a table of money, not read as assignments"
                             : "a table without the columns of a list of assignments, not read");
    }

    std::size_t read_row(std::size_t at) {
        const Row& row = table_->rows[at];
        if (filled_cells(row) == 0) return at + 1;
        if (auto header = header_at(*table_, at); is_header(header, row, false)) {
            const auto rows = header.rows;
            take(std::move(header));
            after_header_ = may_continue_ = true;
            above_.clear();
            return at + rows;
        }
        if (after_header_ && is_column_numbers(row)) return at + 1;
        if (const std::string section = section_of(row); !section.empty()) {
            tell_empty_sections(section_level(section));
            set_section(section, Place{table_->number, row.number, 0, {}, {}});
            return at + 1;
        }
        add(row);
        after_header_ = may_continue_ = false;
        return at + 1;
    }

    /// The text of a row that is a heading: merged over the width, or alone in its row.
    std::string section_of(const Row& row) const {
        const auto filled = filled_cells(row);
        const Cell& first = row.cells.front();
        const std::string first_text = squeeze(first.text);
        if (filled == 1 && row.cells.size() == 1) return first_text;
        const auto widest = std::max_element(row.cells.begin(), row.cells.end(),
                                             [](const Cell& a, const Cell& b) { return a.columns < b.columns; });
        const std::string wide_text = squeeze(widest->text);
        const bool covers_rest = widest->columns > 1 && widest->columns + row.cells.size() > row.width() &&
                                 widest->columns * 2 >= row.width();
        if (covers_rest && !wide_text.empty()) {
            if (filled == 1) return wide_text;
            if (filled == 2 && is_ordinal(strip_ordinal(first_text)) && widest != row.cells.begin())
                return with_ordinal(first_text, wide_text);
        }
        return lone_heading(row, filled, first_text);
    }

    // Text files and careless tables have headings that are not merged.
    std::string lone_heading(const Row& row, std::size_t filled, const std::string& first_text) const {
        if (filled > 2) return {};
        const std::string title = text_of(row, Column::title);
        const std::string ordinal = text_of(row, Column::ordinal);
        if (filled == 1) {
            if (is_section_heading(title)) return title;
            const bool in_front = !first_text.empty() && !header_->columns.empty();
            const bool no_number = !is_arabic(strip_ordinal(first_text)) && header_->columns.front() != Column::title;
            return in_front && no_number ? first_text : std::string();
        }
        const std::string bare = strip_ordinal(ordinal);
        return !title.empty() && (is_roman(bare) || is_letter(bare)) ? with_ordinal(ordinal, title) : std::string();
    }

    static std::string with_ordinal(const std::string& ordinal, const std::string& text) {
        return strip_ordinal(ordinal) + ". " + text;
    }

    std::string text_of(const Row& row, Column column) const {
        const auto grid = grid_of(row);
        for (std::size_t i = 0; i < std::min(grid.size(), header_->columns.size()); ++i)
            if (header_->columns[i] == column) return squeeze(grid[i].cell->text);
        return {};
    }

    void set_section(const std::string& text, Place where) {
        const auto level = section_level(text);
        for (std::size_t i = level; i < sections_.size(); ++i) sections_[i].clear();
        sections_[level] = text;
        if (where.table != 0) empty_sections_.push_back({text, level, std::move(where)});
        above_.clear();
    }

    std::string section() const {
        std::string text;
        for (const auto& each : sections_)
            if (!each.empty()) text += text.empty() ? each : " / " + each;
        return text;
    }

    // A heading with nothing under it may be a remark; it must not vanish. `next` is the level of what follows.
    void tell_empty_sections(std::size_t next) {
        std::vector<EmptySection> still_open;
        for (auto& section : empty_sections_) {
            if (section.level < next)
                still_open.push_back(std::move(section));
            else
                add_doubt(Doubt::Kind::row, section.where, section.text, "dòng gộp không có nhiệm vụ nào bên dưới",
                          "a merged row with no assignment under it");
        }
        empty_sections_ = std::move(still_open);
    }

    void add(const Row& row) {
        TaskRow task;
        task.where = Place{table_->number, row.number, 0, {}, {}};
        task.section = section();
        const bool numbered = fill(row, task);
        if (joins_above(task, numbered)) return join(task);
        empty_sections_.clear();
        if (numbered && task[Column::ordinal].empty()) count(task);
        rows_.push_back(std::move(task));
    }

    /// Puts each cell into its column; true where the ordinal is a list number that Word makes up.
    bool fill(const Row& row, TaskRow& task) {
        const auto grid = grid_of(row);
        above_.resize(std::max(above_.size(), grid.size()));
        bool numbered = false;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const auto& [cell, first] = grid[i];
            if (!first) continue;
            std::string text = cell->continues_above ? above_[i] : cell->text;
            above_[i] = text;
            const Column column = i < header_->columns.size() ? header_->columns[i] : Column::other;
            numbered |= column == Column::ordinal && cell->numbered;
            put(column, i, std::move(text), task);
        }
        task[Column::ordinal] = strip_ordinal(squeeze(task[Column::ordinal]));
        return numbered;
    }

    void put(Column column, std::size_t at, std::string text, TaskRow& task) const {
        const bool has_place = column != Column::other && column != Column::indicator && column != Column::money &&
                               column != Column::start;
        if (has_place)
            task[column] = std::move(text);
        else if (!squeeze(text).empty())
            task.extra.emplace_back(at < header_->headings.size() ? header_->headings[at] : std::string(),
                                    squeeze(text));
    }

    bool joins_above(const TaskRow& task, bool numbered) const {
        if (rows_.empty() || numbered || !task[Column::ordinal].empty()) return false;
        const std::string title = squeeze(task[Column::title]);
        if (title.empty()) return true;
        const bool is_sub_row = title.starts_with("- ") || title.starts_with("+ ");
        return may_continue_ && header_->has(Column::ordinal) && !is_sub_row;
    }

    void join(TaskRow& rest) {
        TaskRow& above = rows_.back();
        for (std::size_t i = 0; i < above.texts.size(); ++i)
            if (!rest.texts[i].empty()) above.texts[i] += "\n" + rest.texts[i];
        above.extra.insert(above.extra.end(), rest.extra.begin(), rest.extra.end());
        add_doubt(Doubt::Kind::row, rest.where, squeeze(rest[Column::title]),
                  fmt::format("dòng không có số thứ tự, đã nối vào nhiệm vụ {} ở trên", above[Column::ordinal]),
                  fmt::format("a row without ordinal, joined to assignment {} above", above[Column::ordinal]),
                  rows_.size());
    }

    // Counts on from the row before, as Word does.
    void count(TaskRow& task) {
        const std::string before = rows_.empty() ? "0" : rows_.back()[Column::ordinal];
        task[Column::ordinal] = next_ordinal(before);
        add_doubt(Doubt::Kind::row, task.where, squeeze(task[Column::title]),
                  fmt::format("số thứ tự do Word tự đánh, đã đếm là {}", task[Column::ordinal]),
                  fmt::format("the ordinal is a list number of Word's, counted as {}", task[Column::ordinal]),
                  rows_.size() + 1);
    }

    void add_doubt(Doubt::Kind kind, Place where, std::string text, std::string vi, std::string en,
                   std::size_t seq = 0) {
        doubts_.push_back(
            {kind, std::move(where), static_cast<std::uint32_t>(seq), std::move(text), std::move(vi), std::move(en)});
    }

    std::vector<Doubt>& doubts_;
    std::vector<TaskRow> rows_;
    const Table* table_ = nullptr;
    std::optional<Header> header_;
    bool after_header_ = false;
    bool may_continue_ = false;       ///< the next row may be the rest of one that a page break cut
    bool adjoins_ = false;            ///< nothing but blank paragraphs since the last list
    std::string between_;             ///< the last paragraph since then
    std::vector<std::string> above_;  ///< texts of the row above, for cells merged downwards
    std::array<std::string, section_levels> sections_;
    struct EmptySection {
        std::string text;
        std::size_t level;
        Place where;
    };
    std::vector<EmptySection> empty_sections_;  ///< the headings under which no assignment stands yet
};

}  // namespace

std::vector<TaskRow> find_task_rows(const Document& document, std::vector<Doubt>& doubts) {
    return RowFinder(doubts).run(document);
}

}  // namespace dondoc::intake
