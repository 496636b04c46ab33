#pragma once

#include "daemon/outbox/summary.hpp"
#include "rules/engine/statistics.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The figures of a summary, and how they are kept for the next one.
namespace dondoc::summaries {

struct Figures {
    std::vector<outbox::SummaryFigures> units;  ///< those with something to do, worst first
    outbox::SummaryFigures all;
};

/// What is overdue or missing decides, then the lower rate.
Figures figures_of(const rules::engine::Statistics& statistics, const rules::model::UnitDirectory& units);

/// What the store keeps of a summary, as JSON.
struct Kept {
    rules::dates::Date as_of;
    int year = 0;  ///< figures of different years are not compared
    std::map<std::string, outbox::SummaryFigures> units;
    outbox::SummaryFigures all;
};
std::string to_json(const Figures& figures, rules::dates::Date as_of, int year);
/// Nothing where it cannot be read.
std::optional<Kept> from_json(std::string_view text);

}  // namespace dondoc::summaries
