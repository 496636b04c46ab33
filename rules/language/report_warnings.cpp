#include "rules/language/report_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language {
namespace {

using dates::Date;
using model::ReportRule;

/// The first day from `from` on, through `until`, on which some period of the rule is due while it is valid.
std::optional<Date> next_due(const ReportRule& rule, std::optional<Date> from, std::optional<Date> until,
                             const dates::Calendar& calendar) {
    constexpr int without_begin = 2018;
    constexpr int years_to_look_at = 12;
    const int first = from ? dates::year_of(*from) - 1 : without_begin;
    const int last = std::min(until ? dates::year_of(*until) + 1 : first + years_to_look_at, first + years_to_look_at);
    const int begin = rule.recurrence->year == 0 ? first : rule.recurrence->year - 1;
    const int end = rule.recurrence->year == 0 ? last : rule.recurrence->year + 1;
    for (auto period = dates::period_of(rule.recurrence->period, dates::clamped_date(begin, 1, 5)); period.year <= end;
         period = period.next()) {
        if (!deadlines::has_period(*rule.recurrence, period)) continue;
        const Date due = model::report_day(rule, period, calendar).due;
        if ((!from || due >= *from) && (!until || due <= *until)) return due;
    }
    return std::nullopt;
}

class ReportChecker {
public:
    ReportChecker(const model::UnitDirectory& units, const dates::Calendar& calendar, std::optional<Date> today)
        : units_(units), calendar_(calendar), today_(today) {
        const auto& all = units.all();
        any_ended_ =
            std::any_of(all.begin(), all.end(), [](const model::Unit& unit) { return unit.replaced.has_value(); });
    }

    void check(const ReadReport& read) const {
        if (warn_of_validity(read)) return;
        if (today_ && any_ended_) warn_of_reporters(read);
    }

private:
    static Node part(const ReadReport& read, std::string_view key) { return Fields(read.node)[key]; }

    /// True where the rule is over.
    bool warn_of_validity(const ReadReport& read) const {
        const ReportRule& rule = read.report;
        const Node valid = part(read, "valid");
        if (today_ && rule.valid_until && *rule.valid_until < *today_) {
            valid.warning(fmt::format("hết hiệu lực từ {0}: không còn nhắc ai (no longer valid since {0})",
                                      dates::format_vi(*rule.valid_until)));
            return true;
        }
        if (rule.valid_from && rule.valid_until && *rule.valid_until < *rule.valid_from)
            return true;  // an error already
        if (rule.once) return warn_of_single_day(read);
        if (!rule.recurrence || (!valid.exists() && rule.recurrence->year == 0)) return false;
        const Node where = valid.exists() ? valid : part(read, "period");
        if (!next_due(rule, rule.valid_from, rule.valid_until, calendar_)) {
            where.warning("không kỳ nào đến hạn trong thời gian hiệu lực (no period is due while the rule is valid)");
            return true;
        }
        if (!today_ || next_due(rule, std::max(rule.valid_from, today_), rule.valid_until, calendar_)) return false;
        where.warning("mọi kỳ đều đã qua hạn (every period is over)");
        return true;
    }

    bool warn_of_single_day(const ReadReport& read) const {
        const ReportRule& rule = read.report;
        const bool outside =
            (rule.valid_from && *rule.once < *rule.valid_from) || (rule.valid_until && *rule.once > *rule.valid_until);
        if (outside) {
            part(read, "due")
                .warning(fmt::format("hạn {0} ngoài thời gian hiệu lực: không nhắc ai (due {0}, outside the "
                                     "days for which the rule is valid)",
                                     dates::format_vi(*rule.once)));
        } else if (today_ && *rule.once < *today_) {
            part(read, "due")
                .warning(fmt::format("hạn {0} đã qua (due {0}, which is over)", dates::format_vi(*rule.once)));
        } else {
            return false;
        }
        return true;
    }

    void warn_of_reporters(const ReadReport& read) const {
        const auto reporters = model::reporters_of(read.report, units_);
        if (reporters.empty()) return;
        const bool all_ended = std::all_of(reporters.begin(), reporters.end(), [this](model::UnitIndex unit) {
            return units_.has_ended(unit, *today_) && units_[unit].replaced->by.empty();
        });
        if (all_ended)
            part(read, "from")
                .warning(
                    "mọi đơn vị phải báo cáo đều đã kết thúc mà không có đơn vị kế thừa (all reporters have ended, and "
                    "nobody "
                    "has taken over)");
    }

    const model::UnitDirectory& units_;
    const dates::Calendar& calendar_;
    std::optional<Date> today_;
    bool any_ended_ = false;
};

}  // namespace

void warn_about_reports(const std::vector<ReadReport>& reports, const model::UnitDirectory& units,
                        const dates::Calendar& calendar, std::optional<Date> today) {
    const ReportChecker checker(units, calendar, today);
    for (const ReadReport& read : reports) checker.check(read);
}

}  // namespace rules::language
