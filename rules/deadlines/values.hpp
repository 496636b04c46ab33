#pragma once

#include "rules/deadlines/deadline.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

/// What the parts of a phrase mean before they are put together.
namespace rules::deadlines {

/// Units in which documents name times. `period` is the report's own ("cuối kỳ").
enum class Unit : std::uint8_t { day, part, week, month, quarter, half_year, nine_months, months, year, period };

/// Days of one year; the year may be unsaid.
struct Span {
    Unit unit = Unit::day;
    std::int16_t year = 0;  ///< 0: not said
    std::int8_t first_month = 1;
    std::int8_t first_day = 1;
    std::int8_t last_month = 12;
    std::int8_t last_day = 31;  ///< clamped to the month's end, except for Unit::day
    friend bool operator==(const Span&, const Span&) = default;
};

/// From the first day of one span to the last day of another. `one` is a single span, which is a deadline and no window.
struct Stretch {
    Span from;
    Span to;
    bool one = false;
    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// Several spans named together, in order of time: "tháng 3, tháng 9". The year of one holds for those beside it that
/// name none.
struct SpanList {
    static constexpr std::size_t capacity = 12;
    std::array<Span, capacity> spans{};
    std::uint8_t size = 0;
    friend bool operator==(const SpanList&, const SpanList&) = default;
};

/// A period as it recurs.
struct Cycle {
    Recurrence recurrence;
    friend bool operator==(const Cycle&, const Cycle&) = default;
};

/// A due place and the period it is a place in. `of` is Unit::period where any will do. `named` says that the words
/// tell the period by themselves, so that they are a deadline without one ("ngày 25 tháng cuối quý").
struct Place {
    DuePlace due;
    Unit of = Unit::period;
    bool named = false;
    friend bool operator==(const Place&, const Place&) = default;
};

using Value = std::variant<std::monostate, int, Span, Stretch, SpanList, Term, Unit, Cycle, Place, Meaning>;

}  // namespace rules::deadlines
