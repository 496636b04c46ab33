#pragma once

#include "daemon/store/sqlite/connection.hpp"

namespace dondoc::store::sqlite {

/// Adds a message and its place in the outbox. Nothing where a message with that id exists already.
std::optional<std::int64_t> add_message(Connection& db, const OutboxMessage& message, Instant created);

/// What waits for this message to die goes out now, under its own id.
void bring_in_stand_ins(Connection& db, std::int64_t message, Instant now);

}  // namespace dondoc::store::sqlite
