#include "rules/language/cut_off_words.hpp"

#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"

#include <re2/re2.h>

namespace rules::language {
namespace {

using dates::PeriodKind;
using deadlines::DuePlace;
using re2::RE2;
using Place = tl::expected<DuePlace, std::string>;

constexpr int most_days = 366;
constexpr std::size_t longest_words = 400;

/// Of a few digits; none are 0.
int number(std::string_view digits) noexcept {
    int value = 0;
    for (const char digit : digits) value = 10 * value + (digit - '0');
    return value;
}

/// A day of a month that is found from the period; nothing where the words name no such day.
std::optional<Place> day_of_month(std::string_view folded, PeriodKind period) {
    static const RE2 month_before(
        R"((?:ngày )?(\d{1,2})(?: của)? tháng(?: cuối (?:kỳ|quý))?(?: liền)? trước(?: liền kề)?(?: (?:kỳ|tháng|quý))?(?: báo cáo)?|)"
        R"(previous-month-(\d{1,2}))");
    static const RE2 last_month(
        R"((?:ngày )?(\d{1,2})(?: của)? tháng (?:báo cáo|này|cuối(?: của)? kỳ(?: báo cáo)?)|last-month-(\d{1,2}))");
    static const RE2 first_month(
        R"((?:ngày )?(\d{1,2})(?: của)? tháng đầu(?: của)? kỳ(?: báo cáo)?|first-month-(\d{1,2}))");
    const re2::StringPiece text(folded.data(), folded.size());
    std::string worded;
    std::string canonical;
    const auto matches = [&](const RE2& pattern) { return RE2::FullMatch(text, pattern, &worded, &canonical); };
    const bool before = matches(month_before);
    const bool last = !before && matches(last_month);
    const bool first = !before && !last && matches(first_month);
    if (!before && !last && !first) return std::nullopt;
    const int day = number(worded.empty() ? canonical : worded);
    if (day < 1 || day > 31 || period == PeriodKind::week) {
        return tl::unexpected(std::string("không có ngày này trong kỳ (no such day of this period)"));
    }
    if (before) return deadlines::day_of_month_before(period, day);
    DuePlace place = deadlines::day_of_last_month(day);
    if (first) place.month = 1;
    return place;
}

/// "15/12 năm trước": a day of the year before the period's.
std::optional<Place> day_of_last_year(std::string_view folded, PeriodKind period) {
    static const RE2 pattern(
        R"((?:ngày )?(\d{1,2})(?:/| tháng )(\d{1,2})(?: của)? năm(?: liền)? trước(?: liền kề)?(?: (?:kỳ|năm) báo cáo)?|)"
        R"(previous-year-(\d{1,2})-(\d{1,2}))");
    const re2::StringPiece text(folded.data(), folded.size());
    std::string day;
    std::string month;
    std::string canonical_month;
    std::string canonical_day;
    if (!RE2::FullMatch(text, pattern, &day, &month, &canonical_month, &canonical_day)) return std::nullopt;
    const int month_number = number(day.empty() ? canonical_month : month);
    const int day_number = number(day.empty() ? canonical_day : day);
    constexpr int leap_year = 2024;
    const bool repeats = period == PeriodKind::week || period == PeriodKind::month || period == PeriodKind::quarter;
    if (!dates::make_date(leap_year, month_number, day_number) || repeats) {
        return tl::unexpected(std::string("không có ngày này trong kỳ (no such day of this period)"));
    }
    DuePlace place;
    place.anchor = DuePlace::Anchor::month_of_year;
    place.month = static_cast<std::int8_t>(month_number);
    place.day = static_cast<std::int8_t>(day_number);
    place.year_offset = -1;
    return place;
}

/// Without what says only that a window begins or ends: "từ ngày 15" is the 15th, "đến hết ngày 14" the 14th.
std::string_view without_opening(std::string_view folded) {
    static const RE2 opening(R"((?:kể )?(?:từ|đến hết|cho đến|đến|hết) )");
    re2::StringPiece rest(folded.data(), folded.size());
    RE2::Consume(&rest, opening);
    return {rest.data(), rest.size()};
}

}  // namespace

std::optional<AfterCutOff> parse_after_cut_off(std::string_view words) {
    static const RE2 canonical(R"(cutoff(?: ?\+ ?(\d{1,3})(w?)d)?)");
    static const RE2 worded(
        R"((?:(?:chậm nhất|muộn nhất|không quá|tối đa|trong vòng|trong thời hạn|trong|sau)(?: là)? ){0,2})"
        R"((\d{1,3}) ngày( làm việc)? (?:sau|kể từ|tính từ|từ)(?: khi)?(?: ngày| thời điểm| thời gian)?)"
        R"( chốt(?: số liệu| dữ liệu)?(?: báo cáo)?)");
    if (words.size() > longest_words) return std::nullopt;
    const std::string folded = deadlines::fold(words);
    std::string digits;
    std::string working;
    if (!RE2::FullMatch(folded, canonical, &digits, &working) && !RE2::FullMatch(folded, worded, &digits, &working)) {
        return std::nullopt;
    }
    const int count = number(digits);
    if (count > most_days) return std::nullopt;
    return AfterCutOff{count, !working.empty()};
}

Place parse_report_day(std::string_view words, PeriodKind period) {
    if (words.size() <= longest_words) {
        const std::string folded = deadlines::fold(words);
        if (folded == "last-working-day") return deadlines::parse_due_place("ngày làm việc cuối cùng", period);
        if (folded.find("trước") == std::string::npos) {
            if (const auto place = day_of_month(folded, period)) return *place;
        }
    }
    return deadlines::parse_due_place(words, period);
}

Place parse_cut_off_end(std::string_view words, PeriodKind period) {
    if (words.size() > longest_words) return deadlines::parse_due_place(words, period);
    const std::string folded = deadlines::fold(words);
    const std::string_view day = without_opening(folded);
    if (const auto place = day_of_month(day, period)) return *place;
    if (const auto place = day_of_last_year(day, period)) return *place;
    return deadlines::parse_due_place(day, period);
}

std::optional<CutOffWords> split_cut_off(std::string_view words) {
    static const RE2 pattern(R"((?:tính |kể )?từ (.+?) (?:đến|tới) (.+))");
    if (words.size() > longest_words) return std::nullopt;
    CutOffWords parts;
    if (!RE2::FullMatch(deadlines::fold(words), pattern, &parts.from, &parts.to)) return std::nullopt;
    return parts;
}

}  // namespace rules::language
