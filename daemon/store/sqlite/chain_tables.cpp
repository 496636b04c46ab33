#include "daemon/store/sqlite/chain_check.hpp"
#include "daemon/store/sqlite/chain_links.hpp"
#include "daemon/store/sqlite/migrate.hpp"

#include <fmt/format.h>

#include <map>

namespace dondoc::store::sqlite {
namespace {

using Kind = AuditFault::Kind;

/// Rows of a table that the chain does not name. Counting is quick; which ones is asked only where there are any.
void check_unchained(Connection& db, const ChainSource& source, std::int64_t links, std::vector<AuditFault>& faults) {
    Query rows = db.query(fmt::format("SELECT count(*) FROM {}", source.table));
    rows.with().next();
    if (rows.integer(0) <= links) return;
    const std::string_view part = source.part.empty() ? "NULL" : source.part;
    Query row = db.query(fmt::format("SELECT {}, {} FROM {} EXCEPT SELECT key, part FROM chain WHERE source = '{}'",
                                     source.key, part, source.table, source.table));
    row.with();
    while (row.next()) {
        const Link link{0, std::string(source.table), std::string(row.text(0)), std::string(row.text(1)), {}};
        add_fault(faults, {.kind = Kind::unchained, .source = link.source, .row = row_name(link)});
    }
}

/// Table deferred has no links of its own: events in the chain say what must stand in it.
void check_deferred(Connection& db, std::vector<AuditFault>& faults) {
    Query row = db.query(
        "WITH said AS MATERIALIZED (SELECT m.id, e.subject AS key, e.verb, e.detail ->> '$.carried_by' AS carrier FROM "
        "event e LEFT "
        "JOIN message m ON m.key = e.subject WHERE e.verb IN ('message.deferred', 'message.carried')) "
        "SELECT said.key, 'removed' FROM said LEFT JOIN deferred d ON d.message = said.id WHERE verb = "
        "'message.deferred' "
        "AND "
        "d.message IS NULL UNION ALL "
        "SELECT said.key, 'changed' FROM said JOIN deferred d ON d.message = said.id LEFT JOIN message c ON c.id = "
        "d.carried_by WHERE verb = 'message.carried' AND c.key IS NOT carrier UNION ALL "
        "SELECT m.key, 'unchained' FROM deferred d JOIN message m ON m.id = d.message WHERE m.id NOT IN (SELECT id "
        "FROM "
        "said WHERE id IS NOT NULL AND verb = 'message.deferred') OR (d.carried_by IS NOT NULL AND m.id NOT IN (SELECT "
        "id FROM said WHERE id IS NOT NULL AND verb = 'message.carried'))");
    row.with();
    while (row.next()) {
        const std::string_view what = row.text(1);
        const Kind kind = what == "removed" ? Kind::removed : what == "changed" ? Kind::changed : Kind::unchained;
        add_fault(faults, {.kind = kind, .source = "deferred", .row = std::string(row.text(0))});
    }
}

using Guards = std::map<std::string, std::string>;

Guards guards(Connection& db) {
    Guards found;
    Query row = db.query("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')");
    row.with();
    while (row.next()) found.emplace(row.text(0), row.text(1));
    return found;
}

}  // namespace

void check_tables(Connection& db, const LinkCounts& links, std::vector<AuditFault>& faults) {
    for (const ChainSource& source : chain_sources()) {
        const auto count = links.find(source.table);
        check_unchained(db, source, count == links.end() ? 0 : count->second, faults);
    }
    check_deferred(db, faults);
    Query gone =
        db.query("SELECT seq, coalesce((SELECT max(id) FROM event), 0) FROM sqlite_sequence WHERE name = 'event'");
    gone.with();
    if (gone.next() && gone.integer(0) > gone.integer(1))
        add_fault(faults, {.kind = Kind::truncated,
                           .source = "event",
                           .row = std::to_string(gone.integer(1) + 1),
                           .detail = std::to_string(gone.integer(0))});
}

void check_guards(Connection& db, std::vector<AuditFault>& faults) {
    Connection model(":memory:");
    const Guards expected = guards(model);
    const Guards found = guards(db);
    for (const auto& [name, sql] : expected) {
        const auto same = found.find(name);
        if (same == found.end() || same->second != sql) add_fault(faults, {.kind = Kind::unguarded, .detail = name});
    }
    for (const auto& [name, sql] : found) {
        if (!expected.contains(name)) add_fault(faults, {.kind = Kind::unguarded, .detail = name});
    }
}

void check_database(Connection& db, std::vector<AuditFault>& faults) {
    Query pages = db.query("PRAGMA integrity_check(20)");
    pages.with();
    while (pages.next()) {
        if (pages.text(0) != "ok") add_fault(faults, {.kind = Kind::damaged, .detail = std::string(pages.text(0))});
    }
    Query keys = db.query("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check");
    keys.with();
    while (keys.next())
        add_fault(faults, {.kind = Kind::damaged,
                           .source = std::string(keys.text(0)),
                           .detail = fmt::format("{} -> {}", keys.text(0), keys.text(1))});
}

}  // namespace dondoc::store::sqlite
