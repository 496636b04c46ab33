#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <optional>
#include <string_view>

namespace dondoc::store::sqlite {

/// Whether what people told has settled an assignment for good, in SQL over its row; the subject's key is to be bound.
inline constexpr std::string_view settled_by_facts =
    "EXISTS (SELECT 1 FROM fact f WHERE f.subject = ? AND ("
    "  (f.kind = 'completed' AND (f.period = '' OR assignment.recurrence IS NULL)) OR"
    "  (f.kind = 'cancelled' AND NOT EXISTS ("
    "    SELECT 1 FROM fact r WHERE r.subject = f.subject AND r.kind = 'resumed' AND r.id > f.id))))";

/// A fact as it is written.
struct FactRow {
    std::string_view kind;
    std::string_view period;
    rules::dates::Date day{};
    std::optional<rules::dates::Date> decided;
    std::string_view basis;
    std::string_view unit;
    std::optional<int> percent = {};
};

/// Writes a fact and its event inside the caller's transaction. `subject` may name its period; the fact's own goes first.
void write_fact(Connection& db, std::string_view subject, FactRow fact, const Actor& actor);

/// Adds the row under the cursor to what is known of its subject. Its columns are kind, period, day, decided,
/// basis, unit, event, who, percent, at.
void add_fact_row(const Query& row, model::SubjectFacts& facts);

/// What is known of a subject, in the order it was told; freshness is the caller's.
model::SubjectFacts facts_of(Connection& db, std::string_view subject);

/// Gives a row that the document no longer has its cancellation.
void add_withdrawal(model::SubjectFacts& facts, rules::dates::Date withdrawn_on);

}  // namespace dondoc::store::sqlite
