#pragma once

#include "daemon/store/sqlite/connection.hpp"

namespace dondoc::store::sqlite {

void add_gap(Connection& db, const Gap& gap, Instant now);

}  // namespace dondoc::store::sqlite
