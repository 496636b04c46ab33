#include "daemon/store/sqlite/check_rows.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/gap_rows.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <unordered_set>

namespace dondoc::store::sqlite {
namespace {

/// Writes what one cycle decided, all of it or nothing.
class CycleWriter {
public:
    CycleWriter(Connection& db, const CycleCommit& cycle, Instant now) : db_(db), cycle_(cycle), now_(now) {}

    bool run() {
        if (lost_race()) return false;
        add_messages();
        for (const InhibitedRow& row : cycle_.inhibited)
            add_event(db_, {"dondocd", now_}, "reminder.inhibited", row.subject, {{"key", row.key}, {"by", row.by}});
        for (const ReminderRow& reminder : cycle_.reminders) add_reminder(reminder);
        if (cycle_.check_states) replace_check_states(db_, told_states(), now_);
        if (cycle_.gap) add_gap(db_, *cycle_.gap, now_);
        finish();
        return true;
    }

private:
    /// Somebody changed a fact since the snapshot, or another program has said the same already.
    bool lost_race() {
        Query site = db_.query("SELECT 1 FROM site WHERE revision = ?");
        if (!site.with(cycle_.revision).next()) return true;
        if (cycle_.check_states && evaluated_already()) return true;
        Query said = db_.query("SELECT 1 FROM reminder WHERE subject = ? AND key = ?");
        for (const ReminderRow& reminder : cycle_.reminders) {
            if (reminder.outcome == "send" && said.with(reminder.subject, reminder.key).next()) return true;
        }
        return false;
    }

    /// Alerts have no identity of their own: who looked at them stands in the end of the window.
    bool evaluated_already() {
        Query site = db_.query("SELECT evaluated_until FROM site");
        site.with().next();
        return site.maybe_time(0) != cycle_.evaluated_before;
    }

    /// An alert that was to be told and is in no message was told to nobody.
    std::vector<model::CheckState> told_states() const {
        std::vector<model::CheckState> states = *cycle_.check_states;
        const std::unordered_set<std::string_view> wanted(cycle_.told_alerts.begin(), cycle_.told_alerts.end());
        for (model::CheckState& state : states) {
            if (wanted.contains(state.key) && !carried_.contains(state.key)) state.recipients.clear();
        }
        return states;
    }

    void add_messages() {
        const auto rows = sqlite::add_messages(db_, cycle_.messages, now_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const OutboxMessage& message = cycle_.messages[i];
            if (rows[i]) {
                ids_.emplace(message.envelope.id, *rows[i]);
                carried_.insert(message.alerts.begin(), message.alerts.end());
            } else if (message.reminders > 0) {
                throw StoreError(fmt::format("{}: mã thông báo {} đã được dùng (message id {} is taken already)",
                                             db_.path(), message.envelope.id, message.envelope.id));
            }
        }
    }

    void add_reminder(const ReminderRow& row) {
        std::optional<std::int64_t> message;
        if (!row.message.empty()) {
            const auto place = ids_.find(row.message);
            if (place == ids_.end()) {
                throw StoreError(
                    fmt::format("{}: lời nhắc {} thuộc thông báo {} không có trong lần ghi này (reminder {} "
                                "belongs to message {}, which is not part of this commit)",
                                db_.path(), row.key, row.message, row.key, row.message));
            }
            message = place->second;
        }
        db_.query(
               "INSERT INTO reminder (subject, key, period, version, stage, recipient, policy, outcome, "
               "late, due_on, "
               "day, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subject, key) DO "
               "NOTHING")
            .with(row.subject, row.key, row.period, row.version, row.stage, row.recipient, row.policy, row.outcome,
                  row.late, row.due, row.day, message)
            .run();
    }

    /// The end of the window never moves back, also when the clock does: what was said stays said.
    void finish() {
        db_.query(
               "UPDATE site SET evaluated_revision = revision, evaluated_until = "
               "max(coalesce(evaluated_until, ''), ?)")
            .with(cycle_.evaluated_until)
            .run();
        if (cycle_.reminders.empty() && cycle_.messages.empty()) return;
        add_event(db_, {"dondocd", now_}, "cycle", {},
                  {{"until", rules::dates::format_iso(cycle_.evaluated_until)},
                   {"reminders", fmt::to_string(cycle_.reminders.size())},
                   {"messages", fmt::to_string(cycle_.messages.size())}});
    }

    Connection& db_;
    const CycleCommit& cycle_;
    Instant now_;
    std::unordered_map<std::string_view, std::int64_t> ids_;  ///< row ids of this cycle's messages
    std::unordered_set<std::string_view> carried_;            ///< keys of the alerts in them
};

}  // namespace

bool SqliteStore::commit(const CycleCommit& cycle, Instant now) {
    return db_.write([&] { return CycleWriter(db_, cycle, now).run(); });
}

std::vector<bool> SqliteStore::recorded(std::span<const ReminderRef> reminders) {
    return db_.read([&] {
        Query said = db_.query("SELECT 1 FROM reminder WHERE subject = ? AND key = ?");
        std::vector<bool> found;
        found.reserve(reminders.size());
        for (const ReminderRef& reminder : reminders) {
            found.push_back(said.with(reminder.subject, reminder.key).next());
        }
        return found;
    });
}

std::vector<ReminderRow> SqliteStore::reminders(const model::SubjectKey& subject) {
    return db_.read([&] {
        Query row = db_.query(
            "SELECT r.key, r.subject, r.period, r.version, r.stage, r.recipient, r.policy, r.outcome, "
            "r.late, r.due_on, r.day, coalesce(m.key, '') FROM reminder r "
            "LEFT JOIN message m ON m.id = r.message "
            "WHERE r.subject = ? AND (? = '' OR r.period = ?) ORDER BY r.day, r.key");
        row.with(subject.base, subject.period, subject.period);
        std::vector<ReminderRow> rows;
        while (row.next()) {
            ReminderRow& reminder = rows.emplace_back();
            reminder.key = row.text(0);
            reminder.subject = row.text(1);
            reminder.period = row.text(2);
            reminder.version = static_cast<int>(row.integer(3));
            reminder.stage = row.text(4);
            reminder.recipient = row.text(5);
            reminder.policy = row.text(6);
            reminder.outcome = row.text(7);
            reminder.late = row.flag(8);
            reminder.due = row.date(9);
            reminder.day = row.date(10);
            reminder.message = row.text(11);
        }
        return rows;
    });
}

}  // namespace dondoc::store::sqlite
