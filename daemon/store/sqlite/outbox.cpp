#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

/// Takes the leases and gives the messages' ids and attempt numbers, oldest message first.
std::vector<Claimed> take_leases(Connection& db, Instant now, Instant lease_until, std::string_view channel,
                                 int limit) {
    Query query = channel.empty()
                      ? db.query(
                            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = ?1 WHERE message "
                            "IN ("
                            "  SELECT message FROM outbox WHERE ?3 = '' AND next_at <= ?2 ORDER BY next_at LIMIT ?4) "
                            "RETURNING message, attempts")
                      : db.query(
                            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = ?1 WHERE message "
                            "IN ("
                            "  SELECT message FROM outbox WHERE channel = ?3 AND next_at <= ?2 ORDER BY next_at LIMIT "
                            "?4) "
                            "RETURNING message, attempts");
    query.with(lease_until, now, channel, limit);
    std::vector<Claimed> claims;
    while (query.next()) {
        Claimed& claim = claims.emplace_back();
        claim.id = query.integer(0);
        claim.attempt = static_cast<int>(query.integer(1));
    }
    std::ranges::sort(claims, {}, &Claimed::id);
    return claims;
}

void read_message(Query& row, Claimed& claim) {
    row.with(claim.id).next();
    claim.created = row.instant(0);
    claim.recipient = row.text(1);
    claim.subject_line = row.text(2);
    claim.envelope.id = row.text(3);
    claim.envelope.channel = row.text(4);
    claim.envelope.to = row.text(5);
    claim.envelope.bytes = row.text(6);
}

/// The receipt is kept in any case: it is what the server said. The message moves only where this attempt is
/// still its newest; a lease that ran out may have passed to another program, whose attempt has a higher
/// number.
void record_attempt(Connection& db, const Attempt& attempt) {
    db.query(
          "INSERT INTO receipt (message, attempt, at, outcome, code, answer, reason) VALUES (?, ?, ?, ?, ?, "
          "?, ?) "
          "ON CONFLICT (message, attempt) DO NOTHING")
        .with(attempt.id, attempt.number, attempt.at, outcome_column(attempt.delivery.outcome), attempt.delivery.code,
              attempt.delivery.answer, attempt.delivery.reason)
        .run();
    const bool again = attempt.next.has_value();
    const MessageState settled = attempt.state == MessageState::dead ? MessageState::dead : MessageState::sent;
    db.query(
          "UPDATE outbox SET state = ?, next_at = ? WHERE message = ? AND attempts = ? AND next_at IS NOT "
          "NULL")
        .with(state_column(again ? MessageState::waiting : settled), attempt.next, attempt.id, attempt.number)
        .run();
}

DeliveryRow delivery_at(const Query& row) {
    DeliveryRow delivery;
    delivery.message = row.text(0);
    delivery.recipient = row.text(1);
    delivery.channel = row.text(2);
    delivery.to = row.text(3);
    delivery.subject_line = row.text(4);
    delivery.reminders = static_cast<int>(row.integer(5));
    delivery.created = row.instant(6);
    delivery.state = state_of(row.text(7));
    delivery.attempts = static_cast<int>(row.integer(8));
    delivery.next = row.maybe_instant(9);
    delivery.last_at = row.maybe_instant(10);
    delivery.code = static_cast<int>(row.integer(11));
    delivery.answer = row.text(12);
    delivery.reason = row.text(13);
    return delivery;
}

}  // namespace

std::optional<std::int64_t> add_message(Connection& db, const OutboxMessage& message, Instant created) {
    const notifiers::Envelope& envelope = message.envelope;
    Query insert = db.query(
        "INSERT INTO message (key, channel, recipient, address, subject_line, reminders, created_at, "
        "bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id");
    insert.with(envelope.id, envelope.channel, message.recipient, envelope.to, message.subject_line, message.reminders,
                created, Query::Blob{envelope.bytes});
    if (!insert.next()) return std::nullopt;
    const std::int64_t id = insert.integer(0);
    insert.run();
    db.query("INSERT INTO outbox (message, channel, state, attempts, next_at) VALUES (?, ?, 'waiting', 0, ?)")
        .with(id, envelope.channel, message.not_before)
        .run();
    return id;
}

/// A lost claim costs at most a second sending after a power failure, so it does not wait for the disk.
std::vector<Claimed> SqliteStore::claim_due(Instant now, Instant lease_until, std::string_view channel, int limit) {
    return db_.write(
        [&] {
            std::vector<Claimed> claims = take_leases(db_, now, lease_until, channel, limit);
            Query message = db_.query(
                "SELECT created_at, recipient, subject_line, key, channel, address, bytes "
                "FROM message WHERE id = ?");
            for (Claimed& claim : claims) read_message(message, claim);
            return claims;
        },
        Durability::process);
}

void SqliteStore::record(std::span<const Attempt> attempts, std::span<const OutboxMessage> alerts) {
    if (attempts.empty() && alerts.empty()) return;
    db_.write([&] {
        std::optional<Instant> newest;
        for (const Attempt& attempt : attempts) {
            record_attempt(db_, attempt);
            newest = std::max(newest, std::optional(attempt.at));
        }
        for (const OutboxMessage& alert : alerts) add_message(db_, alert, newest.value_or(alert.not_before));
    });
}

void SqliteStore::release_claims() {
    db_.write([&] {
        db_.query(
               "UPDATE outbox SET state = 'waiting', next_at = (SELECT created_at FROM message WHERE id = "
               "outbox.message) "
               "WHERE next_at IS NOT NULL AND state = 'sending'")
            .with()
            .run();
    });
}

std::optional<Instant> SqliteStore::next_due(std::string_view channel) {
    return db_.look([&] {
        Query row = channel.empty()
                        ? db_.query("SELECT min(next_at) FROM outbox WHERE ? = '' AND next_at IS NOT NULL")
                        : db_.query("SELECT min(next_at) FROM outbox WHERE channel = ? AND next_at IS NOT NULL");
        row.with(channel).next();
        return row.maybe_instant(0);
    });
}

std::vector<DeliveryRow> SqliteStore::deliveries(const DeliveryFilter& filter) {
    return db_.look([&] {
        std::optional<std::string_view> state;
        if (filter.state) state = state_column(*filter.state);
        Query row = db_.query(
            "SELECT m.key, m.recipient, m.channel, m.address, m.subject_line, m.reminders, m.created_at, "
            "o.state, "
            "o.attempts, o.next_at, r.at, r.code, r.answer, r.reason "
            "FROM message m JOIN outbox o ON o.message = m.id LEFT JOIN receipt r ON r.message = m.id AND "
            "r.attempt = (SELECT max(attempt) FROM receipt WHERE message = m.id) "
            "WHERE (?1 IS NULL OR o.state = ?1) AND (?2 = '' OR m.recipient = ?2) AND (?3 IS NULL OR "
            "m.created_at >= ?3) "
            "ORDER BY m.id");
        row.with(state, filter.recipient, filter.since);
        std::vector<DeliveryRow> rows;
        while (row.next()) rows.push_back(delivery_at(row));
        return rows;
    });
}

}  // namespace dondoc::store::sqlite
