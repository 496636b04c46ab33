#pragma once

#include "rules/engine/policy_choice.hpp"
#include "rules/engine/stages.hpp"

#include <optional>
#include <vector>

/// Has it happened? What conditional assignments wait for is asked about each month, once for each event however many of
/// them wait. An event has the policy of an assignment that waits for it: of several the one that stands first in the
/// rules among those that ask.
namespace rules::engine {

struct Question {
    std::uint32_t event = 0;  ///< in Snapshot::awaited
    std::uint16_t policy = 0;
    dates::Date since;  ///< from which the wait counts
};

/// Nothing where nothing waits for the event any more, or no policy asks.
std::optional<Question> question_of(std::uint32_t event, const PolicyChoice& policies, const model::Snapshot& snapshot,
                                    const model::RuleBook& book);

/// The first working day of a month; `nominal` is the month's first day.
struct QuestionDay {
    dates::Date nominal;
    dates::Date day;
};

/// The newest one in the range; none is on or before the day on which the wait began.
std::optional<QuestionDay> newest_question_day(const Question& question, const DayRange& range,
                                               const dates::Calendar& calendar) noexcept;

/// The first one after `day`.
QuestionDay next_question_day(const Question& question, dates::Date day, const dates::Calendar& calendar) noexcept;

/// One reminder for each recipient, muted ones included. Appends to `out`.
void ask(const Question& question, const QuestionDay& when, dates::Date today, const model::Snapshot& snapshot,
         const model::RuleBook& book, std::vector<model::Reminder>& out);

}  // namespace rules::engine
