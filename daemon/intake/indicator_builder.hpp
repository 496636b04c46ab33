#pragma once

#include "daemon/intake/intake.hpp"

#include <cstddef>
#include <set>

namespace dondoc::intake {

/// Reads the tables of indicators of a document into `draft`: values, years, comparators, units of measure and offices,
/// with a doubt for each cell that was not understood. The head of the draft's plan must be there. Returns the numbers of
/// the tables that it read.
std::set<std::size_t> build_indicators(const Document& document, const rules::model::UnitDirectory& units,
                                       Draft& draft);

}  // namespace dondoc::intake
