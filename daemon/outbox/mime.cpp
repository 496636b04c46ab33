#include "daemon/outbox/mime.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace dondoc::outbox {

namespace {

constexpr std::string_view crlf = "\r\n";

/// Where to cut so that at most `limit` bytes are taken and no UTF-8 character is split.
std::size_t cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text.size();
    while (limit > 1 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
    return limit;
}

/// RFC 2231: what may stand as it is in an encoded value.
bool is_attribute_char(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

/// As many whole characters from the front of `text` as make at most `room` bytes; takes them off.
std::string take_encoded(std::string_view& text, std::size_t room) {
    std::string encoded;
    while (!text.empty()) {
        std::size_t bytes = 1;
        while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) ++bytes;
        std::string character;
        for (const char c : text.substr(0, bytes))
            character +=
                is_attribute_char(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        if (!encoded.empty() && encoded.size() + character.size() > room) break;
        encoded += character;
        text.remove_prefix(bytes);
    }
    return encoded;
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the terminating zero that libsodium writes
    return text;
}

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }) &&
           text.find("=?") == std::string_view::npos;
}

std::string encode_header(std::string_view text, std::size_t used) {
    if (is_plain_ascii(text) && used + text.size() <= 76) return std::string(text);
    constexpr std::size_t frame = std::string_view("=?UTF-8?B?").size() + std::string_view("?=").size();
    std::string out;
    while (!text.empty()) {
        // A line holds 76 bytes (RFC 2047, 2), an encoded word 75, of which 3 bytes of text take 4.
        const std::size_t room = std::min<std::size_t>(75, 76 - std::min<std::size_t>(used, 40)) - frame;
        const std::size_t bytes = cut(text, room / 4 * 3);
        if (!out.empty()) out += "\r\n ";
        out += fmt::format("=?UTF-8?B?{}?=", base64(text.substr(0, bytes)));
        text.remove_prefix(bytes);
        used = 1;
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    const auto put = [&](std::string_view piece) {
        if (column + piece.size() > 75) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += crlf;
            column = 0;
            continue;
        }
        const bool before_line_end = i + 1 == text.size() || text[i + 1] == '\n';
        const bool literal = (c > 0x20 && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !before_line_end);
        // A line of "." ends a message to some servers, "From " starts one in some mailboxes.
        const bool careful = column == 0 && (c == '.' || c == 'F');
        if (literal && !careful) {
            put({&c, 1});
        } else {
            put(fmt::format("={:02X}", static_cast<unsigned char>(c)));
        }
    }
    return out;
}

std::string encode_parameter(std::string_view name, std::string_view text) {
    constexpr std::size_t line = 76;
    const bool quotable = is_plain_ascii(text) && text.find_first_of("\"\\") == std::string_view::npos;
    if (quotable && name.size() + text.size() + 5 <= line) return fmt::format(";\r\n {}=\"{}\"", name, text);
    constexpr std::string_view charset = "UTF-8''";
    const std::size_t frame = std::string_view(" *999*=;").size() + name.size() + charset.size();
    const std::size_t room = frame < line ? line - frame : 1;
    std::string first = take_encoded(text, room);
    if (text.empty()) return fmt::format(";\r\n {}*={}{}", name, charset, first);
    std::string pieces = fmt::format(";\r\n {}*0*={}{}", name, charset, first);
    for (std::size_t number = 1; !text.empty(); ++number)
        pieces += fmt::format(";\r\n {}*{}*={}", name, number, take_encoded(text, room));
    return pieces;
}

std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t bytes_of_a_line = 57;  // 76 characters
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), bytes_of_a_line)))
        out.append(base64(bytes.substr(0, bytes_of_a_line))).append(crlf);
    return out;
}

}  // namespace dondoc::outbox
