#include "rules/reporting/names.hpp"

#include "rules/reporting/name_stops.hpp"
#include "rules/reporting/name_words.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// After a name in a list, these tell that the name was the subject of something new.
constexpr Words of_a_subject[] = {"chủ trì", "có trách nhiệm", "chịu trách nhiệm", "tổng hợp", "theo dõi", "tham mưu"};

/// "TIÊU", but not "LĐLĐ": a syllable that is only shouted.
bool is_shouted(const Phrase& phrase, std::size_t at) {
    constexpr Words marked = "âăêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ";
    const Words word = phrase.word(at);
    for (std::size_t letter = 0; phrase.is_abbreviation(at) && letter < marked.size();) {
        const std::size_t size = static_cast<unsigned char>(marked[letter]) < 0xE0 ? 2 : 3;
        if (word.find(marked.substr(letter, size)) != Words::npos) {
            return true;
        }
        letter += size;
    }
    return false;
}

/// "MỤC TIÊU" is a heading.
bool is_abbreviation(const Phrase& phrase, std::size_t at) {
    const bool heading =
        is_shouted(phrase, at) && (is_shouted(phrase, at + 1) || (at > 0 && is_shouted(phrase, at - 1)));
    return phrase.is_abbreviation(at) && phrase.word(at).size() >= 4 && !phrase.is_number(at + 1) && !heading;
}

bool is_noun_of_group(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, group_nouns) && !phrase.has_any(at, no_heads);
}

bool is_separator(const Phrase& phrase, std::size_t at) {
    const std::string_view word = phrase.word(at);
    return word == "," || word == "và" || word == "/";
}

/// "thuốc, mỹ phẩm và thực phẩm": whether this "và" ends a list of small words.
bool ends_a_small_list(const Phrase& phrase, std::size_t at) {
    constexpr std::size_t longest = 5;
    std::size_t from = at;
    while (from > 0 && at - from < longest && phrase.is_word(from - 1) && !phrase.is_capital(from - 1)) {
        --from;
    }
    return phrase.word(at) == "và" && from > 0 && from < at && phrase.word(from - 1) == ",";
}

/// "Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm": a few small words up to the next separator or verb go on with the name.
bool lists_inside(const Phrase& phrase, std::size_t at, std::size_t begin) {
    constexpr std::size_t longest = 6;
    constexpr Words papers[] = {"kế hoạch", "dự toán", "dự thảo", "số", "tên", "địa chỉ", "thời gian", "hạn"};
    const bool listed = at >= 2 && (phrase.word(at - 1) == "," || ends_a_small_list(phrase, at - 1));
    if (!listed || phrase.has_any(at, papers)) {
        return false;
    }
    for (const Words level : levels) {
        if (phrase.ends_before(at - 1, level)) {
            return false;
        }
    }
    std::size_t end = at;
    while (end - at < longest && phrase.is_word(end) && !is_separator(phrase, end) && !stops_name(phrase, end, begin)) {
        ++end;
    }
    const bool whole = end == phrase.size() && begin == 0;
    const bool ended = whole || phrase.word(end) == ")" || phrase.word(end) == "(" || is_separator(phrase, end) ||
                       (phrase.is_word(end) && phrase.has_any(end, stops));
    return end > at && ended;
}

/// What may follow a comma or "và" inside a list of names.
bool carries_on(const Phrase& phrase, std::size_t at, std::size_t begin) {
    if (stops_name(phrase, at, begin)) {
        return false;
    }
    return begins_unit(phrase, at) || is_noun_of_group(phrase, at) || phrase.is_capital(at) ||
           lists_inside(phrase, at, begin);
}

/// The first token after the separators that stand here: ", và".
std::size_t after_separators(const Phrase& phrase, std::size_t at) {
    while (is_separator(phrase, at)) {
        ++at;
    }
    return at;
}

/// "Đề án 06 cấp xã", "Phòng Nghiệp vụ 2", but not "Sở Y tế 6 tháng một lần" or "Sở Y tế 10/6".
bool numbers_a_name(const Phrase& phrase, std::size_t at) {
    constexpr Words counted[] = {"tháng", "ngày", "năm", "quý", "tuần", "giờ", "lần", "/", ".", "-", "kỳ", "bản", "bộ"};
    return phrase.word(at).size() <= 3 && phrase.is_word(at - 1) && !phrase.has_any(at + 1, counted);
}

/// Where one name ends, without what a comma adds.
std::size_t end_of_name(const Phrase& phrase, std::size_t begin) {
    constexpr std::size_t longest = 24;
    std::size_t at = begin + 1;
    for (; at < phrase.size() && at - begin < longest; ++at) {
        if (const std::size_t more = words_of_name(phrase, at)) {
            at += more - 1;
        } else if (const std::size_t more_of_it = phrase.word(at) == "và" ? phrase.match_any(at + 1, joined) : 0) {
            at += more_of_it;
        } else if (phrase.word(at) == "-" || phrase.word(at) == "&") {
            if (!phrase.is_word(at + 1) || stops_name(phrase, at + 1, begin)) {
                break;
            }
        } else if (phrase.is_number(at)) {
            if (!numbers_a_name(phrase, at)) {
                break;
            }
        } else if (!phrase.is_word(at) || phrase.word(at) == "và" || stops_name(phrase, at, begin)) {
            break;
        }
    }
    return at;
}

/// "các Sở: Tài chính, Xây dựng", "UBND các xã: Hồng Vân, A Lưới": what all the names behind the colon begin with.
bool shares_its_head(const Phrase& phrase, std::size_t colon) {
    constexpr Words heads_of_many[] = {"các sở",     "các bộ",  "các phòng",     "các chi cục", "các cục",   "các xã",
                                       "các phường", "các ban", "các thành phố", "các đặc khu", "các huyện", "các vụ"};
    return phrase.word(colon) == ":" && phrase.is_capital(colon + 1) && !begins_unit(phrase, colon + 1) &&
           phrase.ends_before_any(colon, heads_of_many);
}

}  // namespace

bool begins_unit(const Phrase& phrase, std::size_t at) {
    if (!phrase.is_word(at)) {
        return false;
    }
    if (phrase.has(at, "các") || phrase.has(at, "những") || phrase.has(at, "từng") || phrase.has(at, "mỗi") ||
        phrase.has(at, "toàn thể")) {
        const std::size_t next = at + (phrase.has(at, "toàn thể") ? 2 : 1);
        return is_noun_of_group(phrase, next) || (phrase.is_capital(next) && begins_unit(phrase, next)) ||
               (phrase.is_abbreviation(next) && !phrase.has_any(next, no_heads));
    }
    if (phrase.has_any(at, no_heads) || (at > 0 && phrase.has_any(at - 1, words_ending_like_heads))) {
        return false;
    }
    if (phrase.has_any(at, heads) || is_abbreviation(phrase, at)) {
        return true;
    }
    return phrase.is_capital(at) && phrase.has_any(at, proper_heads);
}

std::size_t end_of_units(const Phrase& phrase, std::size_t begin) {
    constexpr std::size_t longest = 120;
    std::size_t end = end_of_name(phrase, begin);
    while (end < phrase.size() && end - begin < longest) {
        const bool named_behind = shares_its_head(phrase, end);
        const std::size_t next = named_behind ? end + 1 : after_separators(phrase, end);
        const bool goes = named_behind || (next > end && next < phrase.size() && carries_on(phrase, next, begin));
        if (!goes) {
            break;
        }
        end = end_of_name(phrase, next);
    }
    return end;
}

bool begins_predicate(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, of_a_subject);
}

}  // namespace rules::reporting
