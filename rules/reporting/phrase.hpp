#pragma once

#include "rules/deadlines/text.hpp"
#include "rules/deadlines/tokens.hpp"
#include "rules/reporting/word_table.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rules::reporting {

/// A sentence cut into tokens that remembers how it was written. Positions are token numbers; one past the end is
/// allowed everywhere and never matches. Points into the words it was made from.
class Phrase {
public:
    explicit Phrase(std::string_view words);
    Phrase(const Phrase&) = delete;
    Phrase& operator=(const Phrase&) = delete;

    std::size_t size() const noexcept { return tokens_.size(); }
    std::span<const deadlines::Token> tokens() const noexcept { return tokens_; }
    std::string_view word(std::size_t at) const noexcept {
        return at < tokens_.size() ? tokens_[at].text : std::string_view();
    }
    bool is_word(std::size_t at) const noexcept {
        return at < tokens_.size() && tokens_[at].kind == deadlines::Token::Kind::word;
    }
    bool is_number(std::size_t at) const noexcept {
        return at < tokens_.size() && tokens_[at].kind == deadlines::Token::Kind::number;
    }
    bool is_capital(std::size_t at) const noexcept { return at < capital_.size() && capital_[at]; }
    /// UBND, LĐLĐ: at least two letters, all capitals.
    bool is_abbreviation(std::size_t at) const noexcept { return at < abbreviation_.size() && abbreviation_[at]; }
    /// How many brackets are open.
    int depth(std::size_t at) const noexcept { return at < depth_.size() ? depth_[at] : 0; }

    /// How many tokens the words take here, 0 where they do not stand here. Words are folded, with single spaces.
    std::size_t match(std::size_t at, std::string_view words) const noexcept;
    bool has(std::size_t at, std::string_view words) const noexcept { return match(at, words) != 0; }
    /// The longest match of several.
    std::size_t match_any(std::size_t at, std::span<const std::string_view> choices) const noexcept;
    template <std::size_t N>
    std::size_t match_any(std::size_t at, const WordTable<N>& choices) const noexcept {
        return at < tokens_.size() ? match_any(at, choices.near(word(at))) : 0;
    }
    bool has_any(std::size_t at, const auto& choices) const noexcept { return match_any(at, choices) != 0; }
    /// Whether the words stand just before this token.
    bool ends_before(std::size_t at, std::string_view words) const noexcept;
    bool ends_before_any(std::size_t at, std::span<const std::string_view> choices) const noexcept;

    /// As written.
    std::string text(std::size_t begin, std::size_t end) const;

private:
    void forget_spelled_numbers();
    void note_writing();
    /// In a heading that is all capitals they tell nothing.
    void forget_shouting();

    std::string_view words_;
    deadlines::FoldedText folded_;
    std::vector<deadlines::Token> tokens_;
    std::vector<bool> capital_;
    std::vector<bool> abbreviation_;
    std::vector<int> depth_;
};

}  // namespace rules::reporting
