#include "daemon/intake/task_rows.hpp"

#include "daemon/intake/cell_looks.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/table_rows.hpp"
#include "daemon/intake/task_cells.hpp"
#include "daemon/intake/task_header.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

// A header stands near the top of its table, behind title rows at most.
constexpr std::size_t rows_before_header = 30;

/// "1.2" and "1.2.1" under "1", "a" and "-" under a number.
bool is_below(const std::string& ordinal, const std::string& title, const std::string& parent) {
    if (ordinal.empty()) return title.starts_with("- ") || title.starts_with("+ ");
    if (ordinal.starts_with(parent + ".")) return true;
    const bool lower = ordinal.size() == 1 && ordinal.front() >= 'a' && ordinal.front() <= 'z';
    return lower || ordinal == "-" || ordinal == "+";
}

/// "(tiếp theo)", "Tiếp theo trang trước": between two parts of a table.
bool says_continued(const std::string& text) {
    constexpr std::size_t longest = 60;
    const std::string plain = rules::deadlines::fold_without_tones(text);
    return text.size() <= longest && (plain.find("(tiep") != std::string::npos || plain.starts_with("tiep theo"));
}

bool begins_small(const std::string& text) {
    const std::string first = text.substr(0, text.find(' '));
    return !first.empty() && rules::deadlines::fold(first) == first && first.find_first_of("0123456789") != 0;
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
        if (text.empty() || is_page_number(text) || says_continued(text)) return;
        adjoins_ = false;
        between_ = text;
    }

    void read(const Table& table) {
        table_ = &table;
        std::size_t at = 0;
        if (const auto found = find_header(table))
            at = begin_list(*found);
        else if (carries_on(table))
            carry_on();
        else if (auto header = header_by_content(table))
            at = begin_without_header(*std::move(header));
        else
            return pass_over(table);
        rows_before_ = rows_.size();
        blank_rows_.clear();
        while (at < table.rows.size()) at = read_row(at);
        tell_blank_rows();
        adjoins_ = true;
        between_.clear();
    }

    std::optional<std::size_t> find_header(const Table& table) {
        for (std::size_t at = 0; at < std::min(table.rows.size(), rows_before_header); ++at)
            if (auto header = task_header_at(table, at); is_header(header, table, at)) {
                take(std::move(header));
                return at;
            }
        return std::nullopt;
    }

    // A slip in a repeated heading must not cost a column.
    void take(TaskHeader header) {
        if (header_ && resemble(header.headings, header_->headings)) header.columns = header_->columns;
        header_ = std::move(header);
    }

    // "Hoàn thành đề án" may stand in a row of data as well as in a header, "TT" hardly.
    bool is_header(const TaskHeader& header, const Table& table, std::size_t at) const {
        const Row& row = table.rows[at];
        if (header_ && header_->rows > 0 && resemble(header.headings, header_->headings)) return true;
        if (filled_cells(row) < 2 || !header.has(Column::title) || !is_borne_out(header, table, at)) return false;
        if (header.has(Column::ordinal) || row.header) return true;
        return at == 0 && std::none_of(row.cells.begin(), row.cells.end(),
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
        headed_ = true;
        cells_.begin_list();
        tell_guessed_columns();
        tell_open_columns();
        return at + header_->rows;
    }

    std::size_t begin_without_header(TaskHeader header) {
        header_ = std::move(header);
        add_doubt(Doubt::Kind::table, Place{table_->number, 0, 0, {}, {}}, first_words(),
                  "bảng không có dòng tiêu đề, đã hiểu các cột theo nội dung",
                  "a table without header, its columns were told by what stands in them");
        return begin_list(0);
    }

    void carry_on() {
        may_continue_ = adjoins_;
        headed_ = false;
        if (is_section_heading(between_)) set_section(between_, {});
        if (adjoins_) return;
        add_doubt(Doubt::Kind::table, Place{table_->number, 0, 0, {}, {}}, first_words(),
                  "bảng không có dòng tiêu đề, đã đọc nối tiếp bảng nhiệm vụ ở trên",
                  "a table without header, read on from the list above");
    }

    std::string first_words() const { return words_of(table_->rows.front()); }

    static std::string words_of(const Row& row) {
        std::vector<std::string> texts;
        for (const Cell& cell : row.cells) texts.push_back(squeeze(cell.text));
        return fmt::format("{}", fmt::join(texts, " | "));
    }

    void tell_guessed_columns() {
        if (header_->rows == 0) return;
        for (const auto i : header_->guessed)
            add_doubt(Doubt::Kind::table, Place{table_->number, 0, 0, {}, {}},
                      fmt::format("{}", fmt::join(header_->headings, " | ")),
                      fmt::format("cột {} không có tiêu đề rõ ràng, đã hiểu là cột {} theo nội dung", i + 1,
                                  column_vi(header_->columns[i])),
                      fmt::format("column {} has no clear heading, taken for {} by what stands in it", i + 1,
                                  column_en(header_->columns[i])));
    }

    void tell_open_columns() {
        for (const auto i : header_->open)
            add_doubt(
                Doubt::Kind::table, Place{table_->number, 0, 0, {}, {}}, header_->headings[i],
                fmt::format("cột “{}” có tên đơn vị nhưng không rõ vai trò, đã ghi vào ghi chú", header_->headings[i]),
                fmt::format("column “{}” names units, but not what they do: kept as a note", header_->headings[i]));
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
        if (!header_ || table.rows.empty() || table.rows.front().width() != header_->columns.size()) return false;
        if (adjoins_) return true;
        if (!is_section_heading(between_)) return false;
        const std::string ordinal = strip_ordinal(squeeze(table.rows.front().cells.front().text));
        if (rows_.empty() || !is_arabic(ordinal)) return false;
        return ordinal == next_ordinal(rows_.back()[Column::ordinal]) || (ordinal == "1" && has_times(*header_, table));
    }

    void pass_over(const Table& table) {
        adjoins_ = false;
        if (table.rows.empty()) return;
        constexpr std::size_t layout = 2;  // letterheads and signatures are tables of at most two rows or columns
        std::vector<std::string> headings;
        for (const Cell& cell : table.rows.front().cells) headings.push_back(squeeze(cell.text));
        const auto columns = classify_header(headings);
        if (table.rows.size() > 1 && may_be_task_header(columns)) return tell_possible_tasks(table, headings);
        if (table.rows.size() <= layout || table.rows.front().width() <= layout) return;
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

    void tell_possible_tasks(const Table& table, const std::vector<std::string>& headings) {
        add_doubt(Doubt::Kind::table, Place{table.number, 0, 0, {}, {}}, fmt::format("{}", fmt::join(headings, " | ")),
                  "bảng có thể giao nhiệm vụ nhưng thiếu cột hoặc nội dung cột không khớp, không nhập; hãy xem lại",
                  "a table that may hand out assignments, but lacks columns or does not hold what they say: not read, "
                  "have a look at it");
    }

    std::size_t read_row(std::size_t at) {
        const Row& row = table_->rows[at];
        if (filled_cells(row) == 0) return at + 1;
        if (!is_arabic(strip_ordinal(squeeze(row.cells.front().text))))
            if (auto header = task_header_at(*table_, at); at > 0 && is_header(header, *table_, at)) {
                const auto rows = header.rows;
                take(std::move(header));
                after_header_ = may_continue_ = headed_ = true;
                cells_.end_merges();
                return at + rows;
            }
        if (after_header_ && is_column_numbers(row)) return at + 1;
        if (is_total(row)) {
            tell_total(row);
            return at + 1;
        }
        if (const std::string section = section_of(row); !section.empty()) {
            tell_empty_sections(section_level(section));
            set_section(section, Place{table_->number, row.number, 0, {}, {}});
            return at + 1;
        }
        if (is_parent(at))
            begin_parent(row);
        else
            add(row);
        after_header_ = may_continue_ = false;
        return at + 1;
    }

    /// A sum in front, and nobody who does it by any time.
    bool is_total(const Row& row) const {
        const auto first = std::find_if(row.cells.begin(), row.cells.end(),
                                        [](const Cell& cell) { return !is_to_be_filled_in(cell.text); });
        return first != row.cells.end() && says_total(first->text) && text_of(row, Column::lead).empty() &&
               looks_of(text_of(row, Column::deadline)) != Looks::time;
    }

    void tell_total(const Row& row) {
        add_doubt(Doubt::Kind::row, Place{table_->number, row.number, 0, {}, {}}, words_of(row),
                  "dòng tổng cộng, không nhập như nhiệm vụ", "a row of totals, not read as an assignment");
    }

    /// A number and a title alone, with rows of that number under it.
    bool is_parent(std::size_t at) const {
        const Row& row = table_->rows[at];
        const std::string ordinal = strip_ordinal(text_of(row, Column::ordinal));
        if (ordinal.empty() || filled_cells(row) != 2 || text_of(row, Column::title).empty()) return false;
        const bool merged =
            std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.continues_above; });
        auto next = at + 1;
        while (next < table_->rows.size() && filled_cells(table_->rows[next]) == 0) ++next;
        if (merged || next == table_->rows.size()) return false;
        const Row& below = table_->rows[next];
        return filled_cells(below) > 2 &&
               is_below(strip_ordinal(text_of(below, Column::ordinal)), text_of(below, Column::title), ordinal);
    }

    void begin_parent(const Row& row) {
        parent_ = strip_ordinal(text_of(row, Column::ordinal));
        set_section(with_ordinal(parent_, text_of(row, Column::title)), Place{table_->number, row.number, 0, {}, {}});
    }

    void leave_parent(const TaskRow& task) {
        if (parent_.empty() || is_below(task[Column::ordinal], squeeze(task[Column::title]), parent_)) return;
        parent_.clear();
        sections_.end(section_level("1."));
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
        cells_.end_merges();
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
        const bool numbered = cells_.fill(*header_, row, task);
        if (is_still_blank(task)) return blank_rows_.push_back(task);
        if (is_below_list(task)) return tell_below_list(task);
        if (joins_above(task, numbered)) return join(task);
        leave_parent(task);
        task.section = sections_.text();
        sections_.fill();
        if (numbered && task[Column::ordinal].empty()) count(task);
        rows_.push_back(std::move(task));
    }

    /// Words where the number should be and no task: sums and signatures inside the table.
    static bool is_below_list(const TaskRow& task) {
        constexpr std::size_t longest_ordinal = 12;
        return task[Column::ordinal].size() > longest_ordinal && squeeze(task[Column::title]).empty() &&
               looks_of(squeeze(task[Column::deadline])) != Looks::time;
    }

    void tell_below_list(const TaskRow& task) {
        std::vector<std::string> texts;
        for (const auto& text : task.texts)
            if (!squeeze(text).empty()) texts.push_back(squeeze(text));
        for (const auto& [heading, text] : task.extra) texts.push_back(text);
        add_doubt(Doubt::Kind::row, task.where, fmt::format("{}", fmt::join(texts, " | ")),
                  "dòng không giống nhiệm vụ, không nhập", "a row that does not look like an assignment, not read");
    }

    static bool is_still_blank(const TaskRow& task) {
        for (std::size_t i = 0; i < task.texts.size(); ++i)
            if (i != static_cast<std::size_t>(Column::ordinal) && !is_to_be_filled_in(task.texts[i])) return false;
        const auto blank = [](const auto& extra) { return is_to_be_filled_in(extra.second); };
        return std::all_of(task.extra.begin(), task.extra.end(), blank);
    }

    // A form is told once; in a list that has rows a number alone may be a row that was lost.
    void tell_blank_rows() {
        if (blank_rows_.empty()) return;
        if (rows_.size() == rows_before_)
            return add_doubt(Doubt::Kind::table, Place{table_->number, 0, 0, {}, {}},
                             fmt::format("{}", fmt::join(header_->headings, " | ")),
                             "biểu mẫu để trống, không có nhiệm vụ nào",
                             "a form that is still to be filled in, without any assignment");
        for (const TaskRow& row : blank_rows_)
            if (!row[Column::ordinal].empty() && is_ordinal(row[Column::ordinal]))
                add_doubt(Doubt::Kind::row, row.where, row[Column::ordinal], "dòng chỉ có số thứ tự, không nhập",
                          "a row of nothing but an ordinal, not read");
    }

    bool joins_above(const TaskRow& task, bool numbered) const {
        if (rows_.empty() || numbered || !task[Column::ordinal].empty()) return false;
        const std::string title = squeeze(task[Column::title]);
        if (title.empty()) return true;
        const bool is_sub_row = title.starts_with("- ") || title.starts_with("+ ");
        return may_continue_ && header_->has(Column::ordinal) && !is_sub_row && (headed_ || is_rest(task));
    }

    /// Without a header between, a row that says who and when by itself, in a sentence of its own, is no rest.
    bool is_rest(const TaskRow& task) const {
        if (rows_.back()[Column::ordinal].empty()) return false;
        return begins_small(squeeze(task[Column::title])) || squeeze(task[Column::lead]).empty() ||
               squeeze(task[Column::deadline]).empty();
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
    std::optional<TaskHeader> header_;
    bool after_header_ = false;
    bool may_continue_ = false;  ///< the next row may be the rest of one that a page break cut
    bool headed_ = false;        ///< it stands under a header of its own
    bool adjoins_ = false;       ///< nothing but blank paragraphs since the last list
    std::string between_;        ///< the last paragraph since then
    TaskCells cells_;
    std::string parent_;               ///< the ordinal of a row that the sections have as a heading
    std::size_t rows_before_ = 0;      ///< how many rows the tables before had
    std::vector<TaskRow> blank_rows_;  ///< of this table: nothing but a number
    Sections sections_;
};

}  // namespace

std::vector<TaskRow> find_task_rows(const Document& document, std::vector<Doubt>& doubts,
                                    const std::set<std::size_t>& taken) {
    return RowFinder(doubts).run(document, taken);
}

}  // namespace dondoc::intake
