#include "daemon/store/sqlite/check_rows.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace dondoc::store::sqlite {
namespace {

/// What ChannelCounts call lately, and how much older a message can be that is still being tried.
constexpr std::chrono::days lately{7};
constexpr std::chrono::days tried_for{2};

void write(Connection& db, const model::CheckState& state) {
    db.query(
          "INSERT INTO check_state (key, since, told, message, recipients) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) "
          "DO UPDATE SET since = excluded.since, told = excluded.told, message = excluded.message, "
          "recipients = excluded.recipients")
        .with(state.key, state.since, state.told, state.message, join(state.recipients, ' '))
        .run();
}

void note(Connection& db, std::string_view verb, const model::CheckState& state, Instant now) {
    add_event(db, {"dondocd", now}, verb, state.key,
              {{"since", rules::dates::format_iso(state.since)},
               {"message", state.message},
               {"recipients", join(state.recipients, ' ')}});
}

void clear(Connection& db, const model::CheckState& state, Instant now) {
    db.query("DELETE FROM check_state WHERE key = ?").with(state.key).run();
    note(db, "check.cleared", state, now);
}

}  // namespace

std::vector<model::CheckState> load_check_states(Connection& db) {
    Query row = db.query("SELECT key, since, told, message, recipients FROM check_state ORDER BY key");
    row.with();
    std::vector<model::CheckState> states;
    while (row.next()) {
        model::CheckState& state = states.emplace_back();
        state.key = row.text(0);
        state.since = row.date(1);
        state.told = row.date(2);
        state.message = row.text(3);
        state.recipients = split(row.text(4), ' ');
    }
    return states;
}

bool have_check_states(Connection& db) {
    Query row = db.query("SELECT 1 FROM check_state LIMIT 1");
    return row.with().next();
}

void replace_check_states(Connection& db, const std::vector<model::CheckState>& states, Instant now) {
    assert(std::is_sorted(states.begin(), states.end(), [](const auto& a, const auto& b) { return a.key < b.key; }));
    const std::vector<model::CheckState> before = load_check_states(db);
    auto known = before.begin();
    for (const model::CheckState& state : states) {
        for (; known != before.end() && known->key < state.key; ++known) clear(db, *known, now);
        const bool stood = known != before.end() && known->key == state.key;
        if (!stood)
            note(db, "check.raised", state, now);
        else if (known->told != state.told)
            note(db, "check.repeated", state, now);
        if (!stood || *known != state) write(db, state);
        if (stood) ++known;
    }
    for (; known != before.end(); ++known) clear(db, *known, now);
}

std::vector<model::ChannelCounts> SqliteStore::channel_counts(Instant now) {
    return db_.look([&] {
        Query row = db_.query(
            "SELECT o.channel, coalesce(sum(o.state = 'sent' AND r.at >= ?1), 0), "
            "coalesce(sum(o.state = 'dead' AND r.at >= ?1), 0), sum(o.next_at IS NOT NULL), "
            "min(CASE WHEN o.next_at IS NOT NULL THEN m.created_at END) "
            "FROM outbox o JOIN message m ON m.id = o.message "
            "LEFT JOIN receipt r ON r.message = o.message AND r.attempt = o.attempts "
            "WHERE o.next_at IS NOT NULL OR m.created_at >= ?2 GROUP BY o.channel ORDER BY o.channel");
        row.with(now - lately, now - lately - tried_for);
        std::vector<model::ChannelCounts> counts;
        while (row.next()) {
            model::ChannelCounts& channel = counts.emplace_back();
            channel.id = row.text(0);
            channel.sent = static_cast<std::uint32_t>(row.integer(1));
            channel.dead = static_cast<std::uint32_t>(row.integer(2));
            channel.waiting = static_cast<std::uint32_t>(row.integer(3));
            if (const auto oldest = row.maybe_instant(4))
                channel.oldest_waiting_hours = std::chrono::floor<std::chrono::hours>(now - *oldest).count();
        }
        return counts;
    });
}

}  // namespace dondoc::store::sqlite
