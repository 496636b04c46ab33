#include "daemon/intake/unit_parts.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>

namespace dondoc::intake {

namespace {

struct Separator {
    Part::Before kind = Part::Before::nothing;
    std::size_t length = 0;
};

/// "- Sở A - Sở B": a list of dashes that lost its lines.
bool is_dash_of_list(std::string_view text, std::size_t at) {
    return text[at] == ' ' && text.substr(at).starts_with(" - ") && trimmed(text.substr(0, at)).starts_with("- ");
}

/// "Chủ trì: Sở A. Phối hợp: Sở B": the sentence ends before another role.
bool is_end_before_role(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with(". ")) return false;
    const std::string next = rules::deadlines::fold(text.substr(at + 2, 48));
    for (const std::string_view role : {"phối hợp", "chủ trì", "cơ quan phối hợp", "đơn vị phối hợp"})
        if (next.starts_with(role)) return true;
    return false;
}

/// How long the mark in front of a line is: a bullet, or the number that is next.
std::size_t mark_length(std::string_view line, std::size_t next) {
    for (const std::string_view bullet : {"•", "▪", "◦", "●", "–", "—", "*"})
        if (line.starts_with(bullet)) return bullet.size();
    const std::string number = std::to_string(next);
    const bool numbered = line.starts_with(number + ". ") || line.starts_with(number + ") ");
    return numbered ? number.size() + 1 : 0;
}

Separator separator_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    switch (rest.front()) {
        case ';': return {Part::Before::semicolon, 1};
        case ',': return {Part::Before::comma, 1};
        case '/': return {Part::Before::slash, 1};
        case '\n': {
            const auto next = trimmed(rest.substr(0, 64));
            const bool dash = next.starts_with("- ") || next.starts_with("+ ") || next.starts_with("• ");
            return {dash ? Part::Before::dash : Part::Before::line, 1};
        }
        default: break;
    }
    if (is_end_before_role(text, at)) return {Part::Before::semicolon, 2};
    if (is_dash_of_list(text, at)) return {Part::Before::comma, 2};
    for (const std::string_view word : {" và ", " Và ", " VÀ ", "\nvà "})
        if (rest.starts_with(word)) return {Part::Before::conjunction, word.size() - 1};
    for (const std::string_view role : {" phối hợp với ", " phối hợp cùng "})
        if (rest.starts_with(role)) return {Part::Before::conjunction, 1};
    return {};
}

}  // namespace

std::string_view trimmed(std::string_view text, std::string_view what) {
    const auto begin = text.find_first_not_of(what);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

std::string with_dashes(std::string_view cell) {
    std::string out;
    out.reserve(cell.size() + 1);
    std::size_t items = 0;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const auto end = std::min(cell.find('\n', begin), cell.size());
        const auto line = trimmed(cell.substr(begin, end - begin));
        const auto mark = mark_length(line, items + 1);
        items += mark > 0;
        if (begin > 0) out += '\n';
        if (mark > 0) out += "- ";
        out += trimmed(line.substr(mark));
        begin = end + 1;
    }
    return out;
}

Unbracketed take_brackets_out(std::string_view cell) {
    Unbracketed out;
    std::size_t depth = 0;
    for (const char c : cell) {
        if (c == '(' && depth++ == 0)
            out.notes.push_back({out.text.size(), {}});
        else if (c == ')' && depth > 0 && --depth == 0)
            continue;
        else if (depth > 0)
            out.notes.back().text += c;
        else
            out.text += c;
    }
    return out;
}

std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    Part part{0, 0, Part::Before::nothing};
    for (std::size_t at = 0; at < text.size();) {
        const auto separator = separator_at(text, at);
        if (separator.kind == Part::Before::nothing) {
            ++at;
            continue;
        }
        part.end = at;
        // An empty part leaves its stronger separator to the next one: ",\n- Sở" is a dash.
        if (!trimmed(text.substr(part.begin, part.end - part.begin)).empty()) {
            parts.push_back(part);
            part.before = separator.kind;
        } else if (separator.kind < part.before || part.before == Part::Before::nothing) {
            part.before = separator.kind;
        }
        at += separator.length;
        part.begin = at;
    }
    part.end = text.size();
    if (!trimmed(text.substr(part.begin)).empty()) parts.push_back(part);
    return parts;
}

}  // namespace dondoc::intake
