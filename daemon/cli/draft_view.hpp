#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/intake/draft.hpp"

/// A draft for people: what was read, and apart from it what needs a person.
namespace dondoc::cli {

/// The head of the plan, the counts, a table each of assignments, reports and indicators, then the doubts with their
/// places in the document.
void print_draft(const Output& output, const intake::Draft& draft);

}  // namespace dondoc::cli
