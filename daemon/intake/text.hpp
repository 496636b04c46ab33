#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dondoc::intake {

inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// Whether the bytes begin with a UTF-16 byte order mark, either order.
bool has_utf16_mark(std::string_view bytes) noexcept;

/// UTF-16 with its byte order mark to UTF-8; nothing where it is not well-formed.
std::optional<std::string> utf16_to_utf8(std::string_view bytes);

/// Position of the first byte that is not UTF-8 (overlong forms and surrogates are not), or npos.
std::size_t find_bad_utf8(std::string_view text) noexcept;

/// The text in Unicode form NFC.
std::string compose(std::string text);

/// What a document says, made safe to handle and composed (NFC): bytes that are not UTF-8 become U+FFFD, control
/// characters other than tab and line feed, soft hyphens, and zero-width and direction marks go, but for the joiner that
/// holds emoji together.
std::string clean(std::string_view text);

/// `text` on one line: runs of white space of any kind become one space, none at the ends. Words stay as written.
std::string squeeze(std::string_view text);

}  // namespace dondoc::intake
