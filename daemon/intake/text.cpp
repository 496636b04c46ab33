#include "daemon/intake/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <stdexcept>

namespace dondoc::intake {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// The next code point and the position after it; negative for what is not UTF-8.
UChar32 next_code_point(std::string_view text, std::int32_t& at) noexcept {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    return c;
}

// The bytes of a code point that was read from `begin` to `end`.
std::string_view as_read(std::string_view text, std::int32_t begin, std::int32_t end, UChar32 c) {
    return c < 0 ? replacement : text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

bool is_invisible(UChar32 c) noexcept {
    const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
    const bool mark = c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200E || c == 0x200F ||
                      (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFE ||
                      c == 0xFFFF;
    return control || mark;
}

bool is_space(UChar32 c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace

bool has_utf16_mark(std::string_view bytes) noexcept {
    return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

std::optional<std::string> utf16_to_utf8(std::string_view bytes) {
    if (!has_utf16_mark(bytes) || bytes.size() % 2 != 0) return std::nullopt;
    const bool little = bytes.front() == '\xFF';
    std::u16string units;
    units.reserve(bytes.size() / 2);
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        units.push_back(static_cast<char16_t>(little ? a | b << 8 : a << 8 | b));
    }
    std::string text;
    icu::UnicodeString(units.data(), static_cast<std::int32_t>(units.size())).toUTF8String(text);
    return text;
}

std::size_t find_bad_utf8(std::string_view text) noexcept {
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        const auto begin = at;
        if (next_code_point(text, at) < 0) return static_cast<std::size_t>(begin);
    }
    return std::string_view::npos;
}

std::string compose(std::string text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    std::string out;
    if (U_SUCCESS(error) && nfc->isNormalizedUTF8(text, error)) return text;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    if (U_SUCCESS(error)) nfc->normalizeUTF8(0, text, sink, nullptr, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFC data");
    return out;
}

std::string clean(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
        const auto begin = at;
        const UChar32 c = next_code_point(text, at);
        if (c < 0 || !is_invisible(c)) out += as_read(text, begin, at, c);
    }
    return compose(std::move(out));
}

std::string squeeze(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
        const auto begin = at;
        const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(at)]);
        const UChar32 c = byte < 0x80 ? (++at, static_cast<UChar32>(byte)) : next_code_point(text, at);
        if (c >= 0 && is_space(c)) {
            gap = !out.empty();
            continue;
        }
        if (gap) out.push_back(' ');
        gap = false;
        out += as_read(text, begin, at, c);
    }
    return out;
}

}  // namespace dondoc::intake
