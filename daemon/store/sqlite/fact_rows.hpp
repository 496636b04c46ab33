#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <string_view>

namespace dondoc::store::sqlite {

/// Adds the row under the cursor to what is known of its subject. Its columns are kind, period, day, decided,
/// basis, unit, event.
void add_fact_row(const Query& row, model::SubjectFacts& facts);

/// What is known of a subject, in the order it was told; freshness is the caller's.
model::SubjectFacts facts_of(Connection& db, std::string_view subject);

/// Gives a row that the document no longer has its cancellation.
void add_withdrawal(model::SubjectFacts& facts, rules::dates::Date withdrawn_on);

}  // namespace dondoc::store::sqlite
