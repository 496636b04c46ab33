#include "rules/reporting/name_stops.hpp"

#include "rules/reporting/name_words.hpp"
#include "rules/reporting/names.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// "tổng hợp" at the end of an office's name: "Phòng Kế hoạch tổng hợp".
constexpr Words collecting_offices[] = {"kế hoạch", "hành chính", "nghiên cứu", "kinh tế",
                                        "thư ký",   "nghiệp vụ",  "văn phòng",  "bộ phận"};

/// "Phòng Tổ chức", "các tổ chức": a name; "tổ chức triển khai": a predicate.
bool organizes(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổ chức") && !phrase.is_capital(at) && !phrase.ends_before(at, "các") &&
           !phrase.ends_before(at, "và") && !phrase.ends_before(at, ",") && !phrase.ends_before(at, "ban");
}

/// What is done, and not what the office is called: "Phòng Kế hoạch tổng hợp, báo cáo", "văn phòng tổng hợp số liệu".
bool collects(const Phrase& phrase, std::size_t at) {
    constexpr Words objects[] = {", báo cáo", ", trình",  ", tham mưu", ", gửi",      "và báo cáo",
                                 "và gửi",    "và trình", "kết quả",    "số liệu",    "tình hình",
                                 "trình",     "chung",    "danh sách",  "nhu cầu",    ", xây dựng",
                                 "ý kiến",    "đề xuất",  ", rà soát",  ", theo dõi", "gửi"};
    constexpr Words rarely_named_so[] = {"văn phòng", "thư ký", "bộ phận", "nghiệp vụ", "kinh tế"};
    return phrase.has_any(at + 2, objects) ||
           (phrase.has(at + 2, "báo cáo") && phrase.ends_before_any(at, rarely_named_so)) ||
           (phrase.ends_before(at, "bộ phận") && phrase.ends_before(at - 2, "các"));
}

bool keeps_collecting(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổng hợp") && phrase.ends_before_any(at, collecting_offices) && !collects(phrase, at);
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

/// "gửi Sở Nội vụ Kế hoạch cải cách ...": the paper that is sent. "Sở Kế hoạch và Đầu tư", "Ban Chỉ đạo Đề án 06" are
/// names.
bool begins_paper(const Phrase& phrase, std::size_t at, std::size_t begin) {
    constexpr Words papers[] = {"báo cáo",   "danh sách",   "tờ trình", "công văn", "dự thảo",    "hồ sơ",
                                "kế hoạch",  "đề án",       "dự toán",  "phiếu",    "biểu mẫu",   "danh mục",
                                "phương án", "bản đăng ký", "biên bản", "văn bản",  "đơn đề nghị"};
    constexpr Words offices[] = {"của", "và"};
    const std::size_t length = phrase.is_capital(at) ? phrase.match_any(at, papers) : 0;
    const std::size_t next = at + length;
    if (length == 0 || at == begin || !phrase.is_word(at - 1) || !phrase.is_word(next) || phrase.is_capital(next)) {
        return false;
    }
    const bool head =
        begin + phrase.match_any(begin, heads) == at ||
        (phrase.is_capital(at - 1) && (phrase.ends_before_any(at, heads) || phrase.ends_before_any(at, proper_heads)));
    const bool named_so = head || phrase.ends_before_any(at, acts) || phrase.ends_before(at, "thực hiện") ||
                          phrase.ends_before(at, "điều hành") || phrase.has_any(next, offices);
    constexpr Words of_offices[] = {"kế hoạch", "đề án", "hồ sơ", "dự toán"};
    const bool ended = phrase.has_any(at, of_offices) && phrase.has_any(next, stops) && !is_in_compound(phrase, next);
    return !named_so && !ended && !phrase.has_any(next, levels);
}

}  // namespace

std::size_t words_of_name(const Phrase& phrase, std::size_t at) {
    constexpr Words advising[] = {"tham mưu , giúp việc", "tham mưu và giúp việc", "tham mưu giúp việc",
                                  "chuyên trách tham mưu , giúp việc", "chuyên trách tham mưu giúp việc"};
    constexpr Words advisers[] = {"cơ quan", "các ban", "bộ phận", "đơn vị", "các ban đảng"};
    if (const std::size_t length = phrase.match_any(at, advising);
        length != 0 && phrase.ends_before_any(at, advisers)) {
        return length;
    }
    return phrase.match_any(at, goes_on);
}

bool stops_name(const Phrase& phrase, std::size_t at, std::size_t begin) {
    if (begins_paper(phrase, at, begin)) {
        return true;
    }
    if (phrase.is_capital(at) || words_of_name(phrase, at) != 0 || keeps_name(phrase, at)) {
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

}  // namespace rules::reporting
