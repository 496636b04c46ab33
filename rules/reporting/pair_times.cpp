#include "rules/deadlines/periods.hpp"
#include "rules/reporting/fit_times.hpp"
#include "rules/reporting/join_times.hpp"
#include "rules/reporting/times.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using dates::PeriodKind;
using deadlines::DuePlace;
using deadlines::Recurrence;

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
        join_quarters(phrase_, times_);
        drop_repeated(phrase_, times_);
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
            if (!kept.empty() && shares_suffix(kept.back(), rest_[at], rest_[at + 1])) {
                bind(rest_[at + 1], kept.back());
                kept.pop_back();
                bind(rest_[at + 1], rest_[at]);
                ++at;
            } else if (repeats || (waiting && is_plain_year(rest_[at + 1]))) {
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

    /// "ngày 15 và ngày 30 hằng tháng": both are days of each month.
    bool shares_suffix(const TimeItem& first, const TimeItem& second, const TimeItem& period) const {
        return first.is_limit() && !first.names_year && month_of_year(first) == 0 &&
               is_short_gap(phrase_, first.end, second.begin) && fitting(*period.period, first) &&
               fitting(*period.period, second);
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
        } else if (!second.empty() && belongs_to(first.back(), second.front()) && !stands_alone(first, end)) {
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

    /// "trước ngày 10/7 và trước ngày 10/02 năm sau": who names the year after a period means every one, and so does
    /// "định kỳ trước ngày 20/5 và 20/11". An item without a period where neither is so.
    TimeItem every_year(std::span<const TimeItem> limits) const {
        TimeItem year{limits.front().begin, limits.front().begin, {}, {}, {}, false, false};
        const bool next_year = std::any_of(limits.begin(), limits.end(), [](const TimeItem& limit) {
            return std::any_of(limit.places.begin(), limit.places.end(),
                               [](const deadlines::Place& place) { return place.due.year_offset != 0; });
        });
        const bool twice = limits.size() == 2 && (periodic_ || half_a_year_apart(limits[0], limits[1])) &&
                           month_of_year(limits[0]) != 0 && month_of_year(limits[1]) > month_of_year(limits[0]) &&
                           !limits[1].names_year && is_short_gap(phrase_, limits[0].end, limits[1].begin);
        if (next_year || twice) {
            year.period = recurring(PeriodKind::year);
        }
        return year;
    }

    /// "trước ngày 15 tháng cuối quý, riêng quý IV trước ngày 05/12": the period behind has its own limit.
    bool stands_alone(std::span<const TimeItem> limits, std::size_t end) const {
        return end < rest_.size() && rest_[end].is_limit() && phrase_.word(rest_[end - 1].end) != ";" &&
               std::all_of(limits.begin(), limits.end(),
                           [](const TimeItem& limit) { return !limit.names_year && own_period(limit).has_value(); });
    }

    /// "trước ngày 05/6 và 05/12": the rhythm of half-yearly reports.
    static bool half_a_year_apart(const TimeItem& first, const TimeItem& second) {
        constexpr int half = 6;
        return !first.names_year && month_of_year(second) - month_of_year(first) == half &&
               first.places.front().due.day == second.places.front().due.day;
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

    void several_limits(const TimeItem& period, std::span<const TimeItem> all) {
        std::vector<TimeItem> limits;
        for (const TimeItem& limit : all) {
            const bool other = !limit.names_year && !fitting(*period.period, limit) && own_period(limit);
            other ? alone(limit) : limits.push_back(limit);
        }
        const bool quarters =
            is_plain_year(period) || (period.period->period == PeriodKind::quarter && period.period->only.all());
        const auto quarterly = quarters ? quarter_days(limits) : std::nullopt;
        if (quarterly) {
            TimeItem whole = limits.front();
            whole.end = limits.back().end;
            return add(period, whole, *quarterly);
        }
        for (const TimeItem& limit : limits) {
            const int month = month_of_year(limit);
            const bool june =
                is_plain_year(period) && limits.size() == 2 && month >= 5 && month <= 8 && !limit.names_year;
            const auto half = june ? fitting(recurring(PeriodKind::half_year), limit) : std::nullopt;
            half ? add(period, limit, *half) : bind(period, limit);
        }
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
        // "vào chiều thứ Sáu"
        if (!recurrence && !limit.limited && !limit.places.empty() &&
            limit.places.front().of == deadlines::Unit::week) {
            recurrence = fitting(recurring(PeriodKind::week), limit);
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

std::vector<Time> pair_times(const Phrase& phrase, std::span<const TimeItem> items, bool periodic,
                             std::vector<std::string>& unclear) {
    return Pairing(phrase, periodic, unclear).run(items);
}

}  // namespace rules::reporting
