#pragma once

#include "rules/reporting/times.hpp"

/// What several times say together.
namespace rules::reporting {

/// "hằng quý (trước ngày 15/3, 15/6, 15/9, 15/12)": the same day of each quarter's last month; nothing where the limits are
/// not four such days.
std::optional<deadlines::Recurrence> quarter_days(std::span<const TimeItem> limits);

/// "quý I trước ngày 20/3, quý II trước ngày 20/6, quý III ..., quý IV ...": quarterly, where the days agree.
void join_quarters(const Phrase& phrase, std::vector<Time>& times);

/// "hằng năm ... (báo cáo 6 tháng và báo cáo năm)": a period without a day that another time tells as well. And the day up
/// to which data go, where another is the day to report: "giải ngân đến ngày 20 ..., trước ngày 22 hằng tháng".
void drop_repeated(const Phrase& phrase, std::vector<Time>& times);

}  // namespace rules::reporting
