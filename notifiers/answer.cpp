#include "notifiers/answer.hpp"

#include <cstddef>

namespace notifiers {
namespace {

constexpr std::size_t max_bytes = 500;

template <class Secrets>
std::string without_secrets(std::string_view raw, const Secrets& secrets) {
    std::string text(raw);
    for (const std::string_view secret : secrets) {
        if (secret.empty()) continue;
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3)) {
            text.replace(at, secret.size(), "***");
        }
    }
    return text;
}

bool continues(std::string_view text, std::size_t at, unsigned char low = 0x80, unsigned char high = 0xBF) {
    if (at >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte >= low && byte <= high;
}

/// Length of the well-formed UTF-8 sequence at `at` (Unicode table 3-7), or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(text, at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
        return continues(text, at + 1, low, high) && continues(text, at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
        return continues(text, at + 1, low, high) && continues(text, at + 2) && continues(text, at + 3) ? 4 : 0;
    }
    return 0;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string one_line(std::string_view text) {
    std::string kept;
    kept.reserve(text.size() < max_bytes ? text.size() : max_bytes);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text, at);
        if (kept.size() + (length > 0 ? length : 1) > max_bytes) break;
        if (length == 0) {
            kept += '?';
        } else if (is_control(text[at])) {
            if (!kept.empty() && kept.back() != ' ') kept += ' ';
        } else {
            kept.append(text, at, length);
        }
        at += length > 0 ? length : 1;
    }
    while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    return kept;
}

}  // namespace

std::string kept_answer(std::string_view raw, std::initializer_list<std::string_view> secrets) {
    return one_line(without_secrets(raw, secrets));
}

std::string kept_answer(std::string_view raw, const std::vector<std::string>& secrets) {
    return one_line(without_secrets(raw, secrets));
}

}  // namespace notifiers
