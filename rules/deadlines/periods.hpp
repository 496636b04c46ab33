#pragma once

#include "rules/deadlines/values.hpp"

namespace rules::deadlines {

std::optional<dates::PeriodKind> period_kind(Unit unit) noexcept;
Unit unit_of(dates::PeriodKind period) noexcept;

/// Whether a due day can lie there for such a period: "ngày 25 tháng cuối quý" is none of a month's, and "ngày 10/6"
/// would be the same day for every quarter.
bool fits(const Place& place, dates::PeriodKind period) noexcept;

/// The recurrence with this due place, or nothing where the place is none of the period's. A day of the year tells which
/// half-year is meant: 10/6 the first, 10/12 the second.
std::optional<Recurrence> placed(Recurrence recurrence, const Place& place) noexcept;

}  // namespace rules::deadlines
