#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/cli/subjects.hpp"
#include "daemon/store/answers.hpp"
#include "daemon/store/receipts.hpp"
#include "rules/engine/explain.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What `dondoc explain` shows: the engine's explanations beside what the store has written down, for people and as JSON.
namespace dondoc::cli {

struct Explained {
    Subject subject;
    rules::model::Snapshot snapshot;
    std::vector<rules::engine::Explanation> periods;  ///< refer to the snapshot and the rule book
    std::vector<rules::engine::StoppedBy> stops;      ///< of each period, the first thing that stops reminders
    std::vector<store::ReminderRow> rows;
    std::map<std::string, std::vector<store::SentMessage>> sent;  ///< by the message that a row names
    std::vector<std::string> events;                              ///< ids of what it waits for
    std::vector<store::Answer> answers;                           ///< of units, through their links; oldest first
    std::optional<rules::model::UnitIndex> unit;                  ///< only what is for it was asked for
    std::string nothing_open;  ///< why there are no periods: a sentence; empty where there are some
};

/// Of a subject that people named, at `now`. Throws Failure.
Explained explain_subject(Context& context, const std::string& key, const std::string& unit,
                          rules::dates::LocalTime now);

/// The stages that are to be shown: those for `unit`, where it is given.
std::vector<const rules::engine::ExplainedStage*> shown(const std::vector<rules::engine::ExplainedStage>& stages,
                                                        const Explained& explained);

/// What was written down of a stage, or null.
const store::ReminderRow* row_of(const rules::engine::ExplainedStage& stage,
                                 const rules::engine::Explanation& explanation, const Explained& explained,
                                 const rules::model::RuleBook& book);
const store::ReminderRow* row_of(const rules::model::Reminder& announcement, const Explained& explained,
                                 const rules::model::RuleBook& book);

/// The words of the document that a period rests on, and where they stand; either may be empty.
struct Source {
    std::string words;
    std::string basis;
};
Source source_of(const rules::engine::Explanation& explanation, const Explained& explained,
                 const rules::model::RuleBook& book);

/// Units that owe it and have ended, each with who has taken over.
struct EndedUnit {
    rules::model::UnitIndex unit{};
    std::optional<rules::model::UnitIndex> heir;
};
std::vector<EndedUnit> ended_units(const rules::engine::Explanation& explanation, const Explained& explained,
                                   const rules::model::RuleBook& book, rules::dates::Date day);

/// "thứ Bảy 09/5/2026 nghỉ cuối tuần"
std::string step_vi(const rules::engine::CalendarStep& step);
/// Several, one behind the other.
std::string steps_vi(const std::vector<rules::engine::CalendarStep>& steps);

/// Of a stage that lies behind: what was written down, else why nothing was sent, as far as that can be told.
/// As it is written in rule files.
std::string_view late_name(rules::model::Policy::Late late) noexcept;
std::string record_vi(const store::ReminderRow& row, const rules::model::RuleBook& book);
std::string unrecorded_vi(const rules::engine::ExplainedStage& stage);

boost::json::object explained_json(Context& context, const Explained& explained, rules::dates::LocalTime now);
void print_explained(Context& context, const Explained& explained, rules::dates::LocalTime now);

}  // namespace dondoc::cli
