#include "daemon/intake/detect.hpp"

#include "daemon/intake/encoding.hpp"
#include "daemon/intake/text.hpp"

#include <algorithm>
#include <cctype>

namespace dondoc::intake {

namespace {

using namespace std::string_view_literals;

constexpr auto compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
// Stream names of a compound file are UTF-16LE.
constexpr auto encrypted_package = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;

constexpr std::size_t looked_at = 4096;

bool contains(std::string_view text, std::string_view part) noexcept {
    return text.find(part) != std::string_view::npos;
}

bool starts_with_nocase(std::string_view text, std::string_view lower) noexcept {
    return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
               return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
           });
}

// The names of a zip's entries stand uncompressed in its headers.
FileKind kind_of_zip(std::string_view bytes) noexcept {
    if (contains(bytes, "word/document"sv)) return FileKind::docx;
    if (contains(bytes, "xl/workbook"sv)) return FileKind::xlsx;
    if (contains(bytes, "word/"sv)) return FileKind::docx;
    return FileKind::other_zip;
}

bool is_binary(std::string_view bytes) noexcept {
    const auto head = bytes.substr(0, looked_at);
    return std::any_of(head.begin(), head.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
}

}  // namespace

FileKind detect(std::string_view bytes) noexcept {
    if (bytes.empty()) return FileKind::empty;
    if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) return kind_of_zip(bytes);
    if (bytes.starts_with(compound_file))
        return contains(bytes, encrypted_package) ? FileKind::encrypted_office : FileKind::old_office;
    if (bytes.starts_with("%PDF-"sv)) return FileKind::pdf;
    if (bytes.starts_with("{\\rtf"sv)) return FileKind::rtf;
    if (has_utf16_mark(bytes) || looks_like_utf16(bytes)) return FileKind::text;

    auto text = bytes.starts_with(utf8_mark) ? bytes.substr(utf8_mark.size()) : bytes;
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
    if (starts_with_nocase(text, "<!doctype html"sv) || starts_with_nocase(text, "<html"sv)) return FileKind::html;
    return is_binary(bytes) ? FileKind::unknown : FileKind::text;
}

}  // namespace dondoc::intake
