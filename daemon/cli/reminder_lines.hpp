#pragma once

#include "daemon/cli/line_filter.hpp"
#include "rules/deadlines/cut_off.hpp"
#include "rules/engine/forecast.hpp"

#include <optional>
#include <string>
#include <vector>

/// Reminders and alerts as lines of a list: what would be sent (`dondoc simulate`) and what was told (`dondoc reminders`)
/// look the same, so that one can be laid beside the other.
namespace dondoc::cli {

struct ReminderLine {
    rules::dates::LocalTime at;
    std::string recipient;  ///< model::recipient_name
    std::string unit;       ///< id of the recipient's; for an address that of the planning office
    std::string subject;    ///< key with its period; of an alert its key
    std::string stage;      ///< "lead:-7d", or "check:raised"
    std::string policy;     ///< id; empty for an alert
    std::string rule;       ///< id of the rule for report or the check; empty for an assignment
    std::string title;
    std::optional<rules::dates::Date> due;  ///< empty for an alert, and where there is no day to name
    bool late = false;
    rules::engine::ForecastLine::Kind kind{};               ///< of what would be sent
    std::optional<rules::deadlines::DataWindow> data = {};  ///< of a report: which days its figures are of
};

/// Takes out what the filter does not want, and puts the rest into one order: by time, alerts first, then by recipient in
/// the order of the register, due day, subject and stage.
void select(std::vector<ReminderLine>& lines, const LineFilter& filter, const rules::model::RuleBook& book);

/// What the daemon would tell from the beginning of `from` to the end of `to` if nobody answers, without what the store
/// has recorded as said. Selected as above.
std::vector<ReminderLine> simulated_lines(store::Store& store, rules::model::Snapshot snapshot,
                                          const rules::model::RuleBook& book, rules::dates::Date from,
                                          rules::dates::Date to, const LineFilter& filter);

/// For the messages of checks that name an assignment's text. Nothing where no check does.
rules::engine::TitlesOf titles_in(store::Store& store, const rules::model::Snapshot& snapshot,
                                  const rules::model::RuleBook& book);

/// What was told in these days, titles as they are now. Selected as above.
std::vector<ReminderLine> told_lines(Context& context, rules::dates::Date from, rules::dates::Date to,
                                     const LineFilter& filter);

}  // namespace dondoc::cli
