#include "daemon/store/sqlite/awaited_links.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

namespace dondoc::store::sqlite {
namespace {

using State = EventOutcome::State;

/// The transaction's revision, raised when something changes for the first time.
class Revision {
public:
    explicit Revision(Connection& db) : db_(db) {}
    std::int64_t operator()() {
        if (value_ == 0) value_ = raise_revision(db_);
        return value_;
    }

private:
    Connection& db_;
    std::int64_t value_ = 0;
};

/// One verb of a person on the register.
class Verb {
public:
    Verb(Connection& db, const rules::dates::Calendar* calendar, const Actor& actor)
        : db_(db), actor_(actor), revision_(db), links_(db, calendar, actor, [this] { return revision_(); }) {
        links_.follow_missing();
    }

    EventOutcome record(const model::EventRecord& told, const EventDues& dues) {
        const auto event = find_event(db_, told.event);
        if (!event) return {};
        EventOutcome outcome{State::recorded, {}};
        std::optional<std::int64_t> record = same_record(*event, told, outcome.state);
        if (!record) record = add_record(*event, told);
        arrive(*event, dues, record, outcome);
        if (outcome.state == State::unchanged && changes_something(outcome)) outcome.state = State::completed;
        return outcome;
    }

    EventOutcome merge(std::string_view id, std::string_view into) {
        const auto from = find_event(db_, id);
        const auto target = find_event(db_, into);
        if (!from || !target) return {};
        EventOutcome outcome{State::unchanged, {}};
        if (*from == *target) return outcome;
        outcome.state = State::recorded;
        db_.query("UPDATE awaited_event SET merged_into = ? WHERE id = ?").with(*target, *from).run();
        db_.query("UPDATE awaited_link SET event = ? WHERE event = ?").with(*target, *from).run();
        add_event(db_, actor_, "event.merged", {}, {{"event", std::string(id)}, {"into", std::string(into)}});
        arrive(*target, {}, std::nullopt, outcome);
        return outcome;
    }

    EventOutcome link(std::string_view plan, std::uint32_t seq, std::string_view id) {
        const auto event = find_event(db_, id);
        const auto row = links_.row_of(plan, seq);
        if (!event || !row) return {};
        EventOutcome outcome{State::recorded, {}};
        links_.link_by_hand(*row, *event);
        add_event(db_, actor_, "event.linked", row->subject, {{"event", std::string(id)}});
        if (const auto arrival = links_.arrive(*row, {})) outcome.rows.push_back(*arrival);
        return outcome;
    }

    std::string add(std::string_view words) {
        const std::int64_t id = links_.add_event(words, {}, day_of(actor_.at));
        Query query = db_.query("SELECT key FROM awaited_event WHERE id = ?");
        query.with(id).next();
        return std::string(query.text(0));
    }

private:
    /// The newest record where it says the same; a number that is not repeated is not denied.
    std::optional<std::int64_t> same_record(std::int64_t event, const model::EventRecord& told, State& state) {
        Query last =
            db_.query("SELECT id, on_day, document FROM awaited_record WHERE event = ? ORDER BY id DESC LIMIT 1");
        if (!last.with(event).next()) return std::nullopt;
        state = State::corrected;
        if (last.date(1) != told.on || !(told.document.empty() || last.text(2) == told.document)) return std::nullopt;
        state = State::unchanged;
        return last.integer(0);
    }

    std::int64_t add_record(std::int64_t event, const model::EventRecord& told) {
        Query insert = db_.query(
            "INSERT INTO awaited_record (event, on_day, document, who, at, revision) VALUES (?, ?, ?, ?, ?, ?) "
            "RETURNING id");
        insert.with(event, told.on, told.document, actor_.who, actor_.at, revision_()).next();
        const std::int64_t id = insert.integer(0);
        insert.run();
        add_event(db_, actor_, "event.recorded", {},
                  {{"event", told.event}, {"on", rules::dates::format_iso(told.on)}, {"document", told.document}});
        return id;
    }

    void arrive(std::int64_t event, const EventDues& dues, std::optional<std::int64_t> record, EventOutcome& outcome) {
        for (const AwaitedLinks::Row& row : links_.rows_of(event)) {
            if (const auto arrival = links_.arrive(row, dues, record)) outcome.rows.push_back(*arrival);
        }
    }

    static bool changes_something(const EventOutcome& outcome) {
        for (const ArrivalRow& row : outcome.rows) {
            if (!row.waits_on) return true;
        }
        return false;
    }

    Connection& db_;
    const Actor& actor_;
    Revision revision_;
    AwaitedLinks links_;
};

AwaitingRow awaiting_at(Connection& db, const Query& query) {
    AwaitingRow row;
    row.subject = model::assignment_key(query.text(1), static_cast<std::uint32_t>(query.integer(2)));
    row.title = query.text(3);
    row.deadline_words = query.text(4);
    row.condition = query.text(5);
    row.deadline = kind_of(query.text(6));
    row.since = query.date(7);
    row.by_hand = query.flag(8);
    row.closed = query.flag(9);
    row.then_continuous = query.flag(12);
    const model::SubjectFacts facts = query.flag(10) ? facts_of(db, row.subject) : model::SubjectFacts{};
    row.arrived = !facts.arrivals.empty();
    if (row.deadline != rules::deadlines::Kind::recurring)
        row.due = model::deadline_version(&facts, {}, query.maybe_date(11)).due;
    return row;
}

AwaitedRegister load_register(Connection& db) {
    AwaitedRegister all;
    std::unordered_map<std::int64_t, std::size_t> positions;
    Query event = db.query(
        "SELECT e.id, e.key, e.words, e.core, e.since, coalesce(i.key, '') FROM awaited_event e "
        "LEFT JOIN awaited_event i ON i.id = e.merged_into ORDER BY e.id");
    event.with();
    while (event.next()) {
        positions.emplace(event.integer(0), all.events.size());
        all.events.push_back({std::string(event.text(1)),
                              std::string(event.text(2)),
                              std::string(event.text(3)),
                              event.date(4),
                              std::string(event.text(5)),
                              {},
                              {}});
    }
    Query record = db.query("SELECT event, on_day, document, who, at FROM awaited_record ORDER BY id");
    record.with();
    while (record.next()) {
        all.events[positions.at(record.integer(0))].records.push_back(
            {record.date(1), std::string(record.text(2)), std::string(record.text(3)), record.instant(4)});
    }
    Query row = db.query(
        "SELECT DISTINCT l.event, p.key, a.seq, t.title, t.deadline_words, t.condition, a.deadline, l.since, "
        "l.by_hand, "
        "a.closed, a.has_facts, a.due_on, a.then_continuous FROM awaited_link l JOIN assignment a ON a.plan = l.plan "
        "AND a.seq = l.seq "
        "JOIN plan p ON p.id = a.plan JOIN assignment_text t ON t.plan = a.plan AND t.seq = a.seq ORDER BY a.plan, "
        "a.seq");
    row.with();
    while (row.next()) {
        auto& rows = row.null(0) ? all.standing : all.events[positions.at(row.integer(0))].rows;
        rows.push_back(awaiting_at(db, row));
    }
    return all;
}

bool all_followed(Connection& db) {
    Query query = db.query(
        "SELECT 1 FROM assignment a WHERE a.has_condition = 1 AND NOT EXISTS (SELECT 1 FROM awaited_link l "
        "WHERE l.plan = a.plan AND l.seq = a.seq) LIMIT 1");
    return !query.with().next();
}

}  // namespace

AwaitedRegister SqliteStore::awaited() {
    // Rows that came before there was a register join it when it is first looked at.
    if (!db_.read([&] { return all_followed(db_); })) {
        db_.write([&] {
            const Actor import{"dondoc", Instant{}};
            AwaitedLinks(db_, nullptr, import, [this] { return raise_revision(db_); }).follow_missing();
        });
    }
    return db_.read([&] { return load_register(db_); });
}

EventOutcome SqliteStore::record_event(const model::EventRecord& record, const EventDues& dues,
                                       const rules::dates::Calendar& calendar, const Actor& actor) {
    return db_.write([&] { return Verb(db_, &calendar, actor).record(record, dues); });
}

EventOutcome SqliteStore::merge_event(std::string_view id, std::string_view into,
                                      const rules::dates::Calendar& calendar, const Actor& actor) {
    return db_.write([&] { return Verb(db_, &calendar, actor).merge(id, into); });
}

EventOutcome SqliteStore::link_event(std::string_view plan, std::uint32_t seq, std::string_view id,
                                     const rules::dates::Calendar& calendar, const Actor& actor) {
    return db_.write([&] { return Verb(db_, &calendar, actor).link(plan, seq, id); });
}

std::string SqliteStore::name_event(std::string_view words, const Actor& actor) {
    return db_.write([&] { return Verb(db_, nullptr, actor).add(words); });
}

std::map<std::uint32_t, std::vector<std::string>> SqliteStore::events_of(std::string_view plan) {
    return db_.read([&] {
        std::map<std::uint32_t, std::vector<std::string>> events;
        Query query = db_.query(
            "SELECT l.seq, e.key FROM plan p JOIN awaited_link l ON l.plan = p.id JOIN awaited_event e ON e.id = "
            "l.event "
            "WHERE p.key = ? ORDER BY l.seq, l.part");
        query.with(plan);
        while (query.next()) events[static_cast<std::uint32_t>(query.integer(0))].emplace_back(query.text(1));
        return events;
    });
}

}  // namespace dondoc::store::sqlite
