#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/plan_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

namespace dondoc::store::sqlite {
namespace {

using Kind = HeldChange::Kind;
using State = HeldChange::State;

State state_of_change(std::string_view column) noexcept {
    for (const State state : {State::waiting, State::confirmed, State::rejected, State::replaced}) {
        if (change_state_name(state) == column) return state;
    }
    return State::done;
}

Kind kind_of_change(std::string_view column) noexcept {
    for (const Kind kind : {Kind::rules, Kind::import}) {
        if (change_kind_name(kind) == column) return kind;
    }
    return Kind::catch_up;
}

std::size_t count_of(const Query& row, int column) noexcept {
    return static_cast<std::size_t>(row.integer(column));
}

/// The columns of `from_row` but for the content, which is read where it is asked for.
constexpr std::string_view select =
    "SELECT id, kind, hash, name, file_name, options, before, after, added, removed, moved, at_once, days, who, at, "
    "state, settled_by FROM held_change ";

HeldChange from_row(const Query& row) {
    HeldChange change;
    change.id = row.integer(0);
    change.kind = kind_of_change(row.text(1));
    change.hash = row.text(2);
    change.name = row.text(3);
    change.file_name = row.text(4);
    change.options = row.text(5);
    change.figures = {count_of(row, 6),
                      count_of(row, 7),
                      count_of(row, 8),
                      count_of(row, 9),
                      count_of(row, 10),
                      count_of(row, 11),
                      static_cast<int>(row.integer(12))};
    change.who = row.text(13);
    change.at = row.instant(14);
    change.state = state_of_change(row.text(15));
    change.settled_by = row.text(16);
    return change;
}

std::optional<HeldChange> newest_held(Connection& db, Kind kind, std::string_view hash) {
    Query row = db.query(std::string(select) + "WHERE kind = ? AND hash = ? ORDER BY id DESC LIMIT 1");
    if (!row.with(change_kind_name(kind), hash).next()) return std::nullopt;
    return from_row(row);
}

/// What an event says of a change.
Detail detail_of(std::int64_t id, const ChangeFigures& figures) {
    return {{"change", fmt::to_string(id)},
            {"added", fmt::to_string(figures.added)},
            {"removed", fmt::to_string(figures.removed)},
            {"moved", fmt::to_string(figures.moved)},
            {"at_once", fmt::to_string(figures.at_once)}};
}

std::int64_t add_change(Connection& db, const HeldChange& change, const Actor& actor) {
    const ChangeFigures& figures = change.figures;
    Query query = db.query(
        "INSERT INTO held_change (kind, hash, name, file_name, content, options, before, after, added, removed, moved, "
        "at_once, days, who, at, state, settled_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', "
        "'') "
        "RETURNING id");
    query.with(change_kind_name(change.kind), change.hash, change.name, change.file_name, Query::Blob{change.content},
               change.options, figures.before, figures.after, figures.added, figures.removed, figures.moved,
               figures.at_once, figures.days, actor.who, actor.at);
    query.next();
    const std::int64_t id = query.integer(0);
    query.run();
    return id;
}

bool settle_open(Connection& db, std::int64_t id, State state, const Actor& actor) {
    const int changed =
        db.query(
              "UPDATE held_change SET state = ?, settled_by = ?, settled_at = ? WHERE id = ? AND state IN "
              "('waiting', 'confirmed')")
            .with(change_state_name(state), actor.who, actor.at, id)
            .run();
    if (changed > 0)
        add_event(db, actor, fmt::format("change.{}", change_state_name(state)), {}, {{"change", fmt::to_string(id)}});
    return changed > 0;
}

}  // namespace

void replace_held(Connection& db, Kind kind, std::string_view name, const Actor& actor) {
    db.query(
          "UPDATE held_change SET state = 'replaced', settled_by = ?, settled_at = ? WHERE kind = ? AND name = ? AND "
          "state IN ('waiting', 'confirmed')")
        .with(actor.who, actor.at, change_kind_name(kind), name)
        .run();
}

std::int64_t SqliteStore::hold(const HeldChange& change, const Actor& actor) {
    return db_.write([&] {
        replace_held(db_, change.kind, change.name, actor);
        const std::int64_t id = add_change(db_, change, actor);
        add_event(db_, actor, "change.held", change.kind == Kind::import ? change.name : change.hash,
                  detail_of(id, change.figures));
        return id;
    });
}

std::vector<HeldChange> SqliteStore::open_changes() {
    return db_.read([&] {
        Query row = db_.query(std::string(select) + "WHERE state IN ('waiting', 'confirmed') ORDER BY id");
        row.with();
        std::vector<HeldChange> changes;
        while (row.next()) changes.push_back(from_row(row));
        return changes;
    });
}

std::optional<HeldChange> SqliteStore::held_change(std::int64_t id) {
    return db_.read([&]() -> std::optional<HeldChange> {
        Query row = db_.query(std::string(select) + "WHERE id = ?");
        if (!row.with(id).next()) return std::nullopt;
        HeldChange change = from_row(row);
        Query content = db_.query("SELECT content FROM held_change WHERE id = ?");
        if (content.with(id).next()) change.content = content.text(0);
        return change;
    });
}

std::optional<HeldChange> SqliteStore::held_rules(std::string_view hash) {
    return db_.read([&] { return newest_held(db_, Kind::rules, hash); });
}

std::optional<HeldChange> SqliteStore::held_catch_up(Instant since) {
    return db_.read([&] { return newest_held(db_, Kind::catch_up, catch_up_hash(since)); });
}

bool SqliteStore::settle(std::int64_t id, State state, const Actor& actor) {
    return db_.write([&] { return settle_open(db_, id, state, actor); });
}

std::optional<ImportSummary> SqliteStore::confirm_import(std::int64_t id, const PlanImport& plan, const Actor& actor) {
    return db_.write([&]() -> std::optional<ImportSummary> {
        if (!settle_open(db_, id, State::done, actor)) return std::nullopt;
        replace_held(db_, Kind::import, plan.plan.id, actor);
        return import_plan(db_, plan, actor);
    });
}

}  // namespace dondoc::store::sqlite
