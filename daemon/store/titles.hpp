#pragma once

#include "daemon/store/store.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dondoc::store {

/// Titles of assignments by their position in the snapshot, in the same order; it holds everything about them but the words.
std::vector<std::string> titles_of(Store& store, const model::Snapshot& snapshot,
                                   std::span<const std::uint32_t> assignments);

}  // namespace dondoc::store
