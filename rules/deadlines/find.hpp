#pragma once

#include "rules/deadlines/grammar.hpp"

#include <optional>
#include <span>
#include <vector>

namespace rules::deadlines {

/// A time phrase in the middle of a sentence, as tokens [begin, end). One phrase can be a period, a place in one and a
/// day at once ("trước ngày 10/6" is a place in a year and, with the plan's year, a day).
struct FoundTime {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<Recurrence> period;  ///< "hằng quý", "6 tháng", "quý I"; `due` at the period's end
    bool weak = false;                 ///< a period by a bare unit, which often means something else: "năm", "quý"
    std::vector<Place> places;         ///< "trước ngày 10/6", "ngày 25 tháng cuối quý": every reading
    std::optional<dates::Date> day;    ///< the last acceptable day
    bool names_year = false;           ///< the day is written with its year
};

/// Finds periods and limits in running text by the lines of phrases.cpp, so that words mean there what they mean in a
/// cell. Time is linear in the number of tokens: the text is read through windows of 64, and the longest phrase found
/// is 32. About 20 µs for a sentence of 60 words.
class TimeFinder {
public:
    /// The tokens must outlive the finder.
    TimeFinder(std::span<const Token> tokens, const ParseContext& context);

    /// The longest phrase that begins at this token. Fastest when asked in ascending order.
    std::optional<FoundTime> at(std::size_t token);

private:
    Chart& chart_for(std::size_t token);

    std::span<const Token> tokens_;
    Scope scope_;
    std::optional<Chart> chart_;
    std::size_t window_ = 0;  ///< first token of the chart
};

}  // namespace rules::deadlines
