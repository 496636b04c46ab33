#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace dondoc::store::sqlite {

/// Notes that `message` says what the message with this key says.
void note_copy(Connection& db, std::int64_t message, std::string_view first);

/// The message and all that say the same to its recipient, in the order in which they were written. Where one of them is from
/// before this was kept, by what they have in common.
std::vector<std::int64_t> with_copies(Connection& db, std::int64_t message);

}  // namespace dondoc::store::sqlite
