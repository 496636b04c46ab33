#pragma once

#include "rules/engine/stages.hpp"

#include <vector>

/// Which days of the calendar mattered on the way from one day to another. Facts only, for explanations.
namespace rules::engine {

struct CalendarStep {
    enum class Kind : std::uint8_t {
        weekend,
        day_off,  ///< a holiday, a substitute day or a swapped day off
        worked,   ///< a weekend day that is worked instead of another
    };
    dates::Date date;
    Kind kind = Kind::weekend;
    const dates::DayOff* entry = nullptr;  ///< name and basis; null for a plain weekend
};

/// The unusual days from the one to the other, both included, whichever is earlier; plain weekends only where they matter.
std::vector<CalendarStep> steps_between(const dates::Calendar& calendar, dates::Date a, dates::Date b, bool weekends);

/// What moved a stage: counting working days passes over everything between the day it counts from and its own; a move
/// only over a few days off.
std::vector<CalendarStep> steps_of(const StageDay& when, bool working, dates::Date from,
                                   const dates::Calendar& calendar);

/// Whether the days off of one of the two years are not decided yet.
bool is_provisional(const dates::Calendar& calendar, dates::Date a, dates::Date b);

}  // namespace rules::engine
