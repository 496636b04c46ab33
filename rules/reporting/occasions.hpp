#pragma once

#include "rules/reporting/clauses.hpp"

#include <string>
#include <vector>

namespace rules::reporting {

/// When a report comes that has no day: when something happens or somebody asks.
struct Occasion {
    std::string words;  ///< "đột xuất khi có yêu cầu", "kịp thời"; empty where the clause tells none
    std::size_t at = 0;
    bool extraordinary = false;  ///< "đột xuất" or "khi có yêu cầu", which come besides periods
    bool periodic = false;       ///< "định kỳ"
};

/// `purposes` as mark_purposes tells them.
Occasion find_occasion(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes,
                       const Marks& marks);

}  // namespace rules::reporting
