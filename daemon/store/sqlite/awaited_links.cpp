#include "daemon/store/sqlite/awaited_links.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::store::sqlite {
namespace {

using rules::dates::Date;
using rules::deadlines::Kind;

constexpr std::chrono::hours site_offset{7};
constexpr std::string_view row_columns =
    "SELECT a.plan, a.seq, p.key, p.issued_on, t.condition, a.deadline, a.then_continuous, a.has_condition, a.due_on, "
    "p.imported_at, a.term FROM assignment a JOIN plan p ON p.id = a.plan "
    "JOIN assignment_text t ON t.plan = a.plan AND t.seq = a.seq ";

AwaitedLinks::Row row_at(const Query& query) {
    AwaitedLinks::Row row;
    row.plan = query.integer(0);
    row.seq = static_cast<std::uint32_t>(query.integer(1));
    row.subject = model::assignment_key(query.text(2), row.seq);
    row.issued = query.maybe_date(3);
    row.condition = query.text(4);
    row.meaning.kind = kind_of(query.text(5));
    row.meaning.then_continuous = query.flag(6);
    row.meaning.has_condition = query.flag(7);
    row.meaning.due = query.maybe_date(8);
    row.meaning.term = term_of(query.text(10));
    return row;
}

/// Deadlines that have no day before their event comes.
bool waits_for_a_day(Kind kind) noexcept {
    return kind == Kind::conditional || kind == Kind::unresolved;
}

/// What a message and the history say of the day.
std::string basis(std::string_view document, Date on) {
    const std::string day = rules::dates::format_vi(on);
    return document.empty() ? fmt::format("sự kiện xảy ra ngày {}", day)
                            : fmt::format("đã có {} ngày {}", document, day);
}

}  // namespace

Date day_of(Instant at) {
    return std::chrono::floor<std::chrono::days>(at + site_offset);
}

std::optional<std::int64_t> find_event(Connection& db, std::string_view key) {
    Query query = db.query(
        "WITH RECURSIVE entry (id, next) AS (SELECT id, merged_into FROM awaited_event WHERE key = ? "
        "UNION SELECT e.id, e.merged_into FROM awaited_event e JOIN entry ON e.id = entry.next) "
        "SELECT id FROM entry WHERE next IS NULL");
    if (!query.with(key).next()) return std::nullopt;
    return query.integer(0);
}

AwaitedLinks::AwaitedLinks(Connection& db, const rules::dates::Calendar* calendar, const Actor& actor,
                           std::function<std::int64_t()> revision)
    : db_(db), calendar_(calendar), actor_(actor), revision_(std::move(revision)) {}

void AwaitedLinks::follow(const Row& row, bool words_changed) {
    if (!row.meaning.has_condition || words_changed) {
        db_.query("DELETE FROM awaited_link WHERE plan = ? AND seq = ? AND (by_hand = 0 OR ?)")
            .with(row.plan, row.seq, !row.meaning.has_condition)
            .run();
    }
    if (!row.meaning.has_condition || has_links(row)) return;
    link(row, day_of(actor_.at));
    arrive(row, {});
}

void AwaitedLinks::follow_missing() {
    std::vector<std::pair<Row, Date>> missing;
    {
        Query query = db_.query(std::string(row_columns) +
                                "WHERE a.has_condition = 1 AND NOT EXISTS (SELECT 1 FROM awaited_link l "
                                "WHERE l.plan = a.plan AND l.seq = a.seq) ORDER BY a.plan, a.seq");
        query.with();
        while (query.next()) missing.emplace_back(row_at(query), day_of(query.instant(9)));
    }
    for (const auto& [row, since] : missing) link(row, since);
}

bool AwaitedLinks::has_links(const Row& row) {
    Query query = db_.query("SELECT 1 FROM awaited_link WHERE plan = ? AND seq = ?");
    return query.with(row.plan, row.seq).next();
}

void AwaitedLinks::link(const Row& row, Date since) {
    std::vector<std::optional<std::int64_t>> events;
    for (const model::AwaitedWords& words : model::read_condition(row.condition)) {
        if (words.kind == model::AwaitedWords::Kind::event) events.emplace_back(event_for(words, row, since));
    }
    if (events.empty()) events.emplace_back(std::nullopt);
    int part = 0;
    for (const auto& event : events) {
        db_.query("INSERT INTO awaited_link (plan, seq, part, event, since, by_hand) VALUES (?, ?, ?, ?, ?, 0)")
            .with(row.plan, row.seq, ++part, event, since)
            .run();
    }
}

/// A plan cannot wait for what had happened before it was issued: then the same words mean the next one.
std::int64_t AwaitedLinks::event_for(const model::AwaitedWords& words, const Row& row, Date since) {
    std::optional<std::int64_t> happened_since;
    if (!words.core.empty()) {
        Query query = db_.query("SELECT key FROM awaited_event WHERE core = ? ORDER BY id");
        query.with(words.core);
        while (query.next()) {
            const std::int64_t event = find_event(db_, query.text(0)).value();
            Query record = db_.query("SELECT on_day FROM awaited_record WHERE event = ? ORDER BY id DESC LIMIT 1");
            if (!record.with(event).next()) return event;
            if (row.issued && record.date(0) >= *row.issued && !happened_since) happened_since = event;
        }
    }
    return happened_since ? *happened_since : add_event(words.words, words.core, since);
}

std::int64_t AwaitedLinks::add_event(std::string_view words, std::string_view core, Date since) {
    const std::string base = model::make_event_id(words);
    std::string key = base;
    const auto taken = [this](const std::string& id) {
        Query query = db_.query("SELECT 1 FROM awaited_event WHERE key = ?");
        return query.with(id).next();
    };
    for (int number = 2; taken(key); ++number) key = fmt::format("{}-{}", base, number);
    Query insert = db_.query("INSERT INTO awaited_event (key, words, core, since) VALUES (?, ?, ?, ?) RETURNING id");
    insert.with(key, words, core, since).next();
    const std::int64_t id = insert.integer(0);
    insert.run();
    sqlite::add_event(db_, actor_, "event.added", {}, {{"event", key}, {"words", std::string(words)}});
    return id;
}

void AwaitedLinks::link_by_hand(const Row& row, std::int64_t event) {
    db_.query("DELETE FROM awaited_link WHERE plan = ? AND seq = ?").with(row.plan, row.seq).run();
    db_.query("INSERT INTO awaited_link (plan, seq, part, event, since, by_hand) VALUES (?, ?, 1, ?, ?, 1)")
        .with(row.plan, row.seq, event, day_of(actor_.at))
        .run();
}

std::vector<AwaitedLinks::Row> AwaitedLinks::rows_of(std::int64_t event) {
    std::vector<Row> rows;
    Query query = db_.query(std::string(row_columns) +
                            "WHERE a.closed = 0 AND EXISTS (SELECT 1 FROM awaited_link l WHERE l.plan = a.plan AND "
                            "l.seq = a.seq AND l.event = ?) ORDER BY a.plan, a.seq");
    query.with(event);
    while (query.next()) rows.push_back(row_at(query));
    return rows;
}

std::optional<AwaitedLinks::Row> AwaitedLinks::row_of(std::string_view plan, std::uint32_t seq) {
    Query query = db_.query(std::string(row_columns) + "WHERE p.key = ? AND a.seq = ?");
    if (!query.with(plan, seq).next()) return std::nullopt;
    return row_at(query);
}

std::optional<std::vector<AwaitedLinks::Happened>> AwaitedLinks::happened(const Row& row) {
    std::vector<Happened> all;
    Query query = db_.query(
        "SELECT r.id, r.on_day, r.document, e.key FROM awaited_link l LEFT JOIN awaited_event e ON e.id = l.event "
        "LEFT JOIN awaited_record r ON r.id = (SELECT max(id) FROM awaited_record WHERE event = l.event) "
        "WHERE l.plan = ? AND l.seq = ?");
    query.with(row.plan, row.seq);
    while (query.next()) {
        if (query.null(0)) return std::nullopt;
        all.push_back({query.integer(0), query.date(1), std::string(query.text(2)), std::string(query.text(3))});
    }
    return all.empty() ? std::nullopt : std::optional(std::move(all));
}

/// A day that was given for this row, else what the words say, else the day given for all. What a person decided before
/// stays.
std::optional<Date> AwaitedLinks::due_of(const Row& row, const EventDues& dues, Date last_on,
                                         bool set_by_person) const {
    const auto given = dues.one.find(row.subject);
    if (given != dues.one.end()) return given->second;
    if (!waits_for_a_day(row.meaning.kind) || set_by_person) return std::nullopt;
    if (calendar_ != nullptr) {
        if (const auto due = model::due_after(row.meaning, row.condition, last_on, *calendar_)) return due;
    }
    return dues.all;
}

std::optional<ArrivalRow> AwaitedLinks::arrive(const Row& row, const EventDues& dues,
                                               std::optional<std::int64_t> record) {
    const auto all = happened(row);
    if (!all) return record ? std::optional(ArrivalRow{row.subject, {}, false, true}) : std::nullopt;
    const auto latest =
        std::max_element(all->begin(), all->end(), [](const Happened& a, const Happened& b) { return a.on < b.on; });
    const auto telling =
        record ? std::find_if(all->begin(), all->end(), [&](const Happened& h) { return h.record == *record; })
               : latest;
    const Happened& news = telling == all->end() ? *latest : *telling;

    Query version = db_.query(
        "SELECT day, event FROM fact WHERE subject = ? AND period = '' AND kind = 'extended' ORDER BY id DESC LIMIT 1");
    const bool has_version = version.with(row.subject).next();
    const std::optional<Date> in_force = has_version ? version.maybe_date(0) : row.meaning.due;
    Query last = db_.query("SELECT record, number FROM awaited_arrival WHERE subject = ? ORDER BY id DESC LIMIT 1");
    const bool told_before = last.with(row.subject).next();
    const bool same_news = told_before && last.integer(0) == news.record;
    // A day that was given stays until another is given or the event is corrected.
    const bool settled = same_news && in_force && !dues.all && !dues.one.contains(row.subject);
    const auto due = settled ? std::nullopt : due_of(row, dues, latest->on, has_version && version.text(1).empty());
    const bool new_due = due && due != in_force;
    if (same_news && !new_due) return std::nullopt;
    const std::int64_t number = told_before ? last.integer(1) + 1 : 1;

    if (new_due) set_due(row, *due, news);
    db_.query("INSERT INTO awaited_arrival (subject, number, record, told_on, due_on) VALUES (?, ?, ?, ?, ?)")
        .with(row.subject, number, news.record, day_of(actor_.at), due)
        .run();
    db_.query("UPDATE assignment SET has_facts = 1, revision = ? WHERE plan = ? AND seq = ?")
        .with(revision_(), row.plan, row.seq)
        .run();
    const std::optional<Date> now = due ? due : in_force;
    return ArrivalRow{row.subject, now, !now && waits_for_a_day(row.meaning.kind) && !row.meaning.then_continuous,
                      false};
}

void AwaitedLinks::set_due(const Row& row, Date due, const Happened& record) {
    db_.query(
           "INSERT INTO fact (subject, plan, period, kind, day, decided, basis, unit, who, at, revision, event) "
           "VALUES (?, ?, '', 'extended', ?, ?, ?, '', ?, ?, ?, ?)")
        .with(row.subject, row.plan, due, day_of(actor_.at), basis(record.document, record.on), actor_.who, actor_.at,
              revision_(), record.event)
        .run();
}

}  // namespace dondoc::store::sqlite
