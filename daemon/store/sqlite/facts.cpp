#include "daemon/store/sqlite/awaited_links.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

using rules::dates::Date;

std::optional<std::int64_t> plan_row(Connection& db, std::string_view key) {
    Query query = db.query("SELECT id FROM plan WHERE key = ?");
    if (!query.with(key).next()) return std::nullopt;
    return query.integer(0);
}

/// The assignment is fresh from now on, and closed where its facts settle it for good.
void touch_assignment(Connection& db, std::int64_t plan, std::uint32_t seq, std::string_view subject,
                      std::int64_t revision) {
    db.query(fmt::format("UPDATE assignment SET revision = ?, has_facts = 1, closed = withdrawn_on IS NOT NULL OR {} "
                         "WHERE plan = ? AND seq = ?",
                         settled_by_facts))
        .with(revision, subject, plan, seq)
        .run();
}

Detail detail_of(const FactRow& fact) {
    Detail detail{{"day", rules::dates::format_iso(fact.day)}};
    if (!fact.period.empty()) detail.emplace_back("period", fact.period);
    if (fact.decided) detail.emplace_back("decided", rules::dates::format_iso(*fact.decided));
    if (!fact.basis.empty()) detail.emplace_back("basis", fact.basis);
    if (!fact.unit.empty()) detail.emplace_back("unit", fact.unit);
    if (fact.percent) detail.emplace_back("percent", std::to_string(*fact.percent));
    return detail;
}

void add_fact(Connection& db, std::string_view subject, const FactRow& fact, const Actor& actor) {
    db.write([&] { write_fact(db, subject, fact, actor); });
}

}  // namespace

void write_fact(Connection& db, std::string_view subject, FactRow fact, const Actor& actor) {
    const model::SubjectKey key = model::SubjectKey::parse(subject);
    if (fact.period.empty()) fact.period = key.period;
    const std::int64_t revision = raise_revision(db);
    const AssignmentKey assignment = parse_assignment_key(key.base);
    const std::optional<std::int64_t> plan = assignment.seq > 0 ? plan_row(db, assignment.plan) : std::nullopt;
    db.query(
          "INSERT INTO fact (subject, plan, period, kind, day, decided, basis, unit, who, at, revision, percent) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(key.base, plan, fact.period, fact.kind, fact.day, fact.decided, fact.basis, fact.unit, actor.who,
              actor.at, revision, fact.percent)
        .run();
    if (plan) touch_assignment(db, *plan, assignment.seq, key.base, revision);
    add_event(db, actor, fact.kind, key.base, detail_of(fact));
}

void SqliteStore::complete(std::string_view subject, const model::Completion& fact, const Actor& actor) {
    add_fact(db_, subject, {"completed", fact.period, fact.on, {}, fact.document, {}}, actor);
}

void SqliteStore::extend(std::string_view subject, const model::Extension& fact, const Actor& actor) {
    add_fact(db_, subject, {"extended", fact.period, fact.until, fact.decided, fact.basis, {}}, actor);
}

void SqliteStore::cancel(std::string_view subject, const model::Cancellation& fact, const Actor& actor) {
    // A cancellation has no period: it ends the subject as a whole.
    add_fact(db_, model::SubjectKey::parse(subject).base, {"cancelled", {}, fact.on, {}, fact.basis, {}}, actor);
}

void SqliteStore::resume(std::string_view subject, const model::Resumption& fact, const Actor& actor) {
    add_fact(db_, model::SubjectKey::parse(subject).base, {"resumed", {}, fact.on, {}, fact.basis, {}}, actor);
}

void SqliteStore::acknowledge(std::string_view subject, const model::Acknowledgement& fact, const Actor& actor) {
    add_fact(db_, subject, {"acknowledged", {}, fact.until, {}, fact.reason, fact.unit}, actor);
}

void SqliteStore::progress(std::string_view subject, const model::Progress& fact, const Actor& actor) {
    add_fact(db_, subject, {"progress", fact.period, fact.on, {}, fact.note, {}, fact.percent}, actor);
}

void add_fact_row(const Query& row, model::SubjectFacts& facts) {
    const std::string_view kind = row.text(0);
    const Date day = row.date(2);
    if (kind == "completed" || kind == "progress" || kind == "resumed")
        facts.data_told = std::max(facts.data_told.value_or(Date{}), day_of(row.instant(9)));
    if (kind == "completed") {
        facts.completions.push_back({std::string(row.text(1)), day, std::string(row.text(4))});
    } else if (kind == "extended") {
        facts.extensions.push_back(
            {std::string(row.text(1)), day, std::string(row.text(4)), row.date(3), std::string(row.text(6))});
    } else if (kind == "acknowledged") {
        facts.acknowledgements.push_back(
            {std::string(row.text(5)), day, std::string(row.text(7)), std::string(row.text(4))});
    } else if (kind == "progress") {
        const auto percent = row.null(8) ? std::nullopt : std::optional(static_cast<int>(row.integer(8)));
        facts.progress.push_back(
            {day, percent, std::string(row.text(4)), std::string(row.text(1)), std::string(row.text(7))});
    } else if (kind == "resumed") {
        facts.cancelled.reset();
        facts.resumed.push_back(day);
    } else {
        facts.cancelled = model::Cancellation{day, std::string(row.text(4)), std::string(row.text(7))};
    }
}

model::SubjectFacts facts_of(Connection& db, std::string_view subject) {
    model::SubjectFacts facts;
    Query query = db.query(
        "SELECT kind, period, day, decided, basis, unit, event, who, percent, at FROM fact WHERE subject = ? ORDER BY "
        "id");
    query.with(subject);
    while (query.next()) add_fact_row(query, facts);
    Query arrival = db.query(
        "SELECT e.key, v.number, r.on_day, r.document, v.told_on FROM awaited_arrival v "
        "JOIN awaited_record r ON r.id = v.record JOIN awaited_event e ON e.id = r.event "
        "WHERE v.subject = ? ORDER BY v.id");
    arrival.with(subject);
    while (arrival.next()) {
        facts.arrivals.push_back({std::string(arrival.text(0)), static_cast<int>(arrival.integer(1)), arrival.date(2),
                                  std::string(arrival.text(3)), arrival.date(4)});
    }
    return facts;
}

void add_withdrawal(model::SubjectFacts& facts, Date withdrawn_on) {
    if (facts.cancelled) return;
    facts.cancelled = model::Cancellation{
        withdrawn_on, "không còn trong văn bản được nhập lại (no longer in the document as imported again)"};
}

}  // namespace dondoc::store::sqlite
