#include "notifiers/bounce/mime.hpp"

#include <algorithm>
#include <cstdint>

namespace notifiers::bounce {
namespace {

constexpr int deepest = 8;
constexpr int most_parts = 64;
constexpr std::size_t most_fields = 256;
constexpr std::size_t longest_field = 8 * 1024;

/// Takes the first line off, without its end.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// "multipart/report" of "Multipart/Report; boundary=x".
std::string type_of(const std::string& field) {
    return lower(trimmed(std::string_view(field).substr(0, field.find(';'))));
}

/// The value of a parameter, without quotes; empty where there is none.
std::string parameter(const std::string& field, std::string_view name) {
    const std::string folded = lower(field);
    for (auto at = folded.find(name); at != std::string::npos; at = folded.find(name, at + 1)) {
        std::string_view rest = trimmed(std::string_view(field).substr(at + name.size()));
        const char before = at == 0 ? ';' : folded[at - 1];
        if ((before != ';' && before != ' ' && before != '\t') || !rest.starts_with('=')) continue;
        rest = trimmed(rest.substr(1));
        if (rest.starts_with('"')) return std::string(rest.substr(1, rest.substr(1).find('"')));
        return std::string(trimmed(rest.substr(0, rest.find_first_of("; \t"))));
    }
    return {};
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            out += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '\n') {
            at += 1;
        } else if (at + 2 < text.size() && text[at + 1] == '\r' && text[at + 2] == '\n') {
            at += 2;
        } else if (at + 2 < text.size() && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
            out += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
            at += 2;
        } else {
            out += '=';
        }
    }
    return out;
}

/// What is no letter of the alphabet is passed over; the end may be cut off.
std::string from_base64(std::string_view text) {
    const auto value = [](char c) -> int {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        if (c == '+') return 62;
        return c == '/' ? 63 : -1;
    };
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text.substr(0, text.find('='))) {
        const int six = value(c);
        if (six < 0) continue;
        bits = (bits << 6 | static_cast<std::uint32_t>(six)) & 0xFFFFFFU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 0xFFU);
    }
    return out;
}

/// Walks through a mail. What it has left to visit is shared by all levels.
class Walk {
public:
    explicit Walk(const std::function<void(const std::string&, std::string_view)>& visit) : visit_(visit) {}

    void part(std::string_view text, int depth) {
        if (depth > deepest || left_ <= 0) return;
        --left_;
        const Fields fields = Fields::take(text);
        const std::string content = fields.text("content-type");
        const std::string type = type_of(content);
        if (type.starts_with("multipart/")) {
            const std::string boundary = parameter(content, "boundary");
            if (!boundary.empty() && boundary.size() <= 200) parts(text, "--" + boundary, depth);
            return;
        }
        const std::string encoding = lower(trimmed(fields.text("content-transfer-encoding")));
        if (encoding == "quoted-printable") {
            visit_(type, from_quoted_printable(text));
        } else if (encoding == "base64") {
            visit_(type, from_base64(text));
        } else {
            visit_(type, text);
        }
    }

private:
    void parts(std::string_view text, const std::string& delimiter, int depth) {
        std::string_view rest = text;
        const char* begin = nullptr;
        while (!rest.empty()) {
            const std::string_view before = rest;
            const std::string_view line = take_line(rest);
            if (!line.starts_with(delimiter)) continue;
            if (begin != nullptr) part({begin, static_cast<std::size_t>(before.data() - begin)}, depth + 1);
            if (line.substr(delimiter.size()).starts_with("--")) return;
            begin = rest.data();
        }
        if (begin != nullptr) part({begin, static_cast<std::size_t>(text.data() + text.size() - begin)}, depth + 1);
    }

    const std::function<void(const std::string&, std::string_view)>& visit_;
    int left_ = most_parts;
};

}  // namespace

Fields Fields::take(std::string_view& text) {
    Fields taken;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (taken.fields_.empty()) continue;
            std::string& value = taken.fields_.back().second;
            if (value.size() < longest_field) value += ' ' + std::string(trimmed(line));
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || taken.fields_.size() >= most_fields) continue;
        taken.fields_.emplace_back(lower(trimmed(line.substr(0, colon))),
                                   trimmed(line.substr(colon + 1)).substr(0, longest_field));
    }
    return taken;
}

std::string Fields::text(std::string_view name) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [name](const auto& field) { return field.first == name; });
    return found == fields_.end() ? std::string() : found->second;
}

void for_each_part(std::string_view mail, const std::function<void(const std::string&, std::string_view)>& visit) {
    Walk(visit).part(mail, 0);
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr const char* blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace notifiers::bounce
