#pragma once

#include "rules/language/shape.hpp"

#include <string>
#include <string_view>

namespace rules::language {

/// A file that `root` describes, as a JSON Schema (draft 2020-12) with descriptions for people who write it. What only
/// reading the whole set can tell (unknown units, words that are no day) stays with `dondoc check`.
std::string json_schema(const Form& root, std::string_view title);

}  // namespace rules::language
