#pragma once

#include "daemon/cli/context.hpp"
#include "rules/engine/evaluate.hpp"
#include "rules/model/subject.hpp"

#include <optional>
#include <string>
#include <vector>

/// What commands say about subjects: assignments out of the store, reports out of the rule book.
namespace dondoc::cli {

/// A subject that people named, checked against what there is.
struct Subject {
    rules::model::SubjectKey key;
    std::optional<store::AssignmentRow> assignment;  ///< else it is a report
    std::size_t report = 0;                          ///< in RuleBook::reports
    std::string unit;                                ///< reporting unit of a report
    std::string title;
    bool recurring = false;
    bool on_request = false;  ///< a report that has requests instead of periods
    bool indicator = false;   ///< `report` is then the rule that asks for its values
};

/// Throws Failure naming what is not known, with the nearest there is.
Subject find_subject(Context& context, const std::string& text);

/// The period that is due next on `today`: the one that today falls in, or the first to come; of several with periods of
/// different length the one with the earliest due day.
rules::dates::Period current_period(const rules::deadlines::Recurrences& recurrences, rules::dates::Date today,
                                    const rules::dates::Calendar& calendar);

/// The request that a report on request is meant for: the one written, else the only one that is open. Throws Failure where
/// there is none, or more than one.
std::string request_for(Context& context, const Subject& subject);

/// The period a recurring subject is meant for: the one written, else the one whose due day is nearest to `date`, so that
/// what is handed in late belongs to the period that is over. Throws Failure where two are equally near (a quarter and a
/// half-year): which is meant, the person must write.
std::string period_for(const Subject& subject, const rules::model::RuleBook& book, rules::dates::Date date);

/// A row of `dondoc due`.
struct DueRow {
    std::string key;
    std::string title;
    std::string responsible;
    rules::dates::Date due;
    std::string words;
    rules::model::Status status;
};

/// Open occurrences due up to `until`, the earliest first; `today` decides what is overdue.
std::vector<DueRow> due_rows(Context& context, rules::dates::Date today, rules::dates::Date until);

/// An open assignment without a day, which no event will give it either: a person must set one.
struct UndatedRow {
    std::string key;
    std::string title;
    std::string responsible;
    std::string words;
};

/// In the order of plans and rows: those whose words were not understood, and those whose event has come without a day.
std::vector<UndatedRow> undated_rows(Context& context, rules::dates::Date today);

Colour colour_of(rules::model::Status status) noexcept;

}  // namespace dondoc::cli
