#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/model/policy.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// On which days the stages of a policy fall for a due day: the one place that knows. Evaluation, the next wake-up and
/// explanations all ask here.
///
/// Stages in days count from the due day, those before it in working days from the last working day on or before it.
/// What falls on a day off moves to the working day before (before the due day) or after (behind it).
namespace rules::engine {

/// What stages count from: those of the deadline from the due day, those for an update from the day of the last one. On
/// the update track that day stands wherever `due` is written here.
enum class Track : std::uint8_t { deadline, update };

struct StageDay {
    std::uint16_t stage = 0;   ///< in Policy::stages
    std::uint16_t repeat = 1;  ///< n-th time of a stage that repeats, else 1
    dates::Date nominal;       ///< the day before days off moved it
    dates::Date day;
    friend bool operator==(const StageDay&, const StageDay&) = default;
};

/// Days, both included; without `first` from the beginning of time. Empty where last < first.
struct DayRange {
    std::optional<dates::Date> first;
    dates::Date last;

    bool contains(dates::Date day) const noexcept { return day <= last && (!first || day >= *first); }
};

/// The days whose `send_at` lies in (after, until].
DayRange days_reached(const std::optional<dates::LocalTime>& after, dates::LocalTime until,
                      std::chrono::minutes send_at) noexcept;

/// `repeat` counts from 1 and matters for stages that repeat only.
StageDay stage_day(const model::Policy& policy, std::uint16_t stage, int repeat, dates::Date due,
                   const dates::Calendar& calendar) noexcept;

/// The newest repeat of a repeating stage whose day is on or before `last`; 0 where there is none yet, and for an offset
/// that does not advance. O(1).
int newest_repeat(const model::Stage& stage, dates::Date due, dates::Date last,
                  const dates::Calendar& calendar) noexcept;

/// Whether a repeating stage still has this repeat, or its `until` or `limit` has ended it.
bool has_repeat(const model::Stage& stage, int repeat, dates::Date due, const dates::Calendar& calendar) noexcept;

/// Whether `a` speaks where both meet for one recipient: the newer day; on one day an escalation before a repeated
/// overdue reminder, then the later nominal day, the graver, the one nearest to the due day, the first in the policy.
bool speaks_before(const model::Policy& policy, const StageDay& a, const StageDay& b) noexcept;

/// The stages whose day lies in `range` and not before `known_from`, in the order of `speaks_before`. An `every` stage
/// counts once, with its newest repeat. `out` is overwritten.
void reached_stages(const model::Policy& policy, dates::Date due, const DayRange& range,
                    const std::optional<dates::Date>& known_from, const dates::Calendar& calendar,
                    std::vector<StageDay>& out, Track track = Track::deadline);

/// Of stages that repeat also the earlier repeats in the range, at most `most_missed_repeats` of each, for policies that
/// name all that was missed. `reached` holds what reached_stages gave, and stays in its order.
inline constexpr int most_missed_repeats = 31;
void add_missed_repeats(const model::Policy& policy, dates::Date due, const DayRange& range,
                        const std::optional<dates::Date>& known_from, const dates::Calendar& calendar,
                        std::vector<StageDay>& reached);

/// The first day after `day` on which a stage falls.
std::optional<dates::Date> next_stage_day(const model::Policy& policy, dates::Date due, dates::Date day,
                                          const std::optional<dates::Date>& known_from, const dates::Calendar& calendar,
                                          Track track = Track::deadline) noexcept;

bool has_stages(const model::Policy& policy, Track track) noexcept;

/// How far from the due day a policy's stages can lie, moved days included; upper bounds that cost nothing to compare.
struct Reach {
    std::chrono::days before{0};
    std::optional<std::chrono::days> after;  ///< empty where a stage repeats without end
};
Reach reach_of(const model::Policy& policy, Track track = Track::deadline) noexcept;

}  // namespace rules::engine
