#include "rules/language/condition/number.hpp"

#include <algorithm>
#include <charconv>

namespace rules::language::condition {
namespace {

/// Whether a number that no double can hold is too small rather than too large: the power of ten of its first digit.
bool is_tiny(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    const std::string_view digits = text.substr(0, mark);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const auto first = static_cast<long>(std::min(digits.find_first_not_of("0."), digits.size()));
    const long power = static_cast<long>(point) - first - (first < static_cast<long>(point) ? 1 : 0);
    std::string_view exponent = text.substr(std::min(mark + 1, text.size()));
    const bool shrinks = exponent.starts_with('-');
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    long shift = 0;
    const auto [end, fault] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), shift);
    if (fault == std::errc::result_out_of_range) return shrinks;
    return power + shift < 0;
}

}  // namespace

std::optional<double> read_number(std::string_view text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (stop != end) return std::nullopt;
    if (fault == std::errc{}) return value;
    if (fault != std::errc::result_out_of_range || !is_tiny(text)) return std::nullopt;
    return text.starts_with('-') ? -0.0 : 0.0;
}

}  // namespace rules::language::condition
