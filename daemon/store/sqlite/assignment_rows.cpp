#include "daemon/store/sqlite/assignment_rows.hpp"

#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"

namespace dondoc::store::sqlite {
namespace {

using rules::deadlines::Recurrence;
using rules::deadlines::Recurrences;

/// Names of units may hold spaces and commas, never this.
constexpr char name_separator = '\x1f';

std::int8_t small(const Query& row, int column) {
    return static_cast<std::int8_t>(row.integer(column));
}

Recurrence recurrence_at(const Query& row, int first) {
    Recurrence value;
    value.period = period_of(row.text(first));
    value.only.bits = static_cast<std::uint16_t>(row.integer(first + 1));
    value.every = static_cast<std::uint8_t>(row.integer(first + 2));
    value.year = static_cast<std::int16_t>(row.integer(first + 3));
    value.due.anchor = anchor_of(row.text(first + 4));
    value.due.month = small(row, first + 5);
    value.due.day = small(row, first + 6);
    value.due.year_offset = small(row, first + 7);
    value.due.shift_days = static_cast<std::int16_t>(row.integer(first + 8));
    value.due.shift_working_days = static_cast<std::int16_t>(row.integer(first + 9));
    return value;
}

KeptAssignment assignment_at(const Query& row, const std::unordered_map<std::int64_t, Recurrences>& recurrences) {
    KeptAssignment kept;
    model::AssignmentRecord& record = kept.record;
    kept.plan = row.integer(0);
    record.seq = static_cast<std::uint32_t>(row.integer(1));
    kept.fresh = row.flag(2);
    kept.has_facts = row.flag(3);
    record.deadline.kind = kind_of(row.text(4));
    record.deadline.start = row.maybe_date(5);
    record.deadline.due = row.maybe_date(6);
    record.deadline.then_continuous = row.flag(7);
    record.deadline.has_condition = row.flag(8);
    if (!row.null(9)) record.deadline.recurrences = recurrences.at(row.integer(9));
    record.leads = split(row.text(10), ' ');
    record.supports = split(row.text(11), ' ');
    kept.withdrawn_on = row.maybe_date(12);
    record.unresolved_units = split(row.text(13), name_separator);
    record.deadline.term = term_of(row.text(14));
    int column = 15;
    for (const auto& [name, field] : text_fields) record.text.*field = row.text(column++);
    return kept;
}

std::int64_t save_recurrence(Connection& db, const Recurrence& value, std::int64_t next) {
    const rules::deadlines::DuePlace& due = value.due;
    const auto bind = [&](Query& query) -> Query& {
        return query.with(period_column(value.period), value.only.bits, value.every, value.year,
                          anchor_column(due.anchor), due.month, due.day, due.year_offset, due.shift_days,
                          due.shift_working_days, next);
    };
    Query find = db.query(
        "SELECT id FROM recurrence WHERE period = ? AND only_periods = ? AND every_years = ? AND in_year = ? AND "
        "anchor = ? AND month = ? AND day = ? AND year_offset = ? AND shift_days = ? AND "
        "shift_working_days = ? AND next_id = ?");
    if (bind(find).next()) return find.integer(0);

    Query insert = db.query(
        "INSERT INTO recurrence (period, only_periods, every_years, in_year, anchor, month, day, year_offset, "
        "shift_days, shift_working_days, next_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    bind(insert).next();
    const std::int64_t id = insert.integer(0);
    insert.run();
    return id;
}

}  // namespace

std::optional<std::int64_t> save_recurrences(Connection& db, const Recurrences& list) {
    std::int64_t next = 0;
    for (std::size_t n = list.size(); n > 0; --n) next = save_recurrence(db, list[n - 1], next);
    return next == 0 ? std::nullopt : std::optional(next);
}

std::unordered_map<std::int64_t, Recurrences> load_recurrences(Connection& db) {
    std::unordered_map<std::int64_t, std::pair<Recurrence, std::int64_t>> rows;
    Query query = db.query(
        "SELECT id, next_id, period, only_periods, every_years, in_year, anchor, month, day, year_offset, shift_days, "
        "shift_working_days FROM recurrence");
    query.with();
    while (query.next()) rows.emplace(query.integer(0), std::pair(recurrence_at(query, 2), query.integer(1)));

    std::unordered_map<std::int64_t, Recurrences> lists;
    for (const auto& [id, first] : rows) {
        Recurrences& list = lists[id];
        for (auto row = rows.find(id); row != rows.end() && list.add(row->second.first);) {
            row = rows.find(row->second.second);
        }
    }
    return lists;
}

void insert_assignment(Connection& db, std::int64_t plan, const model::AssignmentRecord& record,
                       std::int64_t revision) {
    const rules::deadlines::Meaning& deadline = record.deadline;
    db.query(
          "INSERT INTO assignment (plan, seq, revision, added_revision, closed, has_facts, deadline, "
          "start_on, due_on, "
          "then_continuous, has_condition, recurrence, leads, supports, term) "
          "VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(plan, record.seq, revision, revision, kind_column(deadline.kind), deadline.start, deadline.due,
              deadline.then_continuous, deadline.has_condition, save_recurrences(db, deadline.recurrences),
              join(record.leads, ' '), join(record.supports, ' '), term_column(deadline.term))
        .run();
}

void update_assignment(Connection& db, std::int64_t plan, const model::AssignmentRecord& record, std::int64_t revision,
                       std::string_view subject) {
    const rules::deadlines::Meaning& deadline = record.deadline;
    const std::optional<std::int64_t> recurrence = save_recurrences(db, deadline.recurrences);
    db.query(
          "UPDATE assignment SET revision = ?, deadline = ?, start_on = ?, due_on = ?, then_continuous = ?, "
          "has_condition = ?, recurrence = ?, leads = ?, supports = ?, term = ?, withdrawn_on = NULL WHERE plan = ? "
          "AND seq = ?")
        .with(revision, kind_column(deadline.kind), deadline.start, deadline.due, deadline.then_continuous,
              deadline.has_condition, recurrence, join(record.leads, ' '), join(record.supports, ' '),
              term_column(deadline.term), plan, record.seq)
        .run();
    db.query(
          fmt::format("UPDATE assignment SET closed = has_facts AND {} WHERE plan = ? AND seq = ?", settled_by_facts))
        .with(subject, plan, record.seq)
        .run();
}

void save_texts(Connection& db, std::int64_t plan, const model::AssignmentRecord& record) {
    const model::AssignmentText& text = record.text;
    db.query(
          "INSERT INTO assignment_text (plan, seq, unresolved_units, ordinal, section, title, lead_words, "
          "support_words, deliverable, deadline_words, condition, central_words, note) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (plan, seq) DO UPDATE SET unresolved_units = excluded.unresolved_units, "
          "ordinal = excluded.ordinal, section = excluded.section, title = excluded.title, "
          "lead_words = excluded.lead_words, support_words = excluded.support_words, "
          "deliverable = excluded.deliverable, deadline_words = excluded.deadline_words, "
          "condition = excluded.condition, central_words = excluded.central_words, note = excluded.note")
        .with(plan, record.seq, join(record.unresolved_units, name_separator), text.ordinal, text.section, text.title,
              text.lead_words, text.support_words, text.deliverable, text.deadline_words, text.condition,
              text.central_words, text.note)
        .run();
}

std::vector<KeptAssignment> load_assignments(Connection& db, std::optional<std::int64_t> plan,
                                             std::optional<std::uint32_t> seq) {
    const auto recurrences = load_recurrences(db);
    std::string sql =
        "SELECT a.plan, a.seq, a.revision > s.evaluated_revision, a.has_facts, a.deadline, a.start_on, "
        "a.due_on, "
        "a.then_continuous, a.has_condition, a.recurrence, a.leads, a.supports, a.withdrawn_on, "
        "t.unresolved_units, a.term";
    for (const auto& [name, field] : text_fields) sql.append(", t.").append(name);
    sql += " FROM site s, assignment a JOIN assignment_text t ON t.plan = a.plan AND t.seq = a.seq";
    if (plan) sql += " WHERE a.plan = ?";
    if (seq) sql += " AND a.seq = ?";
    sql += " ORDER BY a.plan, a.seq";

    Query query = db.query(sql);
    if (seq) {
        query.with(*plan, *seq);
    } else if (plan) {
        query.with(*plan);
    } else {
        query.with();
    }
    std::vector<KeptAssignment> rows;
    while (query.next()) rows.push_back(assignment_at(query, recurrences));
    return rows;
}

}  // namespace dondoc::store::sqlite
