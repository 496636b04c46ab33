#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

void add_reminders(Connection& db, Instant from, Instant until, std::vector<ToldRow>& rows) {
    Query row = db.query(
        "SELECT m.created_at, r.subject, r.period, r.version, r.stage, r.recipient, r.policy, r.due_on, r.late "
        "FROM message m JOIN reminder r ON r.message = m.id WHERE r.outcome = 'send' AND m.created_at >= ? AND "
        "m.created_at < ?");
    row.with(from, until);
    while (row.next()) {
        ToldRow& told = rows.emplace_back();
        told.at = row.instant(0);
        told.subject = row.text(1);
        told.period = row.text(2);
        told.version = static_cast<int>(row.integer(3));
        told.stage = row.text(4);
        told.recipient = row.text(5);
        told.policy = row.text(6);
        told.due = row.date(7);
        told.late = row.flag(8);
    }
}

/// One row for each recipient of an alert.
void add_alerts(Connection& db, Instant from, Instant until, std::vector<ToldRow>& rows) {
    Query row = db.query(
        "SELECT at, subject, verb, detail ->> '$.recipients', detail ->> '$.message' FROM event "
        "WHERE verb IN ('check.raised', 'check.repeated', 'check.cleared') AND at >= ? AND at < ? ORDER BY id");
    row.with(from, until);
    constexpr std::string_view prefix = "check.";
    while (row.next()) {
        ToldRow told;
        told.at = row.instant(0);
        told.subject = row.text(1);
        told.stage = "check:" + std::string(row.text(2).substr(prefix.size()));
        told.message = row.text(4);
        for (std::string& recipient : split(row.text(3), ' ')) {
            told.recipient = std::move(recipient);
            rows.push_back(told);
        }
    }
}

}  // namespace

std::vector<ToldRow> SqliteStore::told(Instant from, Instant until) {
    return db_.read([&] {
        std::vector<ToldRow> rows;
        add_reminders(db_, from, until, rows);
        add_alerts(db_, from, until, rows);
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        return rows;
    });
}

}  // namespace dondoc::store::sqlite
