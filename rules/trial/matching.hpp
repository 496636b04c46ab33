#pragma once

#include "rules/trial/fields.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace rules::trial {

/// Which expected row is met by which row, each by one of its own: as many as possible.
struct Matching {
    std::vector<std::optional<std::size_t>> row_of;  ///< by expected row
    std::vector<bool> taken;                         ///< by row
};

Matching match(const std::vector<ExpectedRow>& expected, const std::vector<Row>& rows);

/// Of the rows that nobody takes the one most like an expected row; nothing where none has anything in common with it.
std::optional<std::size_t> nearest_row(const ExpectedRow& expected, const std::vector<Row>& rows,
                                       const std::vector<bool>& taken);

}  // namespace rules::trial
