#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/intake/draft.hpp"

/// A draft for people: what was read, and apart from it what needs a person.
namespace dondoc::cli {

/// The head of the plan, the counts, a table each of assignments under their sections, reports with the day they are due
/// next, and indicators, then the doubts with their places in the document. On a terminal too narrow for all columns an
/// assignment takes several lines; without one nothing is cut.
void print_draft(const Output& output, const intake::Draft& draft, rules::dates::Date today,
                 const rules::dates::Calendar& calendar);

}  // namespace dondoc::cli
