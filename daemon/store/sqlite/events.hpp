#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dondoc::store::sqlite {

/// Names and values that an event keeps, as a flat JSON object of texts.
using Detail = std::vector<std::pair<std::string_view, std::string>>;

/// Appends to the event log, inside the caller's transaction.
void add_event(Connection& db, const Actor& actor, std::string_view verb, std::string_view subject,
               const Detail& detail);

}  // namespace dondoc::store::sqlite
