#include "notifiers/smtp/message.hpp"

#include <algorithm>

namespace notifiers::smtp {
namespace {

/// True when every CR stands before a LF, every LF after a CR and no line starts with a dot: the usual case.
bool is_ready(std::string_view message) {
    if (message.starts_with('.')) return false;
    std::size_t line_ends = 0;
    for (auto at = message.find('\n'); at != std::string_view::npos; at = message.find('\n', at + 1)) {
        if (at == 0 || message[at - 1] != '\r') return false;
        if (at + 1 < message.size() && message[at + 1] == '.') return false;
        ++line_ends;
    }
    return std::count(message.begin(), message.end(), '\r') == static_cast<std::ptrdiff_t>(line_ends);
}

std::string made_ready(std::string_view message) {
    std::string out;
    out.reserve(message.size() + message.size() / 16 + 8);
    bool line_start = true;
    for (std::size_t at = 0; at < message.size(); ++at) {
        const char c = message[at];
        if (c == '\r' || c == '\n') {
            if (c == '\r' && at + 1 < message.size() && message[at + 1] == '\n') ++at;
            out += "\r\n";
            line_start = true;
            continue;
        }
        if (line_start && c == '.') out += '.';
        out += c;
        line_start = false;
    }
    return out;
}

}  // namespace

bool is_mailbox(std::string_view address) {
    if (address.size() > 254) return false;
    const bool clean = std::none_of(address.begin(), address.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '\\' ||
               c == ',';
    });
    const auto at = address.find('@');
    return clean && at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.rfind('@') == at;
}

bool has_8bit(std::string_view bytes) {
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string for_data(std::string message) {
    if (!is_ready(message)) message = made_ready(message);
    if (!message.empty() && !message.ends_with("\r\n")) message += "\r\n";
    message += ".\r\n";
    return message;
}

}  // namespace notifiers::smtp
