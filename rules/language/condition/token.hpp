#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rules::language::condition {

/// What is wrong with a condition, and where: bytes of its text.
struct Error {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string message;  ///< one sentence, Vietnamese (English)
};

struct Token {
    enum class Kind : std::uint8_t { identifier, quoted, integer, number, string, symbol, end };
    Kind kind = Kind::end;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string text;           ///< identifier (also `quoted`), symbol, or the string a literal stands for
    std::uint64_t integer = 0;  ///< the magnitude: a sign is an operator until the parser joins them
    double number = 0;
};

/// Whether a name is one of the words that no name and no field may be: true, false, null, in.
bool is_keyword(std::string_view name) noexcept;

/// Splits a condition into the tokens of the CEL specification, with all its string forms and escapes. Byte
/// strings and unsigned integers are refused by name. The last token is always Kind::end.
tl::expected<std::vector<Token>, Error> tokenize(std::string_view text);

}  // namespace rules::language::condition
