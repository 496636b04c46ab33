#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

namespace dondoc::store::sqlite {

bool defer_if_too_many(Connection& db, std::int64_t message, const OutboxMessage& what, Instant now) {
    if (!what.budget) return false;
    const std::string_view recipient = what.recipient;
    Query count = db.query(
        "SELECT count(*) FROM message m JOIN outbox o ON o.message = m.id WHERE m.recipient = ? AND m.created_at >= ? "
        "AND m.channel = ? AND m.address = ?");
    count
        .with(recipient, what.budget->from, std::string_view{what.envelope.channel}, std::string_view{what.envelope.to})
        .next();
    if (static_cast<std::size_t>(count.integer(0)) < what.budget->most) return false;
    db.query("INSERT INTO deferred (message, recipient, since, content) VALUES (?, ?, ?, ?)")
        .with(message, recipient, now, std::string_view{what.budget->content})
        .run();
    return true;
}

void note_carried(Connection& db, std::int64_t message, const OutboxMessage& carrier) {
    for (const std::int64_t other : carrier.carries)
        db.query("UPDATE deferred SET carried_by = ? WHERE message = ? AND carried_by IS NULL")
            .with(message, other)
            .run();
}

std::vector<DeferredMessage> SqliteStore::deferred() {
    return db_.read([&] {
        Query row = db_.query(
            "SELECT message, recipient, since, content FROM deferred WHERE carried_by IS NULL ORDER BY message");
        row.with();
        std::vector<DeferredMessage> all;
        while (row.next())
            all.push_back({row.integer(0), std::string(row.text(1)), row.instant(2), std::string(row.text(3))});
        return all;
    });
}

}  // namespace dondoc::store::sqlite
