#include "daemon/intake/years.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold_with_origin;
using rules::deadlines::fold_without_tones;
using rules::deadlines::FoldedText;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// "20" and two digits that are no part of a longer number.
bool is_year_at(std::string_view text, std::size_t at) noexcept {
    if (text.substr(at, 2) != "20" || at + 4 > text.size()) return false;
    if (!is_digit(text[at + 2]) || !is_digit(text[at + 3])) return false;
    const auto joins_number = [&](std::size_t sign, std::size_t digit) {
        return (text[sign] == '.' || text[sign] == ',') && digit < text.size() && is_digit(text[digit]);
    };
    if (at > 0 && (is_digit(text[at - 1]) || (at > 1 && joins_number(at - 1, at - 2)))) return false;
    return at + 4 == text.size() || (!is_digit(text[at + 4]) && !joins_number(at + 4, at + 5));
}

int year_at(std::string_view text, std::size_t at) noexcept {
    return 2000 + (text[at + 2] - '0') * 10 + (text[at + 3] - '0');
}

std::size_t skip_spaces(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && text[at] == ' ') ++at;
    return at;
}

/// The word that ends at `end`, white space left aside.
struct Word {
    std::size_t begin;
    std::string text;  ///< without tones
};

std::optional<Word> word_before(std::string_view text, std::size_t end) {
    constexpr std::size_t longest = 40;
    while (end > 0 && text[end - 1] == ' ') --end;
    auto begin = end;
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(' && end - begin < longest) --begin;
    if (begin == end) return std::nullopt;
    return Word{begin, fold_without_tones(text.substr(begin, end - begin))};
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

class MarkFinder {
public:
    explicit MarkFinder(std::string_view text) : folded_(fold_with_origin(text)), text_(folded_.text) {}

    std::vector<YearMark> run() {
        std::vector<YearMark> marks;
        for (std::size_t at = 0; at + 4 <= text_.size();) {
            if (!is_year_at(text_, at)) {
                ++at;
                continue;
            }
            std::size_t end = at + 4;
            if (auto mark = mark_at(at, end)) marks.push_back(*mark);
            at = end;
        }
        return marks;
    }

private:
    /// `end` is moved behind what belongs to the year, also where it is no mark.
    std::optional<YearMark> mark_at(std::size_t at, std::size_t& end) {
        const bool after_sign = at > 0 && (text_[at - 1] == '/' || text_[at - 1] == '-' || text_[at - 1] == '.');
        YearMark mark{at, 0, year_at(text_, at), false};
        take_period(mark, end);
        bool said = walk_back(mark);
        if (after_sign || compared_ || dated_) return std::nullopt;
        said |= take_close(mark, end);
        if (!said) return std::nullopt;
        mark.end = folded_.origin[end];
        mark.begin = folded_.origin[mark.begin];
        return mark;
    }

    // "2026-2030" alone could be two numbers: whether it is a period is for brackets and words to say.
    void take_period(YearMark& mark, std::size_t& end) const {
        auto next = skip_spaces(text_, end);
        if (next >= text_.size() || text_[next] != '-') return;
        next = skip_spaces(text_, next + 1);
        if (!is_year_at(text_, next)) return;
        mark.year = year_at(text_, next);
        end = next + 4;
    }

    /// Over "đến", "hết", "năm" ... in front; true where there are such words.
    bool walk_back(YearMark& mark) {
        bool said = false;
        compared_ = dated_ = false;
        while (const auto word = word_before(text_, mark.begin)) {
            if (is_one_of(word->text, {"voi", "kh", "cung", "ky"}) && compares(*word)) {
                compared_ = true;
                return false;
            }
            if (!is_one_of(word->text, {"nam",  "den",   "het", "vao", "trong", "cuoi", "giai", "doan", "tam",  "nhin",
                                        "dinh", "huong", "tu",  "toi", "ca",    "moc",  "thoi", "ky",   "hang", "cac"}))
                break;
            mark.vision |= is_one_of(word->text, {"nhin", "huong"});
            mark.begin = word->begin;
            said |= !is_one_of(word->text, {"tu", "ca", "hang", "cac"});
        }
        if (const auto word = word_before(text_, mark.begin); word && !word->text.empty()) {
            const auto before = word_before(text_, word->begin);
            dated_ = is_digit(word->text.front()) && before && before->text == "thang";
        }
        return said;
    }

    bool compares(const Word& word) const {
        for (auto before = word_before(text_, word.begin); before; before = word_before(text_, before->begin)) {
            if (is_one_of(before->text, {"so", "(so"})) return true;
            if (!is_one_of(before->text, {"voi", "cung", "ky", "kh"})) return false;
        }
        return false;
    }

    /// "(2026)" and "2026:"
    bool take_close(YearMark& mark, std::size_t& end) const {
        const auto next = skip_spaces(text_, end);
        if (next < text_.size() && (text_[next] == ':' || text_[next] == '=')) {
            end = next + 1;
            return true;
        }
        const bool compares_next =
            next < text_.size() &&
            (text_[next] == '<' || text_[next] == '>' || text_.substr(next, 3) == "≥" || text_.substr(next, 3) == "≤");
        auto open = mark.begin;
        while (open > 0 && text_[open - 1] == ' ') --open;
        if (open > 0 && text_[open - 1] == '(' && next < text_.size() && text_[next] == ')') {
            mark.begin = open - 1;
            end = next + 1;
            return true;
        }
        return compares_next;
    }

    FoldedText folded_;
    std::string_view text_;
    bool compared_ = false;
    bool dated_ = false;
};

}  // namespace

std::vector<YearMark> year_marks(std::string_view text) {
    constexpr std::size_t longest = 4096;  // what is longer is prose, neither title nor name
    return text.size() > longest ? std::vector<YearMark>() : MarkFinder(text).run();
}

int year_of_title(std::string_view title) {
    int year = 0;
    for (const YearMark& mark : year_marks(title)) {
        if (mark.vision || mark.year == year) continue;
        if (year != 0) return 0;
        year = mark.year;
    }
    return year;
}

int year_of_heading(std::string_view heading) {
    if (const auto marks = year_marks(heading); !marks.empty()) {
        const auto main = std::find_if(marks.begin(), marks.end(), [](const YearMark& mark) { return !mark.vision; });
        return main == marks.end() ? marks.front().year : main->year;
    }
    const std::string text = fold_without_tones(heading);
    if (text.find("so voi") != std::string::npos) return 0;
    int year = 0;
    for (std::size_t at = 0; at + 4 <= text.size(); ++at)
        if (is_year_at(text, at)) year = year_at(text, at);
    return year;
}

}  // namespace dondoc::intake
