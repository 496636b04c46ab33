#pragma once

#include "rules/dates/date.hpp"

#include <optional>
#include <string>
#include <vector>

/// What people have told the program about a subject. Facts are only ever added; statuses are computed from them.
namespace rules::model {

struct Completion {
    std::string period;  ///< Period::key(), empty where the subject does not recur
    dates::Date on;
    std::string document;  ///< number of the document that proves it, may be empty
};

/// Gia hạn: a new deadline version. The old one stays in the history.
struct Extension {
    std::string period;
    dates::Date until;
    std::string basis;
    dates::Date decided;
};

struct Cancellation {
    dates::Date on;
    std::string basis;
};

/// "We have received this, ask again after that day."
struct Acknowledgement {
    std::string unit;  ///< unit id
    dates::Date until;
};

struct SubjectFacts {
    std::vector<Completion> completions;
    std::vector<Extension> extensions;  ///< in the order they were decided
    std::vector<Acknowledgement> acknowledgements;
    std::optional<Cancellation> cancelled;
    bool fresh = false;  ///< changed since Snapshot::evaluated_until
};

/// Mutes what matches; an empty field matches all. Applies while from <= time < until.
struct Silence {
    std::string plan;     ///< plan id
    std::string subject;  ///< subject key
    std::string unit;     ///< recipient's unit id
    std::string author;
    std::string reason;
    dates::LocalTime from;
    dates::LocalTime until;
};

}  // namespace rules::model
