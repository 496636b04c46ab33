#pragma once

#include "rules/deadlines/deadline.hpp"

#include <optional>

/// Thời gian chốt số liệu: from which to which day the figures of a report go.
namespace rules::deadlines {

/// Both ends, seen from the period and included.
struct CutOff {
    DuePlace from;
    DuePlace to;
    friend bool operator==(const CutOff&, const CutOff&) = default;
};

/// The same as days.
struct DataWindow {
    dates::Date first;
    dates::Date last;
    friend bool operator==(const DataWindow&, const DataWindow&) = default;
};

/// A day of the period's last month; of the month before the period. Not for weeks.
DuePlace day_of_last_month(int day) noexcept;
DuePlace day_of_month_before(dates::PeriodKind period, int day) noexcept;

/// What Decree 09/2019 art. 12 sets for a period: from the 15th of the month before it to the 14th of its last month, so
/// that the windows of a kind follow each other without a gap. The decree names month, quarter, half-year and year; nine
/// months is added by provinces in the same way. Nothing for weeks.
std::optional<CutOff> decree_cut_off(dates::PeriodKind period) noexcept;

DataWindow data_window(const CutOff& cut_off, const dates::Period& period, const dates::Calendar& calendar) noexcept;

}  // namespace rules::deadlines
