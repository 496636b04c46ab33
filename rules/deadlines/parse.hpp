#pragma once

#include "rules/deadlines/deadline.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace rules::deadlines {

/// What "trước ngày 10/6" means: ordinary usage excludes the day; a site may decide otherwise.
enum class Before : std::uint8_t { exclusive, inclusive };

struct ParseContext {
    int year = 0;  ///< the plan's year, for phrases that name none
    Before before = Before::exclusive;
    /// Needed by terms ("trong thời hạn 15 ngày làm việc kể từ ngày 01/6/2026"): without one these stay unresolved, since
    /// they end on a working day (Civil Code 2015 art. 148). The day is computed once; it does not follow later changes
    /// of the calendar. A day that the document names is never moved.
    const dates::Calendar* calendar = nullptr;
    /// The day of the document itself, from which "trong vòng 10 ngày kể từ ngày ban hành Kế hoạch này" counts; without it
    /// such a term waits for the event as any other.
    std::optional<dates::Date> issued = {};
};

/// Reads a deadline as a cell of a plan's table or a rule file states it. Never fails: what is not understood comes back
/// as Kind::unresolved with the part that was not. Canonical forms (2026-06-09, 06-09) are read as well.
/// The same answer for every Unicode form, case and spacing. Time is linear in the length of the text: more than
/// 1,024 words, numbers and signs, or 64 KiB, are no deadline and are not looked at.
///
/// `trước` with a day excludes or includes it as the context says; with a month, quarter or year it always means before
/// its first day. đầu, giữa and cuối are days as in Civil Code 2015 art. 146; of a quarter, by analogy, its first day, the
/// 15th of its middle month and its last day.
Deadline parse_deadline(std::string_view words, const ParseContext& context);

/// Reads the due phrase of a report rule ("trước ngày 10/6", "ngày 25 tháng cuối quý", "06-09") for its period;
/// an empty phrase is the period's last day. Also the short forms DD, MM-DD, quarter-last-month-DD, next-month-DD,
/// month-end, mon..sun. The error is one sentence for a person ("31/2: không có ngày này (no such day)").
/// A day of the year ("10/6") is taken for a year, nine months and a half-year; which half is the period's business.
tl::expected<DuePlace, std::string> parse_due_place(std::string_view words, dates::PeriodKind period,
                                                    Before before = Before::exclusive);

/// Reads a period name of a rule file: week, month, quarter, half-year, half-year(1), nine-months, year, and their
/// Vietnamese words (hằng tháng, 6 tháng đầu năm ...). The result has `due` at the period's end.
tl::expected<Recurrence, std::string> parse_period(std::string_view words);

/// Says a meaning in words that parse_deadline reads back to the same meaning.
std::string say_vi(const Meaning& meaning);
std::string say_en(const Meaning& meaning);

}  // namespace rules::deadlines
