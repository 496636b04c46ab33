#pragma once

#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/values.hpp"
#include "rules/reporting/duty.hpp"
#include "rules/reporting/phrase.hpp"

/// The times of a sentence that speaks of reports.
namespace rules::reporting {

/// A period, a limit or a day, as tokens [begin, end).
struct TimeItem {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<deadlines::Recurrence> period;
    std::vector<deadlines::Place> places;  ///< readings of a limit in a period
    std::optional<dates::Date> day;
    bool names_year = false;
    bool limited = false;  ///< with the words of a limit, so that it is one even alone
    bool is_limit() const noexcept { return !period; }
};

/// When one duty is due.
struct Time {
    std::size_t begin = 0;
    std::size_t end = 0;
    Frequency frequency = Frequency::periodic;
    std::optional<deadlines::Recurrence> recurrence;
    std::optional<dates::Date> due;
    bool names_day = false;
    std::string words;
    std::string due_words;
};

/// Whether nothing but marks, "và", "báo cáo" or "kỳ" stands in [begin, end): what is beside it belongs together.
bool is_short_gap(const Phrase& phrase, std::size_t begin, std::size_t end);

/// Every period and limit, in order. Dates of documents ("Kế hoạch số 12 ngày 05/3/2026 của ..."), ranges of data ("từ
/// ngày 15/12 đến ngày 14/6") and periods that belong to a noun ("dự toán hằng năm") are none.
std::vector<TimeItem> find_times(const Phrase& phrase, const deadlines::ParseContext& context);

/// Which limit belongs to which period: "6 tháng trước ngày 10/6, trong năm trước ngày 15/11", "trước ngày 25/11 hằng
/// năm", "6 tháng và năm (trước ngày 15/6 và 15/12)". `periodic` says that the sentence has "định kỳ", so that a day
/// without a year comes every year. What fits nowhere is added to `unclear` as written.
std::vector<Time> pair_times(const Phrase& phrase, std::span<const TimeItem> items, bool periodic,
                             std::vector<std::string>& unclear);

}  // namespace rules::reporting
