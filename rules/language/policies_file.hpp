#pragma once

#include "rules/language/condition/type.hpp"
#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// A policy and the place of its `match`, for checks over all of them.
struct ReadPolicy {
    model::Policy policy;
    Node match;
    Node send_at;
};

/// Reads the `policies` of one rule file and appends them. `subject` is what their conditions may speak
/// about.
void read_policies(const Node& list, const Register& known, const condition::Schema& subject, Ids& ids,
                   std::vector<ReadPolicy>& policies);

/// What only the whole list shows: that its last policy matches all, and which policies can never apply.
void check_policies(const std::vector<ReadPolicy>& policies);

/// Warns of messages that quiet hours would hold back each day.
void check_send_times(const std::vector<ReadPolicy>& policies, const model::QuietHours& quiet);

/// What applies when the files hold no policy: leads 30 and 7 days, 3 working days and on the day, supports
/// 30 and 7 days before; overdue leads each week for 60 days; the planning office a week after.
model::Policy default_policy();

}  // namespace rules::language
