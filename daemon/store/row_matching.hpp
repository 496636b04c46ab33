#pragma once

#include "rules/model/plan.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Which rows of a document that is imported again are which of the rows that are kept.
///
/// A row keeps its identity (its key, and with it what was reported done, extensions, reminders) through renumbering,
/// moving, corrected spelling and a rewritten title. Taking two tasks for one would hand on "done" to work that nobody has
/// done, taking one for two only asks again: so what is not sure is left unpaired and asked about.
namespace dondoc::store {

struct KeptText {
    const rules::model::AssignmentText* text = nullptr;
    bool withdrawn = false;  ///< an earlier import no longer had it
};

/// What a person has decided: this row of the document is that kept row, or a new one.
struct Said {
    std::size_t row = 0;  ///< position in the document's rows
    std::optional<std::size_t> kept;
};

/// Two unpaired rows that may be one.
struct Perhaps {
    std::size_t row = 0;
    std::size_t kept = 0;
};

struct RowPairs {
    std::vector<std::optional<std::size_t>> kept_of;  ///< for each row of the document
    std::vector<Perhaps> questions;  ///< in the document's order; each row and each kept row once at most
};

/// In this order, each row once: what a person said; rows with equal texts; rows that differ in their ordinal only; rows with
/// the same title and the same unit, place or deliverable; rows that were withdrawn, by the same measures; rows whose
/// titles share three words of four, have the same numbers in them and are alike to no other row.
///
/// Pure, the same answer for the same input. Time grows with the number of rows, and with the square of the rows that
/// have no equal; past some thousands of those only rows with the same ordinal are compared.
RowPairs match_rows(std::span<const KeptText> kept, std::span<const rules::model::AssignmentText* const> rows,
                    std::span<const Said> said = {});

}  // namespace dondoc::store
