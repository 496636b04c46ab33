#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rules::dates {

/// The reporting cycles of Vietnamese administration (Decree 09/2019 art. 12; nine months is added by
/// provinces).
enum class PeriodKind : std::uint8_t { week, month, quarter, half_year, nine_months, year };

/// One period: the n-th of its kind in a year. Weeks are ISO weeks (Monday first), `year` being the ISO year.
/// Nine months has index 1 only. Small and trivially copyable: it is part of a subject's identity.
struct Period {
    PeriodKind kind = PeriodKind::year;
    std::uint8_t index = 1;
    std::int16_t year = 0;

    Date first() const noexcept;
    Date last() const noexcept;
    Period next() const noexcept;

    /// 2026, 2026-Q1, 2026-H1, 2026-9M, 2026-03, 2026-W07: part of keys, never changes.
    std::string key() const;
    friend bool operator==(const Period&, const Period&) = default;
};

/// Periods of a kind in a year (52 or 53 weeks).
int periods_in_year(PeriodKind kind, int year) noexcept;

/// The period that `date` lies in. Nine months do not tile the year: October to December give that year's
/// nine months.
Period period_of(PeriodKind kind, Date date) noexcept;

/// Accepts exactly what `key` writes.
std::optional<Period> parse_period_key(std::string_view key) noexcept;

/// "quý I/2026", "6 tháng đầu năm 2026" / "quarter 1 of 2026", "first half of 2026"
std::string period_vi(const Period& period);
std::string period_en(const Period& period);

}  // namespace rules::dates
