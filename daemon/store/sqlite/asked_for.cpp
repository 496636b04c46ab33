#include "daemon/store/sqlite/asked_for.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <limits>

namespace dondoc::store::sqlite {
namespace {

std::uint16_t next_number(Connection& db, std::string_view rule) {
    Query query = db.query("SELECT coalesce(max(number), 0) + 1 FROM report_request WHERE rule = ?");
    query.with(rule).next();
    return static_cast<std::uint16_t>(query.integer(0));
}

/// Adds a fact of the indicator: its value of that period is there.
void add_completion(Connection& db, const std::string& subject, const model::Measure& measure, const Actor& actor,
                    std::int64_t revision) {
    db.query(
          "INSERT INTO fact (subject, plan, period, kind, day, decided, basis, unit, who, at, revision) "
          "VALUES (?, NULL, ?, 'completed', ?, NULL, ?, '', ?, ?, ?)")
        .with(subject, measure.period, measure.on, measure.document, actor.who, actor.at, revision)
        .run();
}

bool has_value(Connection& db, std::int64_t plan, std::uint32_t seq, std::string_view period) {
    Query query = db.query("SELECT 1 FROM indicator_measure WHERE plan = ? AND seq = ? AND period = ?");
    return query.with(plan, seq, period).next();
}

}  // namespace

std::vector<RequestRow> load_requests(Connection& db, std::int64_t evaluated_revision) {
    Query row =
        db.query("SELECT rule, number, due_on, asked_on, basis, units, revision, who FROM report_request ORDER BY id");
    row.with();
    std::vector<RequestRow> requests;
    while (row.next()) {
        RequestRow& found = requests.emplace_back();
        found.request.rule = row.text(0);
        found.request.number = static_cast<std::uint16_t>(row.integer(1));
        found.request.due = row.date(2);
        found.request.asked = row.date(3);
        found.request.basis = row.text(4);
        found.request.units = split(row.text(5), ' ');
        found.request.fresh = row.integer(6) > evaluated_revision;
        found.who = row.text(7);
    }
    return requests;
}

Measures load_measures(Connection& db) {
    Query row = db.query("SELECT plan, seq, period, value, words, document, on_day FROM indicator_measure ORDER BY id");
    row.with();
    Measures measures;
    while (row.next()) {
        measures[{row.integer(0), static_cast<std::uint32_t>(row.integer(1))}].push_back(
            {std::string(row.text(2)), row.maybe_real(3), std::string(row.text(4)), std::string(row.text(5)),
             row.date(6)});
    }
    return measures;
}

std::uint16_t SqliteStore::request_report(const model::ReportRequest& request, const Actor& actor) {
    std::uint16_t number = 0;
    db_.write([&] {
        const std::int64_t revision = raise_revision(db_);
        number = next_number(db_, request.rule);
        if (number == std::numeric_limits<std::uint16_t>::max())
            throw StoreError("quá nhiều yêu cầu trong một chế độ báo cáo (too many requests of one rule)");
        const std::string units = join(request.units, ' ');
        db_.query(
               "INSERT INTO report_request (rule, number, due_on, asked_on, basis, units, who, at, revision) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(request.rule, static_cast<int>(number), request.due, request.asked, request.basis, units, actor.who,
                  actor.at, revision)
            .run();
        add_event(db_, actor, "report.requested", request.rule,
                  {{"number", fmt::to_string(number)},
                   {"due", rules::dates::format_iso(request.due)},
                   {"basis", request.basis},
                   {"units", units}});
    });
    return number;
}

std::vector<RequestRow> SqliteStore::requests() {
    return db_.read([&] { return load_requests(db_, 0); });
}

bool SqliteStore::record_value(std::string_view plan, std::uint32_t seq, const model::Measure& measure,
                               const Actor& actor) {
    bool recorded = false;
    db_.write([&] {
        Query query = db_.query(
            "SELECT p.id FROM plan p JOIN indicator i ON i.plan = p.id WHERE p.key = ? AND i.seq = ? "
            "AND i.withdrawn_on IS NULL");
        recorded = query.with(plan, seq).next();
        if (!recorded) return;
        const std::int64_t id = query.integer(0);
        const std::int64_t revision = raise_revision(db_);
        const std::string subject = model::indicator_key(plan, seq);
        if (!has_value(db_, id, seq, measure.period)) add_completion(db_, subject, measure, actor, revision);
        db_.query(
               "INSERT INTO indicator_measure (plan, seq, period, value, words, document, on_day, who, at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(id, seq, measure.period, measure.value, measure.words, measure.document, measure.on, actor.who,
                  actor.at)
            .run();
        add_event(db_, actor, "indicator.reported", subject,
                  {{"period", measure.period}, {"value", measure.words}, {"document", measure.document}});
    });
    return recorded;
}

}  // namespace dondoc::store::sqlite
