#include "daemon/store/sqlite/asked_for.hpp"
#include "daemon/store/sqlite/assignment_rows.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"
#include "daemon/store/sqlite/indicator_rows.hpp"
#include "daemon/store/sqlite/plan_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

namespace dondoc::store::sqlite {
namespace {

AssignmentRow row_of(Connection& db, const model::Plan& plan, KeptAssignment kept) {
    AssignmentRow row{plan, std::move(kept.record), {}};
    if (kept.has_facts) row.facts = facts_of(db, model::assignment_key(plan.id, row.record.seq));
    if (kept.withdrawn_on) add_withdrawal(row.facts, *kept.withdrawn_on);
    row.facts.fresh = kept.fresh;
    return row;
}

std::optional<std::int64_t> row_id(const std::map<std::int64_t, model::Plan>& plans, std::string_view key) {
    for (const auto& [id, plan] : plans) {
        if (plan.id == key) return id;
    }
    return std::nullopt;
}

}  // namespace

std::vector<AssignmentRow> SqliteStore::assignments(std::string_view plan) {
    return db_.read([&] {
        const auto plans = load_plans(db_);
        const std::optional<std::int64_t> only = row_id(plans, plan);
        std::vector<AssignmentRow> rows;
        if (!plan.empty() && !only) return rows;
        for (KeptAssignment& kept : load_assignments(db_, only)) {
            rows.push_back(row_of(db_, plans.at(kept.plan), std::move(kept)));
        }
        return rows;
    });
}

std::optional<AssignmentRow> SqliteStore::assignment(std::string_view plan, std::uint32_t seq) {
    return db_.read([&]() -> std::optional<AssignmentRow> {
        const auto plans = load_plans(db_);
        const std::optional<std::int64_t> id = row_id(plans, plan);
        if (!id) return std::nullopt;
        std::vector<KeptAssignment> rows = load_assignments(db_, id, seq);
        if (rows.empty()) return std::nullopt;
        return row_of(db_, plans.at(*id), std::move(rows.front()));
    });
}

std::vector<IndicatorRow> SqliteStore::indicators(std::string_view plan) {
    return db_.read([&] {
        const auto plans = load_plans(db_);
        const std::optional<std::int64_t> only = row_id(plans, plan);
        std::vector<IndicatorRow> rows;
        if (!plan.empty() && !only) return rows;
        Measures measures = load_measures(db_);
        for (KeptIndicator& kept : load_indicators(db_, only)) {
            const std::pair key{kept.plan, kept.record.seq};
            rows.push_back({plans.at(kept.plan), std::move(kept.record), kept.withdrawn_on, std::move(measures[key])});
        }
        return rows;
    });
}

std::map<std::int64_t, model::Plan> load_plans(Connection& db) {
    std::map<std::int64_t, model::Plan> plans;
    Query query = db.query("SELECT id, key, number, title, issuer, issued_on, year FROM plan");
    query.with();
    while (query.next()) {
        model::Plan plan;
        plan.id = query.text(1);
        plan.number = query.text(2);
        plan.title = query.text(3);
        plan.issuer = query.text(4);
        plan.date = query.maybe_date(5);
        plan.year = static_cast<int>(query.integer(6));
        plans.emplace(query.integer(0), std::move(plan));
    }
    return plans;
}

}  // namespace dondoc::store::sqlite
