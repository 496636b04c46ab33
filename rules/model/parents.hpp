#pragma once

#include "rules/model/plan.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace rules::model {

/// Which row of a document each row is a part of, as positions in `rows`, which are in the order of the document: "1.2" of
/// "1", "a" and "-" of the number above them. Only rows of one section belong together, and only where both are assignments
/// of their own; a heading is none. What the numbers do not say is not guessed.
std::vector<std::optional<std::size_t>> parents_of(std::span<const AssignmentRecord> rows);

}  // namespace rules::model
