#include "daemon/intake/loose_table.hpp"

#include "daemon/intake/cell_looks.hpp"
#include "daemon/intake/headings.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using Lines = std::span<const TextLine>;

constexpr std::size_t most_headings = 14;  // lines
constexpr std::size_t longest_heading = 120;
constexpr std::size_t most_columns = 12;

bool starts_lower(const std::string& text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

bool is_number_alone(const std::string& text) {
    constexpr std::size_t longest = 8;
    return text.size() <= longest && is_ordinal(strip_ordinal(text)) && text.find(' ') == std::string::npos &&
           text.find(',') == std::string::npos;
}

/// Letters enough for a name, and no value.
bool is_title(const std::string& text) {
    constexpr std::size_t shortest = 8;
    return text.size() >= shortest && !is_number_alone(text);
}

struct Headings {
    std::vector<std::string> texts;
    std::vector<Column> columns;
    std::size_t lines = 0;
};

std::optional<Headings> read_headings(Lines lines) {
    if (lines.empty() || classify_heading(lines[0].text) != Column::ordinal) return std::nullopt;
    Headings headings;
    for (const TextLine& line : lines.first(std::min(lines.size(), most_headings))) {
        const std::string text = squeeze(line.text);
        if (!headings.texts.empty() && (is_number_alone(text) || is_section_heading(text))) break;
        if (text.size() > longest_heading) return std::nullopt;
        if (headings.lines > 0 && (text.starts_with('(') || starts_lower(text)))
            headings.texts.back() += " " + text;
        else
            headings.texts.push_back(text);
        ++headings.lines;
    }
    headings.columns = classify_header(headings.texts);
    const auto known = std::count_if(headings.columns.begin(), headings.columns.end(),
                                     [](Column column) { return column != Column::other; });
    constexpr std::size_t least = 3;
    const bool good = headings.texts.size() >= least && headings.texts.size() <= most_columns && known >= 3;
    return good && headings.lines < lines.size() ? std::optional(std::move(headings)) : std::nullopt;
}

/// A heading such as "Đến hết năm 2030": its column holds values.
bool names_a_year(const std::string& heading) {
    const auto at = heading.find("20");
    return at != std::string::npos && at + 4 <= heading.size() && is_arabic(heading.substr(at, 4));
}

/// Slots are the columns behind the ordinal.
bool holds_values(const Headings& headings, std::size_t slot) {
    return names_a_year(headings.texts[slot + 1]) && headings.columns[slot + 1] != Column::deadline;
}

int fit(Looks looks, Column column, bool values) {
    if (values) return looks == Looks::value ? 3 : looks == Looks::text ? 0 : -3;
    switch (column) {
        case Column::deadline:
        case Column::central:
        case Column::start: return looks == Looks::time ? 3 : -3;
        case Column::lead:
        case Column::support: return looks == Looks::unit ? 3 : looks == Looks::text ? -1 : -4;
        case Column::money: return looks == Looks::value ? 3 : -2;
        case Column::title:
        case Column::deliverable:
        case Column::note:
        default: return looks == Looks::text ? 2 : looks == Looks::unit ? -1 : -2;
    }
}

/// Cells to columns in order, as well as their words fit; of equal ways the one that fills the columns on the left.
std::vector<std::size_t> align(const std::vector<std::string>& cells, const Headings& headings) {
    const auto slots = headings.texts.size() - 1;
    constexpr int impossible = -1'000'000;
    // best[i][j]: cells from i on in the slots from j on.
    std::vector<std::vector<int>> best(cells.size() + 1, std::vector<int>(slots + 1, impossible));
    for (auto& row : best) row[slots] = impossible;
    for (std::size_t j = 0; j <= slots; ++j) best[cells.size()][j] = 0;
    std::vector<Looks> looks;
    for (const auto& cell : cells) looks.push_back(looks_of(cell));
    const auto score = [&](std::size_t i, std::size_t j) {
        constexpr int first_is_title = 100;
        return i == 0 && j == 0 ? first_is_title : fit(looks[i], headings.columns[j + 1], holds_values(headings, j));
    };
    for (std::size_t i = cells.size(); i-- > 0;)
        for (std::size_t j = slots; j-- > 0;)
            best[i][j] = std::max(best[i][j + 1],
                                  best[i + 1][j + 1] == impossible ? impossible : score(i, j) + best[i + 1][j + 1]);
    std::vector<std::size_t> placed;
    for (std::size_t i = 0, j = 0; i < cells.size(); ++j)
        if (best[i + 1][j + 1] != impossible && best[i][j] == score(i, j) + best[i + 1][j + 1])
            placed.push_back(j), ++i;
    return placed;
}

class LooseReader {
public:
    LooseReader(Lines lines, Headings headings) : lines_(lines), headings_(std::move(headings)) {
        out_.lines = headings_.lines;
        for (const TextLine& line : lines_.subspan(1, headings_.lines)) has_gaps_ |= line.after_gap;
        Row header;
        header.number = lines_[0].number;
        for (const auto& text : headings_.texts) header.cells.push_back(Cell{text, 1, false, false});
        out_.table.rows.push_back(std::move(header));
    }

    std::optional<LooseTable> read() {
        while (at() < lines_.size() && step()) {
        }
        constexpr std::size_t least = 2;
        if (rows_ < least) return std::nullopt;
        return std::move(out_);
    }

private:
    std::size_t& at() { return out_.lines; }
    std::size_t width() const { return headings_.texts.size(); }
    std::string text(std::size_t i) const { return i < lines_.size() ? squeeze(lines_[i].text) : std::string(); }

    bool step() {
        const std::string line = text(at());
        if (is_section_heading(line) && starts_row(at() + 1, true)) {
            add_merged(lines_[at()++].number, {}, line);
            return after_group_ = true;
        }
        if (!starts_row(at(), rows_ == 0)) return false;
        return read_row();
    }

    /// Whether a line holds the ordinal that is next, with a title behind it. Under a heading counting may begin anew.
    bool starts_row(std::size_t i, bool anew) const {
        const std::string line = text(i);
        if (!is_number_alone(line) || !is_title(text(i + 1))) return false;
        const std::string ordinal = strip_ordinal(line);
        if (is_roman(ordinal) || is_letter(ordinal)) return ordinal != group_ && !is_arabic(ordinal);
        const bool first = ordinal == "1" && (anew || after_group_ || ordinal_.empty());
        return first || follows(ordinal);
    }

    // "8" and "7.1" after "7"; "1.3" and "2" after "1.2".
    bool follows(const std::string& ordinal) const {
        if (ordinal_.empty()) return false;
        if (ordinal == next_ordinal(ordinal_) || ordinal == ordinal_ + ".1") return true;
        for (auto dot = ordinal_.rfind('.'); dot != std::string::npos && dot > 0; dot = ordinal_.rfind('.', dot - 1))
            if (ordinal == next_ordinal(ordinal_.substr(0, dot))) return true;
        return false;
    }

    bool read_row() {
        const auto begin = at();
        const std::string ordinal = strip_ordinal(text(begin));
        const bool group = is_roman(ordinal) || is_letter(ordinal);
        if (group)
            group_ = ordinal, after_group_ = true;
        else
            ordinal_ = ordinal, after_group_ = false;
        auto end = begin + 1;
        std::vector<std::string> cells;
        bool doubtful = false;
        for (; end < lines_.size() && !ends_row(end, cells.size()); ++end) {
            if (!cells.empty() && goes_on(text(end), cells.back()))
                cells.back() += "\n" + text(end);
            else
                cells.push_back(text(end));
            if (cells.size() + 1 > width() && !finds_next(end)) {
                cells.pop_back();
                doubtful = true;
                break;
            }
        }
        doubtful |= is_ambiguous(begin, end);
        at() = end;
        ++rows_;
        if (group && cells.size() == 1)
            add_merged(lines_[begin].number, ordinal, cells.front());
        else
            add_row(lines_[begin].number, ordinal, std::move(cells), doubtful);
        return true;
    }

    bool ends_row(std::size_t i, std::size_t cells) const {
        const std::string line = text(i);
        if (lines_[i].after_gap && !has_gaps_) return true;
        if (cells > 0 && starts_row(i, false)) return true;
        if (is_section_heading(line)) return true;
        const std::string folded = rules::deadlines::fold_without_tones(line);
        for (const std::string_view word : {"phu luc", "noi nhan", "tm.", "kt.", "ghi chu:", "tong cong"})
            if (folded.starts_with(word)) return true;
        return false;
    }

    /// A cell of a full row that does not belong into its column: something else may have slipped in.
    bool is_misplaced(const std::vector<std::string>& cells) const {
        constexpr int impossible = -3;
        for (std::size_t i = 1; i < cells.size(); ++i)
            if (fit(looks_of(cells[i]), headings_.columns[i + 1], holds_values(headings_, i)) <= impossible)
                return true;
        return false;
    }

    // Whether the next row begins not far behind.
    bool finds_next(std::size_t i) const {
        constexpr std::size_t far = 12;
        for (auto j = i + 1; j < std::min(lines_.size(), i + far); ++j)
            if (starts_row(j, false)) return true;
        return false;
    }

    /// Lines of one cell: list items, remarks in brackets, numbered sentences.
    static bool goes_on(const std::string& line, const std::string& before) {
        if (line.starts_with("- ") || line.starts_with("+ ") || line.starts_with('(')) return true;
        const auto last = before.substr(before.rfind('\n') + 1);
        const auto number = line.substr(0, line.find('.'));
        const auto earlier = last.substr(0, last.find('.'));
        return is_arabic(number) && is_arabic(earlier) && number.size() < line.size() && earlier.size() < last.size() &&
               line[number.size() + 1] == ' ' && number == next_ordinal(earlier);
    }

    // The same number stands twice where the next row may begin.
    bool is_ambiguous(std::size_t begin, std::size_t end) const {
        const std::string next = text(end);
        for (auto i = begin + 1; i < end; ++i)
            if (text(i) == next && is_number_alone(next)) return true;
        for (auto i = end + 1; i < std::min(lines_.size(), end + width()); ++i)
            if (text(i) == next && is_number_alone(next) && is_title(text(i + 1))) return true;
        return false;
    }

    void add_merged(std::size_t number, const std::string& ordinal, const std::string& title) {
        Row row;
        row.number = number;
        if (!ordinal.empty()) row.cells.push_back(Cell{ordinal, 1, false, false});
        row.cells.push_back(Cell{title, width() - row.cells.size(), false, false});
        out_.table.rows.push_back(std::move(row));
    }

    void add_row(std::size_t number, const std::string& ordinal, std::vector<std::string> cells, bool doubtful) {
        const auto slots = width() - 1;
        const auto found = cells.size();
        while (cells.size() > slots) {
            auto last = std::move(cells.back());
            cells.pop_back();
            cells.back() += "\n" + last;
        }
        std::vector<std::string> texts(slots);
        doubtful |= found == slots && is_misplaced(cells);
        const auto placed = align(cells, headings_);
        for (std::size_t i = 0; i < cells.size(); ++i) texts[cells.size() == slots ? i : placed[i]] = cells[i];

        Row row;
        row.number = number;
        row.cells.push_back(Cell{ordinal, 1, false, false});
        std::string of_unknown_year;
        for (std::size_t j = 0; j < slots; j += values_from(j)) {
            const auto first = texts.begin() + static_cast<std::ptrdiff_t>(j);
            const auto group = values_from(j);
            const bool some_missing = std::any_of(first, first + static_cast<std::ptrdiff_t>(group),
                                                  [](const std::string& each) { return each.empty(); });
            for (auto text = first; text != first + static_cast<std::ptrdiff_t>(group); ++text) {
                if (group > 1 && some_missing && !text->empty()) {
                    of_unknown_year += (of_unknown_year.empty() ? ": " : " | ") + *text;
                    text->clear();
                }
                row.cells.push_back(Cell{std::move(*text), 1, false, false});
            }
        }
        out_.table.rows.push_back(std::move(row));
        if (found == slots && !doubtful) return;
        remark(number, ordinal, (cells.empty() ? ordinal : cells.front()) + of_unknown_year, found);
        if (of_unknown_year.empty()) return;
        out_.remarks.back().vi += "; không rõ giá trị thuộc năm nào nên để trống";
        out_.remarks.back().en += "; nothing says which years the values are for, so they are left out";
    }

    void remark(std::size_t number, const std::string& ordinal, std::string text, std::size_t found) {
        const auto slots = width() - 1;
        std::string vi = fmt::format("bảng bị trải mỗi ô một dòng, ranh giới hàng {} không chắc chắn", ordinal);
        std::string en =
            fmt::format("a table written one cell a line: where row {} begins or ends is not certain", ordinal);
        if (found < slots) {
            vi = fmt::format("bảng bị trải mỗi ô một dòng, hàng {} thiếu ô: chỉ có {} trong {} ô, đã xếp theo nội dung",
                             ordinal, found, slots);
            en = fmt::format("a table written one cell a line: row {} has only {} of {} cells, placed by their words",
                             ordinal, found, slots);
        }
        out_.remarks.push_back({0, number, std::move(text), std::move(vi), std::move(en)});
    }

    /// How many columns from here on hold values of years; 1 where this one does not.
    std::size_t values_from(std::size_t slot) const {
        std::size_t count = 0;
        while (slot + count + 1 < width() && holds_values(headings_, slot + count)) ++count;
        return std::max<std::size_t>(count, 1);
    }

    Lines lines_;
    Headings headings_;
    LooseTable out_;
    std::string ordinal_;  ///< Arabic, of the row before
    std::string group_;    ///< Roman or a letter
    bool after_group_ = false;
    bool has_gaps_ = false;  ///< empty lines stand between the cells
    std::size_t rows_ = 0;
};

}  // namespace

std::optional<LooseTable> read_loose_table(std::span<const TextLine> lines) {
    auto headings = read_headings(lines);
    if (!headings) return std::nullopt;
    return LooseReader(lines, *std::move(headings)).read();
}

}  // namespace dondoc::intake
