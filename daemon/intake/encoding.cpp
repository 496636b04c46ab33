#include "daemon/intake/encoding.hpp"

#include "daemon/intake/legacy_fonts.hpp"
#include "daemon/intake/text.hpp"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <optional>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

/// How many of the first pairs of bytes have a zero on the left and on the right.
struct Zeros {
    std::size_t pairs = 0;
    std::size_t left = 0;
    std::size_t right = 0;

    explicit Zeros(std::string_view bytes) {
        constexpr std::size_t looked_at = 4096;
        for (std::size_t i = 0; i + 1 < std::min(bytes.size(), looked_at); i += 2, ++pairs) {
            left += bytes[i] == '\0';
            right += bytes[i + 1] == '\0';
        }
    }

    // Of Vietnamese text at least every third character is ASCII, which has a zero; no other byte is one.
    bool little() const { return pairs > 0 && left == 0 && right * 3 >= pairs; }
    bool big() const { return pairs > 0 && right == 0 && left * 3 >= pairs; }
};

std::optional<std::string> from_utf16(std::string_view bytes) {
    if (has_utf16_mark(bytes)) return utf16_to_utf8(bytes);
    return utf16_to_utf8((Zeros(bytes).little() ? "\xFF\xFE" : "\xFE\xFF") + std::string(bytes));
}

std::string from_latin1(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | code >> 6);
            text += static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return text;
}

std::optional<std::string> from_windows_1258(std::string_view bytes) {
    const icu::UnicodeString units(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1258");
    if (units.isBogus() || units.indexOf(static_cast<UChar32>(0xFFFD)) >= 0) return std::nullopt;
    std::string text;
    units.toUTF8String(text);
    text = compose(std::move(text));
    constexpr std::size_t enough = 3;
    if (count_vietnamese_words(text) < enough) return std::nullopt;
    return text;
}

IntakeError unknown_encoding(std::string_view bytes, std::size_t bad) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    return {
        Cause::damaged,
        fmt::format("tệp văn bản (.txt, .csv): dòng {} không phải UTF-8, cũng không đọc được theo Windows-1258; hãy "
                    "lưu lại dưới dạng UTF-8",
                    line),
        fmt::format("text file (.txt, .csv): line {} is not UTF-8, nor can it be read as Windows-1258; save it again "
                    "as UTF-8",
                    line)};
}

}  // namespace

bool looks_like_utf16(std::string_view bytes) noexcept {
    constexpr std::size_t least = 8;
    if (bytes.size() < least || bytes.size() % 2 != 0) return false;
    const Zeros zeros(bytes);
    return zeros.little() || zeros.big();
}

tl::expected<std::string, IntakeError> decode_text(std::string_view bytes) {
    std::string text;
    if (has_utf16_mark(bytes) || looks_like_utf16(bytes)) {
        auto wide = from_utf16(bytes);
        if (!wide)
            return tl::unexpected(IntakeError{
                Cause::damaged, "tệp văn bản (.txt, .csv): chuỗi UTF-16 bị cắt dở; hãy lưu lại dưới dạng UTF-8",
                "text file (.txt, .csv): the UTF-16 text is cut off; save it again as UTF-8"});
        text = *std::move(wide);
    } else {
        if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
        const auto bad = find_bad_utf8(bytes);
        if (bad == std::string_view::npos) {
            text = bytes;
        } else {
            if (const auto font = recognise_legacy_font(from_latin1(bytes)))
                return tl::unexpected(legacy_font_error(*font));
            auto converted = from_windows_1258(bytes);
            if (!converted) return tl::unexpected(unknown_encoding(bytes, bad));
            text = *std::move(converted);
        }
    }
    if (const auto font = recognise_legacy_font(text)) return tl::unexpected(legacy_font_error(*font));
    return compose(std::move(text));
}

}  // namespace dondoc::intake
