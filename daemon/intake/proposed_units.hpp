#pragma once

#include "daemon/intake/draft.hpp"
#include "rules/model/unit.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace dondoc::intake {

/// A unit or group that a draft names and the register does not have.
struct ProposedUnit {
    std::string id;  ///< unlike any id of the register
    std::string name;
    std::vector<std::string> aliases;  ///< other spellings in the document
    std::string parent;                ///< id in the register or among the proposed
    std::string tag;                   ///< of a unit: what others of its kind have
    std::vector<std::string> members;  ///< of a group: ids
    std::string where;                 ///< first met
    std::size_t times = 0;
    std::string nearest;  ///< name of the register
    std::string why_not;  ///< no entry can be made of it: why
};

/// In the order of the document. The register with all that have no `why_not` added is free of faults.
std::vector<ProposedUnit> find_proposals(const Draft& draft, const rules::model::UnitDirectory& units);

}  // namespace dondoc::intake
