#pragma once

#include <cstddef>
#include <string_view>

namespace rules::dates {

/// The number that exactly `size` (at most nine) digits spell, or -1 where the text is anything else.
constexpr int read_digits(std::string_view text, std::size_t size) noexcept {
    if (text.size() != size) {
        return -1;
    }
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace rules::dates
