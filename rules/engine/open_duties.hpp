#pragma once

#include "rules/engine/stopped_by.hpp"

#include <functional>
#include <optional>

namespace rules::engine {

/// One part of a subject that somebody still owes: the only one, or a period of what recurs.
struct OpenDuty {
    model::Occurrence occurrence;  ///< with the deadline in force
    Stop stop = Stop::none;        ///< why there is no day to count from
    std::optional<dates::Date> known_from;
};

/// Visits every open duty: assignments in the order of the snapshot, then reports, requested reports and values of
/// indicators by rule and unit. Of what recurs those periods that were due before `today`, and the next one to come.
void for_each_open_duty(const model::Snapshot& snapshot, const model::RuleBook& book, dates::Date today,
                        const std::function<void(const OpenDuty&)>& visit);

}  // namespace rules::engine
