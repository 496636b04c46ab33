#pragma once

#include "daemon/cli/context.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Commands that read phrases from their arguments or, where one is "-", from standard input.
namespace dondoc::cli {

/// Calls `use` for each text with the year it is read for: of a line "TEXT<TAB>YEAR" that year, else `year`. Lines are
/// handed on as they come, empty ones too, so that the command can stand in a pipe. Texts are UTF-8, with U+FFFD for each
/// byte that is not. A line longer than 1 MiB is no text: it is answered with a sentence, or an object with `error` for
/// programs, and the next ones are read. Throws Failure where "-" is given and there is no standard input.
void for_each_text(const Output& output, const std::vector<std::string>& arguments, int year,
                   const std::function<void(std::string_view text, int year)>& use);

/// Calls `use` for each line of standard input with its number, from 1; empty ones too, bytes as they are. A line longer
/// than 1 MiB is answered as above and counts. Throws Failure where there is no standard input.
void for_each_line(const Output& output, const std::function<void(std::string_view line, int number)>& use);

}  // namespace dondoc::cli
