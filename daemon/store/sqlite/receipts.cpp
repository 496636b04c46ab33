#include "daemon/store/receipts.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/connection.hpp"
#include "daemon/store/sqlite/message_copies.hpp"

#include <set>

namespace dondoc::store {
namespace {

using sqlite::Query;

class SqliteReceipts final : public Receipts {
public:
    explicit SqliteReceipts(const std::string& path) : db_(path) {}

    std::vector<SentMessage> of(std::string_view message) override {
        return db_.read([&] {
            std::vector<SentMessage> found;
            for (const std::int64_t id : told_by(message)) add_message(id, found);
            for (SentMessage& sent : found) add_receipts(sent);
            return found;
        });
    }

private:
    /// The message with its copies, and what says the same for those that were put off, with its own.
    std::set<std::int64_t> told_by(std::string_view message) {
        Query row = db_.query("SELECT id FROM message WHERE key = ?");
        if (!row.with(message).next()) return {};
        const auto own = sqlite::with_copies(db_, row.integer(0));
        std::set<std::int64_t> told(own.begin(), own.end());
        for (const std::int64_t id : own) {
            Query carrier = db_.query("SELECT carried_by FROM deferred WHERE message = ? AND carried_by IS NOT NULL");
            if (carrier.with(id).next()) told.merge(set_of(sqlite::with_copies(db_, carrier.integer(0))));
        }
        return told;
    }

    static std::set<std::int64_t> set_of(const std::vector<std::int64_t>& ids) { return {ids.begin(), ids.end()}; }

    /// Stand-ins that nobody has brought in were never meant to go.
    void add_message(std::int64_t id, std::vector<SentMessage>& found) {
        Query row = db_.query(
            "SELECT m.key, m.channel, m.address, coalesce(o.state, 'deferred'), o.next_at, "
            "CASE WHEN b.id IS NULL THEN 0 WHEN NOT b.permanent THEN 1 WHEN NOT b.proven THEN 2 ELSE 3 END, "
            "coalesce(b.status || ' ' || b.diagnostic, ''), b.at "
            "FROM message m LEFT JOIN outbox o ON o.message = m.id LEFT JOIN bounce b ON o.state = 'sent' AND b.id = "
            "(SELECT id FROM bounce WHERE message = m.id AND attempt = o.attempts "
            "ORDER BY permanent AND proven DESC, permanent DESC, id DESC LIMIT 1) "
            "WHERE m.id = ? AND (o.message IS NOT NULL OR EXISTS (SELECT 1 FROM deferred d WHERE d.message = m.id))");
        if (!row.with(id).next()) return;
        SentMessage& sent = found.emplace_back();
        sent.message = row.text(0);
        sent.channel = row.text(1);
        sent.to = row.text(2);
        sent.state = sqlite::state_of(row.text(3));
        sent.next = row.maybe_instant(4);
        sent.returned = static_cast<Returned>(row.integer(5));
        sent.report = row.text(6);
        sent.reported = row.maybe_instant(7);
    }

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
