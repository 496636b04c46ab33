#pragma once

#include "rules/language/condition/token.hpp"

namespace rules::language::condition {

/// Whether a string literal (quote, or r/R and a quote) begins at `offset`.
bool string_begins(std::string_view text, std::size_t offset) noexcept;

/// Reads the literal that begins there: "...", '...', """...""", '''...''', each with an optional r for raw.
tl::expected<Token, Error> read_string(std::string_view text, std::size_t offset);

}  // namespace rules::language::condition
