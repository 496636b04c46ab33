#include "rules/reporting/times.hpp"

#include "rules/deadlines/find.hpp"
#include "rules/deadlines/periods.hpp"
#include "rules/reporting/loose_times.hpp"
#include "rules/reporting/names.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using dates::PeriodKind;
using deadlines::DuePlace;
using deadlines::Recurrence;
using Words = std::string_view;

/// Time phrases begin with one of these or with a number; asking the grammar anywhere else would be slow.
constexpr Words beginnings[] = {"định kỳ", "định kì", "hằng",     "mỗi",  "từng", "trước", "xong", "chậm",
                                "muộn",    "ngày",    "không",    "đến",  "hết",  "trong", "vào",  "sáng",
                                "chiều",   "thứ",     "chủ nhật", "cuối", "đầu",  "giữa",  "quý",  "tháng",
                                "tuần",    "năm",     "nửa",      "sáu",  "chín", "ba",    "hạn",  "các",
                                "theo",    "một",     "sau",      "cho",  "tới",  "ngay",  "muộn", "mười hai"};

constexpr Words limit_words[] = {"trước", "xong", "chậm", "muộn",    "không quá", "hạn",
                                 "đến",   "hết",  "tới",  "cho đến", "ngay trong"};

/// A period straight after these nouns is theirs: "dự toán hằng năm".
constexpr Words owners[] = {"dự toán",
                            "ngân sách",
                            "kinh phí",
                            "nguồn vốn",
                            "kế hoạch",
                            "chương trình",
                            "mục tiêu",
                            "chỉ tiêu",
                            "nhiệm vụ",
                            "nguồn",
                            "kế hoạch đầu tư công",
                            "ngân sách nhà nước",
                            "phần trăm",
                            "trung bình",
                            "bình quân",
                            "kiểm toán",
                            "tăng trưởng",
                            "xã hội",
                            "công tác",
                            "hội nghị",
                            "hoạt động",
                            "chi thường xuyên",
                            "phong trào",
                            "giao ban",
                            "05 năm và",
                            "5 năm và",
                            "định suất"};

bool is_limited(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, limit_words);
}

class Finder {
public:
    Finder(const Phrase& phrase, const deadlines::ParseContext& context)
        : phrase_(phrase), times_(phrase.tokens(), context) {}

    std::vector<TimeItem> run() {
        for (std::size_t at = 0; at < phrase_.size();) {
            const std::size_t range = range_of_data(at);
            if (range > at) {
                at = range;
                continue;
            }
            auto found = find(at);
            if (!found || !take(*found)) {
                ++at;
                continue;
            }
            at = found->end;
        }
        return std::move(items_);
    }

private:
    std::optional<deadlines::FoundTime> find(std::size_t at) {
        if (const std::size_t hour = end_of_hour(phrase_, at)) {
            auto found = times_.at(hour);
            if (found && !found->period) {
                found->begin = at;
                return found;
            }
        }
        if (auto week = last_week(phrase_, at)) {
            return week;
        }
        const bool beginning = phrase_.is_number(at) || phrase_.has_any(at, beginnings);
        auto found = beginning ? times_.at(at) : std::nullopt;
        if (found) {
            leave_the_verb(*found);
            take_year(*found);
            take_month_of_every_year(*found);
        }
        return found;
    }

    /// "trong quý III/2026", "vào cuối năm 2030": one day, where a limit is meant and not what a report is about.
    void take_year(deadlines::FoundTime& found) const {
        const bool slash = phrase_.word(found.end) == "/" || phrase_.word(found.end) == "năm";
        const std::size_t at = found.end + (slash ? 1 : 0);
        constexpr int first_year = 1990;
        constexpr int last_year = 2199;
        if (!phrase_.is_number(at) || found.day) {
            return;
        }
        const int year = phrase_.tokens()[at].value;
        const auto recurrence = found.period ? found.period : end_of_year(found);
        if (year < first_year || year > last_year || !recurrence || recurrence->only.count() > 1 ||
            !limits_a_clause(found.begin, at + 1, found.period.has_value())) {
            return;
        }
        static const dates::Calendar no_holidays;
        const auto index = static_cast<std::uint8_t>(recurrence->only.all() ? 1 : recurrence->only.first());
        found.day = due_day(*recurrence, {recurrence->period, index, static_cast<std::int16_t>(year)}, no_holidays);
        found.period.reset();
        found.places.clear();
        found.names_year = true;
        found.end = at + 1;
    }

    /// "vào tháng 11 hằng năm": by the last day of that month.
    void take_month_of_every_year(deadlines::FoundTime& found) const {
        const bool month = found.period && found.period->period == PeriodKind::month && found.period->only.count() == 1;
        constexpr Words every_year[] = {"hằng năm", "mỗi năm", "của mỗi năm", "các năm"};
        const std::size_t length = phrase_.match_any(found.end, every_year);
        const bool said = phrase_.ends_before_any(found.end, every_year);
        if (!month || (length == 0 && !said)) {
            return;
        }
        deadlines::Place place;
        place.of = deadlines::Unit::year;
        place.due.anchor = DuePlace::Anchor::month_of_year;
        place.due.month = static_cast<std::int8_t>(found.period->only.first());
        place.due.day = 31;
        place.named = true;
        found.places.assign(1, place);
        found.period.reset();
        found.end += length;
    }

    static std::optional<Recurrence> end_of_year(const deadlines::FoundTime& found) {
        Recurrence year;
        year.period = PeriodKind::year;
        return found.places.size() == 1 ? placed(year, found.places.front()) : std::nullopt;
    }

    /// "vào quý IV/2028", "..., hoàn thành trong tháng 4/2026", "... trong quý III/2026." at the end of its clause.
    bool limits_a_clause(std::size_t begin, std::size_t end, bool period) const {
        constexpr Words surely[] = {"vào",     "hoàn thành",      "hoàn thành trong", "hoàn thành vào", "xong trong",
                                    ", trong", "muộn nhất trong", "chậm nhất trong",  "ngay trong"};
        if (!period || phrase_.ends_before_any(begin, surely)) {
            return true;
        }
        const Words next = phrase_.word(end);
        return phrase_.ends_before(begin, "trong") && !phrase_.has(begin, "năm") &&
               (next.empty() || next == "." || next == ";" || next == "/" || next == ")");
    }

    /// "từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 6": what a report covers, not when it is due.
    std::size_t range_of_data(std::size_t at) {
        const bool counted =
            phrase_.has(at, "tính đến") || phrase_.has(at, "tính tới") || phrase_.has(at, "số liệu đến");
        if (!counted && !phrase_.has(at, "từ") && !phrase_.has(at, "kể từ")) {
            return at;
        }
        constexpr std::size_t longest = 16;
        for (std::size_t next = at + 1; next < std::min(at + longest, phrase_.size()); ++next) {
            const Words word = phrase_.word(next);
            constexpr Words periods_before[] = {"tháng", "năm", "quý", "kỳ", "tuần", "liền"};
            const bool limit = word == "trước" && !phrase_.ends_before_any(next, periods_before);
            if (word == ";" || word == "." || word == ")" || word == "báo" || limit) {
                break;
            }
            if (counted || word == "đến" || word == "tới") {
                const std::size_t day = next + (counted ? 0 : 1);
                const auto found = times_.at(day);
                if (found && !found->period) {
                    return !counted && is_window(at, next, found->end) ? next : found->end;
                }
            }
        }
        return at;
    }

    /// "từ ngày 05 đến ngày 10 hằng tháng": when to report, and not what the data cover.
    bool is_window(std::size_t from, std::size_t to, std::size_t end) const {
        constexpr Words data[] = {"tính", "số liệu", "thời gian", "kỳ báo cáo", "kết quả"};
        constexpr std::size_t longest = 4;
        return to - from <= longest && !phrase_.ends_before_any(from, data) && phrase_.has(end, "hằng");
    }

    /// "hằng năm báo cáo UBND tỉnh" is no "năm báo cáo".
    void leave_the_verb(deadlines::FoundTime& found) const {
        constexpr Words reported[] = {"kết quả", "tình hình", "tiến độ", "về", "cho", "gửi", "với", "các"};
        if (phrase_.ends_before(found.end, "báo cáo") && found.end > found.begin + 2 &&
            (found.period || begins_unit(phrase_, found.end) || phrase_.has_any(found.end, reported))) {
            found.end -= 2;
        }
    }

    bool take(const deadlines::FoundTime& found) {
        if (found.period ? !is_period(found) : !is_limit(found)) {
            return false;
        }
        items_.push_back({found.begin, found.end, found.period, found.places, found.day, found.names_year,
                          is_dated(found) || is_limited(phrase_, found.begin) || is_handed_in(found)});
        share_before(items_.back());
        if (found.weak && phrase_.ends_before(found.begin, "trong")) {
            --items_.back().begin;
        }
        return true;
    }

    /// "trước ngày 15/6 và 15/12": the word stands for both.
    void share_before(TimeItem& item) const {
        if (items_.size() < 2 || !item.is_limit() || item.limited) {
            return;
        }
        const TimeItem& before = items_[items_.size() - 2];
        const bool excluded = std::any_of(before.places.begin(), before.places.end(),
                                          [](const deadlines::Place& place) { return place.due.shift_days == -1; });
        if (!excluded || !is_short_gap(phrase_, before.end, item.begin)) {
            return;
        }
        item.limited = true;
        for (deadlines::Place& place : item.places) {
            place.due.shift_days = place.due.shift_days == 0 ? std::int16_t{-1} : place.due.shift_days;
        }
        if (item.day) {
            item.day = *item.day - std::chrono::days{1};
        }
    }

    bool is_period(const deadlines::FoundTime& found) {
        const Recurrence& period = *found.period;
        const bool one_month = period.period == PeriodKind::month && !period.only.all();
        if (found.weak && phrase_.has(found.begin, "năm học")) {
            return false;
        }
        if (one_month || phrase_.has(found.end, "tuổi") || phrase_.has(found.end, "kể từ") ||
            phrase_.is_number(found.end) || phrase_.ends_before_any(found.begin, owners)) {
            return false;
        }
        if (phrase_.has(found.begin, "theo") || phrase_.has(found.begin, "từng")) {
            return phrase_.has(found.begin, "theo");
        }
        if (!found.weak) {
            return true;
        }
        const bool in_a_list =
            !items_.empty() && is_short_gap(phrase_, items_.back().end, found.begin) && found.begin > items_.back().end;
        constexpr Words papers[] = {"báo cáo", "tổng kết", "sơ kết", "báo cáo cả", ", cả", "và cả", "báo cáo kết quả"};
        return in_a_list || phrase_.ends_before_any(found.begin, papers) || limit_follows(found.end);
    }

    bool limit_follows(std::size_t at) {
        const std::size_t next = phrase_.word(at) == "(" ? at + 1 : at;
        const auto found = is_limited(phrase_, next) ? times_.at(next) : std::nullopt;
        return found && !found->period;
    }

    /// "tại kỳ họp cuối năm"
    bool is_of_something(std::size_t at) const {
        constexpr Words parts[] = {"cuối", "đầu", "giữa"};
        constexpr Words verbs[] = {"báo cáo", "vào", "dịp", "gửi", "nộp"};
        return phrase_.has_any(at, parts) && at > 0 && phrase_.is_word(at - 1) && !phrase_.ends_before_any(at, verbs);
    }

    /// "vào ngày 25/8/2026", "quý IV/2028": by the words before it, or by what it is, no date of a document.
    bool is_dated(const deadlines::FoundTime& found) const {
        return found.day && found.names_year && found.places.empty() && !phrase_.is_number(found.begin) &&
               !phrase_.has(found.begin, "ngày");
    }

    /// "nộp báo cáo về Sở Y tế ngày 06/9/2026": the day straight behind who gets it.
    bool is_handed_in(const deadlines::FoundTime& found) const {
        constexpr Words towards[] = {"về", "cho", "gửi", "đến", "tới", "lên", "nộp"};
        constexpr std::size_t longest = 16;
        if (!found.day || !found.names_year || !phrase_.has(found.begin, "ngày")) {
            return false;
        }
        for (std::size_t unit = found.begin; unit > 0 && found.begin - unit < longest; --unit) {
            if (phrase_.ends_before_any(unit, towards) && begins_unit(phrase_, unit)) {
                return end_of_units(phrase_, unit) == found.begin;
            }
        }
        return false;
    }

    bool is_limit(const deadlines::FoundTime& found) {
        const bool cited = phrase_.has(found.end, "của") && found.names_year;
        const bool cut = phrase_.word(found.end) == "/" && phrase_.is_number(found.end + 1);  // 31/2
        if (cited || cut || is_of_something(found.begin) || (found.places.empty() && !found.day)) {
            return false;
        }
        if (is_dated(found) || is_limited(phrase_, found.begin) || is_handed_in(found)) {
            return true;
        }
        const bool alone = (phrase_.ends_before(found.begin, "(") || phrase_.ends_before(found.begin, ":")) &&
                           (phrase_.word(found.end) == ")" || found.end == phrase_.size());
        const bool after_limit =
            !items_.empty() && items_.back().is_limit() && is_short_gap(phrase_, items_.back().end, found.begin);
        if (alone || after_limit) {
            return true;
        }
        // A bare number is no day; "ngày 20" before "hằng tháng" and "thứ Sáu" are.
        return !found.names_year && !found.places.empty() &&
               (phrase_.has(found.begin, "ngày") || phrase_.has(found.begin, "vào") || !phrase_.is_number(found.begin));
    }

    const Phrase& phrase_;
    deadlines::TimeFinder times_;
    std::vector<TimeItem> items_;
};

}  // namespace

bool is_short_gap(const Phrase& phrase, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
        const Words word = phrase.word(at);
        if (word != "," && word != ";" && word != "và" && word != ")" && word != "(" && word != "-" && word != ":" &&
            word != "báo" && word != "cáo" && word != "kỳ" && word != "01" && word != "1" && word != "một") {
            return false;
        }
    }
    return true;
}

std::vector<TimeItem> find_times(const Phrase& phrase, const deadlines::ParseContext& context) {
    return Finder(phrase, context).run();
}

}  // namespace rules::reporting
