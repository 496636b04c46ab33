#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <map>

namespace dondoc::store::sqlite {

/// All plans by row id, which is the order in which they came.
std::map<std::int64_t, model::Plan> load_plans(Connection& db);

/// Writes the difference between the document's rows and those that are kept, inside the caller's transaction.
ImportSummary import_plan(Connection& db, const PlanImport& plan, const Actor& actor);

/// Held changes of this kind and name that still wait give way to a newer one, inside the caller's transaction.
void replace_held(Connection& db, HeldChange::Kind kind, std::string_view name, const Actor& actor);

}  // namespace dondoc::store::sqlite
