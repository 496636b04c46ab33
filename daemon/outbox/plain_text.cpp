#include "daemon/outbox/plain_text.hpp"

#include <algorithm>

namespace dondoc::outbox {

namespace {

/// Columns of a text in a font of one width: characters without the marks that stand on the one before.
std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool mark = byte == 0xCC || (byte == 0xCD && next < 0xB0);  // U+0300 to U+036F
        if ((byte & 0xC0U) != 0x80U && !mark) ++columns;
    }
    return columns;
}

/// Where the text of a line begins: after blanks and a bullet.
std::size_t text_begin(std::string_view line) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const bool bullet = line.substr(indent, 2) == "* " || line.substr(indent, 2) == "- ";
    return indent + (bullet ? 2 : 0);
}

void append_wrapped(std::string& out, std::string_view line, std::size_t width) {
    const std::size_t begin = text_begin(line);
    out += line.substr(0, begin);
    std::size_t column = begin;
    for (std::string_view rest = line.substr(begin); !rest.empty();) {
        const std::size_t end =
            std::min(rest.find(' ', std::min(rest.find_first_not_of(' '), rest.size())), rest.size());
        std::string_view word = rest.substr(0, end);
        rest.remove_prefix(end);
        if (column > begin && column + columns_of(word) > width) {
            word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
            if (word.empty()) continue;
            out.append("\n").append(begin, ' ');
            column = begin;
        }
        out += word;
        column += columns_of(word);
    }
}

}  // namespace

std::string wrap_text(std::string_view text, std::size_t width) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (columns_of(line) <= width)
            out += line;
        else
            append_wrapped(out, line, width);
        if (end < text.size()) out += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string single_blank_lines(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' && (out.empty() || out.ends_with("\n\n"))) continue;
        out += c;
    }
    return out;
}

}  // namespace dondoc::outbox
