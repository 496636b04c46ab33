#pragma once

#include "daemon/store/rule_sets.hpp"
#include "rules/language/load.hpp"

#include <string>
#include <vector>

/// A set of rules as it is kept: its files as text, and since when each of its pieces has meant the same.
namespace dondoc::guard {

/// Of the texts of units, rules and calendars, in the order in which they are read. Hex.
std::string hash_of(const rules::language::Sources& sources);

std::vector<store::RuleSetFile> files_of(const rules::language::Sources& sources);
rules::language::Sources sources_of(const std::vector<store::RuleSetFile>& files);

/// Gives each policy and rule for report the time since when it has meant what it means, and tells it: as in `former`
/// where it means the same there, else `now`. Titles, comments, places in files and severities change no meaning. A policy
/// means something else as soon as the match of one before it does, since that decides what is left for it.
std::vector<store::RulePiece> date_pieces(rules::model::RuleBook& book, const std::vector<store::RulePiece>& former,
                                          rules::dates::LocalTime now);

/// The first set there ever was: its pieces have been so from the beginning.
std::vector<store::RulePiece> first_pieces(const rules::model::RuleBook& book);

/// The book of the very set that the pieces belong to.
void apply_pieces(rules::model::RuleBook& book, const std::vector<store::RulePiece>& pieces);

}  // namespace dondoc::guard
