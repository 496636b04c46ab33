#pragma once

#include "rules/engine/simulate.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What would be sent, in names instead of positions, so that what two rule sets or two states of the store foresee can
/// be laid side by side.
namespace rules::engine {

/// The texts that lines of a forecast share, each kept once. Forecasts that are compared use the same ones.
class SharedTexts {
public:
    std::uint32_t number(std::string_view text);
    const std::string& operator[](std::uint32_t number) const noexcept { return texts_[number]; }

private:
    std::deque<std::string> texts_;  ///< stay where they are: the keys of numbers_ look at them
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

/// A reminder or an alert that would be sent to one recipient. Its texts are numbers in SharedTexts.
struct ForecastLine {
    /// What remains the same of a stage whose offset is edited.
    enum class Kind : std::uint8_t { before, every, after, update, event, check, ask };
    dates::LocalTime at;
    std::uint32_t subject = 0;    ///< key with its period; of an alert its key
    std::uint32_t recipient = 0;  ///< model::recipient_name
    std::uint32_t unit = 0;       ///< id of the recipient's; for an address that of the planning office
    std::uint32_t stage = 0;      ///< model::stage_name, or "check:raised"
    std::uint32_t policy = 0;     ///< id; empty for an alert
    std::uint32_t rule = 0;       ///< id of the rule for report or the check; empty for an assignment or event
    Kind kind = Kind::before;
    friend bool operator==(const ForecastLine&, const ForecastLine&) = default;
};

ForecastLine::Kind kind_of(const model::Reminder& reminder, const model::RuleBook& book);

/// The id of the unit among the words of model::recipient_name; of an address that of the planning office.
std::string_view unit_of_recipient(std::string_view recipient, const model::RuleBook& book);

/// The lines of a decision: what it sends, in its order, then a line for each recipient of an alert. Appends to `out`.
void add_lines(const model::Decision& decision, const model::Snapshot& snapshot, const model::RuleBook& book,
               SharedTexts& texts, std::vector<ForecastLine>& out);

/// What `simulate` would send in (from, until].
std::vector<ForecastLine> forecast(model::Snapshot snapshot, const model::RuleBook& book, dates::LocalTime from,
                                   dates::LocalTime until, SharedTexts& texts);

struct DifferenceCounts {
    std::size_t before = 0;  ///< lines of the first forecast
    std::size_t after = 0;
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t moved = 0;    ///< to another day
    std::size_t retimed = 0;  ///< to another hour of the same day

    bool any() const noexcept { return added + removed + moved + retimed > 0; }
    friend bool operator==(const DifferenceCounts&, const DifferenceCounts&) = default;
};

struct ForecastDifference {
    enum class Change : std::uint8_t { added, removed, moved, retimed };
    /// Positions in the forecasts; of what is added or removed one of them means nothing.
    struct Line {
        Change change = Change::added;
        std::uint32_t before = 0;
        std::uint32_t after = 0;
    };
    std::vector<Line> lines;  ///< by the day that is or was meant (the new one of what moved), then subject
    DifferenceCounts counts;
};

/// Lines of one subject and recipient belong together. Of those what is said at the same instant is the same, by whatever
/// stage; what remains is moved, first where the stage has the same name, then where it is of the same kind, the earliest
/// with the earliest; and what then remains is added or removed. Costs a few sorts.
ForecastDifference difference(const std::vector<ForecastLine>& before, const std::vector<ForecastLine>& after);

/// A difference's counts for each value of a text, such as `&ForecastLine::unit` or `&ForecastLine::policy`: what is moved
/// counts for the value that the new line has. Values without a change are left out; by name.
struct CountedText {
    std::string text;
    DifferenceCounts counts;
};
std::vector<CountedText> counted_by(std::uint32_t ForecastLine::*field, const ForecastDifference& difference,
                                    const std::vector<ForecastLine>& before, const std::vector<ForecastLine>& after,
                                    const SharedTexts& texts);

}  // namespace rules::engine
