#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

namespace dondoc::store::sqlite {

namespace {

bool is_deferred(Connection& db, std::string_view id) {
    return db.query("SELECT 1 FROM deferred d JOIN message m ON m.id = d.message WHERE m.key = ?").with(id).next();
}

bool is_too_many(Connection& db, const OutboxMessage& what) {
    if (!what.budget->page_of.empty()) return is_deferred(db, what.budget->page_of);
    Query count = db.query(
        "SELECT count(*) FROM message m JOIN outbox o ON o.message = m.id WHERE m.recipient = ? AND m.created_at >= ? "
        "AND m.channel = ? AND m.address = ?");
    count
        .with(std::string_view{what.recipient}, what.budget->from, std::string_view{what.envelope.channel},
              std::string_view{what.envelope.to})
        .next();
    return static_cast<std::size_t>(count.integer(0)) >= what.budget->most;
}

}  // namespace

bool defer_if_too_many(Connection& db, std::int64_t message, const OutboxMessage& what, Instant now) {
    if (!what.budget || !is_too_many(db, what)) return false;
    db.query("INSERT INTO deferred (message, recipient, since, content) VALUES (?, ?, ?, ?)")
        .with(message, std::string_view{what.recipient}, now, std::string_view{what.budget->content})
        .run();
    add_event(db, {"dondocd", now}, "message.deferred", what.envelope.id, {{"unit", what.recipient}});
    return true;
}

void note_carried(Connection& db, std::int64_t message, const OutboxMessage& carrier, Instant now) {
    for (const std::int64_t other : carrier.carries) {
        Query key = db.query(
            "SELECT m.key FROM deferred d JOIN message m ON m.id = d.message WHERE d.message = ? AND "
            "d.carried_by IS NULL");
        if (!key.with(other).next()) continue;
        const std::string carried(key.text(0));
        db.query("UPDATE deferred SET carried_by = ? WHERE message = ?").with(message, other).run();
        add_event(db, {"dondocd", now}, "message.carried", carried,
                  {{"unit", carrier.recipient}, {"carried_by", carrier.envelope.id}});
    }
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
