#include "daemon/intake/indicator_rows.hpp"

#include "daemon/intake/headings.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/table_rows.hpp"
#include "daemon/intake/targets.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/years.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

using Role = IndicatorColumn::Role;

constexpr std::size_t rows_before_header = 30;
// Titles above a table: the last few short paragraphs.
constexpr std::size_t titles_kept = 4;
constexpr std::size_t longest_title = 250;

struct Header {
    std::vector<IndicatorColumn> columns;
    std::vector<std::string> headings;
    std::size_t rows = 1;

    bool has(Role role) const {
        return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.role == role; });
    }
};

bool is_dashed(std::string_view name) {
    return name.starts_with("- ") || name.starts_with("+ ") || name.starts_with("– ") || name.starts_with("• ");
}

/// "a", "b": a part of the numbered row above.
bool is_small_letter(std::string_view ordinal) {
    return ordinal.size() == 1 && ordinal.front() >= 'a' && ordinal.front() <= 'z';
}

bool begins_small(const std::string& text) {
    return !text.empty() && rules::deadlines::fold(text.substr(0, 4)).substr(0, 1) == text.substr(0, 1) &&
           text.front() >= 'a' && text.front() <= 'z';
}

// A name that others stand under is quoted without the remark in brackets at its end.
std::string without_remark(const std::string& name) {
    if (!name.ends_with(')')) return name;
    const auto open = name.rfind('(');
    return open == std::string::npos || open == 0 ? name : squeeze(name.substr(0, open));
}

bool names_somebody(const std::string& text) {
    const std::string folded = rules::deadlines::fold_without_tones(text) + " ";
    for (const std::string_view opening :
         {"so ", "phong ", "ban ", "ubnd ", "uy ban ", "cong an ", "trung tam ", "chi cuc ", "cac ", "bao hiem ",
          "thong ke ", "benh vien ", "truong ", "van phong ", "bch ", "hoi ", "doan ", "cuc ", "vien "})
        if (folded.starts_with(opening)) return true;
    return false;
}

/// Reads the tables of one document in order.
class RowFinder {
public:
    RowFinder(int plan_year, std::vector<Doubt>& doubts) : plan_year_(plan_year), doubts_(doubts) {}

    IndicatorRows run(const Document& document) {
        for (const Block& block : document.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block))
                pass(*paragraph);
            else
                read(std::get<Table>(block));
        }
        tell_empty_sections(0);
        name_lists();
        return std::move(found_);
    }

private:
    void pass(const Paragraph& paragraph) {
        const std::string text = squeeze(paragraph.text);
        if (text.empty()) return;
        adjoins_ = false;
        if (text.size() > longest_title) return titles_.clear();
        titles_.push_back(text);
        if (titles_.size() > titles_kept) titles_.erase(titles_.begin());
    }

    void read(const Table& table) {
        table_ = &table;
        std::size_t at = 0;
        if (const auto header = find_header(table))
            at = begin_list(*header);
        else if (!carries_on(table)) {
            adjoins_ = false;
            return titles_.clear();
        }
        found_.tables.insert(table.number);
        while (at < table.rows.size()) at = read_row(at);
        adjoins_ = true;
        titles_.clear();
    }

    static Header header_at(const Table& table, std::size_t at) {
        auto lines = header_lines(table, at, is_indicator_header);
        return {indicator_columns(lines.headings), std::move(lines.headings), lines.rows};
    }

    std::optional<std::size_t> find_header(const Table& table) {
        bool on_top = true;  // nothing but titles above
        for (std::size_t at = 0; at < std::min(table.rows.size(), rows_before_header); ++at) {
            auto header = header_at(table, at);
            if (is_task_header(classify_header(header.headings))) return std::nullopt;
            if (is_header(header, table.rows[at], on_top)) {
                take(std::move(header), at);
                return at;
            }
            on_top = on_top && filled_cells(table.rows[at]) <= 1;
        }
        return std::nullopt;
    }

    // Words of a header may stand in a row of data as well, "TT" hardly.
    bool is_header(const Header& header, const Row& row, bool on_top) const {
        if (header_ && resemble(header.headings, header_->headings)) return true;
        if (filled_cells(row) < 2 || !header.has(Role::name)) return false;
        return header.has(Role::ordinal) || row.header || on_top;
    }

    // Asked for each row of a list: most are told apart by a look at their cells.
    std::optional<Header> header_in_list(std::size_t at) const {
        const Row& row = table_->rows[at];
        const auto& before = header_->headings;
        const auto grid = grid_of(row);
        bool looks_like_one = row.header;
        for (std::size_t i = 0; i < grid.size() && !looks_like_one; ++i) {
            constexpr std::size_t short_heading = 24;
            if (!grid[i].first || grid[i].cell->text.size() > short_heading) continue;
            const std::string text = rules::deadlines::fold_without_tones(grid[i].cell->text);
            looks_like_one = !text.empty() && (text == "tt" || text == "stt" || text == "so tt" ||
                                               (i < before.size() && text == folded_headings_[i]));
        }
        if (!looks_like_one) return std::nullopt;
        auto header = header_at(*table_, at);
        if (!is_header(header, row, false)) return std::nullopt;
        return header;
    }

    // A slip in a repeated heading must not cost a column.
    void take(Header header, std::size_t at) {
        if (header_ && resemble(header.headings, header_->headings)) {
            if (!header.has(Role::name)) header.columns = header_->columns;
        } else {
            settle_years(header.columns, plan_year_);
        }
        header_ = std::move(header);
        folded_headings_.clear();
        for (const auto& heading : header_->headings)
            folded_headings_.push_back(rules::deadlines::fold_without_tones(heading));
        settle_unit_column(at + header_->rows);
    }

    // "Đơn vị" alone heads units of measure as well as offices; what stands below tells which.
    void settle_unit_column(std::size_t from) {
        for (std::size_t i = 0; i < header_->columns.size(); ++i) {
            auto& column = header_->columns[i];
            if (column.role != Role::unit || header_->has(Role::owner)) continue;
            if (rules::deadlines::fold_without_tones(header_->headings[i]) != "don vi") continue;
            std::size_t filled = 0;
            std::size_t offices = 0;
            for (auto at = from; at < table_->rows.size(); ++at) {
                const auto grid = grid_of(table_->rows[at]);
                if (i >= grid.size() || !grid[i].first || grid[i].cell->columns > 1) continue;
                const std::string text = squeeze(grid[i].cell->text);
                filled += !text.empty();
                offices += names_somebody(text);
            }
            if (offices * 2 > filled) column.role = Role::owner;
        }
    }

    std::size_t begin_list(std::size_t at) {
        const bool continues = adjoins_ && titles_.empty();
        if (!continues) {
            tell_empty_sections(0);
            sections_.clear();
            parent_.clear();
            begin_titles(at);
        }
        tell_rows_above(at, continues ? 1 : 2);
        after_header_ = true;
        may_continue_ = continues;
        above_.clear();
        return at + header_->rows;
    }

    /// What stands above a list may name the year of its targets and the unit of its values, and tell it from other lists.
    void begin_titles(std::size_t header) {
        List list;
        list.first = found_.rows.size();
        std::vector<std::string> titles = titles_;
        for (std::size_t i = 0; i < header; ++i)
            for (const Cell& cell : table_->rows[i].cells)
                if (!is_blank(cell)) titles.push_back(squeeze(cell.text));
        for (auto title = titles.rbegin(); title != titles.rend(); ++title) {
            if (list.year == 0) list.year = is_reference(*title) ? 0 : year_of_title(*title);
            if (list.unit.empty()) list.unit = unit_of_title(*title);
            if (list.title.empty() && is_numbered(*title)) list.title = *title;
        }
        lists_.push_back(std::move(list));
    }

    // "(Kèm theo Kế hoạch số ... ngày ...)" names the year of the document.
    static bool is_reference(const std::string& title) {
        const std::string text = rules::deadlines::fold_without_tones(title);
        return text.find("kem theo") != std::string::npos || text.find("ngay ") != std::string::npos;
    }

    /// "Đơn vị tính: %"
    static std::string unit_of_title(const std::string& title) {
        const std::string text = rules::deadlines::fold_without_tones(title);
        const auto begin = text.find_first_not_of('(');
        const bool says = begin != std::string::npos &&
                          (text.compare(begin, 11, "don vi tinh") == 0 || text.compare(begin, 3, "dvt") == 0);
        const auto colon = title.find(':');
        if (!says || colon == std::string::npos) return {};
        std::string unit = squeeze(title.substr(colon + 1));
        while (unit.ends_with(')')) unit.pop_back();
        return unit;
    }

    static bool is_numbered(const std::string& title) {
        const auto end = title.find_first_of(". )");
        return end != std::string::npos && title[end] != ' ' && is_ordinal(strip_ordinal(title.substr(0, end)));
    }

    // One cell in a row is a title; more are something else, and nothing may vanish.
    void tell_rows_above(std::size_t header, std::size_t cells) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < header; ++i)
            if (filled_cells(table_->rows[i]) >= cells)
                for (const Cell& cell : table_->rows[i].cells)
                    if (!is_blank(cell)) texts.push_back(squeeze(cell.text));
        if (texts.empty()) return;
        doubt(Place{table_->number, table_->rows.front().number, 0, {}, {}}, fmt::format("{}", fmt::join(texts, " | ")),
              "các dòng phía trên tiêu đề bảng, không nhập như chỉ tiêu",
              "rows above the table's header, not read as indicators");
    }

    bool carries_on(const Table& table) const {
        return header_ && adjoins_ && !table.rows.empty() && table.rows.front().width() == header_->columns.size();
    }

    std::size_t read_row(std::size_t at) {
        const Row& row = table_->rows[at];
        if (filled_cells(row) == 0) return at + 1;
        if (auto header = header_in_list(at)) {
            const auto rows = header->rows;
            take(*std::move(header), at);
            after_header_ = may_continue_ = true;
            above_.clear();
            return at + rows;
        }
        if (after_header_ && is_column_numbers(row)) return at + 1;
        if (const std::string section = section_of(row); !section.empty()) {
            set_section(section, place_of(row));
            return at + 1;
        }
        add(row);
        after_header_ = may_continue_ = false;
        return at + 1;
    }

    Place place_of(const Row& row) const { return Place{table_->number, row.number, 0, {}, {}}; }

    std::string section_of(const Row& row) const {
        const std::string merged = merged_heading(row);
        return merged.empty() ? lone_heading(row) : merged;
    }

    // Text files and careless tables have headings that are not merged: a name without anything to it.
    std::string lone_heading(const Row& row) const {
        const auto filled = filled_cells(row);
        if (filled > 2) return {};
        const auto grid = grid_of(row);
        std::string ordinal;
        std::string name;
        std::string first;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const std::string text = grid[i].first ? squeeze(grid[i].cell->text) : std::string();
            if (i == 0) first = text;
            const Role role = i < header_->columns.size() ? header_->columns[i].role : Role::other;
            if (role == Role::ordinal) ordinal = strip_ordinal(text);
            if (role == Role::name) name = text;
        }
        if (filled == 2) return !name.empty() && is_group_number(ordinal) ? with_ordinal(ordinal, name) : std::string();
        const bool in_front =
            !first.empty() && header_->columns.front().role == Role::ordinal && !is_arabic(strip_ordinal(first));
        if (in_front) return first;
        if (name.empty() || is_dashed(name) || begins_small(name) || may_continue_) return {};
        return is_section_heading(name) || header_->has(Role::ordinal) ? name : std::string();
    }

    static bool is_group_number(const std::string& ordinal) { return is_roman(ordinal) || is_letter(ordinal); }

    void set_section(const std::string& text, Place where) {
        tell_empty_sections(section_level(text));
        sections_.set(text, std::move(where));
        parent_.clear();
        above_.clear();
    }

    void tell_empty_sections(std::size_t next) {
        for (const auto& section : sections_.take_empty(next))
            doubt(section.where, section.text, "dòng gộp không có chỉ tiêu nào bên dưới",
                  "a merged row with no indicator under it");
    }

    void add(const Row& row) {
        IndicatorRow indicator;
        indicator.where = place_of(row);
        const bool numbered = fill(row, indicator);
        if (joins_above(indicator, numbered)) return join(indicator);
        if (numbered && indicator.ordinal.empty()) count(indicator);
        place_in_group(indicator);
        sections_.fill();
        found_.rows.push_back(std::move(indicator));
    }

    /// Puts each cell into its column; true where the ordinal is a list number that Word makes up.
    bool fill(const Row& row, IndicatorRow& indicator) {
        const auto grid = grid_of(row);
        const auto texts = texts_of(row, above_);
        bool numbered = false;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            if (!grid[i].first) continue;
            const IndicatorColumn column = i < header_->columns.size() ? header_->columns[i] : IndicatorColumn{};
            numbered |= column.role == Role::ordinal && grid[i].cell->numbered;
            put(column, i, texts[i], indicator);
        }
        return numbered;
    }

    void put(IndicatorColumn column, std::size_t at, const std::string& text, IndicatorRow& indicator) {
        const std::string words = squeeze(text);
        if (words.empty()) return;
        switch (column.role) {
            case Role::ordinal: indicator.ordinal = strip_ordinal(words); return;
            case Role::name: indicator.name = words; return;
            case Role::unit: indicator.unit = words; return;
            case Role::baseline: indicator.baseline = {column.year, column.year != 0, words}; return;
            case Role::target: indicator.targets.push_back({column.year, column.year != 0, words}); return;
            case Role::owner: indicator.owner = text; return;
            case Role::advisor: indicator.advisor = text; return;
            case Role::group: indicator.group = words; return;
            case Role::other: break;
        }
        indicator.extra.emplace_back(at < header_->headings.size() ? header_->headings[at] : std::string(), words);
    }

    /// The rest of a row that a page break cut: it has no number, and no value of its own unless the name is missing.
    bool joins_above(const IndicatorRow& row, bool numbered) const {
        if (found_.rows.empty() || found_.rows.back().where.table == 0 || numbered || !row.ordinal.empty())
            return false;
        if (row.name.empty()) return true;
        if (is_dashed(row.name) || !row.targets.empty() || !row.unit.empty()) return false;
        return (may_continue_ && header_->has(Role::ordinal)) || begins_small(row.name);
    }

    void join(const IndicatorRow& rest) {
        IndicatorRow& above = found_.rows.back();
        const auto append = [](std::string& text, const std::string& more) {
            if (!more.empty()) text += text.empty() ? more : " " + more;
        };
        append(above.name, rest.name);
        append(above.unit, rest.unit);
        append(above.baseline.text, rest.baseline.text);
        if (!rest.owner.empty() && rest.owner != above.owner) append(above.owner, rest.owner);
        if (!rest.advisor.empty() && rest.advisor != above.advisor) append(above.advisor, rest.advisor);
        for (const auto& value : rest.targets) {
            const auto same = std::find_if(above.targets.begin(), above.targets.end(),
                                           [&](const auto& each) { return each.year == value.year; });
            if (same == above.targets.end())
                above.targets.push_back(value);
            else
                append(same->text, value.text);
        }
        above.extra.insert(above.extra.end(), rest.extra.begin(), rest.extra.end());
        doubt(rest.where, rest.name.empty() ? above.name : rest.name,
              fmt::format("dòng không có số thứ tự, đã nối vào chỉ tiêu {} ở trên", above.ordinal),
              fmt::format("a row without ordinal, joined to indicator {} above", above.ordinal));
    }

    void count(IndicatorRow& row) {
        row.ordinal = next_ordinal(found_.rows.empty() ? "0" : found_.rows.back().ordinal);
        doubt(row.where, row.name, fmt::format("số thứ tự do Word tự đánh, đã đếm là {}", row.ordinal),
              fmt::format("the ordinal is a list number of Word's, counted as {}", row.ordinal));
    }

    /// Sections of the table, then a column of groups, then the row that this one is a part of.
    void place_in_group(IndicatorRow& row) {
        const std::string column_group = std::move(row.group);
        if (is_group_number(row.ordinal)) {
            tell_empty_sections(section_level(row.ordinal + "."));
            sections_.set(with_ordinal(row.ordinal, without_remark(row.name)));
            row.group = outer_sections(section_level(row.ordinal + "."));
            parent_.clear();
        } else {
            row.group = sections_.text();
        }
        append_group(row.group, column_group);
        if (is_part(row)) {
            append_group(row.group, parent_);
        } else if (!is_group_number(row.ordinal)) {
            parent_ =
                row.ordinal.empty() ? without_remark(row.name) : with_ordinal(row.ordinal, without_remark(row.name));
            parent_ordinal_ = row.ordinal;
        }
        fill_years(row);
    }

    std::string outer_sections(std::size_t level) const {
        std::string text;
        for (std::size_t i = 0; i < level; ++i) append_group(text, sections_.levels()[i]);
        return text;
    }

    static void append_group(std::string& group, const std::string& text) {
        if (!text.empty()) group += group.empty() ? text : " / " + text;
    }

    bool is_part(const IndicatorRow& row) const {
        if (parent_.empty()) return false;
        if (is_dashed(row.name)) return true;
        if (row.ordinal.empty()) return header_->has(Role::ordinal);
        if (is_small_letter(row.ordinal)) return true;
        return !parent_ordinal_.empty() && row.ordinal.starts_with(parent_ordinal_ + ".");
    }

    /// The year of a column that names none: the innermost group's, else the title's.
    void fill_years(IndicatorRow& row) const {
        int year = lists_.empty() ? 0 : lists_.back().year;
        for (const auto& section : sections_.levels())
            if (const int named = year_of_title(section); named != 0) year = named;
        for (auto& value : row.targets)
            if (value.year == 0) value.year = year;
        if (row.unit.empty() && !lists_.empty() && !header_->has(Role::unit)) row.unit = list_unit();
    }

    const std::string& list_unit() const { return lists_.back().unit; }

    /// A numbered title over a list is a group where it says a year or where there are several lists to be told apart.
    void name_lists() {
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            const List& list = lists_[i];
            if (list.title.empty() || (lists_.size() == 1 && year_of_title(list.title) == 0)) continue;
            const auto end = i + 1 < lists_.size() ? lists_[i + 1].first : found_.rows.size();
            for (auto at = list.first; at < end; ++at) {
                std::string group = list.title;
                append_group(group, found_.rows[at].group);
                found_.rows[at].group = std::move(group);
            }
        }
    }

    void doubt(Place where, std::string text, std::string vi, std::string en) {
        doubts_.push_back({Doubt::Kind::indicator, std::move(where), 0, std::move(text), std::move(vi), std::move(en)});
    }

    struct List {
        std::size_t first = 0;  ///< its first row
        std::string title;
        std::string unit;
        int year = 0;
    };

    int plan_year_;
    std::vector<Doubt>& doubts_;
    IndicatorRows found_;
    std::vector<List> lists_;
    const Table* table_ = nullptr;
    std::optional<Header> header_;
    std::vector<std::string> folded_headings_;
    std::vector<std::string> titles_;  ///< the last paragraphs, none of them long
    bool after_header_ = false;
    bool may_continue_ = false;  ///< the next row may be the rest of one that a page break cut
    bool adjoins_ = false;       ///< nothing but blank paragraphs since the last list
    std::vector<std::string> above_;
    Sections sections_;
    std::string parent_;  ///< the last row that others may be parts of: "6. Số giường bệnh"
    std::string parent_ordinal_;
};

}  // namespace

IndicatorRows find_indicator_rows(const Document& document, int plan_year, std::vector<Doubt>& doubts) {
    return RowFinder(plan_year, doubts).run(document);
}

}  // namespace dondoc::intake
