#pragma once

#include "rules/language/condition/arena.hpp"

#include <memory>

namespace re2 {
class RE2;
}

namespace rules::language::condition {

/// Regular expressions by RE2: matching is linear in the text whatever the pattern, and a pattern that would need more
/// than 1 MiB is not accepted. The result may be one that is not ok().
std::shared_ptr<const re2::RE2> compile_pattern(std::string_view pattern);

/// Whether a part of the text matches.
Value match(const re2::RE2& pattern, std::string_view text, Arena& arena);

}  // namespace rules::language::condition
