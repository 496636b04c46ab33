#include "daemon/store/receipts.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/connection.hpp"

#include <fmt/format.h>

namespace dondoc::store {
namespace {

using sqlite::Query;

/// Copies to other addresses are written right behind the message that reminders name.
constexpr std::int64_t most_addresses = 100;
constexpr std::string_view is_same =
    "(m.id = one.id OR (m.id BETWEEN one.id AND one.id + ?2 AND m.recipient = one.recipient AND m.created_at = "
    "one.created_at AND m.subject_line = one.subject_line AND (m.channel != one.channel OR m.address != one.address)))";
/// The message with its copies, and what says the same for those that were put off, with its own.
std::string told_by() {
    return fmt::format(
        "WITH own AS (SELECT m.id FROM message one JOIN message m ON {0} WHERE one.key = ?1), carrier AS (SELECT "
        "DISTINCT "
        "d.carried_by AS id FROM own JOIN deferred d ON d.message = own.id WHERE d.carried_by IS NOT NULL), told AS "
        "(SELECT id FROM own UNION SELECT m.id FROM carrier JOIN message one ON one.id = carrier.id JOIN message m ON "
        "{0}) ",
        is_same);
}

class SqliteReceipts final : public Receipts {
public:
    explicit SqliteReceipts(const std::string& path) : db_(path) {}

    std::vector<SentMessage> of(std::string_view message) override {
        return db_.read([&] {
            std::vector<SentMessage> found;
            Query row = db_.query(
                told_by() +
                "SELECT m.key, m.channel, m.address, coalesce(o.state, 'deferred'), o.next_at FROM told CROSS JOIN "
                "message m "
                "ON m.id = told.id LEFT JOIN outbox o ON o.message = m.id WHERE o.message IS NOT NULL OR EXISTS "
                "(SELECT 1 FROM deferred d WHERE d.message = m.id) ORDER BY m.id");
            row.with(message, most_addresses);
            while (row.next()) {
                SentMessage& sent = found.emplace_back();
                sent.message = row.text(0);
                sent.channel = row.text(1);
                sent.to = row.text(2);
                sent.state = sqlite::state_of(row.text(3));
                sent.next = row.maybe_instant(4);
            }
            for (SentMessage& sent : found) add_receipts(sent);
            return found;
        });
    }

private:
    void add_receipts(SentMessage& sent) {
        Query row = db_.query(
            "SELECT r.attempt, r.at, r.outcome, r.code, r.answer, r.reason FROM receipt r JOIN message m ON m.id = "
            "r.message WHERE m.key = ? ORDER BY r.attempt");
        row.with(sent.message);
        while (row.next()) {
            ReceiptRow& receipt = sent.receipts.emplace_back();
            receipt.attempt = static_cast<int>(row.integer(0));
            receipt.at = row.instant(1);
            receipt.outcome = row.text(2);
            receipt.code = static_cast<int>(row.integer(3));
            receipt.answer = row.text(4);
            receipt.reason = row.text(5);
        }
    }

    sqlite::Connection db_;
};

}  // namespace

std::unique_ptr<Receipts> open_receipts(const std::string& path) {
    return std::make_unique<SqliteReceipts>(path);
}

}  // namespace dondoc::store
