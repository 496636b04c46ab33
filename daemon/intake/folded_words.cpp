#include "daemon/intake/folded_words.hpp"

#include <algorithm>

namespace dondoc::intake {

bool is_folded_letter(char c) noexcept {
    return c >= 'a' && c <= 'z';
}

std::size_t find_first(std::string_view text, Words words) {
    auto first = std::string_view::npos;
    for (const std::string_view word : words) {
        for (auto at = text.find(word); at < first; at = text.find(word, at + 1)) {
            const auto end = at + word.size();
            const bool begins = at == 0 || !is_folded_letter(text[at - 1]);
            if (begins && (end == text.size() || !is_folded_letter(text[end]))) first = at;
        }
    }
    return first;
}

bool has_any(std::string_view text, Words words) {
    return find_first(text, words) != std::string_view::npos;
}

bool is_any(std::string_view text, Words words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace dondoc::intake
