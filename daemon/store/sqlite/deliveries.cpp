#include "daemon/store/new_start.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

/// A row of each message, as `delivery_at` reads it.
constexpr std::string_view select_deliveries =
    "SELECT m.key, m.recipient, m.channel, m.address, m.subject_line, m.reminders, m.created_at, "
    "coalesce(o.state, 'deferred'), coalesce(o.attempts, 0), o.next_at, r.at, r.code, r.answer, r.reason, "
    "CASE WHEN b.id IS NULL THEN 0 WHEN NOT b.permanent THEN 1 WHEN NOT b.proven THEN 2 ELSE 3 END AS returned, "
    "coalesce(b.status || ' ' || b.diagnostic, ''), "
    "coalesce((SELECT c.key FROM message c WHERE c.id = d.carried_by), '') "
    "FROM message m LEFT JOIN outbox o ON o.message = m.id LEFT JOIN deferred d ON d.message = m.id "
    "LEFT JOIN receipt r ON r.message = m.id AND "
    "r.attempt = (SELECT max(attempt) FROM receipt WHERE message = m.id) "
    "LEFT JOIN bounce b ON o.state = 'sent' AND b.id = (SELECT id FROM bounce WHERE message = m.id AND attempt = "
    "o.attempts ORDER BY permanent AND proven DESC, permanent DESC, id DESC LIMIT 1) ";

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
    delivery.returned = static_cast<Returned>(row.integer(14));
    delivery.report = row.text(15);
    delivery.carried_by = row.text(16);
    return delivery;
}

std::vector<DeliveryRow> rows_of(Connection& db, const DeliveryFilter& filter) {
    std::optional<std::string_view> state;
    if (filter.state) state = state_column(*filter.state);
    std::optional<std::int64_t> returned;
    if (filter.returned) returned = static_cast<std::int64_t>(*filter.returned);
    static const std::string sql =
        std::string(select_deliveries) +
        "WHERE (o.message IS NOT NULL OR d.message IS NOT NULL) AND (?1 IS NULL OR coalesce(o.state, 'deferred') = ?1) "
        "AND (?2 = '' OR m.recipient = ?2) AND (?3 IS NULL OR m.created_at >= ?3) "
        "AND (?4 = '' OR m.channel = ?4) AND (?5 = '' OR instr(m.address, ?5) > 0) "
        "AND (?6 IS NULL OR returned = ?6) ORDER BY m.id";
    Query row = db.query(sql);
    row.with(state, filter.recipient, filter.since, filter.channel, filter.to, returned);
    std::vector<DeliveryRow> rows;
    while (row.next()) {
        DeliveryRow delivery = delivery_at(row);
        const auto& wanted = filter.messages;
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), delivery.message) != wanted.end())
            rows.push_back(std::move(delivery));
    }
    return rows;
}

bool give_new_start(Connection& db, const DeliveryRow& row, Instant now) {
    Query update = db.query(
        "UPDATE outbox SET state = 'waiting', next_at = ?2, retried_at = ?2, tried_before = attempts "
        "WHERE message = (SELECT id FROM message WHERE key = ?1) AND state != 'sending' RETURNING message");
    update.with(std::string_view{row.message}, now);
    const bool done = update.next();
    if (done) update.run();
    return done;
}

bool give_up(Connection& db, const DeliveryRow& row, const std::string& reason, Instant now) {
    Query update = db.query(
        "UPDATE outbox SET state = 'dead', next_at = NULL, attempts = attempts + 1 "
        "WHERE message = (SELECT id FROM message WHERE key = ?) AND state = 'waiting' RETURNING message, attempts");
    update.with(std::string_view{row.message});
    if (!update.next()) return false;
    const std::int64_t id = update.integer(0);
    const std::int64_t number = update.integer(1);
    update.run();
    db.query(
          "INSERT INTO receipt (message, attempt, at, outcome, code, answer, reason) "
          "VALUES (?, ?, ?, 'rejected', 0, '', ?)")
        .with(id, number, now, std::string_view{reason})
        .run();
    return true;
}

}  // namespace

std::vector<DeliveryRow> SqliteStore::deliveries(const DeliveryFilter& filter) {
    return db_.look([&] { return rows_of(db_, filter); });
}

/// Those that may be among them are few: to look at every message would take long.
std::vector<DeliveryRow> SqliteStore::failed_since(Instant since) {
    return db_.look([&] {
        static const std::string sql =
            std::string(select_deliveries) +
            "WHERE m.id IN (SELECT message FROM outbox WHERE state = 'dead' UNION SELECT message FROM bounce WHERE at "
            ">= ?1) AND ((o.state = 'dead' AND r.at >= ?1) OR (returned >= 2 AND b.at >= ?1)) ORDER BY m.id";
        Query row = db_.query(sql);
        row.with(since);
        std::vector<DeliveryRow> rows;
        while (row.next()) rows.push_back(delivery_at(row));
        return rows;
    });
}

std::vector<std::string> SqliteStore::busy_channels(Instant now) {
    return db_.look([&] {
        Query row = db_.query(
            "SELECT channel FROM (SELECT DISTINCT channel FROM outbox WHERE next_at IS NOT NULL) c WHERE EXISTS "
            "(SELECT 1 FROM outbox o WHERE o.channel = c.channel AND o.next_at <= ?1) OR EXISTS "
            "(SELECT 1 FROM outbox o WHERE o.channel = c.channel AND o.next_at > ?1 AND o.state = 'sending')");
        row.with(now);
        std::vector<std::string> channels;
        while (row.next()) channels.emplace_back(row.text(0));
        return channels;
    });
}

std::vector<std::string> SqliteStore::waiting_addresses(std::string_view channel) {
    return db_.look([&] {
        Query row = db_.query(
            "SELECT DISTINCT m.address FROM outbox o JOIN message m ON m.id = o.message WHERE o.channel = ? AND "
            "o.next_at IS NOT NULL ORDER BY m.address");
        row.with(channel);
        std::vector<std::string> addresses;
        while (row.next()) addresses.emplace_back(row.text(0));
        return addresses;
    });
}

void SqliteStore::postpone(std::span<const Postponed> claims) {
    db_.write(
        [&] {
            for (const Postponed& claim : claims) {
                db_.query(
                       "UPDATE outbox SET state = 'waiting', next_at = ?, attempts = attempts - 1 "
                       "WHERE message = ? AND attempts = ? AND state = 'sending'")
                    .with(claim.until, claim.id, claim.number)
                    .run();
            }
        },
        Durability::process);
}

std::size_t SqliteStore::retry(const DeliveryFilter& filter, const Actor& actor) {
    return db_.write([&] {
        std::size_t count = 0;
        for (const DeliveryRow& row : rows_of(db_, filter)) {
            if (!may_start_anew(row, filter) || !give_new_start(db_, row, actor.at)) continue;
            add_event(db_, actor, "message.retried", row.message, {});
            ++count;
        }
        return count;
    });
}

std::size_t SqliteStore::drop(const DeliveryFilter& filter, const std::string& reason, const Actor& actor) {
    return db_.write([&] {
        std::size_t count = 0;
        for (const DeliveryRow& row : rows_of(db_, filter)) {
            if (row.state != MessageState::waiting || !give_up(db_, row, reason, actor.at)) continue;
            add_event(db_, actor, "message.dropped", row.message, {{"reason", reason}});
            ++count;
        }
        return count;
    });
}

std::vector<ServerState> SqliteStore::servers() {
    return db_.look([&] {
        Query row = db_.query(
            "SELECT channel, server, since, until, failures, reason FROM server_state ORDER BY channel, server");
        row.with();
        std::vector<ServerState> states;
        while (row.next()) {
            ServerState& state = states.emplace_back();
            state.channel = row.text(0);
            state.server = row.text(1);
            state.since = row.instant(2);
            state.until = row.instant(3);
            state.failures = static_cast<int>(row.integer(4));
            state.reason = row.text(5);
        }
        return states;
    });
}

void SqliteStore::note_server(const ServerState& state) {
    db_.write(
        [&] {
            const std::string_view channel = state.channel;
            const std::string_view server = state.server;
            if (state.until <= state.since) {
                db_.query("DELETE FROM server_state WHERE channel = ? AND server = ?").with(channel, server).run();
                return;
            }
            db_.query(
                   "INSERT INTO server_state (channel, server, since, until, failures, reason) VALUES (?, ?, ?, ?, ?, "
                   "?) "
                   "ON CONFLICT (channel, server) DO UPDATE SET until = excluded.until, failures = excluded.failures, "
                   "reason = excluded.reason")
                .with(channel, server, state.since, state.until, state.failures, std::string_view{state.reason})
                .run();
        },
        Durability::process);
}

std::optional<Claimed> SqliteStore::message(std::string_view id) {
    return db_.look([&]() -> std::optional<Claimed> {
        Query row = db_.query(
            "SELECT m.id, m.created_at, m.recipient, m.subject_line, m.key, m.channel, m.address, o.attempts "
            "FROM message m JOIN outbox o ON o.message = m.id WHERE m.key = ?");
        row.with(id);
        if (!row.next()) return std::nullopt;
        Claimed claim;
        claim.id = row.integer(0);
        claim.created = row.instant(1);
        claim.recipient = row.text(2);
        claim.subject_line = row.text(3);
        claim.envelope.id = row.text(4);
        claim.envelope.channel = row.text(5);
        claim.envelope.to = row.text(6);
        claim.attempt = static_cast<int>(row.integer(7));
        return claim;
    });
}

bool SqliteStore::record_bounce(const Bounce& bounce, std::span<const OutboxMessage> alerts, Instant now) {
    return db_.write([&] {
        Query insert = db_.query(
            "INSERT INTO bounce (message, attempt, recipient, permanent, proven, status, diagnostic, at) "
            "SELECT m.id, o.attempts, ?2, ?3, ?4, ?5, ?6, ?7 FROM message m JOIN outbox o ON o.message = m.id "
            "WHERE m.key = ?1 AND o.state IN ('sending', 'sent') ON CONFLICT DO NOTHING RETURNING message");
        insert.with(std::string_view{bounce.message}, std::string_view{bounce.recipient}, bounce.permanent,
                    bounce.proven, std::string_view{bounce.status}, std::string_view{bounce.diagnostic}, now);
        if (!insert.next()) return false;
        const std::int64_t message = insert.integer(0);
        insert.run();
        if (bounce.permanent && bounce.proven) bring_in_stand_ins(db_, message, now);
        add_messages(db_, alerts, now);
        return true;
    });
}

}  // namespace dondoc::store::sqlite
