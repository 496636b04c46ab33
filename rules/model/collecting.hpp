#pragma once

#include "rules/model/decision.hpp"

#include <cstddef>
#include <optional>
#include <vector>

/// A report that is made of others' reports: whose are still missing.
namespace rules::model {

struct Collected {
    struct Missing {
        UnitIndex unit{};
        dates::Date due;  ///< of its report, extensions included
    };
    std::size_t asked = 0;
    std::vector<Missing> missing;  ///< the one due first comes first, then in the order of the register
};

/// What has come of the reports that an occurrence collects, from the facts of the snapshot. Nothing where it collects
/// none, or where none is asked for in that period.
std::optional<Collected> collected_for(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book);

}  // namespace rules::model
