#pragma once

#include "rules/deadlines/text.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rules::deadlines {

/// A word, a number or a single sign of a phrase. Words and numbers are cut apart where they touch ("T6", "Quý3").
struct Token {
    enum class Kind : std::uint8_t { word, number, sign };
    Kind kind = Kind::sign;
    std::string_view text;    ///< folded; points into the FoldedText
    std::uint32_t begin = 0;  ///< where it stands in the document's words, in bytes
    std::uint32_t end = 0;
    std::uint16_t value = 0;  ///< of a number below 10000; of a Roman number I..XII, which is also a word
};

/// Linear in the length of the text.
std::vector<Token> tokenize(const FoldedText& folded);

/// Gives words of a phrase that was typed without any tone marks ("Quy IV", "Truoc ngay 30/6") those that words of time
/// have. False where there are tone marks, or nothing was to be given.
bool restore_tones(std::vector<Token>& tokens);

}  // namespace rules::deadlines
