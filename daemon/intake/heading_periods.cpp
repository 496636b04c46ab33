#include "daemon/intake/heading_periods.hpp"

#include "daemon/intake/heading_words.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/parse.hpp"

namespace dondoc::intake {

namespace {

constexpr std::size_t longest_period = 40;

bool is_year(std::string_view text) {
    return text.size() == 4 && text.starts_with("20") && is_arabic(text);
}

/// The year that a heading names: "Lộ trình năm 2027".
std::string year_in(std::string_view text) {
    for (auto at = text.find("20"); at != std::string_view::npos; at = text.find("20", at + 1))
        if (const auto year = text.substr(at, 4); is_year(year)) return std::string(year);
    return {};
}

bool speaks_of_time(const std::string& group) {
    if (group.empty()) return true;
    if (has_any(group, {"kinh phi", "du toan", "von", "muc tieu", "chi tieu", "so luong", "ket qua"})) return false;
    const Column column = column_of_words(group);
    return column == Column::deadline || column == Column::start ||
           has_any(group, {"thang", "quy", "nam", "giai doan", "ke hoach"});
}

/// A period or several years in a row: "Quý II", "2026-2028".
bool is_one_time(const std::string& text) {
    rules::deadlines::ParseContext context;
    context.year = 2000;  // any: only whether it is a time is asked
    const auto kind = rules::deadlines::parse_deadline(text, context).meaning.kind;
    return kind == rules::deadlines::Kind::fixed || kind == rules::deadlines::Kind::window;
}

/// "2" under "Tháng" and "II" under "Quý".
std::string with_word_of_group(const std::string& group, const std::string& own) {
    constexpr std::size_t longest = 3;
    if (own.size() > longest) return own;
    if (is_arabic(own) && has_any(group, {"thang"})) return "Tháng " + own;
    if ((is_arabic(own) || is_roman(own)) && has_any(group, {"quy"})) return "Quý " + own;
    return own;
}

}  // namespace

std::string period_of_heading(std::string_view group, std::string_view own) {
    const std::string above = plain_heading(group);
    std::string text = strip_ordinal(squeeze(own));
    if (text.empty() || text.size() > longest_period || !speaks_of_time(above)) return {};
    text = is_year(text) ? "Năm " + text : with_word_of_group(above, text);
    const std::string year = year_in(group);
    if (!year.empty() && year_in(text).empty()) {
        const std::string with_slash = text + "/" + year;
        text = is_one_time(with_slash) ? with_slash : text + " " + year;
    }
    return is_one_time(text) ? text : std::string();
}

std::string words_of_marks(const std::vector<std::string>& periods, const std::vector<bool>& marked) {
    std::string words;
    for (std::size_t first = 0; first < periods.size(); ++first) {
        if (!marked[first]) continue;
        auto last = first;
        while (last + 1 < periods.size() && marked[last + 1]) ++last;
        if (!words.empty()) words += ", ";
        words += last == first ? periods[first] : "Từ " + periods[first] + " đến " + periods[last];
        first = last;
    }
    return words;
}

}  // namespace dondoc::intake
