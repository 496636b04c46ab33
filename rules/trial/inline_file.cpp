#include "rules/trial/inline_file.hpp"

#include <algorithm>

namespace rules::trial {
namespace {

std::size_t offset_of(std::string_view text, std::uint32_t line, std::uint32_t column) {
    std::size_t offset = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (; line > 0 && offset < text.size(); --line) offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
    return std::min(offset + column, text.size());
}

/// The end of a bracketed value; commas, quotes and comments inside it do not matter but for the brackets they hide.
std::size_t end_of_brackets(std::string_view text, std::size_t begin) {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++i;
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && std::string_view(" [{,:\n").find(text[i - 1]) != std::string_view::npos) {
            quote = c;
        } else if (c == '#' && std::string_view(" \n").find(text[i - 1]) != std::string_view::npos) {
            i = std::min(text.find('\n', i), text.size() - 1);
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if ((c == ']' || c == '}') && --depth == 0) {
            return i + 1;
        }
    }
    return text.size();
}

/// The first line after `begin` that is written further left than `column`.
std::size_t end_of_block(std::string_view text, std::size_t begin, std::uint32_t column) {
    for (std::size_t line = text.find('\n', begin); line != std::string_view::npos; line = text.find('\n', line + 1)) {
        const std::size_t first = text.find_first_not_of(' ', line + 1);
        if (first == std::string_view::npos) break;
        const bool empty = text[first] == '\n' || text[first] == '\r' || text[first] == '#';
        if (!empty && first - line - 1 < column) return line + 1;
    }
    return text.size();
}

}  // namespace

language::SourceFile inline_file(const language::SourceFile& source, const language::Node& value) {
    language::SourceFile file{source.path, source.text};
    const language::YamlValue& place = *value.value();
    const std::size_t begin = offset_of(file.text, place.line, place.column);
    const bool brackets = begin < file.text.size() && (file.text[begin] == '{' || file.text[begin] == '[');
    const std::size_t end = brackets ? end_of_brackets(file.text, begin) : end_of_block(file.text, begin, place.column);
    for (std::size_t i = 0; i < file.text.size(); ++i) {
        if ((i < begin || i >= end) && file.text[i] != '\n') file.text[i] = ' ';
    }
    return file;
}

}  // namespace rules::trial
