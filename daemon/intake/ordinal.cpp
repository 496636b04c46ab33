#include "daemon/intake/ordinal.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace dondoc::intake {

namespace {

std::string_view number_in_front(std::string_view text) {
    const auto end = text.find_first_of(".) ");
    return end == std::string_view::npos || text[end] == ' ' ? std::string_view() : text.substr(0, end);
}

/// The number that a code ends in, and what stands before it.
std::pair<std::string_view, unsigned> parts_of_code(std::string_view text) {
    const auto begin = text.find_last_not_of("0123456789") + 1;  // npos + 1 == 0
    unsigned value = 0;
    std::from_chars(text.data() + begin, text.data() + text.size(), value);
    return {text.substr(0, begin), value};
}

}  // namespace

std::string strip_ordinal(std::string_view text) {
    constexpr std::string_view around = " .():;";
    const auto begin = text.find_first_not_of(around);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(around) - begin + 1));
}

bool is_arabic(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_roman(std::string_view text) noexcept {
    if (text.empty() || text.find_first_not_of("IVXLCDM") != std::string_view::npos) return false;
    return text.size() > 1 || text == "I" || text == "V" || text == "X";
}

bool is_letter(std::string_view text) noexcept {
    return text.size() == 1 && text.front() >= 'A' && text.front() <= 'Z';
}

bool is_ordinal(std::string_view text) noexcept {
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find('.', begin);
        const auto part = text.substr(begin, end - begin);
        if (!is_arabic(part) && !is_roman(part) && !is_letter(part)) return false;
    }
    return true;
}

bool is_section_heading(std::string_view text) {
    const auto number = number_in_front(text);
    return is_roman(number) || is_letter(number);
}

std::size_t section_level(std::string_view text) {
    const auto number = number_in_front(text);
    if (is_roman(number)) return 1;
    if (is_letter(number)) return 0;
    return is_arabic(number) ? 2 : 3;
}

bool is_page_number(const std::string& line) {
    std::string text = rules::deadlines::fold_without_tones(line);
    for (const std::string_view word : {"trang ", "page "})
        if (text.starts_with(word)) text.erase(0, word.size());
    constexpr std::size_t longest = 9;
    return text.size() <= longest && text.find_first_of("0123456789") != std::string::npos &&
           text.find_first_not_of("0123456789 -/") == std::string::npos && !text.ends_with("-0");
}

bool is_code(std::string_view text) noexcept {
    constexpr std::size_t longest = 12;
    constexpr std::size_t longest_number = 4;
    const auto digits = text.size() - (text.find_last_not_of("0123456789") + 1);
    return text.size() <= longest && digits > 0 && digits <= longest_number && text.find(' ') == std::string_view::npos;
}

bool counts_on(std::string_view before, std::string_view after) noexcept {
    const auto [prefix, number] = parts_of_code(before);
    const auto [next_prefix, next] = parts_of_code(after);
    return prefix == next_prefix ? next == number + 1 : next == 1;
}

std::string next_ordinal(std::string_view ordinal) {
    const auto begin = ordinal.find_last_not_of("0123456789") + 1;  // npos + 1 == 0
    const auto digits = ordinal.substr(begin);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || digits.empty()) return "1";
    return std::string(ordinal.substr(0, begin)) + std::to_string(value + 1);
}

}  // namespace dondoc::intake
