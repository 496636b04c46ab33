#pragma once

#include "rules/model/awaited.hpp"
#include "rules/model/plan.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The register of what conditional deadlines wait for, as the store hands it out.
namespace dondoc::store {

/// An assignment that waits, or waited, for an event.
struct AwaitingRow {
    std::string subject;  ///< key
    std::string title;
    std::string deadline_words;
    std::string condition;
    rules::deadlines::Kind deadline = rules::deadlines::Kind::conditional;
    rules::dates::Date since;  ///< from which it waits
    bool then_continuous = false;
    bool by_hand = false;                   ///< a person chose the event
    bool closed = false;                    ///< done, cancelled or no longer in the document
    bool arrived = false;                   ///< all that it waits for has happened
    std::optional<rules::dates::Date> due;  ///< in force; empty for what recurs
};

/// Whether all that a row waits for has happened and nobody has said by which day it is due.
inline bool needs_due(const AwaitingRow& row) noexcept {
    const bool once =
        row.deadline == rules::deadlines::Kind::conditional || row.deadline == rules::deadlines::Kind::unresolved;
    return once && row.arrived && !row.closed && !row.due && !row.then_continuous;
}

struct EventRow {
    struct Record {
        rules::dates::Date on;
        std::string document;
        std::string who;
        std::chrono::sys_seconds at;
    };
    std::string id;
    std::string words;  ///< as first met
    std::string core;   ///< model::AwaitedWords::core
    rules::dates::Date since;
    std::string merged_into;        ///< id, or empty
    std::vector<Record> records;    ///< the newest last: it is the one that counts
    std::vector<AwaitingRow> rows;  ///< by plan and place in it
};

struct AwaitedRegister {
    std::vector<EventRow> events;       ///< in the order they were met
    std::vector<AwaitingRow> standing;  ///< wait for what no single day settles
};

/// Due days that people give with an event.
struct EventDues {
    std::optional<rules::dates::Date> all;          ///< for assignments whose words name no term
    std::map<std::string, rules::dates::Date> one;  ///< by subject key; goes before everything else
};

/// What an event did to one assignment.
struct ArrivalRow {
    std::string subject;
    std::optional<rules::dates::Date> due;  ///< in force now
    bool needs_due = false;                 ///< a person must set a day
    bool waits_on = false;                  ///< for another event as well: nothing has changed
};

struct EventOutcome {
    enum class State : std::uint8_t {
        unknown,    ///< no such event
        recorded,   ///< for the first time
        corrected,  ///< another day or document than before
        completed,  ///< the same event, with due days that were not known before
        unchanged,  ///< nothing new
    };
    State state = State::unknown;
    std::vector<ArrivalRow> rows;  ///< what has changed, and what still waits for another event
};

}  // namespace dondoc::store
