#include "daemon/intake/head_lines.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold_without_tones;
using Kind = HeadLine::Kind;

constexpr std::size_t longest_head = 60;       // lines
constexpr std::size_t longest_letterhead = 4;  // rows of a table
constexpr std::size_t longest_line = 200;      // bytes, of a letterhead

constexpr std::array<std::string_view, 3> mottos{"cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc",
                                                 "dang cong san viet nam"};

constexpr std::array<std::string_view, 12> stamps{"nguoi ky:",      "ngay ky:",  "thoi gian ky:", "email:",
                                                  "co quan:",       "to chuc:",  "ky boi",        "da ky so",
                                                  "digitally sign", "signature", "ky so boi",     "nguoi ky so:"};

constexpr std::array<std::string_view, 8> urgency{"hoa toc", "khan",    "thuong khan", "hoa toc hen gio",
                                                  "mat",     "toi mat", "tuyet mat",   "ban sao"};

std::string dashes_alike(std::string text) {
    for (const std::string_view dash : {"–", "—"})
        for (auto at = text.find(dash); at != std::string::npos; at = text.find(dash))
            text.replace(at, dash.size(), "-");
    return text;
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
}

bool is_draft_mark(std::string_view folded) {
    constexpr std::size_t longest = 40;
    while (folded.starts_with('(') || folded.starts_with('[')) folded.remove_prefix(1);
    return folded.size() <= longest && folded.starts_with("du thao");
}

Kind kind_of(const std::string& line) {
    const std::string folded = dashes_alike(fold_without_tones(line));
    if (starts_with_any(folded, mottos)) return Kind::motto;
    if (starts_with_any(folded, stamps)) return Kind::stamp;
    return is_draft_mark(folded) ? Kind::draft : Kind::text;
}

bool is_rule(const std::string& line) {
    return line.find_first_not_of("-_=*| .") == std::string::npos;
}

bool is_urgency(const std::string& line) {
    return std::find(urgency.begin(), urgency.end(), fold_without_tones(line)) != urgency.end() && is_capitals(line);
}

/// Where a motto begins behind other words: "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"; npos where there is none.
std::size_t motto_behind(const std::string& line) {
    const auto folded = rules::deadlines::fold_with_origin(line);
    for (const std::string_view words :
         {"cộng hòa xã hội chủ nghĩa việt nam", "cộng hoà xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc",
          "độc lập – tự do – hạnh phúc", "đảng cộng sản việt nam"}) {
        const auto at = folded.text.find(words);
        if (at != std::string::npos && at > 0) return folded.origin[at];
    }
    return std::string::npos;
}

/// Whether the next line ends what this one begins: a motto, or the words in front of a number.
bool is_broken(const std::string& line, const std::string& next) {
    const std::string folded = fold_without_tones(line);
    const std::string joined = folded + " " + fold_without_tones(next);
    const bool motto = std::any_of(mottos.begin(), mottos.end(), [&](std::string_view words) {
        return folded.size() < words.size() && words.starts_with(folded) &&
               (words.starts_with(joined) || joined.starts_with(words));
    });
    const bool digit = next.find_first_of("0123456789/") == 0;
    const bool number = folded == "so:" || folded == "so";
    const bool date = line.size() < longest_line && line.find(',') != std::string::npos &&
                      (folded.ends_with(" ngay") || folded.ends_with(" thang") || folded.ends_with(" nam"));
    const bool month = line.size() < longest_line && folded.find(", ngay ") != std::string::npos &&
                       (next.starts_with("tháng ") || next.starts_with("năm "));
    return motto || month || ((number || date) && digit);
}

class Lines {
public:
    void add(const Paragraph& paragraph) {
        ++block_;
        HeadLine line;
        line.centred = paragraph.centred;
        line.bold = paragraph.bold;
        for_each_line(paragraph.text, [&](std::string_view text) { add_columns(text, line); });
    }

    // Of a long table only title rows in front of its header belong to the head.
    void add(const Table& table) {
        before_list_ &= std::none_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
            const auto filled = std::count_if(row.cells.begin(), row.cells.end(),
                                              [](const Cell& cell) { return !squeeze(cell.text).empty(); });
            return filled > 2;
        });
        const bool layout = table.rows.size() <= longest_letterhead;
        for (const Row& row : table.rows) {
            const auto filled = std::count_if(row.cells.begin(), row.cells.end(),
                                              [](const Cell& cell) { return !squeeze(cell.text).empty(); });
            if (!layout && filled > 2) break;
            std::size_t column = 0;
            for (const Cell& cell : row.cells) {
                ++block_;
                HeadLine line;
                line.column = layout && filled > 1 ? column : HeadLine::no_column;
                for_each_line(cell.text, [&](std::string_view text) { push(squeeze(text), line); });
                column += cell.columns;
            }
        }
        if (!before_list_) lines_.push_back({"…", Kind::text, false, false, HeadLine::no_column, ++block_, false});
    }

    std::size_t size() const { return lines_.size(); }
    std::vector<HeadLine> take() { return std::move(lines_); }

private:
    template <class Visit>
    static void for_each_line(std::string_view text, Visit visit) {
        for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
            end = text.find('\n', begin);
            visit(text.substr(begin, end - begin));
        }
    }

    // "SỞ Y TẾ<tab>CỘNG HÒA ...": a letterhead without a table.
    void add_columns(std::string_view text, const HeadLine& line) {
        const auto tab = text.substr(0, longest_line).find_last_of('\t');
        std::string left = squeeze(text.substr(0, tab));
        std::string right = tab == std::string_view::npos ? std::string() : squeeze(text.substr(tab));
        if (right.empty() && left.size() <= longest_line)
            if (const auto motto = motto_behind(left); motto != std::string::npos) {
                right = left.substr(motto);
                left = squeeze(left.substr(0, motto));
            }
        const bool two = !left.empty() && !right.empty();
        HeadLine part = line;
        part.column = two ? 0 : line.column;
        push(std::move(left), part);
        part.column = two ? 1 : line.column;
        push(std::move(right), part);
    }

    void push(std::string text, HeadLine line) {
        if (text.empty() || is_rule(text) || is_urgency(text)) return;
        if (!lines_.empty() && lines_.back().column == line.column && is_broken(lines_.back().text, text)) {
            lines_.back().text += ' ' + text;
            lines_.back().kind = kind_of(lines_.back().text);
            return;
        }
        line.kind = kind_of(text);
        line.block = block_;
        line.before_list = before_list_;
        line.text = std::move(text);
        lines_.push_back(std::move(line));
    }

    std::vector<HeadLine> lines_;
    std::size_t block_ = 0;
    bool before_list_ = true;
};

}  // namespace

std::vector<HeadLine> head_lines(const Document& document) {
    Lines lines;
    for (const Block& block : document.blocks) {
        if (lines.size() >= longest_head) break;
        std::visit([&](const auto& each) { lines.add(each); }, block);
    }
    return lines.take();
}

bool is_capitals(const std::string& line) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::none_of(line.begin(), line.end(), small) && std::count_if(line.begin(), line.end(), capital) >= 2;
}

}  // namespace dondoc::intake
