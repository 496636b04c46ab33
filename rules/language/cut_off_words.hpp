#pragma once

#include "rules/deadlines/cut_off.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

/// The words in which rules speak of the cut-off of figures (ngày chốt số liệu). Folded or not, in any case.
namespace rules::language {

/// A due day that counts from the cut-off: "cutoff", "cutoff + 2wd", "02 ngày làm việc sau ngày chốt số liệu". Nothing
/// where the words speak of no cut-off.
struct AfterCutOff {
    int days = 0;
    bool working = false;
};
std::optional<AfterCutOff> parse_after_cut_off(std::string_view words);

/// One end of the window, as a day of the period or of what lies before it: "ngày 15 tháng trước", "15/12 năm trước",
/// "ngày 14 tháng cuối kỳ", and all that deadlines::parse_due_place reads; also previous-month-15, previous-year-12-15,
/// first-month-1, last-month-14. The error is a sentence.
tl::expected<deadlines::DuePlace, std::string> parse_cut_off_end(std::string_view words, dates::PeriodKind period);

/// "từ ngày 15 tháng trước đến ngày 14 tháng báo cáo" as its two ends; nothing where the words are no such pair.
struct CutOffWords {
    std::string from;
    std::string to;
};
std::optional<CutOffWords> split_cut_off(std::string_view words);

/// "last-working-day", "last-month-25", "first-month-5": short forms that deadlines do not know, else the words.
tl::expected<deadlines::DuePlace, std::string> parse_report_day(std::string_view words, dates::PeriodKind period);

}  // namespace rules::language
