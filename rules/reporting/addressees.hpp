#pragma once

#include "rules/reporting/clauses.hpp"

#include <span>
#include <string>
#include <vector>

/// Whom the report of a clause goes to.
namespace rules::reporting {

/// Units that a report goes to, as tokens.
struct Addressee {
    std::size_t at = 0;  ///< of the verb or preposition before them
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Addressees {
    std::vector<Addressee> recipients;
    std::vector<Addressee> forwards;  ///< whom the recipients send it on to
    std::string via;
};

/// For each token from the clause's begin: whether it tells what the report is for ("để tổng hợp, báo cáo UBND tỉnh").
std::vector<bool> mark_purposes(const Phrase& phrase, const Clause& clause);

/// The clause has a trigger outside of its purposes, which is its first one.
Addressees find_addressees(const Phrase& phrase, const Clause& clause, const std::vector<bool>& purposes);

/// As written, joined by "; ", each once.
std::string names_of(const Phrase& phrase, std::span<const Addressee> addressees);

}  // namespace rules::reporting
