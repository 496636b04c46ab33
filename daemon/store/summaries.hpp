#pragma once

#include <chrono>
#include <string>

namespace dondoc::store {

/// A summary that was made: once for each kind, period and recipient.
struct SummaryRow {
    std::string kind;    ///< day, week, month, quarter
    std::string period;  ///< its day, ISO
    std::string recipient;
    bool sent = true;     ///< false: there was nothing to say
    std::string figures;  ///< JSON, for the next one to compare with
    std::chrono::sys_seconds at{};
};

}  // namespace dondoc::store
