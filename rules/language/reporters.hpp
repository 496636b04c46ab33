#pragma once

#include "rules/language/values.hpp"

#include <vector>

namespace rules::language {

/// Reads who must report: `from` and `except`. Units and groups stay as written; where units are chosen by tag or condition,
/// or some are left out, the units themselves are given, in the order of the register.
std::vector<model::UnitIndex> read_reporters(const Node& from, const Node& except, const Register& known);

}  // namespace rules::language
