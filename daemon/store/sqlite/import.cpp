#include "daemon/store/sqlite/assignment_rows.hpp"
#include "daemon/store/sqlite/awaited_links.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/indicator_rows.hpp"
#include "daemon/store/sqlite/plan_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"
#include "rules/model/parents.hpp"

#include <fmt/format.h>

#include <map>

namespace dondoc::store::sqlite {
namespace {

/// Former values of what a new import changed, for the event log.
Detail changes(const model::AssignmentRecord& before, const model::AssignmentRecord& after) {
    Detail detail;
    for (const auto& [name, field] : text_fields) {
        if (before.text.*field != after.text.*field) detail.emplace_back(name, before.text.*field);
    }
    if (before.deadline != after.deadline) {
        detail.emplace_back("deadline", kind_column(before.deadline.kind));
        if (before.deadline.start) detail.emplace_back("start_on", rules::dates::format_iso(*before.deadline.start));
        if (before.deadline.due) detail.emplace_back("due_on", rules::dates::format_iso(*before.deadline.due));
        std::string recurrences;
        for (const auto& recurrence : before.deadline.recurrences) {
            recurrences.append(recurrences.empty() ? "" : " ").append(period_column(recurrence.period));
        }
        if (!recurrences.empty()) detail.emplace_back("recurrence", recurrences);
        if (before.deadline.term.count != 0) detail.emplace_back("term", term_column(before.deadline.term));
    }
    if (before.leads != after.leads) detail.emplace_back("leads", join(before.leads, ' '));
    if (before.supports != after.supports) detail.emplace_back("supports", join(before.supports, ' '));
    return detail;
}

std::vector<KeptRow> rows_of(const std::vector<KeptAssignment>& kept) {
    std::vector<KeptRow> rows;
    for (const KeptAssignment& one : kept) rows.push_back({one.record, one.withdrawn_on.has_value(), one.has_facts});
    return rows;
}

/// One import: writes the difference between the document's rows and those that are kept (compare_rows). The content hash
/// alone would not do: the same file gives other rows once the register knows another unit.
class Import {
public:
    Import(Connection& db, const PlanImport& import, const Actor& actor)
        : db_(db),
          import_(import),
          plan_(import.plan),
          actor_(actor),
          links_(db, import.calendar, actor, [this] { return revision(); }),
          seqs_(import.assignments.size()) {}

    ImportSummary run() {
        id_ = find_plan();
        if (id_ == 0) add_plan();
        const auto kept = load_assignments(db_, id_);
        const auto rows = rows_of(kept);
        for (const KeptAssignment& one : kept) kept_.emplace(one.record.seq, &one);
        for (const RowChange& change : compare_rows(rows, import_.assignments, import_.same).rows) write(change);
        link_parents();
        summary_.indicators = save_indicators(
            db_, import_.indicators, {id_, plan_.id, day_of(actor_.at), actor_, [this] { return revision(); }});
        finish();
        return summary_;
    }

private:
    std::int64_t find_plan() {
        Query query = db_.query(
            "SELECT id, number = ? AND title = ? AND issuer = ? AND issued_on IS ? AND year = ?, "
            "file_name = ? AND content_hash = ? FROM plan WHERE key = ?");
        query.with(plan_.number, plan_.title, plan_.issuer, plan_.date, plan_.year, import_.file_name,
                   import_.content_hash, plan_.id);
        if (!query.next()) return 0;
        same_head_ = query.flag(1);
        same_file_ = query.flag(2);
        return query.integer(0);
    }

    void add_plan() {
        Query query = db_.query(
            "INSERT INTO plan (key, number, title, issuer, issued_on, year, file_name, content_hash, "
            "imported_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
        query.with(plan_.id, plan_.number, plan_.title, plan_.issuer, plan_.date, plan_.year, import_.file_name,
                   import_.content_hash, actor_.at, revision());
        query.next();
        id_ = query.integer(0);
        query.run();
        summary_.new_plan = true;
    }

    void write(const RowChange& change) {
        using Kind = RowChange::Kind;
        if (change.kind == Kind::withdrawn) return withdraw(change.seq);
        model::AssignmentRecord record = import_.assignments[change.row - 1];
        record.seq = change.seq;
        seqs_[change.row - 1] = change.seq;
        if (change.kind == Kind::added) return add(record);
        follow_condition(record, &kept_.at(record.seq)->record);
        if (change.kind == Kind::unchanged)
            ++summary_.unchanged;
        else
            bring_up_to_date(record, change.kind == Kind::restored ? "assignment.restored" : "assignment.changed");
    }

    void add(const model::AssignmentRecord& record) {
        insert_assignment(db_, id_, record, revision());
        save_texts(db_, id_, record);
        follow_condition(record, nullptr);
        ++summary_.added;
    }

    void bring_up_to_date(const model::AssignmentRecord& record, std::string_view verb) {
        const model::AssignmentRecord& former = kept_.at(record.seq)->record;
        update_assignment(db_, id_, record, revision(), subject(record.seq));
        save_texts(db_, id_, record);
        if (const auto& before = former.deadline.due, &after = record.deadline.due;
            before && after && *before != *after) {
            add_version(record.seq, *after);
        }
        add_event(db_, actor_, verb, subject(record.seq), changes(former, record));
        ++summary_.changed;
    }

    void follow_condition(const model::AssignmentRecord& record, const model::AssignmentRecord* before) {
        if (!record.deadline.has_condition && (before == nullptr || !before->deadline.has_condition)) return;
        links_.follow({.plan = id_,
                       .seq = record.seq,
                       .subject = subject(record.seq),
                       .issued = plan_.date,
                       .condition = record.text.condition,
                       .meaning = record.deadline},
                      before != nullptr && before->text.condition != record.text.condition);
    }

    /// A document that now names another day makes a new deadline version, so that its stages are said again.
    void add_version(std::uint32_t seq, rules::dates::Date due) {
        db_.query(
               "INSERT INTO fact (subject, plan, period, kind, day, decided, basis, unit, who, at, revision) "
               "VALUES (?, ?, '', 'extended', ?, ?, ?, '', ?, ?, ?)")
            .with(subject(seq), id_, due, day_of(actor_.at), fmt::format("văn bản nhập lại: {}", import_.file_name),
                  actor_.who, actor_.at, revision())
            .run();
        db_.query("UPDATE assignment SET has_facts = 1 WHERE plan = ? AND seq = ?").with(id_, seq).run();
    }

    /// Only once all rows have their place: a part may stand before its whole, and either may have been here already.
    void link_parents() {
        const auto parents = model::parents_of(import_.assignments);
        for (std::size_t row = 0; row < parents.size(); ++row) {
            const auto parent = parents[row] ? std::optional(seqs_[*parents[row]]) : std::nullopt;
            if (has_parent(seqs_[row], parent)) continue;
            db_.query("UPDATE assignment SET parent = ? WHERE plan = ? AND seq = ?")
                .with(parent, id_, seqs_[row])
                .run();
            revision();
        }
    }

    bool has_parent(std::uint32_t seq, std::optional<std::uint32_t> parent) {
        Query query = db_.query("SELECT 1 FROM assignment WHERE plan = ? AND seq = ? AND parent IS ?");
        return query.with(id_, seq, parent).next();
    }

    void withdraw(std::uint32_t seq) {
        db_.query("UPDATE assignment SET withdrawn_on = ?, closed = 1, revision = ? WHERE plan = ? AND seq = ?")
            .with(day_of(actor_.at), revision(), id_, seq)
            .run();
        add_event(db_, actor_, "assignment.withdrawn", subject(seq), {{"file", import_.file_name}});
        ++summary_.withdrawn;
    }

    /// Nothing is written where nothing differs.
    void finish() {
        const bool new_head = !summary_.new_plan && !same_head_;
        if (new_head) revision();
        if (revision_ == 0 && same_file_) return;
        if (!summary_.new_plan) {
            db_.query(
                   "UPDATE plan SET number = ?, title = ?, issuer = ?, issued_on = ?, year = ?, file_name = "
                   "?, "
                   "content_hash = ?, imported_at = ?, revision = max(revision, ?) WHERE id = ?")
                .with(plan_.number, plan_.title, plan_.issuer, plan_.date, plan_.year, import_.file_name,
                      import_.content_hash, actor_.at, revision_, id_)
                .run();
        }
        add_event(db_, actor_, "plan.imported", plan_.id,
                  {{"file", import_.file_name},
                   {"sha", import_.content_hash},
                   {"added", fmt::to_string(summary_.added)},
                   {"changed", fmt::to_string(summary_.changed)},
                   {"withdrawn", fmt::to_string(summary_.withdrawn)}});
    }

    std::int64_t revision() {
        if (revision_ == 0) revision_ = raise_revision(db_);
        return revision_;
    }

    std::string subject(std::uint32_t seq) const { return model::assignment_key(plan_.id, seq); }

    Connection& db_;
    const PlanImport& import_;
    const model::Plan& plan_;
    const Actor& actor_;
    AwaitedLinks links_;
    std::int64_t id_ = 0;
    std::int64_t revision_ = 0;  ///< of this import, once something differs
    bool same_head_ = false;
    bool same_file_ = false;
    std::map<std::uint32_t, const KeptAssignment*> kept_;
    std::vector<std::uint32_t> seqs_;  ///< of the document's rows
    ImportSummary summary_;
};

}  // namespace

ImportSummary import_plan(Connection& db, const PlanImport& plan, const Actor& actor) {
    return Import(db, plan, actor).run();
}

PlanComparison SqliteStore::compare_plan(const PlanImport& plan) {
    return db_.read([&] {
        PlanComparison comparison;
        std::vector<KeptRow> kept;
        for (const auto& [id, known] : load_plans(db_)) {
            if (known.id != plan.plan.id) continue;
            comparison.kept = known;
            kept = rows_of(load_assignments(db_, id));
        }
        comparison.assignments = compare_rows(kept, plan.assignments, plan.same);
        return comparison;
    });
}

ImportSummary SqliteStore::save_plan(const PlanImport& plan, const Actor& actor) {
    return db_.write([&] {
        replace_held(db_, HeldChange::Kind::import, plan.plan.id, actor);
        return import_plan(db_, plan, actor);
    });
}

}  // namespace dondoc::store::sqlite
