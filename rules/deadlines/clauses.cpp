#include "rules/deadlines/clauses.hpp"

#include <algorithm>

namespace rules::deadlines {
namespace {

bool is_one_of(const Token& token, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
}

/// One pair of brackets or quotation marks, around the whole.
bool in_brackets(std::span<const Token> tokens, std::string_view open, std::string_view close) {
    if (tokens.size() <= 2 || tokens.front().text != open || tokens.back().text != close) {
        return false;
    }
    const auto inside = tokens.subspan(1, tokens.size() - 2);
    return std::none_of(inside.begin(), inside.end(), [&](const Token& token) {
        return is_one_of(token, {open, close});
    });
}

}  // namespace

std::span<const Token> without_frame(std::span<const Token> tokens) {
    while (!tokens.empty() && is_one_of(tokens.back(), {".", ",", ";", ":", "/", "*"})) {
        tokens = tokens.first(tokens.size() - 1);
    }
    while (!tokens.empty() && is_one_of(tokens.front(), {"-", "+", "*", "•", ":", "."})) {
        tokens = tokens.subspan(1);
    }
    const bool framed =
        in_brackets(tokens, "(", ")") || in_brackets(tokens, "[", "]") || in_brackets(tokens, "\"", "\"");
    return framed ? tokens.subspan(1, tokens.size() - 2) : tokens;
}

bool is_bullet(const Token& token) {
    return is_one_of(token, {"-", "+", "*", "•"});
}

bool is_time_word(const Token& token) {
    return is_one_of(token, {"năm", "quý", "tháng", "tuần", "ngày", "giờ", "định", "kỳ", "kì", "hằng", "từng", "mỗi",
                             "giai", "khi", "nay"});
}

bool opens_condition(Chart& chart, std::span<const Token> tokens, std::size_t at) {
    for (const Reading& reading : chart.read(Symbol::event, at)) {
        if (reading.end == tokens.size()) {
            return true;
        }
    }
    for (const Reading& reading : chart.read(Symbol::opener, at)) {
        if (reading.end >= tokens.size() || !chart.read(Symbol::no_event, reading.end).empty()) {
            continue;
        }
        const Token& next = tokens[reading.end];
        if ((next.kind == Token::Kind::word && !is_time_word(next)) || next.text == "\"") {
            return true;
        }
    }
    return false;
}

std::pair<std::size_t, std::size_t> bracket(std::span<const Token> tokens) {
    std::size_t open = 0;
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].text == "(" && depth++ == 0) {
            open = at;
        } else if (tokens[at].text == ")" && --depth <= 0) {
            return {open, at};
        }
    }
    return {open, open};
}

}  // namespace rules::deadlines
