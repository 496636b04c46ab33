#pragma once

#include "rules/language/condition/type.hpp"
#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// A policy with the places that checks over all of them need.
struct ReadPolicy {
    model::Policy policy;
    Node node;
    Node match;  ///< absent in one that only serves others, through `use`
    Node send_at;
    Node use;                            ///< absent where it stands alone
    std::vector<std::string_view> said;  ///< the fields it does not take from the policy it uses
};

/// Reads the `policies` of one rule file and appends them. `subject` is what their conditions may speak
/// about.
void read_policies(const Node& list, const Register& known, const condition::Schema& subject, Ids& ids,
                   std::vector<ReadPolicy>& policies);

/// Gives each policy what it takes from the one it uses, and drops those that only serve others. Unknown ids and cycles
/// are reported.
void resolve_uses(std::vector<ReadPolicy>& policies);

/// What applies when the files hold no policy: leads 30 and 7 days, 3 working days and on the day, supports
/// 30 and 7 days before; overdue leads each week for 60 days; the planning office a week after, and each month whether what
/// is waited for has happened.
model::Policy default_policy();

}  // namespace rules::language
