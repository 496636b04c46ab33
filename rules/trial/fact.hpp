#pragma once

#include "rules/model/policy.hpp"
#include "rules/model/subject.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What people tell the program in the course of a test.
namespace rules::trial {

struct Fact {
    enum class Kind : std::uint8_t {
        done,
        value,  ///< of an indicator
        extended,
        cancelled,
        resumed,
        acknowledged,
        progress,
        silenced,
        event,      ///< what conditional deadlines wait for has come about
        requested,  ///< a report on request is asked for
    };
    Kind kind = Kind::done;
    model::SourcePlace place;
    std::optional<dates::Date> on;  ///< nothing: on the due day of each part, moved by `shift`
    model::Offset shift;            ///< may count backwards
    /// What it is about, a whole rule or plan included. Of an event nothing; of a request the rule; of a silence that covers
    /// all, nothing.
    model::SubjectKey subject;
    std::optional<dates::Date>
        until;  ///< of a silence and an acknowledgement the last day; of an extension the new due day
    std::optional<dates::Date> due;    ///< that an event or a request sets
    std::optional<dates::Date> dated;  ///< the day of the document by which an event has come about
    std::string words;                 ///< document, basis, reason or note; of an event what has come about
    std::string document;              ///< of an event
    std::vector<std::string> units;    ///< ids: who acknowledges, who is silenced, of whom a report is requested
    std::string match;                 ///< of a silence
    std::optional<int> percent;
};

}  // namespace rules::trial
