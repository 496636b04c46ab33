#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

namespace dondoc::store::sqlite {
namespace {

std::int64_t add_set(Connection& db, const RuleSet& rules, const Actor& actor) {
    Query query = db.query("INSERT INTO rule_set (hash, who, at) VALUES (?, ?, ?) RETURNING id");
    query.with(rules.hash, actor.who, actor.at).next();
    const std::int64_t id = query.integer(0);
    query.run();
    return id;
}

void add_files(Connection& db, std::int64_t id, const RuleSet& rules) {
    int position = 0;
    Query query = db.query("INSERT INTO rule_set_file (rule_set, position, role, path, text) VALUES (?, ?, ?, ?, ?)");
    for (const RuleSetFile& file : rules.files)
        query.with(id, ++position, file.role, file.path, Query::Blob{file.text}).run();
}

void add_pieces(Connection& db, std::int64_t id, const RuleSet& rules) {
    Query query = db.query("INSERT INTO rule_set_piece (rule_set, name, meaning, since) VALUES (?, ?, ?, ?)");
    for (const RulePiece& piece : rules.pieces) query.with(id, piece.name, piece.meaning, piece.since).run();
}

void settle_rules(Connection& db, const RuleSet& rules, const Actor& actor) {
    db.query(
          "UPDATE held_change SET state = iif(hash = ?, 'done', 'replaced'), settled_by = iif(settled_by = '', ?, "
          "settled_by), settled_at = ? WHERE kind = 'rules' AND state IN ('waiting', 'confirmed')")
        .with(rules.hash, actor.who, actor.at)
        .run();
}

/// The event log keeps refusals: the event that began one is its id.
constexpr std::string_view refusal_subject = "rule-files";

std::optional<std::int64_t> refusal_that_goes_on(Connection& db) {
    Query newest = db.query(
        "SELECT id, verb = 'rules.refused' FROM event WHERE subject = ? AND verb IN ('rules.refused', 'rules.good') "
        "ORDER BY id DESC LIMIT 1");
    if (!newest.with(refusal_subject).next() || !newest.flag(1)) return std::nullopt;
    return newest.integer(0);
}

}  // namespace

std::optional<RuleSet> SqliteStore::rules_in_force() {
    return db_.read([&]() -> std::optional<RuleSet> {
        Query newest = db_.query("SELECT id, hash FROM rule_set ORDER BY id DESC LIMIT 1");
        if (!newest.with().next()) return std::nullopt;
        const std::int64_t id = newest.integer(0);
        RuleSet rules;
        rules.hash = newest.text(1);
        Query file = db_.query("SELECT role, path, text FROM rule_set_file WHERE rule_set = ? ORDER BY position");
        file.with(id);
        while (file.next())
            rules.files.push_back({std::string(file.text(0)), std::string(file.text(1)), std::string(file.text(2))});
        Query piece = db_.query("SELECT name, meaning, since FROM rule_set_piece WHERE rule_set = ? ORDER BY name");
        piece.with(id);
        while (piece.next())
            rules.pieces.push_back({std::string(piece.text(0)), std::string(piece.text(1)), piece.maybe_time(2)});
        return rules;
    });
}

void SqliteStore::put_in_force(const RuleSet& rules, const Actor& actor) {
    db_.write([&] {
        const std::int64_t id = add_set(db_, rules, actor);
        add_files(db_, id, rules);
        add_pieces(db_, id, rules);
        settle_rules(db_, rules, actor);
        add_event(db_, actor, "rules.in-force", rules.hash, {{"files", fmt::to_string(rules.files.size())}});
    });
}

std::optional<std::int64_t> SqliteStore::open_refusal() {
    return db_.read([&] { return refusal_that_goes_on(db_); });
}

std::int64_t SqliteStore::begin_refusal(const Actor& actor) {
    return db_.write([&] {
        if (!refusal_that_goes_on(db_)) add_event(db_, actor, "rules.refused", refusal_subject, {});
        return refusal_that_goes_on(db_).value();
    });
}

void SqliteStore::end_refusal(const Actor& actor) {
    db_.write([&] {
        if (refusal_that_goes_on(db_)) add_event(db_, actor, "rules.good", refusal_subject, {});
    });
}

}  // namespace dondoc::store::sqlite
