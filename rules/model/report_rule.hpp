#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/deadlines/cut_off.hpp"
#include "rules/deadlines/deadline.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rules::model {

/// What becomes of a due day that is a day off. The law moves the end of a term (Civil Code art. 148), and leaves open
/// whether a day that a document names moves as well: so each rule says it.
enum class Roll : std::uint8_t { none, previous, next };

/// "none", "previous", "next"
std::string_view roll_name(Roll roll) noexcept;

/// Whose values are asked for: all indicators of a plan, or some by their keys.
struct AskedIndicators {
    std::string plan;               ///< id; empty where keys are given
    std::vector<std::string> keys;  ///< "142-kh-ubnd-2025/ct3"
};

/// Since when a reporter has owed what a rule asks for; empty: from the beginning.
struct Joined {
    UnitIndex unit;
    std::optional<dates::LocalTime> since = {};
};

/// Chế độ báo cáo: a duty to report each period. Each reporting unit and period is one Report.
struct ReportRule {
    std::string id;
    std::string title;
    std::string basis;  ///< "142/KH-UBND, IV.3"
    std::vector<UnitIndex>
        from;  ///< as written: may hold groups; where chosen by tag or condition, the units themselves
    std::optional<UnitIndex> to;
    std::optional<UnitIndex> via;
    std::string form = {};                            ///< mẫu biểu, "Mẫu số 02"
    std::string how = {};                             ///< phương thức gửi, "qua phần mềm báo cáo"
    std::optional<deadlines::Recurrence> recurrence;  ///< period and due place; empty for a one-off report
    std::optional<dates::Date> once;                  ///< due day of a one-off report, rolled
    std::optional<dates::Date> once_named = {};       ///< as its words name it
    std::string due_words;
    Roll roll = Roll::none;
    std::optional<deadlines::CutOff> cut_off = {};  ///< of each period; the decree's unless the rule says otherwise
    std::optional<deadlines::DataWindow> once_data = {};  ///< of a one-off report
    std::string cut_off_words = {};                       ///< as written; empty where the decree's applies
    bool on_request = false;                              ///< due when somebody asks for it (ReportRequest)
    std::optional<AskedIndicators> indicators = {};  ///< then each of them is asked of its owners, and nobody reports
    std::optional<std::uint32_t> collects = {};      ///< in RuleBook::reports: whose reports this one is made of
    std::optional<dates::Date> valid_from;           ///< periods due before it are not asked for
    std::optional<dates::Date> valid_until;          ///< nor those due after it
    std::optional<dates::LocalTime> since = {};      ///< as Policy::since
    std::optional<dates::LocalTime> begun =
        {};                           ///< when it came into force beside others; nothing due before is asked for
    std::vector<Joined> joined = {};  ///< reporters in order; empty: all of them from the beginning
    SourcePlace place;
};

dates::Date rolled(dates::Date day, Roll roll, const dates::Calendar& calendar) noexcept;

/// The last acceptable day of a period: as the words name it, and as it counts.
struct ReportDay {
    dates::Date named;
    dates::Date due;
};

/// Of a rule that recurs.
ReportDay report_day(const ReportRule& rule, const dates::Period& period, const dates::Calendar& calendar) noexcept;

/// Of any rule; nothing where no day can be told from the rule alone.
std::optional<ReportDay> report_day(const ReportRule& rule, const std::optional<dates::Period>& period,
                                    const dates::Calendar& calendar) noexcept;

/// From which to which day its figures go.
std::optional<deadlines::DataWindow> data_window(const ReportRule& rule, const std::optional<dates::Period>& period,
                                                 const dates::Calendar& calendar) noexcept;

/// Each unit that owes a report, in the order of the register and without repetition.
std::vector<UnitIndex> reporters_of(const ReportRule& rule, const UnitDirectory& units);

/// Whether the reporter had joined the rule by the day that something was due.
bool has_joined(const ReportRule& rule, UnitIndex reporter, dates::Date due) noexcept;

/// Whether a reporter owes the report that is due on a day: not what was due before it joined the rule, and nothing where it
/// has ended by that day and all its successors owe the same report themselves. `reporters` are those of the rule, in order.
bool owes(const ReportRule& rule, UnitIndex reporter, dates::Date due, const std::vector<UnitIndex>& reporters,
          const UnitDirectory& units);

}  // namespace rules::model
