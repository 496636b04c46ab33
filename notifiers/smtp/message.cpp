#include "notifiers/smtp/message.hpp"

#include <fmt/format.h>

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

std::optional<std::vector<std::string>> mailboxes_of(std::string_view list) {
    constexpr std::size_t most = 100;
    std::vector<std::string> mailboxes;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        std::string_view one = list.substr(at, end - at);
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        if (!is_mailbox(one) || mailboxes.size() >= most) return std::nullopt;
        if (std::find(mailboxes.begin(), mailboxes.end(), one) == mailboxes.end()) mailboxes.emplace_back(one);
        at = end + 1;
    }
    return mailboxes;
}

std::string xtext(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c > 0x20 && c < 0x7F && c != '+' && c != '=') {
            out += c;
        } else {
            out += fmt::format("+{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
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
