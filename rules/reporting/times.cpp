#include "rules/reporting/times.hpp"

#include "rules/deadlines/find.hpp"
#include "rules/deadlines/periods.hpp"
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
constexpr Words owners[] = {
    "dự toán",          "ngân sách",  "kinh phí",    "nguồn vốn",   "kế hoạch",           "chương trình", "mục tiêu",
    "chỉ tiêu",         "nhiệm vụ",   "nguồn",       "đầu tư công", "ngân sách nhà nước", "phần trăm",    "trung bình",
    "bình quân",        "kiểm toán",  "tăng trưởng", "xã hội",      "công tác",           "hội nghị",     "hoạt động",
    "chi thường xuyên", "phong trào", "giao ban",    "05 năm và",   "5 năm và",           "định suất"};

bool is_limited(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, limit_words);
}

bool is_short_gap(const Phrase& phrase, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
        const Words word = phrase.word(at);
        if (word != "," && word != ";" && word != "và" && word != ")" && word != "(" && word != "-" && word != ":" &&
            word != "báo" && word != "cáo" && word != "kỳ" && word != "01" && word != "một") {
            return false;
        }
    }
    return true;
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
            const bool beginning = phrase_.is_number(at) || phrase_.has_any(at, beginnings);
            auto found = beginning ? times_.at(at) : std::nullopt;
            if (found) {
                leave_the_verb(*found);
            }
            if (!found || !take(*found)) {
                ++at;
                continue;
            }
            at = found->end;
        }
        return std::move(items_);
    }

private:
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
                    return found->end;
                }
            }
        }
        return at;
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
                          is_limited(phrase_, found.begin)});
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
        return in_a_list || phrase_.ends_before(found.begin, "báo cáo") ||
               phrase_.ends_before(found.begin, "tổng kết") || phrase_.ends_before(found.begin, "sơ kết") ||
               limit_follows(found.end);
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

    bool is_limit(const deadlines::FoundTime& found) {
        const bool cited = phrase_.has(found.end, "của") && found.names_year;
        const bool cut = phrase_.word(found.end) == "/" && phrase_.is_number(found.end + 1);  // 31/2
        if (cited || cut || is_of_something(found.begin) || (found.places.empty() && !found.day)) {
            return false;
        }
        if (is_limited(phrase_, found.begin)) {
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

Recurrence recurring(PeriodKind period, const DuePlace& due = {}) {
    Recurrence recurrence;
    recurrence.period = period;
    recurrence.due = due;
    return recurrence;
}

/// The period that a limit tells by itself: "ngày 25 tháng cuối quý". "Ngày 05 của tháng tiếp theo" follows a month.
std::optional<Recurrence> own_period(const TimeItem& limit) {
    for (const deadlines::Place& place : limit.places) {
        const bool next_month =
            place.of == deadlines::Unit::period && place.due.anchor == DuePlace::Anchor::month_after;
        const auto period = period_kind(next_month ? deadlines::Unit::month : place.of);
        if (place.named && period) {
            return placed(recurring(*period), place);
        }
    }
    return std::nullopt;
}

/// The period with this limit in it, where it is one of the period's.
std::optional<Recurrence> fitting(const Recurrence& period, const TimeItem& limit) {
    std::optional<Recurrence> only;
    for (const deadlines::Place& place : limit.places) {
        const auto found = placed(period, place);
        if (found && only && *only != *found) {
            return std::nullopt;
        }
        if (found) {
            only = found;
        }
    }
    return only;
}

bool is_plain_year(const TimeItem& item) {
    return item.period && item.period->period == PeriodKind::year && item.period->only.all();
}

/// Months of a limit that names a day of the year, else 0.
int month_of_year(const TimeItem& limit) {
    for (const deadlines::Place& place : limit.places) {
        if (place.due.anchor == DuePlace::Anchor::month_of_year) {
            return place.due.month;
        }
    }
    return 0;
}

class Pairing {
public:
    Pairing(const Phrase& phrase, bool periodic, std::vector<std::string>& unclear)
        : phrase_(phrase), periodic_(periodic), unclear_(unclear) {}

    std::vector<Time> run(std::span<const TimeItem> items) {
        rest_.assign(items.begin(), items.end());
        take_suffixed();
        for (std::size_t at = 0; at < rest_.size();) {
            at = take_runs(at);
        }
        std::stable_sort(times_.begin(), times_.end(), [](const Time& a, const Time& b) { return a.begin < b.begin; });
        join_quarters();
        return std::move(times_);
    }

private:
    /// "trước ngày 25/11 hằng năm": the period behind a limit. After "6 tháng trước ngày 10/6" it only says "of each year".
    void take_suffixed() {
        std::vector<TimeItem> kept;
        for (std::size_t at = 0; at < rest_.size(); ++at) {
            const bool suffixed = at + 1 < rest_.size() && rest_[at].is_limit() && rest_[at + 1].period &&
                                  rest_[at].end == rest_[at + 1].begin;
            if (!suffixed) {
                kept.push_back(rest_[at]);
                continue;
            }
            const bool waiting = !kept.empty() && kept.back().period && fitting(*kept.back().period, rest_[at]) &&
                                 phrase_.word(rest_[at].begin - 1) != "và";
            const bool own_limit_follows = at + 2 < rest_.size() && rest_[at + 2].is_limit() &&
                                           is_short_gap(phrase_, rest_[at + 1].end, rest_[at + 2].begin) &&
                                           phrase_.word(rest_[at + 1].end) != "," &&
                                           phrase_.word(rest_[at + 1].end) != "và";
            const bool several = !kept.empty() && month_of_year(kept.back()) != 0 && is_plain_year(rest_[at + 1]) &&
                                 is_short_gap(phrase_, kept.back().end, rest_[at].begin);
            const bool repeats = waiting && *kept.back().period == *rest_[at + 1].period;
            if (repeats || (waiting && is_plain_year(rest_[at + 1]))) {
                kept.push_back(rest_[at]);
                ++at;
            } else if (own_limit_follows || several || !fitting(*rest_[at + 1].period, rest_[at])) {
                kept.push_back(rest_[at]);
            } else {
                bind(rest_[at + 1], rest_[at]);
                ++at;
            }
        }
        rest_ = std::move(kept);
    }

    std::size_t run_end(std::size_t at) const {
        std::size_t end = at;
        while (end < rest_.size() && rest_[end].is_limit() == rest_[at].is_limit()) {
            ++end;
        }
        return end;
    }

    /// Periods and then limits, or the other way round where the sentence begins with limits.
    std::size_t take_runs(std::size_t at) {
        const std::size_t middle = run_end(at);
        const std::size_t end = middle < rest_.size() ? run_end(middle) : middle;
        const auto first = std::span(rest_).subspan(at, middle - at);
        const auto second = std::span(rest_).subspan(middle, end - middle);
        if (!first.front().is_limit()) {
            pair(first, second);
        } else if (!second.empty() && belongs_to(first.back(), second.front())) {
            pair(second, first);
        } else if (const TimeItem year = every_year(first); year.period) {
            pair(std::span(&year, 1), first);
            return middle;
        } else {
            for (const TimeItem& limit : first) {
                alone(limit);
            }
            return middle;
        }
        return end;
    }

    /// "trước ngày 10/7 và trước ngày 10/02 năm sau": who names the year after a period means every one. An item without a
    /// period where no limit does.
    static TimeItem every_year(std::span<const TimeItem> limits) {
        TimeItem year{limits.front().begin, limits.front().begin, {}, {}, {}, false, false};
        const bool next_year = std::any_of(limits.begin(), limits.end(), [](const TimeItem& limit) {
            return std::any_of(limit.places.begin(), limit.places.end(),
                               [](const deadlines::Place& place) { return place.due.year_offset != 0; });
        });
        if (next_year) {
            year.period = recurring(PeriodKind::year);
        }
        return year;
    }

    /// A day with its year is not that of a period that is spoken of later.
    bool belongs_to(const TimeItem& limit, const TimeItem& period) const {
        return !limit.names_year || is_short_gap(phrase_, limit.end, period.begin);
    }

    void pair(std::span<const TimeItem> periods, std::span<const TimeItem> limits) {
        if (periods.size() == 1 && limits.size() > 1) {
            return several_limits(periods.front(), limits);
        }
        if (limits.size() == periods.size()) {
            for (std::size_t at = 0; at < periods.size(); ++at) {
                bind(periods[at], limits[at]);
            }
            return;
        }
        if (limits.size() == 1 && is_common(limits.front())) {
            for (const TimeItem& period : periods) {
                bind(period, limits.front());
            }
            return;
        }
        // The last periods have the limits that stand beside them.
        const std::size_t bare = periods.size() - std::min(periods.size(), limits.size());
        for (std::size_t at = 0; at < periods.size(); ++at) {
            at < bare ? plain(periods[at]) : bind(periods[at], limits[at - bare]);
        }
        for (std::size_t at = periods.size(); at < limits.size(); ++at) {
            alone(limits[at]);
        }
    }

    /// "ngày 20 của tháng cuối kỳ": whatever the period is.
    static bool is_common(const TimeItem& limit) {
        return std::any_of(limit.places.begin(), limit.places.end(), [](const deadlines::Place& place) {
            return place.of == deadlines::Unit::period && place.due.anchor != DuePlace::Anchor::month_of_year;
        });
    }

    void several_limits(const TimeItem& period, std::span<const TimeItem> limits) {
        if (period.period->period == PeriodKind::quarter && period.period->only.all() && limits.size() == 4) {
            if (const auto quarterly = quarter_days(limits)) {
                TimeItem all = limits.front();
                all.end = limits.back().end;
                return add(period, all, *quarterly);
            }
        }
        for (const TimeItem& limit : limits) {
            const int month = month_of_year(limit);
            const bool june =
                is_plain_year(period) && limits.size() == 2 && month >= 5 && month <= 8 && !limit.names_year;
            const auto half = june ? fitting(recurring(PeriodKind::half_year), limit) : std::nullopt;
            half ? add(period, limit, *half) : bind(period, limit);
        }
    }

    /// "hằng quý (trước ngày 15/3, 15/6, 15/9, 15/12)": the same day of each quarter's last month.
    static std::optional<Recurrence> quarter_days(std::span<const TimeItem> limits) {
        std::optional<DuePlace> day;
        int month = 3;
        for (const TimeItem& limit : limits) {
            if (limit.places.empty() || month_of_year(limit) != month) {
                return std::nullopt;
            }
            month += 3;
            DuePlace place = limit.places.front().due;
            if (!day) {
                day = place;
            } else if (place.day != day->day) {
                return std::nullopt;
            }
        }
        day->anchor = DuePlace::Anchor::month_of_period;
        day->month = -1;
        return recurring(PeriodKind::quarter, *day);
    }

    /// "quý I trước ngày 20/3, quý II trước ngày 20/6, quý III ..., quý IV ...": quarterly, where the days agree.
    void join_quarters() {
        if (times_.size() != 4) {
            return;
        }
        std::optional<DuePlace> common;
        for (std::size_t at = 0; at < times_.size(); ++at) {
            const auto& recurrence = times_[at].recurrence;
            if (!recurrence || recurrence->period != PeriodKind::quarter || recurrence->only.count() != 1 ||
                recurrence->only.first() != static_cast<int>(at) + 1 || !times_[at].names_day ||
                recurrence->due.anchor != DuePlace::Anchor::month_of_year) {
                return;
            }
            DuePlace place = recurrence->due;
            const int behind = place.month + 12 * place.year_offset - 3 * static_cast<int>(at + 1);
            place.anchor = behind == 0 ? DuePlace::Anchor::month_of_period : DuePlace::Anchor::month_after;
            place.month = behind == 0 ? std::int8_t{-1} : static_cast<std::int8_t>(behind);
            place.year_offset = 0;
            if (behind < 0 || behind > 2 || (common && *common != place)) {
                return;
            }
            common = place;
        }
        Time all = times_.front();
        all.end = times_.back().end;
        all.words = phrase_.text(all.begin, all.end);
        all.due_words = all.words;
        all.recurrence = recurring(PeriodKind::quarter, *common);
        times_.assign(1, std::move(all));
    }

    void bind(const TimeItem& period, const TimeItem& limit) {
        if (limit.names_year && limit.day) {
            const bool ends_series = phrase_.has(limit.begin, "đến") || phrase_.has(limit.begin, "hết");
            return ends_series ? plain(period) : once(limit, &period);
        }
        if (const auto recurrence = fitting(*period.period, limit)) {
            return add(period, limit, *recurrence);
        }
        plain(period);
        unclear_.push_back(phrase_.text(limit.begin, limit.end));
    }

    void plain(const TimeItem& period) {
        Time time{period.begin, period.end, Frequency::periodic, period.period, {}, false, {}, {}};
        time.words = phrase_.text(time.begin, time.end);
        times_.push_back(std::move(time));
    }

    void add(const TimeItem& period, const TimeItem& limit, const Recurrence& recurrence) {
        Time time = joined(period, limit);
        time.recurrence = recurrence;
        time.names_day = true;
        times_.push_back(std::move(time));
    }

    void once(const TimeItem& limit, const TimeItem* period) {
        Time time = period != nullptr ? joined(*period, limit) : joined(limit, limit);
        time.frequency = Frequency::once;
        time.due = limit.day;
        time.names_day = true;
        times_.push_back(std::move(time));
    }

    /// A limit without a period: its own, each year's where the sentence says "định kỳ", else a single day.
    void alone(const TimeItem& limit) {
        std::optional<Recurrence> recurrence = limit.names_year ? std::nullopt : own_period(limit);
        // "ngày cuối cùng của tháng"
        if (!recurrence && !limit.places.empty() && phrase_.ends_before(limit.end - 1, "của")) {
            if (const auto period = period_kind(limit.places.front().of)) {
                recurrence = fitting(recurring(*period), limit);
            }
        }
        if (!recurrence && periodic_ && !limit.names_year && month_of_year(limit) != 0) {
            recurrence = fitting(recurring(PeriodKind::year), limit);
        }
        if (recurrence) {
            add(limit, limit, *recurrence);
        } else if (!limit.limited && !limit.names_year) {
            return;  // a day that is only spoken of: "hưởng ứng Ngày 07/4"
        } else if (limit.day) {
            once(limit, nullptr);
        } else {
            unclear_.push_back(phrase_.text(limit.begin, limit.end));
        }
    }

    Time joined(const TimeItem& period, const TimeItem& limit) const {
        constexpr std::size_t widest_gap = 3;
        const TimeItem& first = period.begin <= limit.begin ? period : limit;
        const TimeItem& last = period.begin <= limit.begin ? limit : period;
        Time time;
        time.begin = first.begin;
        time.end = std::max(first.end, last.end);
        time.words = last.begin <= first.end + widest_gap
                         ? phrase_.text(time.begin, closed(first.end, time.end))
                         : phrase_.text(first.begin, first.end) + " ... " + phrase_.text(last.begin, last.end);
        time.due_words = phrase_.text(limit.begin, limit.end);
        return time;
    }

    /// With the bracket that was opened before the limit: "6 tháng (trước ngày 10 tháng 6)".
    std::size_t closed(std::size_t begin, std::size_t end) const {
        return phrase_.word(begin) == "(" && phrase_.word(end) == ")" ? end + 1 : end;
    }

    const Phrase& phrase_;
    bool periodic_;
    std::vector<std::string>& unclear_;
    std::vector<TimeItem> rest_;
    std::vector<Time> times_;
};

}  // namespace

std::vector<TimeItem> find_times(const Phrase& phrase, const deadlines::ParseContext& context) {
    return Finder(phrase, context).run();
}

std::vector<Time> pair_times(const Phrase& phrase, std::span<const TimeItem> items, bool periodic,
                             std::vector<std::string>& unclear) {
    return Pairing(phrase, periodic, unclear).run(items);
}

}  // namespace rules::reporting
