#include "daemon/intake/report_outline.hpp"

#include "daemon/intake/head_fields.hpp"
#include "daemon/intake/head_issuer.hpp"
#include "daemon/intake/head_lines.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/reporting/names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::reporting::Phrase;

// The last two are Word's own, of its Symbol font.
constexpr std::string_view bullets[] = {
    "-", "+", "–", "—", "•", "*", "·", "o", "●", "▪", "→", "✓", "\xEF\x82\xB7", "\xEF\x80\xAD"};

bool is_bullet(std::string_view number) {
    return std::find(std::begin(bullets), std::end(bullets), number) != std::end(bullets);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view without_spaces(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// "Điều 4.", "Chương II", "Phần thứ nhất": the word and its number.
std::optional<NumberedLine> split_article(std::string_view line) {
    constexpr std::string_view words[] = {"Điều ", "ĐIỀU ", "Chương ", "CHƯƠNG ", "Phần ", "PHẦN ", "Mục ", "MỤC "};
    for (const auto word : words) {
        if (!line.starts_with(word)) continue;
        auto rest = line.substr(word.size());
        const auto end = std::min(rest.find_first_of(" .:"), rest.size());
        const auto number = rest.substr(0, end);
        if (!is_arabic(number) && !is_roman(number)) return std::nullopt;
        rest.remove_prefix(end);
        while (rest.starts_with('.') || rest.starts_with(':') || rest.starts_with(' ')) rest.remove_prefix(1);
        const std::string name = word.starts_with("ĐI") ? "Điều " : std::string(word);
        return NumberedLine{name + std::string(number), rest};
    }
    return std::nullopt;
}

// Depth of a number: A, Điều; I; 1; 1.1; a; bullets.
std::size_t level_of(std::string_view number) {
    if (number.starts_with("Phần") || number.starts_with("PH") || number.starts_with("Ch") || number.starts_with("CH"))
        return 0;
    if (number.starts_with("Đ") || number.starts_with("M")) return 1;
    if (is_bullet(number)) return 6;
    if (is_roman(number)) return 1;
    if (is_letter(number)) return 0;
    if (is_arabic(number)) return 2;
    return is_digit(number.front()) ? 3 : 5;
}

constexpr std::size_t levels = 7;
constexpr std::size_t bullet_level = levels - 1;

/// "Phụ lục I", "PHỤ LỤC 02: DANH MỤC ...": its name; nothing for a sentence that begins so.
std::optional<std::string> appendix_name(const std::string& line) {
    constexpr std::string_view word = "phụ lục";
    const auto folded = rules::deadlines::fold_with_origin(line.substr(0, 100));
    if (!folded.text.starts_with(word)) return std::nullopt;
    std::string_view rest = without_spaces(std::string_view(line).substr(folded.origin[word.size()]));
    if (fold(rest).starts_with("số ")) rest = without_spaces(rest.substr(rest.find(' ')));
    const auto end = std::min(rest.find_first_of(" .:-"), rest.size());
    std::string number(rest.substr(0, end));
    const bool named = is_arabic(number) || is_roman(number) || is_letter(number) || is_ordinal(number);
    if (!named) number.clear();
    const std::string_view after = named ? without_spaces(rest.substr(end)) : rest;
    const bool heading = after.empty() || after.find_first_of(".:-–(") == 0 || is_capitals(std::string(after));
    if (!heading) return std::nullopt;
    return number.empty() ? "Phụ lục" : "Phụ lục " + number;
}

class Outline {
public:
    std::vector<Statement> run(const Document& document) {
        for (const Block& block : document.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block))
                pass(*paragraph);
            else if (is_distribution(std::get<Table>(block)))
                part_ = Part::signature;
        }
        mark_closings();
        return std::move(statements_);
    }

private:
    /// Of the document, by what the text in it is for.
    enum class Part : std::uint8_t {
        text,       ///< of the body or an appendix
        signature,  ///< the distribution list and who signed
        form,       ///< to be filled in
    };

    void pass(const Paragraph& paragraph) {
        ++paragraphs_;
        const std::size_t place = paragraph.number != 0 ? paragraph.number : paragraphs_;
        for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
            end = paragraph.text.find('\n', begin);
            std::string line = squeeze(std::string_view(paragraph.text).substr(begin, end - begin));
            if (begin == 0 && !paragraph.label.empty()) line = paragraph.label + ' ' + line;
            if (!line.empty()) pass(line, place, paragraph.bold);
        }
    }

    void pass(const std::string& line, std::size_t place, bool bold) {
        if (enter_part(line)) return;
        NumberedLine numbered = split_number(line);
        if (part_ == Part::signature && resumes(numbered.number)) part_ = Part::text;
        if (part_ != Part::text) return;
        if (numbered.number.empty() && goes_on(line)) {
            statements_.back().text += ' ' + line;
            return;
        }
        Statement statement;
        statement.paragraph = place;
        if (is_bullet(numbered.number)) statement.bullet = numbered.number;
        statement.numbered = !numbered.number.empty() && statement.bullet.empty();
        if (statement.numbered) enter(numbered.number);
        statement.text = numbered.rest;
        statement.clause = clause(levels);
        statement.names = is_document_kind(line) ? std::string() : units_only(numbered.rest);
        statement.level = statement.numbered ? level_of(numbers_of(numbered.number).back()) : deepest();
        const std::size_t level = statement.numbered ? statement.level : bullet_level;
        const bool heading = numbered.number.empty() && is_short_heading(line);
        if (heading && (bold || is_capitals(line))) units_[bullet_level - 1].clear();
        if (!statement.names.empty() && (level < bullet_level || heading))
            units_[std::min(level, bullet_level - 1)] = statement.names;
        statement.unit = unit();
        lines_.push_back({!numbered.number.empty(), level < 2, std::exchange(part_begins_, false), part()});
        statements_.push_back(std::move(statement));
    }

    /// Whether the line begins another part, or is the heading that does.
    bool enter_part(const std::string& line) {
        const std::string folded = fold(std::string_view(line).substr(0, 60));
        if (folded.starts_with("nơi nhận")) {
            part_ = Part::signature;
            return true;
        }
        if (auto appendix = appendix_name(line)) {
            begin_part();
            appendix_ = *std::move(appendix);
            appendix_lines_ = 0;
            return true;
        }
        if (is_form_heading(line, folded)) {
            part_ = Part::form;
            return true;
        }
        ++appendix_lines_;
        if (part_ == Part::text || !begins_body(line)) return false;
        begin_part();
        appendix_.clear();
        return true;
    }

    void begin_part() {
        part_ = Part::text;
        part_begins_ = true;
        for (auto& number : numbers_) number.clear();
        for (auto& unit : units_) unit.clear();
    }

    // "Mẫu số 02", "BÁO CÁO" at the beginning of an appendix.
    bool is_form_heading(const std::string& line, const std::string& folded) const {
        constexpr std::size_t first_lines = 5;
        if (folded.starts_with("biểu mẫu") || folded.starts_with("mẫu số")) return is_short_heading(line);
        if (part_ == Part::form || appendix_.empty() || appendix_lines_ > first_lines) return false;
        return folded.starts_with("mẫu ") || folded.starts_with("biểu ") || folded.starts_with("đề cương") ||
               folded.starts_with("kính gửi") || (folded.starts_with("báo cáo") && is_capitals(line));
    }

    // Behind a signature text goes on under a number that no recipient has.
    static bool resumes(const std::string& number) {
        return number.starts_with("Đi") || number.starts_with("Ch") || number.starts_with("Ph") ||
               number.starts_with("M") || is_roman(number);
    }

    static bool is_document_kind(const std::string& line) {
        const std::string folded = fold(line);
        const auto& kinds = document_kinds();
        return std::find(kinds.begin(), kinds.end(), folded) != kinds.end();
    }

    // What a decision puts in force: its kind stands alone in capitals.
    static bool begins_body(const std::string& line) {
        constexpr std::string_view kinds[] = {"KẾ HOẠCH",  "QUY ĐỊNH", "QUY CHẾ",   "CHƯƠNG TRÌNH",
                                              "HƯỚNG DẪN", "ĐỀ ÁN",    "PHƯƠNG ÁN", "CHƯƠNG TRÌNH HÀNH ĐỘNG"};
        return std::find(std::begin(kinds), std::end(kinds), line) != std::end(kinds);
    }

    static bool is_distribution(const Table& table) {
        constexpr std::size_t longest_layout = 3;
        if (table.rows.size() > longest_layout) return false;
        return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
            return std::any_of(row.cells.begin(), row.cells.end(),
                               [](const Cell& cell) { return fold(cell.text).starts_with("nơi nhận"); });
        });
    }

    // A page break cuts sentences: the first part has no closing mark, the second begins small or with a bracket.
    bool goes_on(const std::string& line) const {
        if (statements_.empty() || statements_.back().text.empty()) return false;
        const std::string& before = statements_.back().text;
        if (std::string_view(".;:!?/").find(before.back()) != std::string_view::npos) return false;
        const Phrase phrase(std::string_view(line).substr(0, 40));
        if (wants_object(before) && phrase.is_word(0)) return true;
        const bool small = line.front() == '(' || (phrase.is_word(0) && !phrase.is_capital(0)) || phrase.is_number(0);
        return small;
    }

    // A line cannot end so: "... gửi báo cáo về".
    static bool wants_object(const std::string& before) {
        constexpr std::string_view open[] = {"về",    "gửi",  "cho",   "của", "và",  "với", "ngày",
                                             "tháng", "qua",  "các",   "đến", "tại", "do",  "theo",
                                             "thuộc", "hoặc", "những", ",",   "tới", "từ"};
        constexpr std::size_t longest_heading = 60;  // bytes: "Chế độ thông tin" is whole
        const std::string last = fold(std::string_view(before).substr(before.rfind(' ') + 1));  // npos + 1 == 0
        const bool comma = before.ends_with(',');
        return before.size() > longest_heading &&
               (comma || std::find(std::begin(open), std::end(open), last) != std::end(open));
    }

    void enter(const std::string& number) {
        for (const std::string& part : numbers_of(number)) {
            const std::size_t level = level_of(part);
            for (std::size_t deeper = level; deeper < levels; ++deeper) {
                numbers_[deeper].clear();
                units_[deeper].clear();
            }
            numbers_[level] = part;
        }
    }

    /// "I.2" is number 2 of part I; "2.1" and what has only Arabic numbers stays whole.
    static std::vector<std::string> numbers_of(const std::string& number) {
        const auto dot = number.find('.');
        const std::string first = number.substr(0, dot);
        const bool parts = dot != std::string::npos && (is_roman(first) || is_letter(first));
        if (!parts) return {number};
        std::vector<std::string> numbers{first};
        for (std::string& deeper : numbers_of(number.substr(dot + 1))) numbers.push_back(std::move(deeper));
        return numbers;
    }

    std::size_t deepest() const {
        for (std::size_t level = levels; level-- > 0;)
            if (!numbers_[level].empty()) return level;
        return 0;
    }

    // "2.7" under "2" already holds it.
    std::string clause(std::size_t end) const {
        std::string made = appendix_;
        // Articles are counted through all chapters and are named without them.
        const bool article = numbers_[1].starts_with("Đ");
        for (std::size_t level = article ? 1 : 0; level < end; ++level) {
            const bool repeated = level == 2 && end > 3 && !numbers_[3].empty();
            if (numbers_[level].empty() || repeated) continue;
            made += (made.empty() ? "" : ".") + numbers_[level];
        }
        return made;
    }

    std::string unit() const {
        for (std::size_t level = levels; level-- > 0;)
            if (!units_[level].empty()) return units_[level];
        return {};
    }

    // Where nothing stands above the Arabic numbers they are the parts, if anything stands below them.
    std::string part() const {
        if (!numbers_[0].empty() && !units_[1].empty()) return clause(1);
        if (!numbers_[0].empty() || !numbers_[1].empty()) return clause(2);
        return numbers_[3].empty() && numbers_[5].empty() ? std::string() : clause(3);
    }

    static bool is_short_heading(const std::string& line) {
        constexpr std::size_t longest = 160;
        return line.size() <= longest && std::string_view(".;").find(line.back()) == std::string_view::npos;
    }

    // A heading that is nothing but units: "Phòng Tổ chức cán bộ:", "Trách nhiệm của Sở Y tế".
    static std::string units_only(std::string_view line) {
        constexpr std::size_t longest = 400;
        if (line.size() > longest || (is_capitals(std::string(line)) && !begins_body_name(line))) return {};
        const Phrase phrase(line);
        constexpr std::string_view before[] = {
            "trách nhiệm của", "nhiệm vụ của",       "đối với", "giao", "đề nghị", "yêu cầu", "đề nghị các cơ quan :",
            "phân công",       "nhiệm vụ cụ thể của"};
        const std::size_t begin = phrase.match_any(0, before);
        if (!rules::reporting::begins_unit(phrase, begin)) return {};
        const std::size_t end = rules::reporting::end_of_units(phrase, begin);
        const bool whole =
            end == phrase.size() ||
            (end + 1 == phrase.size() && std::string_view(":.-;,").find(phrase.word(end)) != std::string_view::npos);
        const bool bracketed =
            phrase.word(end) == "(" && (phrase.word(phrase.size() - 1) == ")" || phrase.word(phrase.size() - 2) == ")");
        return whole || bracketed ? phrase.text(begin, end) : std::string();
    }

    // Behind the last number of a part, a paragraph of its own that speaks to everybody.
    void mark_closings() {
        bool behind_items = true;
        for (std::size_t at = statements_.size(); at-- > 0;) {
            Statement& statement = statements_[at];
            const Line& line = lines_[at];
            if (line.numbered) {
                behind_items = line.part_begins;
            } else if (behind_items && statement.clause != line.part && speaks_to_all(statement.text)) {
                statement.clause = line.part;
                statement.unit.clear();
                statement.closing = true;
            }
            behind_items |= line.first;
        }
    }

    static bool speaks_to_all(const std::string& text) {
        constexpr std::string_view openings[] = {
            "trên đây là",    "trong quá trình", "căn cứ nhiệm vụ", "căn cứ nội dung",
            "yêu cầu",        "đề nghị",         "nhận được",       "giao",
            "thủ trưởng các", "các sở",          "các cơ quan",     "các đơn vị",
            "quá trình",      "kế hoạch này",    "định kỳ",         "trên cơ sở"};
        const Phrase phrase(std::string_view(text).substr(0, 400));
        if (phrase.has_any(0, openings)) return true;
        if (!rules::reporting::begins_unit(phrase, 0)) return false;
        const std::size_t end = rules::reporting::end_of_units(phrase, 0);
        return phrase.has(end, "yêu cầu") || phrase.has(end, "đề nghị") || phrase.has(end, "giao");
    }

    std::vector<Statement> statements_;
    /// What closings are told by, for each statement.
    struct Line {
        bool numbered = false;     ///< begins with a number or bullet
        bool part_begins = false;  ///< with that of a part: A, IV, Điều 4
        bool first = false;        ///< of the body or an appendix
        std::string part;          ///< the number of its part
    };
    std::vector<Line> lines_;
    std::array<std::string, levels> numbers_;
    std::array<std::string, levels> units_;
    std::size_t paragraphs_ = 0;
    Part part_ = Part::text;
    bool part_begins_ = false;
    std::string appendix_;            ///< the one that the text is in
    std::size_t appendix_lines_ = 0;  ///< read of it
};

}  // namespace

NumberedLine split_number(std::string_view line) {
    if (auto article = split_article(line)) return *article;
    for (const auto bullet : bullets) {
        const bool letter = bullet == "o" || bullet == "*";
        if (line.starts_with(bullet) && line.size() > bullet.size() && (!letter || line[bullet.size()] == ' ') &&
            !is_digit(line[bullet.size()]))
            return {std::string(bullet), without_spaces(line.substr(bullet.size()))};
    }
    constexpr std::size_t longest = 10;
    const auto end = line.find_first_of(" )", 0);
    if (end == std::string_view::npos || end > longest) return {{}, line};
    const bool bracket = line[end] == ')';
    std::string_view token = line.substr(0, end);
    const bool stroke = token.size() > 1 && token.ends_with('-');  // as the party writes: "1- ", "II.- "
    if (stroke) token.remove_suffix(1);
    std::string number = strip_ordinal(token);
    const bool marked = bracket || stroke || line[end - (end > 0 ? 1 : 0)] == '.' ||
                        line[end - (end > 0 ? 1 : 0)] == ':' || line[end - (end > 0 ? 1 : 0)] == '/';
    const bool dotted = number.find('.') != std::string::npos && is_ordinal(number);
    const bool small = number.size() == 1 && number.front() >= 'a' && number.front() <= 'z' && marked;
    const bool ordinal = is_ordinal(number) && number.size() <= 8 && (marked || dotted);
    const bool spaced_roman =
        is_roman(number) && (line.substr(end).starts_with(" -") || line.substr(end).starts_with(" –"));
    const bool d_bar = number == "đ" && marked;
    if (!small && !ordinal && !spaced_roman && !d_bar) return {{}, line};
    auto rest = without_spaces(line.substr(end + 1));
    if (spaced_roman) rest = without_spaces(rest.substr(rest.find(' ') == std::string_view::npos ? 0 : rest.find(' ')));
    return {std::move(number), rest};
}

std::vector<Statement> outline(const Document& document) {
    return Outline().run(document);
}

}  // namespace dondoc::intake
