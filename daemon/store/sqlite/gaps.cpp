#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/gap_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

namespace dondoc::store::sqlite {

void add_gap(Connection& db, const Gap& gap, Instant now) {
    db.query("INSERT INTO gap (since, until, missed, dropped, units) VALUES (?, ?, ?, ?, ?)")
        .with(gap.since, gap.until, gap.missed, gap.dropped, gap.units)
        .run();
    add_event(db, {"dondocd", now}, "daemon.gap", {},
              {{"since", fmt::to_string(gap.since.time_since_epoch().count())},
               {"until", fmt::to_string(gap.until.time_since_epoch().count())},
               {"missed", fmt::to_string(gap.missed)},
               {"dropped", fmt::to_string(gap.dropped)},
               {"units", fmt::to_string(gap.units)}});
}

std::optional<Instant> SqliteStore::last_alive() {
    return db_.look([&]() -> std::optional<Instant> {
        Query row = db_.query("SELECT at FROM alive");
        if (!row.with().next()) return std::nullopt;
        return row.instant(0);
    });
}

void SqliteStore::note_alive(Instant now) {
    db_.write(
        [&] {
            db_.query("INSERT INTO alive (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
                .with(now)
                .run();
        },
        Durability::process);
}

std::vector<Gap> SqliteStore::gaps(Instant from) {
    return db_.read([&] {
        Query row = db_.query("SELECT since, until, missed, dropped, units FROM gap WHERE until >= ? ORDER BY id");
        row.with(from);
        const auto count = [&row](int column) { return static_cast<std::size_t>(row.integer(column)); };
        std::vector<Gap> gaps;
        while (row.next()) gaps.push_back({row.instant(0), row.instant(1), count(2), count(3), count(4)});
        return gaps;
    });
}

}  // namespace dondoc::store::sqlite
