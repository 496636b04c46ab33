#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <map>

namespace dondoc::store::sqlite {

/// All plans by row id, which is the order in which they came.
std::map<std::int64_t, model::Plan> load_plans(Connection& db);

}  // namespace dondoc::store::sqlite
