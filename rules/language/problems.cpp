#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <tuple>

namespace rules::language {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t length = 1;
    bool valid = false;
};

CodePoint decode(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > text.size()) return {};
    std::uint32_t value = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        value = value << 6 | (byte(i) & 0x3fU);
    }
    constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[length] || surrogate || value > 0x10ffff) return {};
    return {value, length, true};
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

/// Blocks of combining marks, joiners and variation selectors.
constexpr std::array<Range, 6> zero_width = {
    {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};
/// Blocks that terminals draw two columns wide (East Asian Width W and F, and emoji).
constexpr std::array<Range, 8> double_width = {{{0x1100, 0x115f},
                                                {0x2e80, 0xa4cf},
                                                {0xac00, 0xd7a3},
                                                {0xf900, 0xfaff},
                                                {0xfe30, 0xfe6f},
                                                {0xff00, 0xff60},
                                                {0x1f300, 0x1faff},
                                                {0x20000, 0x3fffd}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, std::uint32_t value) noexcept {
    return std::any_of(ranges.begin(), ranges.end(),
                       [value](const Range& r) { return value >= r.first && value <= r.second; });
}

std::size_t width_of(std::uint32_t value) noexcept {
    if (within(zero_width, value)) return 0;
    return within(double_width, value) ? 2 : 1;
}

/// The bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) noexcept {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) at += decode(text, at).length;
    return at;
}

/// As wide as the text, tabs kept, so that what follows stands under what follows the text.
std::string blank(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (point.value == '\t') {
            out.push_back('\t');
        } else {
            out.append(width_of(point.value), ' ');
        }
        at += point.length;
    }
    return out;
}

std::string printable(std::string text) {
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; };
    std::replace_if(text.begin(), text.end(), is_control, '?');
    return text;
}

std::string underline(const Problem& problem) {
    const auto column = static_cast<std::size_t>(std::max(problem.place.column, 1));
    const std::size_t begin = bytes_of(problem.line, column - 1);
    if (begin >= problem.line.size() && column > count_characters(problem.line) + 1) return {};
    const std::string_view rest = std::string_view(problem.line).substr(begin);
    const std::string_view part = rest.substr(0, bytes_of(rest, static_cast<std::size_t>(std::max(problem.length, 1))));
    const std::size_t width = std::max<std::size_t>(display_width(part), 1);
    return blank(std::string_view(problem.line).substr(0, begin)) + "^" + std::string(width - 1, '~');
}

}  // namespace

void Problems::add(Problem problem) {
    constexpr std::size_t longest_message = 1000;
    problem.message = printable(std::string(shorten(problem.message, longest_message)));
    problem.line = printable(std::move(problem.line));
    if (problem.level == Problem::Level::error) ++errors_;
    if (list_.size() > most) return;
    if (list_.size() == most) {
        problem.message = "còn nhiều lỗi nữa không nêu ở đây (more problems are not shown)";
        problem.level = Problem::Level::error;
    }
    list_.push_back(std::move(problem));
}

std::vector<Problem> Problems::take() && {
    std::map<std::string, std::size_t> files;
    for (const Problem& problem : list_) files.emplace(problem.place.path, files.size());
    const auto rank = [&](const Problem& p) {
        return std::make_tuple(files.at(p.place.path), p.place.line, p.place.column);
    };
    const auto same = [&](const Problem& a, const Problem& b) { return rank(a) == rank(b) && a.message == b.message; };
    std::stable_sort(list_.begin(), list_.end(), [&](const Problem& a, const Problem& b) { return rank(a) < rank(b); });
    list_.erase(std::unique(list_.begin(), list_.end(), same), list_.end());
    return std::move(list_);
}

std::string_view shorten(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    return text.substr(0, most);
}

std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += decode(text, at).length) ++count;
    return count;
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        width += width_of(point.value);
        at += point.length;
    }
    return width;
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (!point.valid) return at;
        at += point.length;
    }
    return std::string_view::npos;
}

std::string format(const Problem& problem) {
    const std::string_view level = problem.level == Problem::Level::error ? "lỗi" : "cảnh báo";
    std::string out = problem.place.path;
    if (problem.place.line > 0) {
        out += fmt::format(":{}:{}", problem.place.line, std::max(problem.place.column, 1));
    }
    out += fmt::format(": {}: {}", level, problem.message);
    if (problem.place.line == 0 || problem.line.empty()) return out;
    out += "\n" + problem.line;
    if (problem.length > 0) out += "\n" + underline(problem);
    return out;
}

}  // namespace rules::language
