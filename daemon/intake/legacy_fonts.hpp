#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Text typed for the fonts of before Unicode. Such files hold Latin letters that only look Vietnamese in their own fonts
/// (.VnTime, VNI-Times): "§¬n vÞ chñ tr×", "Ñôn vò chuû trì". Nothing in such a file says so, so that converting it is a
/// guess; it is recognised by common words and refused with advice.
namespace dondoc::intake {

enum class LegacyFont : std::uint8_t { tcvn3, vni };

/// What a text, UTF-8 or Latin-1 made so, is typed for. Only words with letters that Vietnamese does not have count,
/// so real Vietnamese text is never taken for one.
std::optional<LegacyFont> recognise_legacy_font(std::string_view text);

/// The same over all paragraphs and cells.
std::optional<LegacyFont> recognise_legacy_font(const Document& document);

/// How many words of a text are common in official Vietnamese, and have tone or vowel marks.
std::size_t count_vietnamese_words(std::string_view text);

/// A word as it looks in Unicode when typed for one of the fonts; letters without marks stay.
std::string typed_for(LegacyFont font, std::string_view word);

IntakeError legacy_font_error(LegacyFont font);

}  // namespace dondoc::intake
