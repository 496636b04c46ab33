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

/// Where its budget is used up, keeps what another message is to say for it. True: it does not go out.
bool defer_if_too_many(Connection& db, std::int64_t message, const OutboxMessage& what, Instant now);
/// Notes which deferred messages a message says.
void note_carried(Connection& db, std::int64_t message, const OutboxMessage& carrier, Instant now);

/// What waits for this message to die goes out now, under its own id.
void bring_in_stand_ins(Connection& db, std::int64_t message, Instant now);

}  // namespace dondoc::store::sqlite
