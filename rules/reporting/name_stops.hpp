#pragma once

#include "rules/reporting/phrase.hpp"

/// Which words end the name of a unit and which ones only look so.
namespace rules::reporting {

/// Whether the name that begins at `begin` has ended before the word at `at`.
bool stops_name(const Phrase& phrase, std::size_t at, std::size_t begin);

/// How many tokens here surely go on with a name, though they look like verbs: "có thẩm quyền"; else 0.
std::size_t words_of_name(const Phrase& phrase, std::size_t at);

}  // namespace rules::reporting
