#include "rules/language/report_links.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace rules::language {
namespace {

using model::ReportRule;

/// Nobody's reports are followed before it.
constexpr int first_followed_year = 2026;

bool is_valid_on(const ReportRule& rule, dates::Date due) {
    return (!rule.valid_from || due >= *rule.valid_from) && (!rule.valid_until || due <= *rule.valid_until);
}

bool asks_for(const ReportRule& rule, const dates::Period& period, const dates::Calendar& calendar) {
    return deadlines::has_period(*rule.recurrence, period) &&
           is_valid_on(rule, model::report_day(rule, period, calendar).due);
}

/// Whether its days are the same in every year but for leap days.
bool is_of_the_calendar(const ReportRule& rule) {
    const deadlines::DuePlace& due = rule.recurrence->due;
    return due.shift_working_days == 0 && due.anchor != deadlines::DuePlace::Anchor::weekday;
}

/// The years in which two rules must be looked at to know of all: while both are valid, a year before and behind since days
/// due may lie in another one. Without an end, behind the last year whose days off are known weekdays and leap days alone
/// make a difference, and they come again after 28 years; where weekdays make none, after 4.
struct Years {
    int first;
    int last;
};

Years years_of(const ReportRule& a, const ReportRule& b, const dates::Calendar& calendar) {
    const auto begin = std::max(a.valid_from, b.valid_from);
    const int first = begin ? dates::year_of(*begin) - 1 : first_followed_year;
    int decided = first;
    for (const dates::CalendarYear& year : calendar.years()) decided = std::max(decided, year.year);
    constexpr int weekdays_again = 28;
    constexpr int leap_days_again = 4;
    int last = is_of_the_calendar(a) && is_of_the_calendar(b) ? first + 1 + leap_days_again : decided + weekdays_again;
    for (const auto& until : {a.valid_until, b.valid_until})
        if (until) last = std::min(last, dates::year_of(*until) + 1);
    return {first, std::min(last, dates::last_year)};
}

/// The periods that both ask for, in the order of time.
std::vector<dates::Period> common_periods(const ReportRule& a, const ReportRule& b, const dates::Calendar& calendar) {
    std::vector<dates::Period> common;
    if (a.recurrence->period != b.recurrence->period) return common;
    const auto [first, last] = years_of(a, b, calendar);
    for (auto period = dates::period_of(a.recurrence->period, *dates::make_date(first, 1, 5)); period.year <= last;
         period = period.next()) {
        if (asks_for(a, period, calendar) && asks_for(b, period, calendar)) common.push_back(period);
    }
    return common;
}

/// Follows `collects` from one rule to the next.
class Links {
public:
    Links(std::vector<ReadReport>& reports, const dates::Calendar& calendar) : reports_(reports), calendar_(calendar) {}

    void run() {
        for (std::uint32_t i = 0; i < reports_.size(); ++i) positions_.emplace(rule(i).id, i);
        for (ReadReport& read : reports_) find(read);
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            if (!reports_[i].report.collects) continue;
            if (leads_back_to(i))
                reports_[i].collects.error("collects đi vòng tròn (collects goes round in a circle)");
            else
                check_times(reports_[i]);
        }
    }

private:
    const ReportRule& rule(std::size_t i) const { return reports_[i].report; }

    void find(ReadReport& read) const {
        const std::string& id = read.collects.text();
        if (id.empty()) return;
        if (const auto found = positions_.find(id); found != positions_.end()) {
            read.report.collects = found->second;
            return;
        }
        std::vector<std::string_view> ids;
        for (const ReadReport& other : reports_) ids.push_back(other.report.id);
        const Suggestion hint = suggest(nearest(id, ids));
        read.collects.error(fmt::format("không có chế độ báo cáo \"{0}\"{1} (unknown report rule \"{0}\"{2})",
                                        shorten(id, 80), hint.vi, hint.en));
    }

    bool leads_back_to(std::size_t start) const {
        auto next = rule(start).collects;
        for (std::size_t steps = 0; next && steps < reports_.size(); ++steps) {
            if (*next == start) return true;
            next = rule(*next).collects;
        }
        return false;
    }

    void check_times(const ReadReport& read) const {
        const ReportRule& collecting = read.report;
        const ReportRule& collected = rule(*collecting.collects);
        const bool reports = !collecting.on_request && !collected.on_request && !collecting.indicators;
        if (!reports || collected.indicators) return differ(read, collected);
        if (collecting.recurrence.has_value() != collected.recurrence.has_value()) return differ(read, collected);
        if (!collecting.recurrence) {
            if (collecting.once_named && collected.once_named) check_days(read, {}, collected);
            return;
        }
        if (collecting.recurrence->period != collected.recurrence->period) return differ(read, collected);
        const auto periods = common_periods(collecting, collected, calendar_);
        for (const dates::Period& period : periods)
            if (!check_days(read, period, collected)) return;
        if (periods.empty()) differ(read, collected);
    }

    static void differ(const ReadReport& read, const ReportRule& collected) {
        read.collects.error(
            fmt::format("\"{0}\" không có cùng kỳ với báo cáo này nên không tổng hợp được (\"{0}\" has other periods "
                        "and cannot be collected here)",
                        collected.id));
    }

    /// The days that the words name; where both move to one working day there is nothing that the words could do.
    bool check_days(const ReadReport& read, const std::optional<dates::Period>& period,
                    const ReportRule& collected) const {
        const auto own = model::report_day(read.report, period, calendar_)->named;
        const auto theirs = model::report_day(collected, period, calendar_)->named;
        if (own > theirs) return true;
        read.collects.error(fmt::format(
            "hạn {0} không sau hạn {1} của \"{2}\"{3}: chưa kịp tổng hợp (due {0}, not after \"{2}\", due {1})",
            dates::format_vi(own), dates::format_vi(theirs), collected.id,
            period ? fmt::format(" ({})", dates::period_vi(*period)) : std::string()));
        return false;
    }

    std::vector<ReadReport>& reports_;
    const dates::Calendar& calendar_;
    std::unordered_map<std::string_view, std::uint32_t> positions_;  ///< by id
};

/// Whether two rules name an indicator both.
bool same_indicators(const model::AskedIndicators& a, const model::AskedIndicators& b) {
    const auto holds = [](const model::AskedIndicators& asked, std::string_view key) {
        if (!asked.plan.empty()) return key.starts_with(asked.plan) && key.substr(asked.plan.size()).starts_with("/ct");
        return std::find(asked.keys.begin(), asked.keys.end(), key) != asked.keys.end();
    };
    const auto& [plan_a, keys_a] = a;
    const auto& [plan_b, keys_b] = b;
    if (!plan_a.empty() && !plan_b.empty()) return plan_a == plan_b;
    const auto& keys = plan_a.empty() ? keys_a : keys_b;
    const auto& other = plan_a.empty() ? b : a;
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return holds(other, key); });
}

/// Whether a value of an indicator would be asked for twice under one key.
bool ask_for_the_same(const ReportRule& a, const ReportRule& b, const dates::Calendar& calendar) {
    if (!a.indicators || !b.indicators || a.recurrence.has_value() != b.recurrence.has_value()) return false;
    if (!same_indicators(*a.indicators, *b.indicators)) return false;
    if (a.recurrence) return !common_periods(a, b, calendar).empty();
    return a.once && b.once && is_valid_on(a, *a.once) && is_valid_on(b, *b.once);
}

}  // namespace

void link_reports(std::vector<ReadReport>& reports, const dates::Calendar& calendar) {
    Links(reports, calendar).run();
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (!reports[i].report.indicators) continue;
        for (std::size_t before = 0; before < i; ++before) {
            if (!ask_for_the_same(reports[before].report, reports[i].report, calendar)) continue;
            reports[i].indicators.error(fmt::format(
                "\"{0}\" đã hỏi các giá trị này theo cùng kỳ (\"{0}\" asks for these values in the same periods)",
                reports[before].report.id));
            break;
        }
    }
}

}  // namespace rules::language
