#include "rules/deadlines/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace rules::deadlines {
namespace {

/// Longest run of combining marks that is normalised as one (Unicode's stream-safe limit): reordering is quadratic.
constexpr int max_marks = 30;

constexpr UChar32 dstroke = 0x0111;

/// Spellings that alternate, and slips of keyboards and scanners that are no words.
struct Spelling {
    std::string_view from, to;
    bool before_period = false;  ///< only where a word for a period follows
};
constexpr std::array spellings{
    Spelling{"hàng", "hằng", true}, Spelling{"hãng", "hằng", true}, Spelling{"hòan", "hoàn"},
    Spelling{"hắng", "hằng", true}, Spelling{"hẳng", "hằng", true}, Spelling{"hẵng", "hằng", true},
    Spelling{"nãm", "năm"},         Spelling{"nảm", "năm"},         Spelling{"ngảy", "ngày"},
    Spelling{"quí", "quý"},         Spelling{"quỷ", "quý"},         Spelling{"qúi", "quý"},
    Spelling{"qúy", "quý"},         Spelling{"thuờng", "thường"},   Spelling{"thàng", "tháng"},
    Spelling{"thưòng", "thường"},   Spelling{"thảng", "tháng"},     Spelling{"thừơng", "thường"},
    Spelling{"truớc", "trước"},     Spelling{"trưóc", "trước"},     Spelling{"trứơc", "trước"},
    Spelling{"xuyện", "xuyên"},
};
constexpr std::array<std::string_view, 13> periods{"năm", "nãm", "nảm", "ngày",  "ngảy",  "quý", "quí",
                                                   "quỷ", "qúi", "qúy", "tháng", "thảng", "tuần"};

/// The data of the normal forms is part of the ICU library: asking for it cannot fail.
const icu::Normalizer2& nfc() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFCInstance(status);
}

const icu::Normalizer2& nfd() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFDInstance(status);
}

bool is_space(UChar32 c) {
    return u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0;
}

/// Zero-width space and joiners, soft hyphen, byte order mark: invisible, and left behind by word processors.
bool is_invisible(UChar32 c) {
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF;
}

UChar32 plain_sign(UChar32 c) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
        return c - 0xFF01 + 0x21;  // full-width forms
    }
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63) {
        return '-';
    }
    switch (c) {
        case 0x2044:
        case 0x2215: return '/';
        case 0x2018:
        case 0x2019: return '\'';
        case 0x201C:
        case 0x201D: return '"';
        case 0x00D0:  // Icelandic and African letters that look like đ and are typed for it
        case 0x00F0:
        case 0x0189: return dstroke;
        default: return c;
    }
}

/// The characters of one Roman number sign ("Ⅳ", "ⅳ"), which Unicode keeps as one.
std::string_view roman_sign(UChar32 c) {
    constexpr std::array<std::string_view, 12> signs{"i",   "ii",   "iii", "iv", "v",  "vi",
                                                     "vii", "viii", "ix",  "x",  "xi", "xii"};
    const UChar32 small = c >= 0x2160 && c <= 0x216B ? c + 0x10 : c;
    return small >= 0x2170 && small <= 0x217B ? signs[static_cast<std::size_t>(small - 0x2170)] : std::string_view{};
}

// ICU's macros convert without a cast.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
UChar32 decode(std::string_view text, std::size_t& at) {
    const auto size = static_cast<std::int64_t>(text.size());
    auto next = static_cast<std::int64_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), next, size, c);
    at = static_cast<std::size_t>(next);
    return c;
}

std::string encode(UChar32 c) {
    std::array<char, 4> bytes{};
    int size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, c);
    return {bytes.data(), static_cast<std::size_t>(size)};
}
#pragma GCC diagnostic pop

/// What a character folds to, up to three bytes of UTF-8.
struct Bytes {
    std::array<char, 3> bytes{};
    std::uint8_t size = 0;

    std::string_view view() const { return {bytes.data(), size}; }
};

Bytes bytes_of(std::string_view text) {
    assert(text.size() <= 3);
    Bytes result;
    std::copy(text.begin(), text.end(), result.bytes.begin());
    result.size = static_cast<std::uint8_t>(text.size());
    return result;
}

std::string without_tones(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString decomposed = nfd().normalize(text, status);
    icu::UnicodeString bare;
    for (int i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) {
            bare.append(c == dstroke ? UChar32{'d'} : c);
        }
    }
    std::string result;
    bare.toUTF8String(result);
    return result;
}

/// Letters that Vietnamese is written in, composed, and their neighbours in Unicode: looked up instead of computed,
/// since nearly all text consists of them. Each is its own normal form, and nothing before one composes with it.
class Letters {
public:
    static const Letters& get() {
        static const Letters letters;
        return letters;
    }

    static bool has(UChar32 c) { return c < latin_end || (c >= more_begin && c < more_end); }

    /// Nothing for what is invisible, a space for any white space.
    std::string_view folded(UChar32 c) const { return folded_[position(c)].view(); }
    std::string_view bare(UChar32 c) const { return bare_[position(c)].view(); }

private:
    static constexpr UChar32 latin_end = 0x0300, more_begin = 0x1E00, more_end = 0x1F00;
    static constexpr std::size_t size = latin_end + more_end - more_begin;

    Letters() {
        for (UChar32 c = 0; c < more_end; c = c + 1 == latin_end ? more_begin : c + 1) {
            const std::size_t at = position(c);
            const UChar32 small = u_tolower(plain_sign(c));
            if (!is_invisible(c)) folded_[at] = bytes_of(is_space(c) ? " " : encode(small));
            bare_[at] = bytes_of(without_tones(icu::UnicodeString(c)));
        }
    }

    static std::size_t position(UChar32 c) {
        return static_cast<std::size_t>(c < latin_end ? c : c - more_begin + latin_end);
    }

    std::array<Bytes, size> folded_;
    std::array<Bytes, size> bare_;
};

class Folder {
public:
    explicit Folder(std::string_view source) : source_(source), letters_(Letters::get()) {
        assert(source.size() < std::numeric_limits<std::uint32_t>::max());
        out_.text.reserve(source.size());
        out_.origin.reserve(source.size() + 1);
    }

    FoldedText run() {
        std::size_t at = 0;
        while (at < source_.size()) {
            at = fold_cluster(at);
        }
        auto end = static_cast<std::uint32_t>(source_.size());
        if (!out_.text.empty() && out_.text.back() == ' ') {
            end = out_.origin.back();
            out_.text.pop_back();
            out_.origin.pop_back();
        }
        out_.origin.push_back(end);
        return std::move(out_);
    }

private:
    /// Folds one character with its marks and returns where the next begins.
    std::size_t fold_cluster(std::size_t at) {
        start_ = static_cast<std::uint32_t>(at);
        std::size_t after = at;
        const UChar32 first = decode(source_, after);
        if (Letters::has(first)) {
            std::size_t ignored = after;
            if (after == source_.size() || Letters::has(decode(source_, ignored))) {
                append(letters_.folded(first));
                return after;
            }
        }
        icu::UnicodeString cluster;
        int marks = -1;
        while (at < source_.size()) {
            std::size_t next = at;
            const UChar32 c = decode(source_, next);
            if (marks >= 0 && (marks >= max_marks || nfc().hasBoundaryBefore(c) != 0)) {
                break;
            }
            cluster.append(c);
            at = next;
            ++marks;
        }
        UErrorCode status = U_ZERO_ERROR;
        const icu::UnicodeString composed = nfc().normalize(cluster, status);
        for (int i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
            put(composed.char32At(i));
        }
        return at;
    }

    void put(UChar32 c) {
        if (is_invisible(c)) {
            return;
        }
        if (is_space(c)) {
            append(" ");
            return;
        }
        if (const std::string_view roman = roman_sign(c); !roman.empty()) {
            append(roman);
            return;
        }
        const UChar32 folded = u_tolower(plain_sign(c));
        append(encode(folded));
    }

    /// Leaves spaces out at the beginning and after another.
    void append(std::string_view bytes) {
        if (bytes == " " && (out_.text.empty() || out_.text.back() == ' ')) {
            return;
        }
        out_.text.append(bytes);
        out_.origin.insert(out_.origin.end(), bytes.size(), start_);
    }

    std::string_view source_;
    const Letters& letters_;
    FoldedText out_;
    std::uint32_t start_ = 0;
};

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

std::string_view word_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) {
        ++end;
    }
    return text.substr(at, end - at);
}

bool period_follows(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != ' ') {
        return false;
    }
    const std::string_view next = word_at(text, at + 1);
    for (const std::string_view period : periods) {
        if (next == period) {
            return true;
        }
    }
    return false;
}

/// The words of the table begin with h, n, q, t or x and are 3 bytes or longer; all others are passed over at once.
const Spelling* spelling_of(std::string_view word) {
    constexpr std::string_view firsts = "hnqtx";
    if (word.size() < 3 || firsts.find(word.front()) == std::string_view::npos) {
        return nullptr;
    }
    const auto* found = std::find_if(spellings.begin(), spellings.end(),
                                     [&](const Spelling& spelling) { return spelling.from == word; });
    return found == spellings.end() ? nullptr : found;
}

bool has_any_spelling(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view word = word_at(text, at);
        if (spelling_of(word) != nullptr) {
            return true;
        }
        at += word.empty() ? 1 : word.size();
    }
    return false;
}

/// Replaces the spellings of the table, word by word, and carries the origins along.
FoldedText unify_spellings(FoldedText in) {
    if (!has_any_spelling(in.text)) {
        return in;
    }
    FoldedText out;
    out.text.reserve(in.text.size());
    out.origin.reserve(in.origin.size());
    const std::string_view text = in.text;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view word = word_at(text, at);
        const std::size_t size = word.empty() ? 1 : word.size();
        std::string_view replacement = text.substr(at, size);
        if (const Spelling* spelling = spelling_of(word);
            spelling != nullptr && (!spelling->before_period || period_follows(text, at + size))) {
            replacement = spelling->to;
        }
        out.text.append(replacement);
        for (std::size_t i = 0; i < replacement.size(); ++i) {
            out.origin.push_back(in.origin[at + std::min(i, size - 1)]);
        }
        at += size;
    }
    out.origin.push_back(in.origin.back());
    return out;
}

}  // namespace

FoldedText fold_with_origin(std::string_view text) {
    return unify_spellings(Folder(text).run());
}

std::string fold(std::string_view text) {
    return fold_with_origin(text).text;
}

std::string fold_without_tones(std::string_view text) {
    const std::string folded = fold(text);
    const Letters& letters = Letters::get();
    std::string result;
    result.reserve(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        const UChar32 c = decode(folded, at);
        if (!Letters::has(c)) {
            return without_tones(icu::UnicodeString::fromUTF8(folded));
        }
        result += letters.bare(c);
    }
    return result;
}

}  // namespace rules::deadlines
