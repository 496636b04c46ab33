#include "daemon/intake/targets.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::deadlines::fold_without_tones;

// Units of measure and what is counted one by one, without tones. Other nouns in brackets are remarks.
constexpr std::array<std::string_view, 94> measures{
    "%",         "‰",         "phan tram",  "phan nghin", "mm",          "cm",           "dm",          "m",
    "km",        "m²",        "m³",         "km²",        "m2",          "m3",           "km2",         "ha",
    "g",         "kg",        "mg",         "ta",         "tan",         "lit",          "ml",          "kw",
    "kwh",       "mw",        "mwh",        "gwh",        "mb",          "gb",           "tb",          "mbps",
    "tuoi",      "nam",       "thang",      "tuan",       "ngay",        "gio",          "phut",        "giay",
    "nguoi",     "nhan khau", "ho",         "ho dan",     "ho gia dinh", "hoc sinh",     "sinh vien",   "tre",
    "tre em",    "lao dong",  "can bo",     "bac si",     "bac sy",      "duoc si",      "duoc sy",     "dieu duong",
    "lan",       "luot",      "luot nguoi", "ca",         "vu",          "giuong",       "giuong benh", "tram",
    "tram y te", "benh vien", "truong",     "lop",        "phong",       "xa",           "phuong",      "xa, phuong",
    "huyen",     "tinh",      "thon",       "co so",      "don vi",      "doanh nghiep", "hop tac xa",  "du an",
    "de an",     "mo hinh",   "van ban",    "san pham",   "dich vu",     "cong trinh",   "dong",        "vnd",
    "usd",       "diem",      "bac",        "hang",       "cuoc",        "tieu chi"};

constexpr std::array<std::string_view, 6> scales{"nghin ", "ngan ", "trieu ", "ty ", "ti ", "tram "};

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_measure(std::string_view text) {
    for (const std::string_view scale : scales)
        if (text.starts_with(scale)) return is_measure(text.substr(scale.size()));
    return std::find(measures.begin(), measures.end(), text) != measures.end();
}

/// "10.000" and the like at the beginning of a text: how long it is; 0 where it is no round number from 100 up.
std::size_t round_number(std::string_view text) {
    std::size_t end = 0;
    std::size_t zeros = 0;
    if (text.empty() || text[0] != '1') return 0;
    for (end = 1; end < text.size() && (text[end] == '0' || (text[end] == '.' && end + 1 < text.size())); ++end)
        zeros += text[end] == '0';
    return zeros >= 2 && (end == text.size() || !is_digit(text[end])) ? end : 0;
}

/// "/10.000 dân" in a text.
struct Rate {
    std::size_t begin = std::string_view::npos;  ///< of the slash
    std::size_t end = 0;
};

Rate find_rate(std::string_view text) {
    for (auto slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash + 1)) {
        auto at = slash + 1;
        while (at < text.size() && text[at] == ' ') ++at;
        const auto length = round_number(text.substr(at));
        const bool ten_thousand = text.substr(at).starts_with("vạn ") || text.substr(at).starts_with("van ");
        if (length == 0 && !ten_thousand) continue;
        const auto end = std::min({text.find_first_of("(,;", at + length), text.size()});
        return {slash, end};
    }
    return {};
}

// What a number is of, without the words that only say that it is one.
std::string counted(std::string_view text) {
    constexpr std::array<std::string_view, 9> openings{"tong so ", "so luong ", "so ",      "ty le ",  "ti le ",
                                                       "ty so ",   "ti so ",    "ty suat ", "ti suat "};
    std::string words = squeeze(text);
    for (bool again = true; again;) {
        again = false;
        const std::string folded = fold_without_tones(words);
        for (const std::string_view opening : openings) {
            if (!folded.starts_with(opening)) continue;
            const auto spaces = static_cast<std::size_t>(std::count(opening.begin(), opening.end(), ' '));
            for (std::size_t i = 0; i < spaces; ++i) words.erase(0, words.find(' ') + 1);
            again = true;
            break;
        }
    }
    return words;
}

// Names begin with a capital, units do not.
std::string lower_first(std::string text) {
    std::size_t end = std::min<std::size_t>(1, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return fold(text.substr(0, end)) + text.substr(end);
}

std::string unit_of_rate(std::string_view name, const Rate& rate) {
    constexpr std::ptrdiff_t most_words = 3;
    std::string what = lower_first(counted(name.substr(0, rate.begin)));
    if (std::count(what.begin(), what.end(), ' ') >= most_words) what.clear();
    if (fold(what) == "giường bệnh") what = "giường";  // beds are counted in "giường"
    std::string by = squeeze(name.substr(rate.begin, rate.end - rate.begin));
    for (const std::string_view cut : {" đạt", " tối thiểu", " ít nhất", " trên ", " dưới ", " từ "})
        if (const auto at = (by + " ").find(cut); at != std::string::npos) by = squeeze(by.substr(0, at));
    return what + by;
}

}  // namespace

bool is_unit_of_measure(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (text.empty() || text.size() > longest) return false;
    const std::string folded = fold_without_tones(text);
    if (find_rate(folded).begin != std::string_view::npos) return true;
    if (std::any_of(folded.begin(), folded.end(), is_digit) && !is_measure(folded)) return false;
    return is_measure(folded.substr(0, folded.find('/'))) || folded.starts_with("% ");
}

std::string unit_in_name(std::string_view name) {
    constexpr std::size_t longest = 4096;
    if (name.size() > longest) return {};
    for (auto close = name.rfind(')'); close != std::string_view::npos && close > 0;
         close = name.rfind(')', close - 1)) {
        const auto open = name.rfind('(', close);
        if (open == std::string_view::npos) break;
        std::string inside = squeeze(name.substr(open + 1, close - open - 1));
        const std::string folded = fold_without_tones(inside);
        if (folded.starts_with("dvt") || folded.starts_with("don vi tinh"))
            inside = squeeze(inside.substr(std::min(inside.size(), inside.find(':') + 1)));
        if (is_unit_of_measure(inside)) return inside;
        if (open == 0) break;
        close = open;
    }
    const Rate rate = find_rate(name);
    return rate.begin == std::string_view::npos ? std::string() : unit_of_rate(name, rate);
}

}  // namespace dondoc::intake
