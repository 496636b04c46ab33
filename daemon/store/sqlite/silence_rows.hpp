#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <vector>

namespace dondoc::store::sqlite {

/// All silences, in the order they were set.
std::vector<SilenceRow> load_silence_rows(Connection& db);

}  // namespace dondoc::store::sqlite
