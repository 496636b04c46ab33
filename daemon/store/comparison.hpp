#pragma once

#include "rules/model/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What importing a document would do to the rows that are kept: shown to a person before, written after.
namespace dondoc::store {

/// A row as it is kept. Its `seq` is part of its key and never changes, wherever the document has it now.
struct KeptRow {
    rules::model::AssignmentRecord record;
    bool withdrawn = false;
    bool has_facts = false;  ///< people have recorded something: done, an extension ...
};

/// A decision of a person: row `row` of the document (from 1) is the kept row `kept`; 0 says that it is a new one.
struct SameRow {
    std::uint32_t row = 0;
    std::uint32_t kept = 0;
    friend bool operator==(const SameRow&, const SameRow&) = default;
};

/// `field` is a name of AssignmentText, or deadline, start, due, leads, supports, unresolved_units.
struct FieldChange {
    std::string field;
    std::string before;
    std::string after;
    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

struct RowChange {
    enum class Kind : std::uint8_t { unchanged, added, changed, restored, withdrawn };
    Kind kind = Kind::unchanged;
    std::uint32_t seq = 0;  ///< under which the row is kept
    std::uint32_t row = 0;  ///< in the document, from 1; 0 for a withdrawn row
    std::string ordinal;
    std::string title;
    std::vector<FieldChange> fields;
    bool has_facts = false;  ///< people have recorded something about it: done, an extension ...
};

/// A row of the document that may be a kept row, but not surely: taken as new unless a person says otherwise.
struct RowQuestion {
    std::uint32_t row = 0;
    std::string title;
    std::uint32_t kept = 0;
    std::string kept_title;
};

struct Comparison {
    std::vector<RowChange> rows;  ///< in the order of the document, then what it no longer has
    std::vector<RowQuestion> questions;

    std::size_t count(RowChange::Kind kind) const;
};

/// unchanged, added, changed, restored, withdrawn
std::string_view change_name(RowChange::Kind kind) noexcept;

/// Pure. Decisions that name rows that do not exist are left out. New rows get the numbers after the last kept one; those of
/// a plan that is new keep theirs.
Comparison compare_rows(std::span<const KeptRow> kept, std::span<const rules::model::AssignmentRecord> rows,
                        std::span<const SameRow> said = {});

}  // namespace dondoc::store
