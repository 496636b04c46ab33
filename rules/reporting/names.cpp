#include "rules/reporting/names.hpp"

#include "rules/reporting/name_words.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// After a name in a list, these tell that the name was the subject of something new.
constexpr Words of_a_subject[] = {"chủ trì", "có trách nhiệm", "chịu trách nhiệm", "tổng hợp", "theo dõi", "tham mưu"};

/// "tổng hợp" at the end of an office's name: "Phòng Kế hoạch tổng hợp".
constexpr Words collecting_offices[] = {"kế hoạch", "hành chính", "nghiên cứu", "kinh tế",
                                        "thư ký",   "nghiệp vụ",  "văn phòng"};

bool is_abbreviation(const Phrase& phrase, std::size_t at) {
    return phrase.is_abbreviation(at) && phrase.word(at).size() >= 4 && !phrase.is_number(at + 1);
}

bool is_noun_of_group(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, group_nouns) && !phrase.has_any(at, no_heads);
}

/// "Phòng Tổ chức", "các tổ chức": a name; "tổ chức triển khai": a predicate.
bool organizes(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổ chức") && !phrase.is_capital(at) && !phrase.ends_before(at, "các") &&
           !phrase.ends_before(at, "và") && !phrase.ends_before(at, ",") && !phrase.ends_before(at, "ban");
}

bool keeps_collecting(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổng hợp") && phrase.ends_before_any(at, collecting_offices);
}

/// "giao thông", "hàng không": the word that this syllable is a part of.
bool is_in_compound(const Phrase& phrase, std::size_t at) {
    constexpr std::size_t longest = 3;
    for (std::size_t from = at - std::min(at, longest); from <= at; ++from) {
        if (from + phrase.match_any(from, compounds) > at) {
            return true;
        }
    }
    return false;
}

/// "Đào tạo", "Vận hành": the second syllable of a word that begins with a capital. Heads and levels are whole words.
bool completes_a_capital(const Phrase& phrase, std::size_t at) {
    const std::size_t before = at - 1;
    return at >= 2 && phrase.is_capital(before) && !phrase.is_capital(before - 1) && !phrase.is_abbreviation(before) &&
           !phrase.has_any(before, heads) && !phrase.has_any(before, proper_heads) && !phrase.has_any(before, levels);
}

/// "hội đồng thẩm định", "Ban Chỉ đạo thực hiện Đề án 06": bodies that are named after what they do.
bool names_an_act(const Phrase& phrase, std::size_t at) {
    if (phrase.ends_before_any(at, acting_heads)) {
        return phrase.has_any(at, acts);
    }
    constexpr Words leads[] = {"chỉ đạo", "công tác", "giúp việc", "điều hành"};
    constexpr Words carries[] = {"thực hiện", "triển khai", "xây dựng", "thi hành"};
    constexpr Words papers[] = {"đề án", "chương trình", "các chương trình", "chiến lược", "nghị quyết", "phong trào"};
    const std::size_t length = phrase.ends_before_any(at, leads) ? phrase.match_any(at, carries) : 0;
    const std::size_t paper = length == 0 ? 0 : phrase.match_any(at + length, papers);
    return paper != 0 && !phrase.has(at + length + paper, "này");
}

bool keeps_name(const Phrase& phrase, std::size_t at) {
    const bool executing = (phrase.has(at, "thực hiện") && phrase.ends_before(at, "đơn vị")) ||
                           (phrase.has(at, "quản lý") && phrase.ends_before(at, "cơ quan"));
    const bool cluster = phrase.has(at, "năm") && phrase.is_number(at + 1) && phrase.ends_before(at, "khối");
    return executing || cluster || keeps_collecting(phrase, at) || names_an_act(phrase, at);
}

/// "Công an tỉnh mở đợt cao điểm": a single name ends with its level of administration.
bool ends_with_level(const Phrase& phrase, std::size_t at, std::size_t begin) {
    for (const Words level : levels) {
        if (!phrase.ends_before(at, level) || phrase.ends_before(at, "hợp tác xã")) {
            continue;
        }
        const std::size_t from = at - (level.find(' ') == Words::npos ? 1 : 2);
        const bool listed = from <= begin || phrase.ends_before(from, "các") || !phrase.is_word(from - 1) ||
                            phrase.ends_before(from, "và");
        return !listed && !phrase.has_any(at, after_level);
    }
    return false;
}

bool stops_name(const Phrase& phrase, std::size_t at, std::size_t begin) {
    if (phrase.is_capital(at) || phrase.has_any(at, goes_on) || keeps_name(phrase, at)) {
        return false;
    }
    constexpr Words of_many[] = {"quản lý", "liên hiệp", "hiệp hội", "đầu tư xây dựng", "chỉ đạo"};
    const bool other_group = (phrase.has(at, "các") || phrase.has(at, "những")) && !begins_unit(phrase, at) &&
                             !phrase.ends_before_any(at, of_many);
    const std::size_t stop_length = phrase.match_any(at, stops);
    const bool stop =
        stop_length != 0 && !is_in_compound(phrase, at) && (stop_length > 1 || !completes_a_capital(phrase, at));
    return other_group || stop || organizes(phrase, at) || ends_with_level(phrase, at, begin);
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
    if (stops_name(phrase, at, begin) || organizes(phrase, at)) {
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
        if (const std::size_t more = phrase.match_any(at, goes_on)) {
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
