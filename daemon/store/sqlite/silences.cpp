#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/silence_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>

namespace dondoc::store::sqlite {

std::int64_t SqliteStore::silence(const model::Silence& fact, const Actor& actor) {
    return db_.write([&] {
        raise_revision(db_);
        Query query = db_.query(
            "INSERT INTO silence (plan, subject, unit, author, reason, from_time, until_time, rule, match) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
        query.with(fact.plan, fact.subject, fact.unit, fact.author, fact.reason, fact.from, fact.until, fact.rule,
                   fact.match);
        query.next();
        const std::int64_t id = query.integer(0);
        query.run();
        add_event(db_, actor, "silenced", fact.subject,
                  {{"id", std::to_string(id)},
                   {"plan", fact.plan},
                   {"unit", fact.unit},
                   {"rule", fact.rule},
                   {"match", fact.match},
                   {"author", fact.author},
                   {"reason", fact.reason},
                   {"from", rules::dates::format_iso(fact.from)},
                   {"until", rules::dates::format_iso(fact.until)}});
        return id;
    });
}

bool SqliteStore::end_silence(std::int64_t id, rules::dates::LocalTime until, const Actor& actor) {
    return db_.write([&] {
        const int ended = db_.query(
                                 "INSERT INTO silence_end (silence, until_time, who, at) "
                                 "SELECT id, ?, ?, ? FROM silence WHERE id = ? AND until_time > ? "
                                 "ON CONFLICT (silence) DO NOTHING")
                              .with(until, actor.who, actor.at, id, until)
                              .run();
        if (ended == 0) return false;
        raise_revision(db_);
        add_event(db_, actor, "silence.ended", "",
                  {{"id", std::to_string(id)}, {"until", rules::dates::format_iso(until)}});
        return true;
    });
}

std::vector<SilenceRow> SqliteStore::silences() {
    return db_.read([&] { return load_silence_rows(db_); });
}

std::vector<SilenceRow> load_silence_rows(Connection& db) {
    std::vector<SilenceRow> rows;
    Query query = db.query(
        "SELECT s.id, plan, subject, unit, author, reason, from_time, s.until_time, rule, match, e.until_time, e.who "
        "FROM silence s LEFT JOIN silence_end e ON e.silence = s.id ORDER BY s.id");
    query.with();
    while (query.next()) {
        SilenceRow& row = rows.emplace_back();
        row.fact.id = query.integer(0);
        row.fact.plan = query.text(1);
        row.fact.subject = query.text(2);
        row.fact.unit = query.text(3);
        row.fact.author = query.text(4);
        row.fact.reason = query.text(5);
        row.fact.from = query.maybe_time(6).value_or(rules::dates::LocalTime{});
        row.fact.until = query.maybe_time(7).value_or(rules::dates::LocalTime{});
        row.fact.rule = query.text(8);
        row.fact.match = query.text(9);
        row.ended = query.maybe_time(10);
        row.ended_by = query.text(11);
    }
    return rows;
}

}  // namespace dondoc::store::sqlite
