#pragma once

#include "rules/dates/date.hpp"

#include <optional>
#include <string>

namespace dondoc {

/// The head of the event log's chain, once for each day: said in the daemon's log it lies in the machine's journal, and
/// wherever that is sent, as an anchor for `dondoc audit verify --expect`.
class LogHead {
public:
    explicit LogHead(std::string database) : database_(std::move(database)) {}

    /// "1234:6b1f…" where it was not asked for on that day yet. Throws store::StoreError.
    std::optional<std::string> on(rules::dates::Date day);

private:
    std::string database_;
    std::optional<rules::dates::Date> said_;
};

}  // namespace dondoc
