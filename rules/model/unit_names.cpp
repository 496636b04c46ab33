#include "rules/model/unit_names.hpp"

#include "rules/deadlines/text.hpp"
#include "rules/model/unit_words.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <span>

namespace rules::model {
namespace {

using deadlines::fold;
using deadlines::fold_without_tones;

/// One stretch of letters and digits as the name writes it.
struct RawWord {
    std::string_view text;
    std::size_t begin;
    bool after_break;
    bool capitals;  ///< no small letter in it, and at least one capital
};

bool belongs_to_word(UChar32 c) noexcept {
    return u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

std::vector<RawWord> raw_words(std::string_view name) {
    std::vector<RawWord> words;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
    const auto length = static_cast<std::int32_t>(name.size());
    bool inside = false;
    bool broken = false;
    bool small = false;
    for (std::int32_t at = 0; at < length;) {
        const auto begin = static_cast<std::size_t>(at);
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (!belongs_to_word(c)) {
            inside = false;
            broken = broken || (c != U' ' && c != U'&');
            continue;
        }
        if (!inside) {
            words.push_back({{}, begin, broken && !words.empty(), false});
            inside = true;
            broken = small = false;
        }
        RawWord& word = words.back();
        word.text = name.substr(word.begin, static_cast<std::size_t>(at) - word.begin);
        small = small || u_islower(c) != 0;
        word.capitals = !small && (word.capitals || u_isupper(c) != 0);
    }
    return words;
}

void replace_end(std::string& word, std::string_view end, std::string_view by) {
    if (!word.ends_with(end)) return;
    word.replace(word.size() - end.size(), end.size(), by);
}

/// Where the tone mark stands, and i or y, are matters of taste: one way for all.
std::string spelled_one_way(std::string word) {
    for (const auto& [one, other] : tone_places) replace_end(word, other, one);
    for (const std::string_view consonant : {"h", "k", "l", "m", "s", "t", "qu"}) {
        if (!word.starts_with(consonant)) continue;
        const std::string_view vowel = std::string_view(word).substr(consonant.size());
        for (const auto& [y, i] : y_and_i) {
            if (vowel == i) return std::string(consonant) + std::string(y);
        }
    }
    return word;
}

/// A syllable has a vowel, an abbreviation hardly ever: how to tell them apart in a name all of capitals.
bool has_vowel(std::string_view folded) {
    return fold_without_tones(folded).find_first_of("aeiouy") != std::string::npos;
}

void append_words(std::string_view text, const NameWord& like, std::vector<NameWord>& words) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        words.push_back({std::string(text.substr(at, end - at)), {}, like.begin, like.after_break && at == 0});
        at = end + 1;
    }
}

/// Takes away the word that only says "more than one"; true where there was one. A second one begins another group.
bool take_plural(std::vector<NameWord>& words) {
    const auto many = std::find_if(words.begin(), words.end(), [](const NameWord& word) {
        return word.text == "các" || word.text == "những" || word.text == "mọi";
    });
    if (many == words.end()) return false;
    words.erase(many);
    return true;
}

std::string joined(std::span<const NameWord> words) {
    std::string text;
    for (const NameWord& word : words) {
        if (!text.empty()) text += ' ';
        text += word.text;
    }
    return text;
}

/// How many words the level of administration that begins at `at` has; 0 where none begins.
std::size_t level_at(std::span<const NameWord> words, std::size_t at) {
    for (const std::size_t count : {2U, 1U}) {
        if (at + count > words.size()) continue;
        if (std::find(levels.begin(), levels.end(), joined(words.subspan(at, count))) != levels.end()) return count;
    }
    return 0;
}

/// "xã, phường": two levels side by side name no single place; neither does a last "cấp xã".
bool lists_levels(std::span<const NameWord> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t count = level_at(words, i);
        if (count == 0) continue;
        if (level_at(words, i + count) > 0) return true;
        if (i > 0 && words[i - 1].text == "cấp" && i + count == words.size()) return words[0].text == "ủy";
    }
    return false;
}

std::string_view without_end(std::string_view text, std::string_view end) {
    return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

/// The name that a group has in all its spellings; empty for a group that nobody shortens.
std::string_view common_name(std::string_view words) {
    for (const auto& group : group_names) {
        if (std::find(group.spellings.begin(), group.spellings.end(), words) != group.spellings.end())
            return group.name;
    }
    return {};
}

std::string group_key(std::string_view words) {
    std::string_view bare = words;
    for (const std::string_view place : {" trên địa bàn tỉnh", " trên địa bàn", " thuộc ủy ban nhân dân tỉnh",
                                         " của tỉnh", " trong tỉnh", " cấp tỉnh", " thuộc tỉnh", " tỉnh"}) {
        bare = without_end(bare, place);
    }
    const std::string_view common = common_name(bare);
    return "* " + std::string(common.empty() ? words : common);
}

/// Aligns two lists of words; abbreviations stand for the words whose initials they are.
class Aligner {
public:
    Aligner(const NameForm& a, const NameForm& b)
        : a_(a.words), b_(b.words), known_((a_.size() + 1) * (b_.size() + 1)) {}

    Abbreviation run() { return from(0, 0); }

private:
    Abbreviation from(std::size_t i, std::size_t j) {
        if (i == a_.size() && j == b_.size()) return Abbreviation::strict;
        auto& known = known_[i * (b_.size() + 1) + j];
        if (known) return *known;
        Abbreviation best = Abbreviation::none;
        if (i < a_.size() && j < b_.size()) {
            if (a_[i].text == b_[j].text) best = from(i + 1, j + 1);
            best = std::max({best, shortened(a_, i, b_, j, false), shortened(b_, j, a_, i, true)});
        }
        known = best;
        return best;
    }

    /// `list[at]` as the abbreviation of the words of `other` from `first` on.
    Abbreviation shortened(const std::vector<NameWord>& list, std::size_t at, const std::vector<NameWord>& other,
                           std::size_t first, bool swapped) {
        const std::string& letters = list[at].letters;
        if (letters.empty()) return Abbreviation::none;
        const auto [count, exact] = initials(letters, other, first);
        if (count == 0) return Abbreviation::none;
        const bool by_initials = !swapped && (count >= sure_initials || is_department(other, first, count));
        const bool sure = exact && (by_initials || is_usual(letters, other, first, count));
        const Abbreviation rest = swapped ? from(first + count, at + 1) : from(at + 1, first + count);
        return std::min(rest, sure ? Abbreviation::strict : Abbreviation::loose);
    }

    struct Initials {
        std::size_t words = 0;  ///< 0 where the letters do not agree to the end
        bool exact = true;      ///< d and đ told apart
    };

    static Initials initials(std::string_view letters, const std::vector<NameWord>& words, std::size_t first) {
        Initials found;
        while (!letters.empty()) {
            if (first + found.words == words.size()) return {};
            const std::string_view word = words[first + found.words].text;
            const bool crossed = letters.starts_with("đ");
            if (first_letter(letters) != first_letter(word)) return {};
            found.exact = found.exact && crossed == word.starts_with("đ");
            letters.remove_prefix(letter_size(letters));
            ++found.words;
        }
        return found;
    }

    static std::size_t letter_size(std::string_view text) {
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
        return size;
    }

    static std::string first_letter(std::string_view word) {
        return fold_without_tones(word.substr(0, letter_size(word)));
    }

    /// SYT, STC: as in the numbers of their documents.
    static bool is_department(const std::vector<NameWord>& words, std::size_t first, std::size_t count) {
        return first == 0 && count == 3 && words.size() == 3 && words[0].text == "sở";
    }

    static bool is_usual(std::string_view letters, const std::vector<NameWord>& words, std::size_t first,
                         std::size_t count) {
        const std::string meaning = joined(std::span(words).subspan(first, count));
        return std::any_of(abbreviations.begin(), abbreviations.end(),
                           [&](const auto& known) { return known.letters == letters && known.meaning == meaning; });
    }

    static constexpr std::size_t sure_initials = 4;
    const std::vector<NameWord>& a_;
    const std::vector<NameWord>& b_;
    std::vector<std::optional<Abbreviation>> known_;
};

/// The meaning of an abbreviation that has only one; else empty.
std::string_view only_meaning(std::string_view letters) {
    std::string_view meaning;
    for (const auto& known : abbreviations) {
        if (known.letters != letters) continue;
        if (!meaning.empty()) return {};
        meaning = known.meaning;
    }
    return meaning;
}

}  // namespace

std::string exact_name_key(std::string_view name) {
    constexpr std::string_view around = " .,;:-+*/'\"";
    const std::string folded = fold(name);
    const auto first = folded.find_first_not_of(around);
    if (first == std::string::npos) return {};
    return folded.substr(first, folded.find_last_not_of(around) - first + 1);
}

NameForm name_form(std::string_view name) {
    constexpr std::size_t longest_abbreviation = 14;
    NameForm form;
    const auto raw = raw_words(name);
    const bool all_capitals =
        raw.size() > 1 && std::all_of(raw.begin(), raw.end(), [](const RawWord& word) { return word.capitals; });
    for (const RawWord& word : raw) {
        std::string folded = fold(word.text);
        if (folded == "và") continue;
        NameWord made{spelled_one_way(folded), {}, word.begin, word.after_break};
        const bool short_form = word.capitals && word.text.size() <= longest_abbreviation;
        if (short_form && !(all_capitals && has_vowel(folded))) made.letters = std::move(folded);
        // "UBND" in a name that is all of capitals has a vowel, but is no syllable.
        const std::string& letters = made.letters.empty() && all_capitals ? made.text : made.letters;
        if (const auto meaning = only_meaning(letters); !meaning.empty())
            append_words(meaning, made, form.words);
        else
            form.words.push_back(std::move(made));
    }
    const bool many = take_plural(form.words);
    form.plural = many || lists_levels(form.words);
    const std::string words = joined(form.words);
    form.open =
        words.ends_with("liên quan") || words.ends_with("hữu quan") || (form.plural && words.ends_with(" khác"));
    return form;
}

std::string NameForm::key() const {
    std::string words_only = joined(words);
    if (plural) return group_key(words_only);
    // A department exists at the province only, so its level says nothing.
    if (words_only.starts_with("sở ") && words.size() > 3) words_only = without_end(words_only, " tỉnh");
    return words_only;
}

std::string NameForm::plain_key() const {
    return fold_without_tones(key());
}

Abbreviation abbreviates(const NameForm& written, const NameForm& known) {
    constexpr std::size_t most_words = 40;
    if (written.plural != known.plural) return Abbreviation::none;
    if (written.words.size() > most_words || known.words.size() > most_words) return Abbreviation::none;
    return Aligner(written, known).run();
}

TitledName split_title(std::string_view name) {
    const auto words = raw_words(name);
    const auto folded_from = [&](std::size_t first, std::size_t count) {
        std::string text;
        for (std::size_t i = first; i < std::min(words.size(), first + count); ++i)
            text += (i == first ? "" : " ") + spelled_one_way(fold(words[i].text));
        return text;
    };
    TitledName best{{}, name};
    std::size_t longest = 0;
    for (const HeadTitle& title : head_titles) {
        const auto count = static_cast<std::size_t>(std::count(title.words.begin(), title.words.end(), ' ')) + 1;
        if (count <= longest || count - title.kept >= words.size() || folded_from(0, count) != title.words) continue;
        std::size_t unit = count - title.kept;
        // "Chi cục trưởng Chi cục Thuế": said twice; "Trưởng phòng Tài chính": once.
        if (title.kept > 0 && words.size() > count && folded_from(count, title.kept) == folded_from(unit, title.kept))
            unit = count;
        if (unit >= words.size()) continue;
        longest = count;
        const std::size_t at = words[unit].begin;
        best = {name.substr(0, name.find_last_not_of(" ", at - 1) + 1), name.substr(at)};
    }
    return best;
}

}  // namespace rules::model
