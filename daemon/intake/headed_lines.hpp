#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/loose_table.hpp"
#include "daemon/intake/text_lines.hpp"

#include <cstddef>
#include <optional>
#include <span>

/// Lists of assignments that a converter wrote one cell a line, with nothing that counts their rows.
namespace dondoc::intake {

/// How many lines from the first one on are headings of a list of assignments, each heading a line; 0 where they are none.
std::size_t headings_of_list(std::span<const TextLine> lines);

/// Reads such a list where the lines below its headings divide evenly into rows, with a time or a unit in each place that
/// asks for one. Every row is remarked, since only its words say where it begins. `headings` is what headings_of_list says.
std::optional<LooseTable> read_headed_lines(std::span<const TextLine> lines, std::size_t headings);

}  // namespace dondoc::intake
