#pragma once

#include <optional>
#include <string_view>

namespace rules::language::condition {

/// The double nearest to a decimal number, 0 for what is smaller than any; nothing for what is larger than all or is no
/// number as a whole.
std::optional<double> read_number(std::string_view text);

}  // namespace rules::language::condition
