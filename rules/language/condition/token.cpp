#include "rules/language/condition/token.hpp"

#include "rules/language/condition/number.hpp"
#include "rules/language/condition/string_literal.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace rules::language::condition {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_word_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_word(char c) noexcept {
    return is_word_start(c) || is_digit(c);
}

/// Longest first, so that "<=" is not read as "<".
constexpr std::array<std::string_view, 24> symbols = {"&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/",
                                                      "%",  "!",  "?",  ":",  ".",  ",",  "(", ")", "[", "]", "{", "}"};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    tl::expected<std::vector<Token>, Error> run() {
        if (const std::size_t bad = find_invalid_utf8(text_); bad != std::string_view::npos) {
            return tl::unexpected(Error{bad, 1, "không phải UTF-8 (the text is not UTF-8)"});
        }
        std::vector<Token> tokens;
        for (skip_blank(); at_ < text_.size(); skip_blank()) {
            tl::expected<Token, Error> token = next();
            if (!token) return tl::unexpected(token.error());
            at_ = token->offset + token->length;
            tokens.push_back(std::move(*token));
        }
        tokens.push_back({Token::Kind::end, text_.size(), 0, {}, 0, 0});
        return tokens;
    }

private:
    char peek(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void skip_blank() {
        while (at_ < text_.size()) {
            if (std::string_view(" \t\n\r\f").find(text_[at_]) != std::string_view::npos) {
                ++at_;
            } else if (peek() == '/' && peek(1) == '/') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else {
                return;
            }
        }
    }

    tl::expected<Token, Error> next() {
        if (const std::optional<Error> error = bytes_literal()) return tl::unexpected(*error);
        if (string_begins(text_, at_)) return read_string(text_, at_);
        if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
        if (is_word_start(peek())) return word();
        if (peek() == '`') return quoted();
        return symbol();
    }

    /// b"..." in either case and with r on either side.
    std::optional<Error> bytes_literal() const {
        const bool b = peek() == 'b' || peek() == 'B';
        const bool r = peek() == 'r' || peek() == 'R';
        const bool after = b && string_begins(text_, at_ + 1);
        const bool inside = r && (peek(1) == 'b' || peek(1) == 'B') && (peek(2) == '"' || peek(2) == '\'');
        if (!after && !inside) return std::nullopt;
        return Error{at_, 2, "không hỗ trợ chuỗi byte b\"...\" (byte strings are not supported)"};
    }

    Token word() const {
        std::size_t end = at_;
        while (end < text_.size() && is_word(text_[end])) ++end;
        return {Token::Kind::identifier, at_, end - at_, std::string(text_.substr(at_, end - at_)), 0, 0};
    }

    /// A field whose name is no identifier: x.`content-type`.
    tl::expected<Token, Error> quoted() const {
        const auto belongs = [](char c) {
            return is_word(c) || std::string_view(".-/ ").find(c) != std::string_view::npos;
        };
        std::size_t end = at_ + 1;
        while (end < text_.size() && belongs(text_[end])) ++end;
        if (end == at_ + 1 || end >= text_.size() || text_[end] != '`') {
            return tl::unexpected(
                Error{at_, end - at_,
                      "tên giữa hai dấu ` chỉ có chữ, số, dấu cách và _ . - / (a quoted name holds letters, "
                      "digits, spaces and _ . - / only)"});
        }
        return Token{Token::Kind::quoted, at_, end + 1 - at_, std::string(text_.substr(at_ + 1, end - at_ - 1)), 0, 0};
    }

    tl::expected<Token, Error> symbol() const {
        for (const std::string_view symbol : symbols) {
            if (!text_.substr(at_).starts_with(symbol)) continue;
            return Token{Token::Kind::symbol, at_, symbol.size(), std::string(symbol), 0, 0};
        }
        return tl::unexpected(unexpected_character());
    }

    Error unexpected_character() const {
        const auto lead = static_cast<unsigned char>(peek());
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const std::string_view shown = text_.substr(at_, length);
        if (shown == "=") return {at_, 1, "so sánh bằng viết là \"==\" (equality is written \"==\")"};
        if (shown == "&") return {at_, 1, "\"và\" viết là \"&&\" (\"and\" is written \"&&\")"};
        if (shown == "|") return {at_, 1, "\"hoặc\" viết là \"||\" (\"or\" is written \"||\")"};
        if (lead < 0x20 || lead == 0x7f) {
            return {at_, 1, "ký tự điều khiển không được phép ở đây (control character)"};
        }
        return {at_, shown.size(), fmt::format("không hiểu ký tự \"{0}\" ở đây (unexpected character \"{0}\")", shown)};
    }

    tl::expected<Token, Error> number() const {
        if (peek() == '0' && peek(1) == 'x') return integer(2, 16, is_hex);
        std::size_t end = digits_end(at_);
        bool floating = false;
        if (end < text_.size() && text_[end] == '.' && end + 1 < text_.size() && is_digit(text_[end + 1])) {
            floating = true;
            end = digits_end(end + 1);
        }
        if (const std::size_t exponent = exponent_end(end); exponent != end) {
            floating = true;
            end = exponent;
        }
        return floating ? real(end) : integer(0, 10, is_digit);
    }

    static bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

    std::size_t digits_end(std::size_t from) const noexcept {
        while (from < text_.size() && is_digit(text_[from])) ++from;
        return from;
    }

    std::size_t exponent_end(std::size_t from) const noexcept {
        if (from >= text_.size() || (text_[from] != 'e' && text_[from] != 'E')) return from;
        std::size_t at = from + 1;
        if (at < text_.size() && (text_[at] == '+' || text_[at] == '-')) ++at;
        const std::size_t end = digits_end(at);
        return end == at ? from : end;
    }

    tl::expected<Token, Error> real(std::size_t end) const {
        Token token{Token::Kind::number, at_, end - at_, {}, 0, 0};
        const std::string_view digits = text_.substr(at_, end - at_);
        const std::optional<double> value = read_number(digits);
        if (!value) return tl::unexpected(Error{at_, digits.size(), "số nằm ngoài phạm vi (number out of range)"});
        token.number = *value;
        return ended(token);
    }

    tl::expected<Token, Error> integer(std::size_t prefix, int base, bool (*belongs)(char) noexcept) const {
        std::size_t end = at_ + prefix;
        while (end < text_.size() && belongs(text_[end])) ++end;
        Token token{Token::Kind::integer, at_, end - at_, {}, 0, 0};
        const char* const last = text_.data() + end;
        const auto [stop, fault] = std::from_chars(text_.data() + at_ + prefix, last, token.integer, base);
        if (fault != std::errc{} || stop != last) {
            return tl::unexpected(
                Error{at_, std::max<std::size_t>(end - at_, 1), "số nằm ngoài phạm vi (number out of range)"});
        }
        return ended(token);
    }

    /// A number ends before a letter: "7d" and "7u" are not numbers of this language.
    tl::expected<Token, Error> ended(Token token) const {
        const std::size_t end = token.offset + token.length;
        if (end >= text_.size() || !is_word(text_[end])) return token;
        const bool is_unsigned = text_[end] == 'u' || text_[end] == 'U';
        return tl::unexpected(Error{token.offset, token.length + 1,
                                    is_unsigned
                                        ? "không hỗ trợ số nguyên không dấu (unsigned integers are not supported)"
                                        : "sau số không được có chữ (a letter follows a number)"});
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

bool is_keyword(std::string_view name) noexcept {
    return name == "true" || name == "false" || name == "null" || name == "in";
}

tl::expected<std::vector<Token>, Error> tokenize(std::string_view text) {
    return Lexer(text).run();
}

}  // namespace rules::language::condition
