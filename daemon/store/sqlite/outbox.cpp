#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/message_copies.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

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
                            "RETURNING message, attempts, retried_at")
                      : db.query(
                            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = ?1 WHERE message "
                            "IN ("
                            "  SELECT message FROM outbox WHERE channel = ?3 AND next_at <= ?2 ORDER BY next_at LIMIT "
                            "?4) "
                            "RETURNING message, attempts, retried_at");
    query.with(lease_until, now, channel, limit);
    std::vector<Claimed> claims;
    while (query.next()) {
        Claimed& claim = claims.emplace_back();
        claim.id = query.integer(0);
        claim.attempt = static_cast<int>(query.integer(1));
        if (const auto retried = query.maybe_instant(2)) claim.created = *retried;
    }
    std::ranges::sort(claims, {}, &Claimed::id);
    return claims;
}

void read_message(Query& row, Claimed& claim, Instant now) {
    row.with(claim.id).next();
    if (claim.created == Instant{}) claim.created = row.instant(0);
    claim.created = std::min(claim.created, now);  // a clock that was ahead must not lengthen its time
    claim.recipient = row.text(1);
    claim.subject_line = row.text(2);
    claim.envelope.id = row.text(3);
    claim.envelope.channel = row.text(4);
    claim.envelope.to = row.text(5);
    claim.envelope.bytes = row.text(6);
}

void read_attempts(Query& row, Claimed& claim, Instant now) {
    constexpr std::chrono::seconds longest_pause = std::chrono::hours{12};
    row.with(claim.id, now, longest_pause.count()).next();
    claim.tries = static_cast<int>(row.integer(0));
    claim.tried_for = std::chrono::seconds{row.integer(1)};
}

/// Receipts that go into one statement: SQLite does more for a statement than for a row.
constexpr std::size_t receipts_at_once = 32;

std::string receipt_insert(std::size_t rows) {
    std::string sql = "INSERT INTO receipt (message, attempt, at, outcome, code, answer, reason) VALUES";
    for (std::size_t i = 0; i < rows; ++i) sql += i == 0 ? " (?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?)";
    return sql + " ON CONFLICT (message, attempt) DO NOTHING";
}

/// Kept in any case: they are what the servers said.
void add_receipts(Connection& db, std::span<const Attempt> attempts) {
    static const std::string one = receipt_insert(1);
    static const std::string many = receipt_insert(receipts_at_once);
    while (!attempts.empty()) {
        const bool full = attempts.size() >= receipts_at_once;
        Query insert = db.query(full ? many : one);
        insert.with();
        int place = 0;
        for (const Attempt& attempt : attempts.first(full ? receipts_at_once : 1)) {
            insert.bind(++place, attempt.id);
            insert.bind(++place, attempt.number);
            insert.bind(++place, attempt.at);
            insert.bind(++place, outcome_column(attempt.delivery.outcome));
            insert.bind(++place, attempt.delivery.code);
            insert.bind(++place, std::string_view{attempt.delivery.answer});
            insert.bind(++place, std::string_view{attempt.delivery.reason});
        }
        insert.run();
        attempts = attempts.subspan(full ? receipts_at_once : 1);
    }
}

/// The message moves only where this attempt is still its newest; a lease that ran out may have passed to another program,
/// whose attempt has a higher number, and what follows is that attempt's to say.
void move_message(Connection& db, const Attempt& attempt) {
    const bool again = attempt.next.has_value();
    const MessageState settled = attempt.state == MessageState::dead ? MessageState::dead : MessageState::sent;
    Query update =
        db.query("UPDATE outbox SET state = ?, next_at = ? WHERE message = ? AND attempts = ? AND next_at IS NOT NULL");
    update.with(state_column(again ? MessageState::waiting : settled), attempt.next, attempt.id, attempt.number);
    if (update.run() == 0) return;
    if (!again && settled == MessageState::dead) bring_in_stand_ins(db, attempt.id, attempt.at);
    add_messages(db, attempt.follows, attempt.at);
}

/// Links between stand-ins and messages that are there by now.
void link_stand_ins(Connection& db, std::int64_t id, const OutboxMessage& message) {
    for (const std::string& other : message.stands_in_for) {
        Query row = db.query("SELECT id FROM message WHERE key = ?");
        if (!row.with(std::string_view{other}).next())
            throw StoreError(
                fmt::format("{}: thông báo {} thay cho {}, nhưng không có thông báo ấy (message {} stands "
                            "in for {}, which does not exist)",
                            db.path(), message.envelope.id, other, message.envelope.id, other));
        db.query("INSERT INTO stand_in (instead_of, message) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .with(row.integer(0), id)
            .run();
    }
    if (message.rest_of.empty()) return;
    db.query(
          "INSERT INTO stand_in (instead_of, message) SELECT ?2, s.message FROM stand_in s JOIN message m ON m.id = "
          "s.instead_of WHERE m.key = ?1 ON CONFLICT DO NOTHING")
        .with(std::string_view{message.rest_of}, id)
        .run();
}

std::optional<std::int64_t> add_message(Connection& db, const OutboxMessage& message, Instant created) {
    const notifiers::Envelope& envelope = message.envelope;
    Query insert = db.query(
        "INSERT INTO message (key, channel, recipient, address, subject_line, reminders, created_at, "
        "bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING");
    insert.with(envelope.id, envelope.channel, message.recipient, envelope.to, message.subject_line, message.reminders,
                created, Query::Blob{envelope.bytes});
    if (insert.run() == 0) return std::nullopt;
    const std::int64_t id = db.last_id();
    note_carried(db, id, message, created);
    if (message.stands_in_for.empty() && !defer_if_too_many(db, id, message, created)) {
        db.query("INSERT INTO outbox (message, channel, state, attempts, next_at) VALUES (?, ?, 'waiting', 0, ?)")
            .with(id, envelope.channel, message.not_before)
            .run();
    }
    return id;
}

}  // namespace

void bring_in_stand_ins(Connection& db, std::int64_t message, Instant now) {
    db.query(
          "INSERT INTO outbox (message, channel, state, attempts, next_at, retried_at) "
          "SELECT m.id, m.channel, 'waiting', 0, ?2, ?2 FROM stand_in s JOIN message m ON m.id = s.message "
          "WHERE s.instead_of = ?1 ON CONFLICT (message) DO NOTHING")
        .with(message, now)
        .run();
}

std::vector<std::optional<std::int64_t>> add_messages(Connection& db, std::span<const OutboxMessage> messages,
                                                      Instant created) {
    std::vector<std::optional<std::int64_t>> ids;
    for (const OutboxMessage& message : messages) ids.push_back(add_message(db, message, created));
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (!ids[i]) continue;
        link_stand_ins(db, *ids[i], messages[i]);
        if (!messages[i].copy_of.empty()) note_copy(db, *ids[i], messages[i].copy_of);
    }
    return ids;
}

/// A lost claim costs at most a second sending after a power failure, so it does not wait for the disk.
std::vector<Claimed> SqliteStore::claim_due(Instant now, Instant lease_until, std::string_view channel, int limit) {
    return db_.write(
        [&] {
            std::vector<Claimed> claims = take_leases(db_, now, lease_until, channel, limit);
            Query message = db_.query(
                "SELECT created_at, recipient, subject_line, key, channel, address, bytes FROM message WHERE id = ?");
            Query attempts = db_.query(
                "SELECT o.attempts - o.tried_before, (SELECT coalesce(sum(max(0, min(ended - at, ?3))), 0) FROM "
                "(SELECT at, lead(at, 1, ?2) OVER (ORDER BY attempt) AS ended FROM receipt WHERE message = o.message "
                "AND attempt > o.tried_before)) FROM outbox o WHERE o.message = ?1");
            for (Claimed& claim : claims) {
                read_message(message, claim, now);
                if (claim.attempt > 1) read_attempts(attempts, claim, now);
            }
            return claims;
        },
        Durability::process);
}

void SqliteStore::record(std::span<const Attempt> attempts) {
    if (attempts.empty()) return;
    db_.write([&] {
        add_receipts(db_, attempts);
        for (const Attempt& attempt : attempts) move_message(db_, attempt);
    });
}

void SqliteStore::enqueue(std::span<const OutboxMessage> messages, Instant now) {
    if (messages.empty()) return;
    db_.write([&] { add_messages(db_, messages, now); });
}

void SqliteStore::release_claims() {
    db_.write([&] {
        db_.query(
               "UPDATE outbox SET state = 'waiting', next_at = (SELECT created_at FROM message WHERE id = "
               "outbox.message) "
               "WHERE next_at IS NOT NULL AND state = 'sending'")
            .with()
            .run();
        db_.query("DELETE FROM server_state").with().run();
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

std::vector<std::string> SqliteStore::channels_in_use() {
    return db_.look([&] {
        Query row = db_.query(
            "SELECT channel FROM outbox WHERE next_at IS NOT NULL UNION "
            "SELECT m.channel FROM stand_in s JOIN message m ON m.id = s.message");
        row.with();
        std::vector<std::string> channels;
        while (row.next()) channels.emplace_back(row.text(0));
        return channels;
    });
}

void SqliteStore::pull_forward(Instant now, std::chrono::seconds longest_wait) {
    db_.write([&] {
        db_.query(
               "UPDATE outbox SET next_at = ?1 WHERE next_at > ?1 AND state = 'waiting' AND (next_at > ?2 OR "
               "EXISTS (SELECT 1 FROM message WHERE id = outbox.message AND created_at > ?1))")
            .with(now, now + longest_wait)
            .run();
    });
}

}  // namespace dondoc::store::sqlite
