#include "rules/language/inhibit_file.hpp"

#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/shapes.hpp"

#include <algorithm>
#include <array>

namespace rules::language {
namespace {

using model::Inhibition;
using model::SubjectKind;

std::shared_ptr<const model::Condition> read_condition(const Node& node, const condition::Schema& subject) {
    const auto text = read_text(node);
    if (!text) return nullptr;
    auto compiled = condition::compile_subject_condition(*text, subject);
    if (compiled) return std::move(*compiled);
    for (const condition::Error& error : compiled.error()) node.error_at(error.offset, error.length, error.message);
    return nullptr;
}

bool never_holds(const model::Condition& condition) {
    constexpr std::array kinds{SubjectKind::assignment, SubjectKind::report, SubjectKind::indicator};
    return std::all_of(kinds.begin(), kinds.end(),
                       [&](SubjectKind kind) { return condition.constant_for(kind) == false; });
}

void warn(const Node& node, const model::Condition& condition) {
    if (never_holds(condition)) node.warning("điều kiện không bao giờ đúng (the condition never holds)");
}

}  // namespace

void read_inhibitions(const Node& list, const condition::Schema& subject, std::vector<Inhibition>& inhibitions) {
    if (!list.exists()) return;
    if (!list.is_list()) return list.expected("danh sách {source, target, same}", "a list of {source, target, same}");
    for (const Node& node : list.items()) {
        Fields fields(node, shapes::inhibition);
        if (!fields.valid()) continue;
        const Node source = fields.required("source");
        const Node target = fields.required("target");
        const auto same = fields.choice("same");
        fields.reject_others();
        Inhibition inhibition;
        inhibition.source = source.text();
        inhibition.target = target.text();
        inhibition.source_holds = read_condition(source, subject);
        inhibition.target_holds = read_condition(target, subject);
        inhibition.place = node.place();
        if (!same || inhibition.source_holds == nullptr || inhibition.target_holds == nullptr) continue;
        inhibition.same = static_cast<Inhibition::Same>(*same);
        warn(source, *inhibition.source_holds);
        warn(target, *inhibition.target_holds);
        inhibitions.push_back(std::move(inhibition));
    }
}

}  // namespace rules::language
