#pragma once

#include "rules/reporting/times.hpp"

/// Whether a limit is a day of a period.
namespace rules::reporting {

deadlines::Recurrence recurring(dates::PeriodKind period, const deadlines::DuePlace& due = {});

/// The period that a limit tells by itself: "ngày 25 tháng cuối quý". "Ngày 05 của tháng tiếp theo" follows a month.
std::optional<deadlines::Recurrence> own_period(const TimeItem& limit);

/// The period with this limit in it, where it is one of the period's.
std::optional<deadlines::Recurrence> fitting(const deadlines::Recurrence& period, const TimeItem& limit);

/// "hằng năm"
bool is_plain_year(const TimeItem& item);

/// Month of a limit that names a day of the year, else 0.
int month_of_year(const TimeItem& limit);

}  // namespace rules::reporting
