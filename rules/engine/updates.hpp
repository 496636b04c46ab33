#pragma once

#include "rules/model/decision.hpp"

#include <cstdint>
#include <optional>

/// Whose progress is asked for, and since when the data are old. Reports have none: they are handed in or not.
namespace rules::engine {

struct UpdateDuty {
    dates::Date since;        ///< the newest data; where nothing was told, the day on which work could begin
    std::uint16_t round = 0;  ///< how often something was told: progress, a period done, work taken up again
    /// Who has just told something is not asked at once, however old it was: no request is for a day before this.
    std::optional<dates::Date> known_from = {};
};

/// Nothing for an assignment that is done or cancelled, or that still waits for its event. Where nothing was told the data
/// are as old as the newest of: the day it was taken up again, the plan, the first day of a window, the arrival of what it waited for, the beginning of
/// tracking.
std::optional<UpdateDuty> update_duty_of(std::uint32_t index, const model::Snapshot& snapshot);

/// The assignment as a whole, with the deadline in force; without one where it has none or recurs.
model::Occurrence update_occurrence(std::uint32_t index, const UpdateDuty& duty, const model::Snapshot& snapshot);

}  // namespace rules::engine
