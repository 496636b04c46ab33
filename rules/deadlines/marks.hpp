#pragma once

#include "rules/deadlines/grammar.hpp"

namespace rules::deadlines {

/// A mark in tokens instead of bytes.
struct TokenMark {
    Mark::Part part = Mark::Part::due;
    std::uint8_t recurrence = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The tokens that the parts of a meaning came from: what a derivation of the chart read.
std::vector<TokenMark> marks_of(const Chart& chart, std::uint32_t derivation, const Meaning& meaning);

}  // namespace rules::deadlines
