#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/policies_file.hpp"

namespace rules::language {
namespace {

using model::Audience;
using model::Offset;
using model::Policy;
using model::Severity;
using model::Stage;

Stage stage(Stage::Kind kind, Offset offset, Audience::Kind audience, std::string_view name, Severity severity) {
    Stage made;
    made.kind = kind;
    made.offset = offset;
    made.audience.kind = audience;
    made.audience.text = name;
    made.severity = severity;
    made.place = {"(mặc định)", 0, 0};
    return made;
}

}  // namespace

Policy default_policy() {
    using Kind = Stage::Kind;
    Policy policy;
    policy.id = "mac-dinh";
    policy.match = "true";
    policy.condition = *condition::compile_subject_condition(policy.match, condition::subject_schema());
    policy.place = {"(mặc định)", 0, 0};
    for (const Offset offset : {Offset{30, false}, Offset{7, false}, Offset{3, true}, Offset{0, false}}) {
        policy.stages.push_back(stage(Kind::before, offset, Audience::Kind::lead, "lead", Severity::info));
    }
    for (const Offset offset : {Offset{30, false}, Offset{7, false}}) {
        policy.stages.push_back(stage(Kind::before, offset, Audience::Kind::support, "support", Severity::info));
    }
    Stage overdue = stage(Kind::every, {7, false}, Audience::Kind::lead, "lead", Severity::warning);
    overdue.until = Offset{60, false};
    policy.stages.push_back(std::move(overdue));
    policy.stages.push_back(
        stage(Kind::after, {7, false}, Audience::Kind::planning_office, "planning-office", Severity::warning));
    policy.stages.push_back(stage(Kind::ask, {}, Audience::Kind::planning_office, "planning-office", Severity::info));
    return policy;
}

}  // namespace rules::language
