#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <map>
#include <utility>
#include <vector>

namespace dondoc::store::sqlite {

/// All requests for reports in the order they were told; `fresh` where they are newer than a revision of the site.
std::vector<RequestRow> load_requests(Connection& db, std::int64_t evaluated_revision);

/// What indicators have reached, by plan's row id and seq, in the order it was told.
using Measures = std::map<std::pair<std::int64_t, std::uint32_t>, std::vector<model::Measure>>;
Measures load_measures(Connection& db);

}  // namespace dondoc::store::sqlite
