#include "rules/deadlines/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rules::deadlines {
namespace {

constexpr std::array<std::string_view, 13> romans{"",    "i",    "ii", "iii", "iv", "v",  "vi",
                                                  "vii", "viii", "ix", "x",   "xi", "xii"};

/// A small L is taken for the I that it looks like ("quý ll" in scanned documents).
std::uint16_t roman_value(std::string_view word) {
    std::array<char, 4> letters{};
    if (word.size() > letters.size()) {
        return 0;
    }
    std::replace_copy(word.begin(), word.end(), letters.begin(), 'l', 'i');
    const auto* found = std::find(romans.begin() + 1, romans.end(), std::string_view(letters.data(), word.size()));
    return found == romans.end() ? std::uint16_t{0} : static_cast<std::uint16_t>(found - romans.begin());
}

std::uint16_t number_value(std::string_view digits) {
    if (digits.size() > 4) {
        return 0;
    }
    int value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    return static_cast<std::uint16_t>(value);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t sequence_size(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// ASCII letters and the blocks that Latin letters and combining marks come from; the text is folded and valid.
bool is_letter(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) {
        return first >= 'a' && first <= 'z';
    }
    const auto second = static_cast<unsigned char>(character[1]);
    const bool latin = character.size() == 2 && first >= 0xC3 && first <= 0xCD && !(first == 0xC3 && second == 0x97);
    const bool latin_additional = character.size() == 3 && first == 0xE1 && second >= 0xB8 && second <= 0xBB;
    return latin || latin_additional;
}

class Tokenizer {
public:
    explicit Tokenizer(const FoldedText& folded) : folded_(folded), text_(folded.text) {}

    std::vector<Token> run() {
        while (at_ < text_.size()) {
            if (text_[at_] == ' ') {
                ++at_;
            } else if (is_digit(text_[at_])) {
                add(Token::Kind::number, digits_end());
            } else if (const std::size_t end = letters_end(); end > at_) {
                add_word(end);
            } else {
                add(Token::Kind::sign, at_ + sequence_size(text_[at_]));
            }
        }
        return std::move(tokens_);
    }

private:
    std::size_t digits_end() const {
        std::size_t end = at_;
        while (end < text_.size() && is_digit(text_[end])) {
            ++end;
        }
        return end;
    }

    std::size_t letters_end() const {
        std::size_t end = at_;
        while (end < text_.size()) {
            const std::size_t size = sequence_size(text_[end]);
            if (!is_letter(text_.substr(end, size))) {
                break;
            }
            end += size;
        }
        return end;
    }

    /// "quýiv" is what remains of "quý IV" where a space was lost; "qiv" is written on purpose.
    void add_word(std::size_t end) {
        const std::string_view word = text_.substr(at_, end - at_);
        for (const std::string_view quarter : {"quý", "q"}) {
            if (word.starts_with(quarter) && roman_value(word.substr(quarter.size())) != 0) {
                add(Token::Kind::word, at_ + quarter.size());
                break;
            }
        }
        add(Token::Kind::word, end);
    }

    void add(Token::Kind kind, std::size_t end) {
        Token token{kind, text_.substr(at_, end - at_), folded_.origin[at_], source_end(end), 0};
        if (kind == Token::Kind::number) {
            token.value = number_value(token.text);
        } else if (kind == Token::Kind::word) {
            token.value = roman_value(token.text);
        }
        tokens_.push_back(token);
        at_ = end;
    }

    /// The character after the token starts where the token's last one ends, marks and invisible characters included.
    std::uint32_t source_end(std::size_t end) const { return folded_.origin[end]; }

    const FoldedText& folded_;
    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

using Spelled = std::pair<std::string_view, std::string_view>;
constexpr std::array bare_words{
    Spelled{"thang", "tháng"}, Spelled{"quy", "quý"},     Spelled{"nam", "năm"},   Spelled{"ngay", "ngày"},
    Spelled{"tuan", "tuần"},   Spelled{"truoc", "trước"}, Spelled{"vao", "vào"},   Spelled{"den", "đến"},
    Spelled{"tu", "từ"},       Spelled{"het", "hết"},     Spelled{"hang", "hằng"}, Spelled{"moi", "mỗi"},
    Spelled{"dau", "đầu"},     Spelled{"giua", "giữa"},   Spelled{"cuoi", "cuối"}, Spelled{"cham", "chậm"},
    Spelled{"muon", "muộn"},   Spelled{"nhat", "nhất"},   Spelled{"la", "là"},     Spelled{"thuong", "thường"},
    Spelled{"xuyen", "xuyên"}, Spelled{"dinh", "định"},   Spelled{"ky", "kỳ"},     Spelled{"hoan", "hoàn"},
    Spelled{"thanh", "thành"}, Spelled{"doan", "đoạn"},   Spelled{"va", "và"},     Spelled{"cua", "của"},
    Spelled{"lan", "lần"},
};

bool is_ascii(const Token& token) {
    return std::all_of(token.text.begin(), token.text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

}  // namespace

bool restore_tones(std::vector<Token>& tokens) {
    if (!std::all_of(tokens.begin(), tokens.end(), is_ascii)) {
        return false;
    }
    bool any = false;
    for (Token& token : tokens) {
        const auto* found = std::find_if(bare_words.begin(), bare_words.end(),
                                         [&](const Spelled& word) { return word.first == token.text; });
        if (token.kind == Token::Kind::word && found != bare_words.end()) {
            token.text = found->second;
            any = true;
        }
    }
    return any;
}

std::vector<Token> tokenize(const FoldedText& folded) {
    return Tokenizer(folded).run();
}

}  // namespace rules::deadlines
