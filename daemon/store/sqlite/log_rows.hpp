#pragma once

#include "daemon/store/audit.hpp"
#include "daemon/store/sqlite/connection.hpp"

namespace dondoc::store::sqlite {

/// Rows of the log in the order of the chain; inside the caller's transaction.
void read_log(Connection& db, const LogFilter& filter, const Audit::Reader& reader);

}  // namespace dondoc::store::sqlite
