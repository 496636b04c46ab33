#include "daemon/store/sqlite/asked_for.hpp"
#include "daemon/store/sqlite/assignment_rows.hpp"
#include "daemon/store/sqlite/check_rows.hpp"
#include "daemon/store/sqlite/columns.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"
#include "daemon/store/sqlite/indicator_rows.hpp"
#include "daemon/store/sqlite/plan_rows.hpp"
#include "daemon/store/sqlite/silence_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <map>

namespace dondoc::store::sqlite {
namespace {

/// Ids of a column as positions in the register. Few different texts stand in a million rows, so each is
/// resolved once.
class UnitColumn {
public:
    explicit UnitColumn(const model::UnitDirectory& units) : units_(units) {}

    const std::vector<model::UnitIndex>& resolve(std::string_view column) {
        if (last_ != nullptr && last_->first == column) return last_->second;
        auto place = known_.find(column);
        if (place == known_.end()) place = known_.emplace(std::string(column), look_up(column)).first;
        last_ = &*place;
        return place->second;
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    using Known = std::unordered_map<std::string, std::vector<model::UnitIndex>, Hash, std::equal_to<>>;

    std::vector<model::UnitIndex> look_up(std::string_view column) const {
        std::vector<model::UnitIndex> indices;
        for (const std::string& id : split(column, ' ')) {
            if (const auto index = units_.find(id)) indices.push_back(*index);
        }
        return indices;
    }

    const model::UnitDirectory& units_;
    Known known_;
    const Known::value_type* last_ = nullptr;
};

class Loader {
public:
    Loader(Connection& db, const model::UnitDirectory& units)
        : db_(db), leads_(units), supports_(units), owners_(units) {}

    model::Snapshot load(Store::Scope scope) {
        load_site();
        const auto plans = load_plans(db_);
        for (const auto& [id, plan] : plans) {
            positions_.emplace(id, static_cast<std::uint32_t>(snapshot_.plans.size()));
            snapshot_.plans.push_back(plan);
        }
        load_assignments(scope);
        resolve_parents();
        load_awaited();
        load_report_facts();
        for (RequestRow& row : load_requests(db_, evaluated_)) snapshot_.requests.push_back(std::move(row.request));
        load_indicators(scope);
        load_silences();
        snapshot_.alerts_stand = have_check_states(db_);
        if (scope == Store::Scope::all) snapshot_.check_states = load_check_states(db_);
        return std::move(snapshot_);
    }

private:
    void load_site() {
        Query query = db_.query("SELECT revision, evaluated_revision, evaluated_until, tracking_since FROM site");
        query.with().next();
        snapshot_.revision = query.integer(0);
        evaluated_ = query.integer(1);
        snapshot_.evaluated_until = query.maybe_time(2);
        snapshot_.tracking_since = query.date(3);
    }

    void load_assignments(Store::Scope scope) {
        const auto recurrences = load_recurrences(db_);
        Query row = db_.query(
            "SELECT plan, seq, deadline, start_on, due_on, then_continuous, has_condition, recurrence, "
            "leads, supports, "
            "revision, added_revision, has_facts, withdrawn_on, term, parent, closed FROM assignment WHERE closed <= ? "
            "ORDER BY "
            "plan, seq");
        row.with(scope == Store::Scope::all);
        while (row.next()) {
            const auto index = static_cast<std::uint32_t>(snapshot_.assignments.size());
            model::Assignment& assignment = snapshot_.assignments.emplace_back();
            if (row.integer(0) != last_plan_) first_of_plan_[row.integer(0)] = index;
            assignment.plan = position_of(row.integer(0));
            assignment.seq = static_cast<std::uint32_t>(row.integer(1));
            assignment.deadline.kind = kind_of(row.text(2));
            assignment.deadline.start = row.maybe_date(3);
            assignment.deadline.due = row.maybe_date(4);
            assignment.deadline.then_continuous = row.flag(5);
            assignment.deadline.has_condition = row.flag(6);
            if (!row.null(7)) assignment.deadline.recurrences = recurrences.at(row.integer(7));
            assignment.deadline.term = term_of(row.text(14));
            assignment.leads = leads_.resolve(row.text(8));
            assignment.supports = supports_.resolve(row.text(9));
            if (!row.null(15)) parts_.push_back({index, row.integer(0), static_cast<std::uint32_t>(row.integer(15))});
            assignment.fresh = row.integer(10) > evaluated_;
            assignment.added = row.integer(11) > evaluated_;
            // A row that came since the last cycle cannot have been reminded of.
            if (assignment.fresh && !assignment.added) load_recorded(key_of(assignment));
            if (row.flag(12) || !row.null(13)) load_facts(assignment, row.maybe_date(13), row.flag(16));
        }
    }

    /// The row of a plan as far as the snapshot has it.
    std::optional<std::uint32_t> find(std::int64_t plan, std::uint32_t seq) const {
        const auto first = first_of_plan_.find(plan);
        if (first == first_of_plan_.end()) return std::nullopt;
        const auto begin = snapshot_.assignments.begin() + first->second;
        const std::uint32_t position = begin->plan;
        const auto found = std::partition_point(begin, snapshot_.assignments.end(), [&](const auto& assignment) {
            return assignment.plan == position && assignment.seq < seq;
        });
        if (found == snapshot_.assignments.end() || found->plan != position || found->seq != seq) return std::nullopt;
        return static_cast<std::uint32_t>(found - snapshot_.assignments.begin());
    }

    void resolve_parents() {
        for (const Part& part : parts_) {
            if (const auto parent = find(part.plan, part.parent)) snapshot_.assignments[part.index].parent = *parent;
        }
    }

    /// An event that has been recorded is awaited no more, also by rows that wait for another one as well.
    void load_awaited() {
        Query row = db_.query(
            "SELECT e.id, e.key, e.words, l.plan, l.seq, l.since FROM awaited_event e JOIN awaited_link l ON l.event = "
            "e.id WHERE NOT EXISTS (SELECT 1 FROM awaited_record r WHERE r.event = e.id) ORDER BY e.id, l.plan, l.seq");
        row.with();
        std::int64_t last = 0;
        while (row.next()) {
            const auto waiting = find(row.integer(3), static_cast<std::uint32_t>(row.integer(4)));
            if (!waiting) continue;
            if (row.integer(0) != last) {
                snapshot_.awaited.push_back({std::string(row.text(1)), std::string(row.text(2)), row.date(5), {}});
                last = row.integer(0);
            }
            model::AwaitedEvent& event = snapshot_.awaited.back();
            event.since = std::min(event.since, row.date(5));
            if (event.waiting.empty() || event.waiting.back() != *waiting) event.waiting.push_back(*waiting);
        }
    }

    void load_facts(model::Assignment& assignment, std::optional<rules::dates::Date> withdrawn_on, bool closed) {
        model::SubjectFacts facts = facts_of(db_, key_of(assignment));
        close(facts, closed && assignment.deadline.recurrences.empty());
        if (withdrawn_on) add_withdrawal(facts, *withdrawn_on);
        facts.fresh = assignment.fresh;
        assignment.facts = static_cast<std::uint32_t>(snapshot_.facts.size());
        snapshot_.facts.push_back(std::move(facts));
    }

    /// What recurred once and does so no more is done as a whole with the period that was.
    static void close(model::SubjectFacts& facts, bool closed) {
        if (!closed || facts.completions.empty() || model::completion_of(&facts, {}) != nullptr) return;
        facts.completions.push_back(facts.completions.front());
        facts.completions.back().period.clear();
    }

    void load_report_facts() {
        Query row = db_.query(
            "SELECT kind, period, day, decided, basis, unit, event, who, percent, at, subject, revision FROM fact "
            "WHERE plan IS NULL ORDER BY subject, id");
        row.with();
        while (row.next()) {
            const auto [place, added] = snapshot_.report_facts.try_emplace(
                std::string(row.text(10)), static_cast<std::uint32_t>(snapshot_.facts.size()));
            if (added) snapshot_.facts.emplace_back();
            model::SubjectFacts& facts = snapshot_.facts[place->second];
            add_fact_row(row, facts);
            if (row.integer(11) <= evaluated_ || facts.fresh) continue;
            facts.fresh = true;
            load_recorded(place->first);
        }
    }

    void load_indicators(Store::Scope scope) {
        std::map<std::pair<std::int64_t, std::uint32_t>, KeptIndicator> kept;
        Measures measures;
        if (scope == Store::Scope::all) {
            for (KeptIndicator& one : sqlite::load_indicators(db_)) {
                const std::pair key{one.plan, one.record.seq};
                kept.emplace(key, std::move(one));
            }
            measures = load_measures(db_);
        }
        Query row = db_.query(
            "SELECT plan, seq, name, unit_of_measure, owners, revision FROM indicator WHERE withdrawn_on IS NULL "
            "ORDER BY plan, seq");
        row.with();
        while (row.next()) {
            model::TrackedIndicator& indicator = snapshot_.indicators.emplace_back();
            indicator.plan = position_of(row.integer(0));
            indicator.seq = static_cast<std::uint32_t>(row.integer(1));
            indicator.name = row.text(2);
            indicator.unit_of_measure = row.text(3);
            indicator.owners = owners_.resolve(row.text(4));
            indicator.fresh = row.integer(5) > evaluated_;
            const std::pair key{row.integer(0), indicator.seq};
            if (const auto found = kept.find(key); found != kept.end()) {
                indicator.baseline = std::move(found->second.record.baseline);
                indicator.targets = std::move(found->second.record.targets);
            }
            if (const auto found = measures.find(key); found != measures.end())
                indicator.measures = std::move(found->second);
            if (indicator.fresh) load_recorded(model::indicator_key(snapshot_.plans[indicator.plan].id, indicator.seq));
        }
    }

    void load_recorded(const std::string& subject) {
        Query row = db_.query("SELECT key FROM reminder WHERE subject = ?");
        row.with(subject);
        while (row.next()) snapshot_.recorded.emplace(row.text(0));
    }

    void load_silences() {
        for (SilenceRow& row : load_silence_rows(db_)) {
            if (row.ended) row.fact.until = std::min(row.fact.until, *row.ended);
            snapshot_.silences.push_back(std::move(row.fact));
        }
    }

    std::uint32_t position_of(std::int64_t plan) {
        if (plan != last_plan_) {
            last_plan_ = plan;
            last_position_ = positions_.at(plan);
        }
        return last_position_;
    }

    std::string key_of(const model::Assignment& assignment) const {
        return model::assignment_key(snapshot_.plans[assignment.plan].id, assignment.seq);
    }

    Connection& db_;
    UnitColumn leads_;
    UnitColumn supports_;
    UnitColumn owners_;
    model::Snapshot snapshot_;
    std::int64_t evaluated_ = 0;                                 ///< revision of the last cycle
    std::unordered_map<std::int64_t, std::uint32_t> positions_;  ///< of plans, by row id
    struct Part {
        std::uint32_t index;
        std::int64_t plan;
        std::uint32_t parent;  ///< seq
    };
    std::vector<Part> parts_;
    std::unordered_map<std::int64_t, std::uint32_t>
        first_of_plan_;  ///< position of its first row, by row id of the plan
    std::int64_t last_plan_ = -1;
    std::uint32_t last_position_ = 0;
};

}  // namespace

model::Snapshot SqliteStore::snapshot(const model::UnitDirectory& units, Scope scope) {
    return db_.read([&] { return Loader(db_, units).load(scope); });
}

model::Snapshot SqliteStore::snapshot_with(const PlanImport& plan, const Actor& actor,
                                           const model::UnitDirectory& units) {
    return db_.try_out([&] {
        import_plan(db_, plan, actor);
        return Loader(db_, units).load(Scope::open);
    });
}

std::vector<model::AssignmentText> SqliteStore::texts(std::span<const AssignmentRef> assignments) {
    return db_.read([&] {
        std::vector<model::AssignmentText> result;
        result.reserve(assignments.size());
        std::string sql = "SELECT ''";
        for (const auto& [name, field] : text_fields) sql.append(", t.").append(name);
        sql += " FROM plan p JOIN assignment_text t ON t.plan = p.id WHERE p.key = ? AND t.seq = ?";
        Query row = db_.query(sql);
        for (const AssignmentRef& ref : assignments) {
            model::AssignmentText& text = result.emplace_back();
            if (!row.with(ref.plan, ref.seq).next()) continue;
            int column = 0;
            for (const auto& [name, field] : text_fields) text.*field = row.text(++column);
        }
        return result;
    });
}

}  // namespace dondoc::store::sqlite
