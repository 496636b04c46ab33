#include "rules/reporting/phrase.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

std::size_t first_size(std::string_view text) {
    const auto byte = text.empty() ? 0U : static_cast<unsigned>(static_cast<unsigned char>(text.front()));
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// A letter differs from its folded form exactly where it is a capital; a decomposed one begins with an ASCII letter.
bool is_upper(std::string_view written, std::string_view folded) {
    if (first_size(written) == 1) {
        return !written.empty() && written.front() >= 'A' && written.front() <= 'Z';
    }
    return written.substr(0, first_size(written)) != folded.substr(0, first_size(folded));
}

bool is_mark(std::string_view written) {
    return first_size(written) > 1 && static_cast<unsigned char>(written.front()) == 0xCC;
}

bool is_numeral(std::string_view word) {
    constexpr std::string_view numerals[] = {"không", "một", "hai", "ba",   "bốn",  "tư",   "năm", "lăm",  "sáu",
                                             "bảy",   "bẩy", "tám", "chín", "mười", "mươi", "mốt", "linh", "lẻ"};
    return std::find(std::begin(numerals), std::end(numerals), word) != std::end(numerals);
}

std::size_t words_in(std::string_view phrase) {
    return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

}  // namespace

Phrase::Phrase(std::string_view words)
    : words_(words), folded_(deadlines::fold_with_origin(words)), tokens_(deadlines::tokenize(folded_)) {
    forget_spelled_numbers();
    note_writing();
    forget_shouting();
}

/// "ngày 06 (sáu) của tháng": the number is said already.
void Phrase::forget_spelled_numbers() {
    const auto spells_before = [&](std::size_t open) -> std::size_t {
        constexpr std::size_t longest = 5;
        std::size_t end = open + 1;
        while (end - open <= longest && is_numeral(word(end))) {
            ++end;
        }
        const bool year = end == open + 2 && word(open + 1) == "năm" && tokens_[open - 1].value != 5;
        return end > open + 1 && word(end) == ")" && !year ? end + 1 : open;
    };
    std::vector<deadlines::Token> kept;
    kept.reserve(tokens_.size());
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        const std::size_t end = at > 0 && word(at) == "(" && is_number(at - 1) ? spells_before(at) : at;
        if (end > at) {
            at = end - 1;
        } else {
            kept.push_back(tokens_[at]);
        }
    }
    tokens_ = std::move(kept);
}

void Phrase::note_writing() {
    int open = 0;
    for (const deadlines::Token& token : tokens_) {
        const std::string_view written = words_.substr(token.begin, token.end - token.begin);
        const bool word = token.kind == deadlines::Token::Kind::word;
        capital_.push_back(word && is_upper(written, token.text));
        bool all = word && written.size() >= 2;
        std::size_t letter = 0;
        for (std::size_t at = 0; all && at < written.size(); at += first_size(written.substr(at))) {
            if (!is_mark(written.substr(at))) {
                all = is_upper(written.substr(at), token.text.substr(std::min(letter, token.text.size())));
                letter += first_size(token.text.substr(std::min(letter, token.text.size())));
            }
        }
        abbreviation_.push_back(all);
        if (token.text == "(") {
            ++open;
        }
        depth_.push_back(open);
        if (token.text == ")" && open > 0) {
            --open;
        }
    }
}

void Phrase::forget_shouting() {
    constexpr std::ptrdiff_t fewest = 2;
    const auto words = std::count_if(tokens_.begin(), tokens_.end(), [](const deadlines::Token& token) {
        return token.kind == deadlines::Token::Kind::word;
    });
    const auto shouted = std::count(abbreviation_.begin(), abbreviation_.end(), true);
    if (words >= fewest && shouted * 5 >= words * 4) {
        capital_.assign(capital_.size(), false);
        abbreviation_.assign(abbreviation_.size(), false);
    }
}

std::size_t Phrase::match(std::size_t at, std::string_view words) const noexcept {
    std::size_t here = at;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (word(here) != words.substr(0, end)) {
            return 0;
        }
        words.remove_prefix(std::min(end + 1, words.size()));
        ++here;
    }
    return here - at;
}

std::size_t Phrase::match_any(std::size_t at, std::span<const std::string_view> choices) const noexcept {
    const std::string_view first = word(at);
    std::size_t longest = 0;
    if (first.empty()) {
        return longest;
    }
    for (const std::string_view words : choices) {
        if (words.front() == first.front() && words.starts_with(first)) {
            longest = std::max(longest, match(at, words));
        }
    }
    return longest;
}

bool Phrase::ends_before(std::size_t at, std::string_view words) const noexcept {
    if (at == 0 || !words.ends_with(word(at - 1))) {
        return false;
    }
    const std::size_t count = words_in(words);
    return at >= count && has(at - count, words);
}

bool Phrase::ends_before_any(std::size_t at, std::span<const std::string_view> choices) const noexcept {
    return std::any_of(choices.begin(), choices.end(), [&](std::string_view words) { return ends_before(at, words); });
}

std::string Phrase::text(std::size_t begin, std::size_t end) const {
    if (begin >= end || end > tokens_.size()) {
        return {};
    }
    const std::uint32_t first = tokens_[begin].begin;
    return std::string(words_.substr(first, tokens_[end - 1].end - first));
}

}  // namespace rules::reporting
