#include "daemon/intake/task_rows.hpp"

#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/table_rows.hpp"
#include "daemon/intake/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

// A header stands near the top of its table, behind title rows at most.
constexpr std::size_t rows_before_header = 30;

struct Header {
    std::vector<Column> columns;  ///< by grid column
    std::vector<std::string> headings;
    std::size_t rows = 1;

    bool has(Column column) const { return std::find(columns.begin(), columns.end(), column) != columns.end(); }
};

bool is_list_of_tasks(const std::vector<std::string>& headings) {
    return is_task_header(classify_header(headings));
}

/// The row as a header, with the lines below that belong to it; whether it is one is another question.
Header header_at(const Table& table, std::size_t at) {
    auto lines = header_lines(table, at, is_list_of_tasks);
    return {classify_header(lines.headings), std::move(lines.headings), lines.rows};
}

/// Reads the tables of one document in order; remembers the header and the section between them.
class RowFinder {
public:
    explicit RowFinder(std::vector<Doubt>& doubts) : doubts_(doubts) {}

    std::vector<TaskRow> run(const Document& document, const std::set<std::size_t>& taken) {
        for (const Block& block : document.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block))
                pass(*paragraph);
            else if (const auto& table = std::get<Table>(block); taken.count(table.number) == 0)
                read(table);
            else
                adjoins_ = false;
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
        if (header_ && resemble(header.headings, header_->headings)) header.columns = header_->columns;
        header_ = std::move(header);
    }

    // "Hoàn thành đề án" may stand in a row of data as well as in a header, "TT" hardly.
    bool is_header(const Header& header, const Row& row, bool on_top) const {
        if (header_ && resemble(header.headings, header_->headings)) return true;
        if (filled_cells(row) < 2 || !is_task_header(header.columns)) return false;
        if (header.has(Column::ordinal) || row.header) return true;
        return on_top && std::none_of(row.cells.begin(), row.cells.end(),
                                      [](const Cell& cell) { return is_arabic(strip_ordinal(squeeze(cell.text))); });
    }

    std::size_t begin_list(std::size_t at) {
        if (!adjoins_) {
            tell_empty_sections(0);
            sections_.clear();
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
        const std::string merged = merged_heading(row);
        return merged.empty() ? lone_heading(row, filled_cells(row), squeeze(row.cells.front().text)) : merged;
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

    std::string text_of(const Row& row, Column column) const {
        const auto grid = grid_of(row);
        for (std::size_t i = 0; i < std::min(grid.size(), header_->columns.size()); ++i)
            if (header_->columns[i] == column) return squeeze(grid[i].cell->text);
        return {};
    }

    void set_section(const std::string& text, Place where) {
        sections_.set(text, std::move(where));
        above_.clear();
    }

    // A heading with nothing under it may be a remark; it must not vanish. `next` is the level of what follows.
    void tell_empty_sections(std::size_t next) {
        for (const auto& section : sections_.take_empty(next))
            add_doubt(Doubt::Kind::row, section.where, section.text, "dòng gộp không có nhiệm vụ nào bên dưới",
                      "a merged row with no assignment under it");
    }

    void add(const Row& row) {
        TaskRow task;
        task.where = Place{table_->number, row.number, 0, {}, {}};
        task.section = sections_.text();
        const bool numbered = fill(row, task);
        if (joins_above(task, numbered)) return join(task);
        sections_.fill();
        if (numbered && task[Column::ordinal].empty()) count(task);
        rows_.push_back(std::move(task));
    }

    /// Puts each cell into its column; true where the ordinal is a list number that Word makes up.
    bool fill(const Row& row, TaskRow& task) {
        const auto grid = grid_of(row);
        const auto texts = texts_of(row, above_);
        bool numbered = false;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            if (!grid[i].first) continue;
            const Column column = i < header_->columns.size() ? header_->columns[i] : Column::other;
            numbered |= column == Column::ordinal && grid[i].cell->numbered;
            put(column, i, texts[i], task);
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
    Sections sections_;
};

}  // namespace

std::vector<TaskRow> find_task_rows(const Document& document, std::vector<Doubt>& doubts,
                                    const std::set<std::size_t>& taken) {
    return RowFinder(doubts).run(document, taken);
}

}  // namespace dondoc::intake
