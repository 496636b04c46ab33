#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <vector>

namespace dondoc::store::sqlite {

/// The alerts that stand, by key.
std::vector<model::CheckState> load_check_states(Connection& db);

/// Whether any stand, without reading them.
bool have_check_states(Connection& db);

/// Makes these, which are by key, the alerts that stand, and writes down what was raised and what cleared. Inside the caller's transaction.
void replace_check_states(Connection& db, const std::vector<model::CheckState>& states, Instant now);

}  // namespace dondoc::store::sqlite
