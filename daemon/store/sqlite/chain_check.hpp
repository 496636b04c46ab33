#pragma once

#include "daemon/store/audit.hpp"
#include "daemon/store/sqlite/connection.hpp"

#include <map>

/// The parts of `dondoc audit verify`, each inside the caller's transaction.
namespace dondoc::store::sqlite {

/// How many links each table has.
using LinkCounts = std::map<std::string, std::int64_t, std::less<>>;

/// Walks the chain from its beginning, computes each link again from its row and says where that fails.
LinkCounts check_links(Connection& db, std::span<const ChainHead> anchors, const Audit::Progress& progress,
                       AuditReport& report);

/// Rows that have no link, and signs that a table was longer.
void check_tables(Connection& db, const LinkCounts& links, std::vector<AuditFault>& faults);

/// What keeps rows from being changed and chains them: triggers and the view they write to, word by word as this program's schema has them.
void check_guards(Connection& db, std::vector<AuditFault>& faults);

/// What the database says of itself: its pages, its indexes, rows that point nowhere.
void check_database(Connection& db, std::vector<AuditFault>& faults);

/// Adds a fault, or counts it where there are many of its kind.
void add_fault(std::vector<AuditFault>& faults, AuditFault fault);

ChainHead chain_head(Connection& db);

}  // namespace dondoc::store::sqlite
