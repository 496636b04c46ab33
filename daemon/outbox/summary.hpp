#pragma once

#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/mail.hpp"
#include "rules/dates/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A summary as it is read: figures and short lines, in no language yet where both are needed.
namespace dondoc::outbox {

/// Assignments of a unit, or of all. Both official rates are made of it: on time of what fell due, and of all.
struct SummaryFigures {
    std::string id = {};  ///< of the unit; empty for all together
    std::string name = {};
    std::uint32_t assigned = 0;
    std::uint32_t done = 0;
    std::uint32_t on_time = 0;
    std::uint32_t fell_due = 0;
    std::uint32_t due_soon = 0;
    std::uint32_t overdue = 0;
    std::uint32_t reports_missing = 0;

    std::optional<double> of_due() const;  ///< share of what fell due
    std::optional<double> of_all() const;
    friend bool operator==(const SummaryFigures&, const SummaryFigures&) = default;
};

struct SummaryLine {
    SummaryFigures figures;
    std::optional<SummaryFigures> before;  ///< of the last summary, where it had this unit
};

/// Something that is overdue.
struct OverdueLine {
    std::string subject;  ///< key
    std::string title;
    std::string units;
    rules::dates::Date due;
    std::int64_t days = 0;
    bool is_new = false;  ///< since the last summary
};

struct Summary {
    enum class Every : std::uint8_t { day, week, month, quarter };
    Every every = Every::week;
    rules::dates::Date as_of;
    std::optional<rules::dates::Date> since;  ///< the last summary spoke of this day
    bool technical = true;                    ///< for those who run it: deliveries, gaps, changes that wait
    std::vector<SummaryLine> lines;           ///< by unit, worst first
    SummaryLine all;
    std::vector<OverdueLine> overdue;  ///< longest first
    std::vector<std::string> waiting;  ///< requests and changes that wait for somebody
    std::vector<std::string> failed;   ///< messages that did not arrive
    std::vector<store::Gap> gaps;
    std::vector<int> computed_years;  ///< whose holidays are not decided yet
    std::string log_head;             ///< of the event log, an anchor for who keeps this message; empty: not said

    std::size_t newly_overdue() const;
    /// Whether a daily one has to be read.
    bool says_something() const;
};

/// The file with all rows that mails carry.
using Workbook = std::optional<Attachment>;

/// The messages of a summary to the contacts of a unit. Its identity is made of `period`.
std::vector<store::OutboxMessage> compose_summary(const Summary& summary, const std::string& period,
                                                  model::UnitIndex to, const Workbook& workbook,
                                                  const ComposeContext& context);

}  // namespace dondoc::outbox
