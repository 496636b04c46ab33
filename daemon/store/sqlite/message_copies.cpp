#include "daemon/store/sqlite/message_copies.hpp"

#include <fmt/format.h>

namespace dondoc::store::sqlite {

void note_copy(Connection& db, std::int64_t message, std::string_view first) {
    Query row = db.query(
        "SELECT coalesce(c.first, m.id) FROM message m LEFT JOIN message_copy c ON c.message = m.id WHERE m.key = ?");
    if (!row.with(first).next())
        throw StoreError(
            fmt::format("{}: không có thông báo {} mà thông báo khác nhắc lại (message {}, of which another one is a "
                        "copy, does not exist)",
                        db.path(), first, first));
    const std::int64_t original = row.integer(0);
    if (original == message) return;
    db.query("INSERT INTO message_copy (message, first) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .with(message, original)
        .run();
}

std::vector<std::int64_t> with_copies(Connection& db, std::int64_t message) {
    // Guessed ones were written right behind the message that reminders name.
    Query row = db.query(
        "WITH one AS (SELECT coalesce((SELECT first FROM message_copy WHERE message = ?1), ?1) AS id), "
        "old AS (SELECT m.id, m.recipient, m.created_at, m.subject_line, m.channel, m.address, s.copies_guessed_until "
        "AS "
        "until FROM message m JOIN site s ON m.id <= s.copies_guessed_until WHERE m.id = ?1) "
        "SELECT id FROM one UNION SELECT c.message FROM one JOIN message_copy c ON c.first = one.id UNION "
        "SELECT m.id FROM old JOIN message m ON m.id BETWEEN old.id AND min(old.id + 100, old.until) AND "
        "m.recipient = old.recipient AND m.created_at = old.created_at AND m.subject_line = old.subject_line AND "
        "(m.channel != old.channel OR m.address != old.address) ORDER BY 1");
    row.with(message);
    std::vector<std::int64_t> found;
    while (row.next()) found.push_back(row.integer(0));
    return found;
}

}  // namespace dondoc::store::sqlite
