#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dondoc::store::sqlite {

/// Adds messages and their places in the outbox: all of them before what says that one stands in for another. Gives the row
/// of each; nothing where a message with that id exists already.
std::vector<std::optional<std::int64_t>> add_messages(Connection& db, std::span<const OutboxMessage> messages,
                                                      Instant created);

/// What waits for this message to die goes out now, under its own id.
void bring_in_stand_ins(Connection& db, std::int64_t message, Instant now);

}  // namespace dondoc::store::sqlite
