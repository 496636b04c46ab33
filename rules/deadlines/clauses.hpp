#pragma once

#include "rules/deadlines/grammar.hpp"

#include <span>
#include <utility>

/// How the parts of a cell are told apart before and beside the grammar.
namespace rules::deadlines {

/// Without the marks around a cell that mean nothing: bullets, full stops, a pair of brackets or quotation marks around
/// the whole.
std::span<const Token> without_frame(std::span<const Token> tokens);

/// What begins an item of a list.
bool is_bullet(const Token& token);

/// tháng, quý, hằng ...: words that a plain description has none of.
bool is_time_word(const Token& token);

/// Words that open a condition, followed by what it is about. "Theo quý" opens none.
bool opens_condition(Chart& chart, std::span<const Token> tokens, std::size_t at);

/// The first bracket and the one that closes it, as positions; equal where there is none.
std::pair<std::size_t, std::size_t> bracket(std::span<const Token> tokens);

}  // namespace rules::deadlines
