#include "rules/language/condition/string_literal.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace rules::language::condition {
namespace {

bool is_quote(char c) noexcept {
    return c == '"' || c == '\'';
}

/// False for surrogates and what lies beyond Unicode.
bool append_utf8(std::string& out, std::uint32_t point) {
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0 | point >> 6);
        put(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        put(0xe0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
    } else {
        put(0xf0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3f));
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
    }
    return true;
}

/// The character of a one-letter escape such as \n, or nothing.
std::optional<char> simple_escape(char letter) noexcept {
    constexpr std::string_view letters = "abfnrtv\\?\"'`";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
    const std::size_t at = letters.find(letter);
    if (at == std::string_view::npos) return std::nullopt;
    return meanings[at];
}

std::size_t hex_digits(char letter) noexcept {
    switch (letter) {
        case 'x':
        case 'X': return 2;
        case 'u': return 4;
        case 'U': return 8;
        default: return 0;
    }
}

/// Appends what the escape after the backslash at `at` stands for; returns its length without the backslash,
/// 0 if wrong.
std::size_t read_escape(std::string_view text, std::size_t at, std::string& out) {
    const std::string_view rest = text.substr(std::min(at + 1, text.size()));
    if (rest.empty()) return 0;
    if (const std::optional<char> simple = simple_escape(rest[0])) {
        out.push_back(*simple);
        return 1;
    }
    const bool octal = rest[0] >= '0' && rest[0] <= '3';
    const std::size_t skip = octal ? 0 : 1;
    const std::size_t digits = octal ? 3 : hex_digits(rest[0]);
    if (digits == 0 || rest.size() < skip + digits) return 0;
    std::uint32_t point = 0;
    const char* const end = rest.data() + skip + digits;
    const auto [stop, fault] = std::from_chars(rest.data() + skip, end, point, octal ? 8 : 16);
    if (fault != std::errc{} || stop != end || !append_utf8(out, point)) return 0;
    return skip + digits;
}

}  // namespace

bool string_begins(std::string_view text, std::size_t offset) noexcept {
    if (offset >= text.size()) return false;
    if (is_quote(text[offset])) return true;
    const bool prefixed = text[offset] == 'r' || text[offset] == 'R';
    return prefixed && offset + 1 < text.size() && is_quote(text[offset + 1]);
}

tl::expected<Token, Error> read_string(std::string_view text, std::size_t offset) {
    Token token{Token::Kind::string, offset, 0, {}, 0, 0};
    const bool raw = !is_quote(text[offset]);
    std::size_t at = offset + (raw ? 1 : 0);
    const std::string_view triple = text.substr(at, 3);
    const bool is_triple = triple == "\"\"\"" || triple == "'''";
    const std::string_view quote = is_triple ? triple : text.substr(at, 1);
    at += quote.size();
    while (at < text.size()) {
        if (text.substr(at, quote.size()) == quote) {
            token.length = at + quote.size() - offset;
            return token;
        }
        if (!is_triple && (text[at] == '\n' || text[at] == '\r')) break;
        if (text[at] == '\\' && !raw) {
            const std::size_t length = read_escape(text, at, token.text);
            if (length == 0) {
                return tl::unexpected(Error{at, std::min<std::size_t>(2, text.size() - at),
                                            "ký hiệu sau dấu \\ không hợp lệ trong chuỗi (invalid escape in string)"});
            }
            at += 1 + length;
        } else {
            token.text.push_back(text[at++]);
        }
    }
    return tl::unexpected(Error{offset, at - offset, "chuỗi chưa đóng dấu nháy (unterminated string)"});
}

}  // namespace rules::language::condition
