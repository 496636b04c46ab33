#include "daemon/intake/cell_looks.hpp"

#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace dondoc::intake {

namespace {

bool starts_lower(const std::string& text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

template <class Words>
bool is_any(std::string_view text, const Words& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Takes everything of `what` off, wherever it stands; signs may be of several bytes.
template <class Signs>
std::string without(std::string text, const Signs& signs) {
    for (const std::string_view sign : signs)
        for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at)) text.erase(at, sign.size());
    return text;
}

}  // namespace

Looks looks_of(const std::string& text) {
    constexpr std::array unit_words{
        "sở ",         "các sở",    "các phòng", "các đơn vị", "các cơ quan", "các ban",   "các địa phương",
        "các ngành",   "các bộ",    "các xã",    "các huyện",  "ubnd",        "ủy ban",    "uỷ ban",
        "phòng ",      "chi cục",   "trung tâm", "công an",    "bệnh viện",   "văn phòng", "bhxh",
        "bảo hiểm xã", "báo và",    "đài ",      "trường ",    "hội ",        "thống kê",  "mặt trận",
        "công ty",     "bộ ",       "đơn vị ",   "cơ quan ",   "liên đoàn",   "tỉnh đoàn", "cục ",
        "thanh tra",   "tòa án",    "ban quản",  "ban ql",     "ban dân",     "ban tuyên", "ban chỉ",
        "bộ chỉ",      "ngân hàng", "kho bạc",   "thuế ",      "viện ",       "tổng cục"};
    constexpr std::size_t longest_value = 20;
    constexpr std::size_t longest_time = 120;
    const std::string folded = rules::deadlines::fold_without_tones(text);
    const bool digit = text.find_first_of("0123456789") != std::string::npos;
    const bool year = is_arabic(text) && text.size() == 4 && text.starts_with("20");
    if (!year && text.size() <= longest_value && (digit || folded == "x" || folded == "co" || folded == "khong") &&
        !starts_lower(folded.substr(0, folded.find_first_of("0123456789"))))
        return Looks::value;
    if (folded == "x" || folded == "co" || folded.starts_with("tren ") || folded.starts_with("duoi "))
        return Looks::value;
    if (text.size() <= longest_time) {
        rules::deadlines::ParseContext context;
        context.year = 2000;  // any: only whether it is a time is asked
        if (rules::deadlines::parse_deadline(text, context).meaning.kind != rules::deadlines::Kind::unresolved)
            return Looks::time;
    }
    const std::string words = rules::deadlines::fold(text);
    const bool unit = std::any_of(unit_words.begin(), unit_words.end(),
                                  [&](std::string_view word) { return words.starts_with(word); });
    return unit ? Looks::unit : Looks::text;
}

bool is_clock_time(const std::string& text) {
    std::string folded = rules::deadlines::fold_without_tones(text);
    if (folded.starts_with("tu ")) folded.erase(0, 3);
    const auto digits = folded.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string::npos || digits > 2) return false;
    const std::string rest = folded.substr(digits);
    const bool hour =
        rest.starts_with("h") || rest.starts_with(":") || rest.starts_with("g") || rest.starts_with(" gio");
    return hour && folded.find('/') == std::string::npos && folded.find("ngay") == std::string::npos;
}

bool is_to_be_filled_in(const std::string& text) {
    constexpr std::array<std::string_view, 17> signs{" ", "\n", "\t", ".", "…", "_", "-", "–",       "—",
                                                     "(", ")",  "[",  "]", "/", ":", "·", "\xC2\xA0"};
    return without(text, signs).empty();
}

bool is_mark(const std::string& text) {
    constexpr std::array<std::string_view, 14> marks{"x", "X", "xx", "✓", "✔", "√", "●",
                                                     "•", "*", "+",  "×", "■", "v", "V"};
    return is_any(squeeze(text), marks);
}

bool says_total(const std::string& text) {
    constexpr std::array<std::string_view, 5> sums{"tong cong", "tong so", "cong", "tong", "total"};
    constexpr std::array<std::string_view, 13> counted{"nhiem vu", "hang muc", "cong viec", "dau viec", "viec",
                                                       "noi dung", "de an",    "kinh phi",  "chi phi",  "muc",
                                                       "phan",     "so",       "du toan"};
    const std::string folded = rules::deadlines::fold_without_tones(squeeze(text));
    return std::any_of(sums.begin(), sums.end(), [&](std::string_view sum) {
        if (!folded.starts_with(sum)) return false;
        std::string_view rest = std::string_view(folded).substr(sum.size());
        if (rest.empty() || std::string_view(":(.,;-").find(rest.front()) != std::string_view::npos) return true;
        if (rest.front() != ' ') return false;
        rest.remove_prefix(1);
        const bool number = rest.find_first_of("0123456789") == 0 || std::string_view(":(").find(rest.front()) == 0;
        return number ||
               std::any_of(counted.begin(), counted.end(),
                           [&](std::string_view word) {
                               return rest.starts_with(word) &&
                                      rest.find_first_of(":(0123456789") != std::string_view::npos;
                           }) ||
               is_any(rest, counted);
    });
}

bool is_ditto(const std::string& text) {
    constexpr std::size_t longest = 24;
    if (text.size() > longest) return false;
    constexpr std::array<std::string_view, 8> around{"-", "–", "(", ")", " ", ".", "/", "_"};
    constexpr std::array<std::string_view, 10> words{"nt", "\"", "“", "”", "''", "’’", "″", "〃", "nhutren", ",,"};
    const std::string bare = without(rules::deadlines::fold_without_tones(squeeze(text)), around);
    return is_any(bare, words) || is_any(without(squeeze(text), around), words);
}

}  // namespace dondoc::intake
