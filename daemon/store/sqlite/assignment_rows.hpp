#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <string_view>

namespace dondoc::store::sqlite {

/// A list that assignments share: the id of its first row, made where there is none yet; nothing for an empty one.
std::optional<std::int64_t> save_recurrences(Connection& db, const rules::deadlines::Recurrences& list);

/// All lists by the id of their first row.
std::unordered_map<std::int64_t, rules::deadlines::Recurrences> load_recurrences(Connection& db);

/// Adds a row, its texts left aside.
void insert_assignment(Connection& db, std::int64_t plan, const model::AssignmentRecord& record, std::int64_t revision);

/// Brings a row to what the document says now; opens it again where it had been withdrawn. `subject` is its
/// key.
void update_assignment(Connection& db, std::int64_t plan, const model::AssignmentRecord& record, std::int64_t revision,
                       std::string_view subject);

void save_texts(Connection& db, std::int64_t plan, const model::AssignmentRecord& record);

/// A row as it is kept, with its plan's row id.
struct KeptAssignment {
    std::int64_t plan = 0;
    model::AssignmentRecord record;
    std::optional<rules::dates::Date> withdrawn_on;
    bool fresh = false;
    bool has_facts = false;
};

/// Rows of a plan (or all plans, or one row) in the order of the appendix.
std::vector<KeptAssignment> load_assignments(Connection& db, std::optional<std::int64_t> plan = {},
                                             std::optional<std::uint32_t> seq = {});

}  // namespace dondoc::store::sqlite
