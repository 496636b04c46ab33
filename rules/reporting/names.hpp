#pragma once

#include "rules/reporting/phrase.hpp"

/// Where names of units begin and end in running text, told by the words that units' names begin with and by the words
/// that no name goes on with. Names are not looked up here: the register belongs to whoever asks.
namespace rules::reporting {

/// "Sở Y tế", "các cơ quan, đơn vị", "UBND tỉnh", "cấp ủy cấp trên", "LĐLĐ tỉnh".
bool begins_unit(const Phrase& phrase, std::size_t at);

/// One past the last token of the names that begin here. A list goes on over commas and "và" as long as names or the
/// bare nouns of a group follow.
std::size_t end_of_units(const Phrase& phrase, std::size_t begin);

/// Words with which a sentence tells what somebody does: no name goes on with them.
bool begins_predicate(const Phrase& phrase, std::size_t at);

}  // namespace rules::reporting
