#pragma once

#include <cstddef>
#include <string>

/// What all senders of the comparison send: the same bytes.
namespace delivery {

inline constexpr std::size_t mail_size = 5000;
inline constexpr std::size_t webhook_size = 1000;
inline constexpr const char* webhook_path = "/hook";

/// A mail of `mail_size` bytes: a short head, then lines of 76 letters.
inline std::string mail(const std::string& id) {
    std::string text =
        "From: Don doc <don-doc@so.example>\r\nTo: don-vi@so.example\r\nSubject: Nhac viec\r\nMessage-ID: <" + id +
        "@so.example>\r\nDate: Mon, 01 Jun 2026 08:00:00 +0700\r\nMIME-Version: 1.0\r\n\r\n";
    while (text.size() + 78 <= mail_size) text += std::string(76, 'x') + "\r\n";
    return text;
}

/// A body of `webhook_size` bytes.
inline std::string webhook() {
    const std::string head = R"({"type":"digest","lines":")";
    return head + std::string(webhook_size - head.size() - 2, 'x') + "\"}";
}

}  // namespace delivery
