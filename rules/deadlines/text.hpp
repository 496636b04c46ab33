#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Vietnamese text made comparable. Documents come in two Unicode forms, from several keyboards and from OCR: "Quí Ⅳ",
/// "QUÝ  IV" and "quý iv" in decomposed form are the same words. Comparisons are made on the folded text; people are
/// always shown the text as written.
///
/// Every function takes any bytes: what is not UTF-8 becomes U+FFFD. Time is linear in the length of the text.
namespace rules::deadlines {

/// NFC, lower case, full-width characters to ASCII, white space (also NBSP) collapsed and trimmed, zero-width characters
/// dropped, dashes, slashes and quotation marks unified, and spellings that alternate in deadlines made one: quí and the
/// slip qúy → quý, thuờng → thường, hàng → hằng before năm, quý, tháng, tuần, ngày. Superscripts stay: "tháng 3¹" is not month 31.
std::string fold(std::string_view text);

/// As `fold`, and without tone marks, vowel marks and đ: for matching names that were typed with slips.
std::string fold_without_tones(std::string_view text);

/// Folded text that remembers where it came from.
struct FoldedText {
    std::string text;
    /// For each byte of `text` the offset in the source of the character that it came from, and where the last
    /// one ends, white space left aside, as one more entry at the end.
    std::vector<std::uint32_t> origin;
};

/// Sources longer than 4 GiB are not accepted (assert).
FoldedText fold_with_origin(std::string_view text);

}  // namespace rules::deadlines
