#include "daemon/store/sqlite/assignment_rows.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <map>

namespace dondoc::store::sqlite {
namespace {

/// Vietnam has one zone without summer time; used only for the day on which a row was withdrawn.
constexpr std::chrono::hours site_offset{7};

rules::dates::Date day_of(Instant at) {
    return std::chrono::floor<std::chrono::days>(at + site_offset);
}

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

/// One import: compares the document's rows with those that are kept and writes the difference. Rows are
/// matched by their place in the appendix and compared field by field. The content hash alone would not do:
/// the same file gives other rows once the register knows another unit.
class Import {
public:
    Import(Connection& db, const PlanImport& import, const Actor& actor)
        : db_(db), import_(import), plan_(import.plan), actor_(actor) {}

    ImportSummary run() {
        id_ = find_plan();
        if (id_ == 0) add_plan();
        for (KeptAssignment& kept : load_assignments(db_, id_)) {
            const std::uint32_t seq = kept.record.seq;
            kept_.emplace(seq, std::move(kept));
        }
        for (const model::AssignmentRecord& record : import_.assignments) save(record);
        for (const auto& [seq, kept] : kept_) withdraw(kept);
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

    void save(const model::AssignmentRecord& record) {
        const auto place = kept_.find(record.seq);
        if (place == kept_.end()) {
            insert_assignment(db_, id_, record, revision());
            save_texts(db_, id_, record);
            ++summary_.added;
            return;
        }
        const KeptAssignment kept = std::move(place->second);
        kept_.erase(place);
        if (kept.record == record && !kept.withdrawn_on) {
            ++summary_.unchanged;
            return;
        }
        update_assignment(db_, id_, record, revision(), subject(record.seq));
        save_texts(db_, id_, record);
        if (const auto& before = kept.record.deadline.due, &after = record.deadline.due;
            before && after && *before != *after) {
            add_version(record.seq, *after);
        }
        add_event(db_, actor_, kept.withdrawn_on ? "assignment.restored" : "assignment.changed", subject(record.seq),
                  changes(kept.record, record));
        ++summary_.changed;
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

    void withdraw(const KeptAssignment& kept) {
        if (kept.withdrawn_on) return;
        db_.query("UPDATE assignment SET withdrawn_on = ?, closed = 1, revision = ? WHERE plan = ? AND seq = ?")
            .with(day_of(actor_.at), revision(), id_, kept.record.seq)
            .run();
        add_event(db_, actor_, "assignment.withdrawn", subject(kept.record.seq), {{"file", import_.file_name}});
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
    std::int64_t id_ = 0;
    std::int64_t revision_ = 0;  ///< of this import, once something differs
    bool same_head_ = false;
    bool same_file_ = false;
    std::map<std::uint32_t, KeptAssignment> kept_;  ///< rows that the document has not had yet
    ImportSummary summary_;
};

}  // namespace

ImportSummary SqliteStore::save_plan(const PlanImport& plan, const Actor& actor) {
    return db_.write([&] { return Import(db_, plan, actor).run(); });
}

}  // namespace dondoc::store::sqlite
