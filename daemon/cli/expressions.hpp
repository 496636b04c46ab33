#pragma once

#include <span>
#include <string>
#include <vector>

/// Expressions among the program's arguments, which the parser of options would misread: it takes what begins with "-"
/// for an option, and "[1, 2]" for two values.
namespace dondoc::cli {

/// The arguments with a space before each expression, where the command is `eval`. An option is -c, -h, or two dashes and
/// a word; `-x + 1`, `-5` and `--(3)` are expressions.
std::vector<std::string> shield_expressions(std::span<const char* const> arguments);

/// The expression as it was written.
std::string unshield(const std::string& expression);

}  // namespace dondoc::cli
