#pragma once

#include "daemon/intake/intake.hpp"

namespace dondoc::intake {

/// Reads the duties to report that the running text of a document lays down into `draft`: who, to whom, through whom, when
/// and in which clause. Who reports may stand in the sentence, in an earlier one or in a heading. A sentence that speaks of
/// such a duty but was not understood, or that does not say who it is for, becomes a doubt. The head of the draft's plan
/// must be there. Linear in the length of the document.
void build_reports(const Document& document, const rules::model::UnitDirectory& units, const Context& context,
                   Draft& draft);

}  // namespace dondoc::intake
