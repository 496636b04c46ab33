#include "daemon/outbox/chat_text.hpp"

#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/plain_text.hpp"

#include <algorithm>
#include <optional>

namespace dondoc::outbox {
namespace {

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string escape_angles(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string escape_markdown(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]~<>").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// Before an escape that `at` would cut in two.
std::size_t out_of_escape(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 6;
    const auto ampersand = text.substr(0, at).rfind('&');
    if (ampersand != std::string_view::npos && at - ampersand < longest &&
        text.substr(ampersand, at - ampersand).find(';') == std::string_view::npos)
        return ampersand;
    return at > 0 && text[at - 1] == '\\' ? at - 1 : at;
}

/// The last `limit` characters.
std::string_view tail(std::string_view text, std::size_t limit) {
    std::size_t begin = text.size();
    for (std::size_t count = 0; begin > 0 && count < limit;) {
        if (!continues_character(text[--begin])) ++count;
    }
    return text.substr(begin);
}

std::size_t lines_of(const HeldItem& item) {
    return std::max<std::size_t>(item.lines.size(), 1);
}

}  // namespace

Escape escape_for(notifiers::Service::Escape kind) {
    using Kind = notifiers::Service::Escape;
    switch (kind) {
        case Kind::html:
        case Kind::slack: return escape_angles;
        case Kind::markdown: return escape_markdown;
        case Kind::none: break;
    }
    return as_it_is;
}

std::size_t utf16_length(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        if (!continues_character(c)) length += static_cast<unsigned char>(c) >= 0xF0U ? 2 : 1;
    }
    return length;
}

std::string cut_text(const std::string& text, std::size_t limit) {
    if (utf16_length(text) <= limit) return text;
    constexpr std::string_view mark = "…";
    std::size_t end = 0;
    std::size_t length = 1;  // of the mark
    while (end < text.size()) {
        std::size_t next = end + 1;
        while (next < text.size() && continues_character(text[next])) ++next;
        length += utf16_length(std::string_view(text).substr(end, next - end));
        if (length > limit) break;
        end = next;
    }
    const auto line_end = text.rfind('\n', end);
    if (line_end != std::string::npos && line_end > end / 2) end = line_end;
    return text.substr(0, out_of_escape(text, end)).append(mark);
}

void shorten(DigestLine& line) {
    constexpr std::size_t most = 160;
    for (std::string* text : {&line.title, &line.words, &line.source, &line.role, &line.left, &line.due})
        *text = one_line(*text, most);
    line.deliverable.clear();
    line.condition.clear();
    line.remarks.clear();
}

void shorten(HeldItem& item) {
    constexpr std::size_t most_begin = 160;
    constexpr std::size_t most_end = 160;
    item.headline = one_line(item.headline, most_begin);
    for (std::string& line : item.lines) {
        if (utf16_length(line) > most_begin + most_end) line = one_line(line, most_begin).append(tail(line, most_end));
    }
}

std::size_t held_lines(const std::vector<HeldItem>& held) {
    std::size_t count = 0;
    for (const HeldItem& item : held) count += lines_of(item);
    return count;
}

std::vector<HeldItem> held_between(const std::vector<HeldItem>& held, std::size_t begin, std::size_t end) {
    std::vector<HeldItem> between;
    std::size_t before = 0;
    for (const HeldItem& item : held) {
        const std::size_t after = before + lines_of(item);
        const std::size_t from = std::clamp(begin, before, after) - before;
        const std::size_t to = std::clamp(end, before, after) - before;
        before = after;
        if (from >= to) continue;
        HeldItem& part = between.emplace_back(HeldItem{.headline = item.headline, .lines = {}});
        for (std::size_t i = from; i < to && i < item.lines.size(); ++i) part.lines.push_back(item.lines[i]);
    }
    return between;
}

std::string first_due(const Digest& digest) {
    std::optional<rules::dates::Date> first;
    for (const auto& lines : digest.lines) {
        for (const DigestLine& line : lines) {
            if (line.has_due && (!first || line.due_date < *first)) first = line.due_date;
        }
    }
    return first ? rules::dates::format_vi(*first) : "-";
}

std::string tidy(const std::string& text) {
    std::string out = single_blank_lines(text);
    while (out.ends_with('\n')) out.pop_back();
    return out.substr(std::min(out.find_first_not_of('\n'), out.size()));
}

std::vector<std::string> split(const std::string& text, std::string_view separator) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(separator, at), text.size());
        pieces.push_back(text.substr(at, end - at));
        at = end + separator.size();
    }
    return pieces;
}

std::string international_phone(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (std::string_view(" .-()+").find(c) == std::string_view::npos)
            return std::string(text);
    }
    if (digits.starts_with('0') && digits.size() >= 9) return "84" + digits.substr(1);
    return digits.starts_with("84") ? digits : std::string(text);
}

}  // namespace dondoc::outbox
