#include "daemon/intake/text_marks.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dondoc::intake {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array formula_signs{
    Pair{"\\geqslant", "≥"},   Pair{"\\leqslant", "≤"}, Pair{"\\geq", "≥"},    Pair{"\\leq", "≤"},   Pair{"\\ge", "≥"},
    Pair{"\\le", "≤"},         Pair{"\\times", "×"},    Pair{"\\approx", "≈"}, Pair{"\\pm", "±"},    Pair{"\\sim", "~"},
    Pair{"\\rightarrow", "→"}, Pair{"\\to", "→"},       Pair{"\\cdot", "·"},   Pair{"\\circ", "°"},  Pair{"\\%", "%"},
    Pair{"\\,", " "},          Pair{"\\ ", " "},        Pair{"\\text", ""},    Pair{"\\mathrm", ""}, Pair{"\\lt", "<"},
    Pair{"\\gt", ">"},         Pair{"<", "<"},          Pair{">", ">"},        Pair{"{", ""},        Pair{"}", ""}};
constexpr std::array entities{Pair{"&lt;", "<"},    Pair{"&gt;", ">"},   Pair{"&amp;", "&"},
                              Pair{"&quot;", "\""}, Pair{"&nbsp;", " "}, Pair{"&#39;", "'"}};
constexpr std::array tags{"i", "b", "u", "em", "strong", "sup", "sub", "br", "p", "span", "center", "s"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Stripper {
public:
    explicit Stripper(std::string_view line) : line_(line) {}

    std::string run() {
        strip_heading();
        while (at_ < line_.size()) step();
        return std::move(out_);
    }

private:
    void strip_heading() {
        const auto begin = std::min(line_.find_first_not_of(' '), line_.size());
        const auto end = std::min(line_.find_first_not_of('#', begin), line_.size());
        constexpr std::size_t deepest = 6;
        const bool heading = end > begin && end - begin <= deepest && (end == line_.size() || line_[end] == ' ');
        if (heading) at_ = std::min(line_.find_first_not_of(' ', end), line_.size());
    }

    void step() {
        const char c = line_[at_];
        if (c == '*') return star();
        if (c == '<' && tag()) return;
        if (c == '&' && replaced(entities)) return;
        if (c == '$' && formula()) return;
        const bool escape = c == '\\' && at_ + 1 < line_.size() &&
                            std::string_view(".*_#()[]-+!|>").find(line_[at_ + 1]) != std::string_view::npos;
        at_ += escape;
        out_ += line_[at_++];
    }

    void star() {
        const auto end = std::min(line_.find_first_not_of('*', at_), line_.size());
        const char before = at_ == 0 ? ' ' : line_[at_ - 1];
        const char after = end == line_.size() ? ' ' : line_[end];
        const auto is_gap = [](char c) { return c == ' ' || c == '\t'; };
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        const bool alone = is_gap(before) && is_gap(after) && end - at_ == 1 && end < line_.size();
        const bool text = alone || (is_digit(before) && is_digit(after)) || (before == '(' && after == ')');
        // What the marks kept apart must not run together.
        if (text)
            out_.append(end - at_, '*');
        else if (!is_gap(before) && !is_gap(after) && end - at_ > 2)
            out_ += ' ';
        at_ = end;
    }

    bool tag() {
        auto name = at_ + 1;
        if (name < line_.size() && line_[name] == '/') ++name;
        auto end = name;
        while (end < line_.size() && lower(line_[end]) >= 'a' && lower(line_[end]) <= 'z') ++end;
        const auto close = line_.find('>', end);
        constexpr std::size_t longest = 80;
        if (close == std::string_view::npos || close - at_ > longest) return false;
        std::string word(line_.substr(name, end - name));
        std::transform(word.begin(), word.end(), word.begin(), lower);
        if (std::find(tags.begin(), tags.end(), word) == tags.end()) return false;
        if (word == "br") out_ += ' ';
        at_ = close + 1;
        return true;
    }

    template <typename Table>
    bool replaced(const Table& table) {
        const auto rest = line_.substr(at_);
        const auto found =
            std::find_if(table.begin(), table.end(), [&](const Pair& pair) { return rest.starts_with(pair.first); });
        if (found == table.end()) return false;
        out_ += found->second;
        at_ += found->first.size();
        return true;
    }

    // Sums of money have dollar signs too, but no commands.
    bool formula() {
        const auto end = line_.find('$', at_ + 1);
        constexpr std::size_t longest = 120;
        if (end == std::string_view::npos || end - at_ > longest) return false;
        const auto inside = line_.substr(at_ + 1, end - at_ - 1);
        const bool short_comparison = inside.find_first_of("<>=") != std::string_view::npos;
        if (inside.find('\\') == std::string_view::npos && !short_comparison) return false;
        for (++at_; at_ < end;)
            if (!replaced(formula_signs)) out_ += line_[at_++];
        at_ = end + 1;
        return true;
    }

    std::string_view line_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

std::string strip_marks(std::string_view line) {
    return Stripper(line).run();
}

}  // namespace dondoc::intake
