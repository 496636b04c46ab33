#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

namespace dondoc::store::sqlite {

bool SqliteStore::add_summary(const SummaryRow& row, std::span<const OutboxMessage> messages, Instant now) {
    return db_.write([&] {
        const int added =
            db_.query(
                   "INSERT INTO summary (kind, period, recipient, at, sent, figures) VALUES (?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT DO NOTHING")
                .with(std::string_view{row.kind}, std::string_view{row.period}, std::string_view{row.recipient}, now,
                      row.sent, std::string_view{row.figures})
                .run();
        if (added == 0) return false;
        add_messages(db_, messages, now);
        return true;
    });
}

std::optional<SummaryRow> SqliteStore::last_summary(std::string_view kind, std::string_view recipient,
                                                    std::string_view period) {
    return db_.look([&]() -> std::optional<SummaryRow> {
        Query row = db_.query(
            "SELECT kind, period, recipient, at, sent, figures FROM summary WHERE kind = ? AND recipient = ? "
            "AND period < ? ORDER BY period DESC LIMIT 1");
        if (!row.with(kind, recipient, period).next()) return std::nullopt;
        SummaryRow found;
        found.kind = row.text(0);
        found.period = row.text(1);
        found.recipient = row.text(2);
        found.at = row.instant(3);
        found.sent = row.flag(4);
        found.figures = row.text(5);
        return found;
    });
}

}  // namespace dondoc::store::sqlite
