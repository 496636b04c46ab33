#pragma once

#include "daemon/intake/draft.hpp"
#include "rules/model/unit.hpp"

#include <string>

namespace dondoc::intake {

/// The units that a draft names and the register does not have, as YAML to paste into units.yaml after a look: the
/// sections `units:` and `groups:`, each unit once, with an id made from its name, the other spellings that the document
/// uses, a tag for its kind, and the body above where the words name it. A comment says where it was met and which name
/// of the register is nearest. Groups hold the units of their kind where there are any; what is no single unit
/// ("các đơn vị liên quan") stands in comments only.
///
/// Pasted, it loads beside the register it was made for. Empty where nothing is to be proposed.
std::string propose_units(const Draft& draft, const rules::model::UnitDirectory& units);

}  // namespace dondoc::intake
