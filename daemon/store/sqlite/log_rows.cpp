#include "daemon/store/sqlite/log_rows.hpp"

#include "daemon/store/sqlite/chain_links.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/message_copies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

namespace dondoc::store::sqlite {
namespace {

/// What a row says, in the order that `fill` reads it. `k` and `p` are key and part of the link.
using Reading = std::pair<std::string_view, std::string_view>;
constexpr std::array<Reading, 7> readings{{
    {"event",
     "SELECT at, subject, coalesce(detail ->> '$.period', ''), who, coalesce(detail ->> '$.unit', detail ->> "
     "'$.recipients', ''), verb, '', '', '', 0, 0, '', detail, coalesce(detail ->> '$.event', '') FROM event "
     "WHERE id = ?1 AND ?2 = ''"},
    {"fact",
     "SELECT at, subject, period, who, unit, kind, '', '', '', 0, 0, '', json_object('day', day, 'decided', decided, "
     "'basis', basis, 'percent', percent), event FROM fact WHERE id = ?1 AND ?2 = ''"},
    {"reminder",
     "SELECT m.created_at, r.subject, r.period, '', r.recipient, r.outcome, r.stage, coalesce(m.key, ''), "
     "coalesce(m.address, ''), 0, 0, '', json_object('day', r.day, 'due_on', r.due_on, 'version', r.version, 'policy', "
     "r.policy, 'late', r.late), '' FROM reminder r LEFT JOIN message m ON m.id = r.message WHERE r.subject = ?1 AND "
     "r.key = ?2"},
    {"message",
     "SELECT created_at, subject_line, '', '', recipient, channel, '', key, address, 0, 0, '', "
     "json_object('reminders', "
     "reminders), '' FROM message WHERE id = ?1 AND ?2 = ''"},
    {"receipt",
     "SELECT c.at, m.subject_line, '', '', m.recipient, c.outcome, '', m.key, m.address, c.attempt, c.code, c.answer, "
     "json_object('reason', c.reason), '' FROM receipt c JOIN message m ON m.id = c.message WHERE c.message = ?1 AND "
     "c.attempt = ?2"},
    {"bounce",
     "SELECT b.at, m.subject_line, '', '', m.recipient, b.status, '', m.key, b.recipient, b.attempt, 0, b.diagnostic, "
     "json_object('permanent', b.permanent, 'proven', b.proven), '' FROM bounce b JOIN message m ON m.id = b.message "
     "WHERE b.message = ?1 AND b.id = ?2"},
    {"message_copy",
     "SELECT m.created_at, m.subject_line, '', '', m.recipient, m.channel, '', m.key, m.address, 0, 0, '', "
     "json_object('first', f.key), '' FROM message_copy c JOIN message m ON m.id = c.message JOIN message f ON f.id = "
     "c.first WHERE c.message = ?1 AND ?2 = ''"},
}};

bool is_delivery(std::string_view source) {
    return source == "message" || source == "message_copy" || source == "receipt" || source == "bounce";
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

class LogReader {
public:
    LogReader(Connection& db, const LogFilter& filter)
        : db_(db), filter_(filter), subject_(model::SubjectKey::parse(filter.subject)) {
        if (by_subject()) find_what_belongs();
    }

    void run(const Audit::Reader& reader) {
        Query row = db_.query("SELECT place, source, key, part, hash FROM chain WHERE place > 0 ORDER BY place");
        row.with();
        while (row.next()) {
            const Link link = link_at(row);
            if (by_subject() && is_delivery(link.source) && !messages_.contains(number(link.key))) continue;
            auto found = look(link);
            if (!found || !wanted(*found)) continue;
            found->place = link.place;
            found->source = link.source;
            found->row_hash = row_hash_of(db_, link);
            found->hash = to_hex(link.hash);
            if (link.source == "message") found->content_hash = content_hash_of(link);
            reader(*found);
        }
    }

private:
    bool by_subject() const { return !filter_.subject.empty() || !filter_.plan.empty(); }

    bool is_asked(std::string_view subject) const {
        if (!filter_.subject.empty() && subject != subject_.base) return false;
        const auto belongs = [subject](const std::string& to) {
            return subject == to || subject.starts_with(to + "/");
        };
        return filter_.plan.empty() || belongs(filter_.plan) || std::ranges::any_of(filter_.rules, belongs);
    }

    /// Messages that carry reminders of what is asked for, what went to other addresses of their recipients, said later
    /// what was deferred, and went in their place; and the events that it waits for.
    void find_what_belongs() {
        Query reminder = db_.query("SELECT DISTINCT subject, message FROM reminder WHERE message IS NOT NULL");
        reminder.with();
        while (reminder.next())
            if (is_asked(reminder.text(0))) messages_.insert(reminder.integer(1));
        add_copies(messages_);
        add_copies(add_messages(messages_, "SELECT carried_by FROM deferred WHERE message = ? AND carried_by > 0"));
        add_messages(messages_, "SELECT message FROM stand_in WHERE instead_of = ?");
        name_messages();
        Query event = db_.query(
            "SELECT p.key || '/' || l.seq, e.key FROM awaited_link l JOIN plan p ON p.id = l.plan JOIN awaited_event e "
            "ON "
            "e.id = l.event");
        event.with();
        while (event.next())
            if (is_asked(event.text(0))) events_.emplace(event.text(1));
    }

    using Ids = std::unordered_set<std::int64_t>;

    /// What `sql` finds for each of `known`.
    Ids add_messages(const Ids& known, std::string_view sql) {
        Ids found;
        for (const std::int64_t message : known) {
            Query row = db_.query(sql);
            row.with(message);
            while (row.next()) found.insert(row.integer(0));
        }
        messages_.insert(found.begin(), found.end());
        return found;
    }

    void add_copies(const Ids& known) {
        for (const std::int64_t message : Ids(known)) {
            const auto copies = with_copies(db_, message);
            messages_.insert(copies.begin(), copies.end());
        }
    }

    /// Events name a message by its key.
    void name_messages() {
        for (const std::int64_t message : messages_) {
            Query row = db_.query("SELECT key FROM message WHERE id = ?");
            if (row.with(message).next()) message_keys_.emplace(row.text(0));
        }
    }

    std::optional<LogRow> look(const Link& link) {
        const auto* reading = std::ranges::find(readings, std::string_view{link.source}, &Reading::first);
        if (reading == readings.end()) return std::nullopt;
        Query row = db_.query(reading->second);
        row.with(std::string_view{link.key}, std::string_view{link.part});
        if (!row.next()) return std::nullopt;
        LogRow found;
        found.at = row.maybe_instant(0);
        found.subject = row.text(1);
        found.period = row.text(2);
        found.who = row.text(3);
        found.unit = row.text(4);
        found.what = row.text(5);
        found.stage = row.text(6);
        found.message = row.text(7);
        found.address = row.text(8);
        found.attempt = static_cast<int>(row.integer(9));
        found.code = static_cast<int>(row.integer(10));
        found.answer = row.text(11);
        found.detail = row.text(12);
        event_ = row.text(13);
        delivery_ = is_delivery(link.source);
        if (found.at) last_at_ = *found.at;
        return found;
    }

    bool wanted(const LogRow& row) const {
        const Instant at = row.at.value_or(last_at_);  // a skipped reminder has no time but that of its cycle
        if ((filter_.from && at < *filter_.from) || (filter_.until && at >= *filter_.until)) return false;
        if (by_subject() && !delivery_ && !is_asked(row.subject) && !is_awaited(row) && !is_of_message(row))
            return false;
        if (!subject_.period.empty() && !row.period.empty() && row.period != subject_.period) return false;
        return filter_.unit.empty() || is_of_unit(row);
    }

    /// It is about an event that what is asked for waits for.
    bool is_awaited(const LogRow& row) const {
        return events_.contains(event_) ||
               std::ranges::any_of(events_, [&](const auto& key) { return row.subject == model::event_key(key); });
    }

    /// It is about a message that is asked for: deferred, carried, sent again or dropped.
    bool is_of_message(const LogRow& row) const {
        return row.what.starts_with("message.") && message_keys_.contains(row.subject);
    }

    bool is_of_unit(const LogRow& row) const {
        const auto names = [&](const std::string& word) {
            return word == filter_.unit || word.starts_with(filter_.unit + ":");
        };
        const auto words = split(row.unit, ' ');
        return std::ranges::any_of(words, names) || row.subject.ends_with("/" + filter_.unit);
    }

    std::string content_hash_of(const Link& link) {
        Query row = db_.query("SELECT content_hash(bytes) FROM message WHERE id = ?");
        row.with(std::string_view{link.key}).next();
        return std::string(row.text(0));
    }

    Connection& db_;
    const LogFilter& filter_;
    model::SubjectKey subject_;
    Ids messages_;
    std::unordered_set<std::string> message_keys_;
    std::unordered_set<std::string> events_;  ///< keys
    std::string event_;                       ///< that the row at hand names
    bool delivery_ = false;                   ///< the row at hand was chosen by its message
    Instant last_at_{};
};

}  // namespace

void read_log(Connection& db, const LogFilter& filter, const Audit::Reader& reader) {
    LogReader(db, filter).run(reader);
}

}  // namespace dondoc::store::sqlite
