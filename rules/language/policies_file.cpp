#include "rules/language/policies_file.hpp"

#include "rules/language/condition/subject_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::language {
namespace {

using model::Audience;
using model::Offset;
using model::Policy;
using model::Severity;
using model::Stage;
using model::SubjectKind;

constexpr std::array<SubjectKind, 3> kinds = {SubjectKind::assignment, SubjectKind::report, SubjectKind::indicator};

class PolicyReader {
public:
    PolicyReader(const Register& known, const condition::Schema& subject, Ids& ids)
        : known_(known), subject_(subject), ids_(ids) {}

    void read(const Node& node, std::vector<ReadPolicy>& policies) {
        Fields fields(node);
        const auto id = ids_.read(fields.required("id"));
        const Node match = fields.required("match");
        const Node send_at = fields["send_at"];
        Policy policy;
        policy.match = match.text();
        policy.condition = read_condition(match);
        const Node remind = fields["remind"];
        const Node overdue = fields["overdue"];
        const Node escalate = fields["escalate"];
        read_remind(remind, policy);
        read_overdue(overdue, policy);
        read_escalate(escalate, policy);
        read_send_at(send_at, policy);
        policy.urgent = read_bool(fields["urgent"]).value_or(false);
        fields.reject_others();
        if (!id) return;
        if (!remind.exists() && !overdue.exists() && !escalate.exists()) {
            node.warning("chính sách không nhắc ai: thiếu remind, overdue và escalate (the policy reminds nobody)");
        }
        policy.id = *id;
        policy.place = node.place();
        policies.push_back({std::move(policy), match, send_at});
    }

private:
    std::shared_ptr<const model::Condition> read_condition(const Node& match) {
        const auto text = read_text(match);
        if (!text) return nullptr;
        auto compiled = condition::compile_subject_condition(*text, subject_);
        if (compiled) return std::move(*compiled);
        for (const condition::Error& error : compiled.error()) {
            match.error_at(error.offset, error.length, error.message);
        }
        return nullptr;
    }

    /// Visits each key of a mapping as an audience.
    template <class Visit>
    void for_each_audience(const Node& map, std::initializer_list<std::string_view> other_keys, Visit visit) {
        if (!map.is_map()) return;
        for (const YamlValue::Entry& entry : map.value()->entries) {
            const Node key(map.tree(), entry.key, nullptr);
            if (std::find(other_keys.begin(), other_keys.end(), key.text()) != other_keys.end()) continue;
            const auto audience = read_audience(key, known_);
            visit(audience, Node(map.tree(), entry.value, entry.key));
        }
    }

    static void add(Policy& policy, Stage stage, const std::optional<Audience>& audience, const Node& node) {
        if (!audience) return;
        stage.audience = *audience;
        stage.place = node.place();
        const auto same = [&](const Stage& other) {
            return other.kind == stage.kind && other.offset == stage.offset &&
                   other.audience.text == stage.audience.text;
        };
        if (std::any_of(policy.stages.begin(), policy.stages.end(), same)) {
            node.error(fmt::format("mốc {0} của {1} ghi hai lần (stage {0} of {1} is given twice)", stage.offset.text(),
                                   audience->text));
            return;
        }
        policy.stages.push_back(std::move(stage));
    }

    void read_remind(const Node& remind, Policy& policy) {
        if (remind.exists() && !remind.is_map()) {
            return remind.expected("bảng người nhận: [mốc], ví dụ {lead: [7d, 0d]}", "audience: [stages]");
        }
        for_each_audience(remind, {}, [&](const auto& audience, const Node& offsets) {
            if (offsets.is_null() || offsets.is_map()) {
                offsets.expected("danh sách mốc như [7d, 3wd, 0d]", "a list of stages");
            }
            for (const Node& node : offsets.items_or_self()) {
                if (!node.is_text()) continue;
                if (const auto offset = read_offset(node)) {
                    add(policy, {Stage::Kind::before, *offset, {}, {}, Severity::info, {}}, audience, node);
                }
            }
        });
    }

    void read_overdue(const Node& overdue, Policy& policy) {
        if (overdue.exists() && !overdue.is_map()) {
            return overdue.expected("bảng người nhận: every 7d", "audience: every 7d");
        }
        Fields fields(overdue);
        const std::optional<Offset> until = read_offset(fields["until"]);
        bool anyone = false;
        for_each_audience(overdue, {"until"}, [&](const auto& audience, const Node& node) {
            anyone = true;
            const auto offset = read_every(node);
            if (offset) {
                add(policy, {Stage::Kind::every, *offset, until, {}, Severity::warning, {}}, audience, node);
            }
        });
        if (overdue.is_map() && !anyone) {
            overdue.error("overdue thiếu người nhận, ví dụ lead: every 7d (overdue names no audience)");
        }
    }

    static std::optional<Offset> read_every(const Node& node) {
        constexpr std::string_view every = "every ";
        const std::string& text = node.text();
        const auto offset =
            text.starts_with(every) ? parse_offset(std::string_view(text).substr(every.size())) : std::nullopt;
        if (offset && offset->count > 0) return offset;
        node.expected("\"every\" và số ngày, ví dụ every 2wd", "\"every\" and days, such as every 2wd");
        return std::nullopt;
    }

    void read_escalate(const Node& list, Policy& policy) {
        if (list.exists() && !list.is_list()) list.expected("danh sách {after, to}", "a list of {after, to}");
        for (const Node& node : list.items()) {
            Fields fields(node);
            const Node after = fields.required("after");
            const auto offset = read_offset(after);
            const Node to = fields.required("to");
            const Severity severity = read_severity(fields["severity"]).value_or(Severity::warning);
            fields.reject_others();
            if (to.is_null()) to.expected("người nhận", "an audience");
            for (const Node& item : to.items_or_self()) {
                if (item.is_null()) continue;
                const auto audience = read_audience(item, known_);
                if (offset) add(policy, {Stage::Kind::after, *offset, {}, {}, severity, {}}, audience, item);
            }
        }
    }

    static void read_send_at(const Node& node, Policy& policy) {
        if (!node.exists()) return;
        if (const auto time = parse_time_of_day(node.text())) {
            policy.send_at = *time;
        } else {
            node.expected("giờ như \"08:00\"", "a time of day such as \"08:00\"");
        }
    }

    const Register& known_;
    const condition::Schema& subject_;
    Ids& ids_;
};

bool always(const model::Condition& condition, bool answer) {
    return std::all_of(kinds.begin(), kinds.end(),
                       [&](SubjectKind kind) { return condition.constant_for(kind) == answer; });
}

Stage stage(Stage::Kind kind, Offset offset, Audience::Kind audience, std::string_view name, Severity severity) {
    return {kind, offset, {}, {audience, {}, std::string(name)}, severity, {"(mặc định)", 0, 0}};
}

}  // namespace

void read_policies(const Node& list, const Register& known, const condition::Schema& subject, Ids& ids,
                   std::vector<ReadPolicy>& policies) {
    if (list.exists() && !list.is_list()) list.expected("danh sách chính sách nhắc", "a list of policies");
    PolicyReader reader(known, subject, ids);
    for (const Node& node : list.items()) reader.read(node, policies);
}

void check_send_times(const std::vector<ReadPolicy>& policies, const model::QuietHours& quiet) {
    for (const auto& [policy, match, send_at] : policies) {
        const bool over_midnight = quiet.begin > quiet.end;
        const bool after_begin = policy.send_at >= quiet.begin;
        const bool before_end = policy.send_at < quiet.end;
        const bool inside = over_midnight ? after_begin || before_end : after_begin && before_end;
        if (!inside || policy.urgent) continue;
        (send_at.exists() ? send_at : match)
            .warning(
                "giờ gửi nằm trong giờ yên lặng (quiet), thông báo sẽ chờ đến hết giờ đó "
                "(send_at lies in the quiet hours; messages wait until they end)");
    }
}

void check_policies(const std::vector<ReadPolicy>& policies) {
    std::array<const Policy*, kinds.size()> covered{};
    for (const auto& [policy, match, send_at] : policies) {
        if (policy.condition == nullptr) continue;
        if (always(*policy.condition, false)) {
            match.warning("điều kiện không bao giờ đúng (the condition never holds)");
        }
        const Policy* shadow = nullptr;
        bool reachable = false;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const bool possible = policy.condition->constant_for(kinds[i]) != false;
            if (possible && covered[i] != nullptr) shadow = covered[i];
            reachable = reachable || (possible && covered[i] == nullptr);
        }
        if (shadow != nullptr && !reachable) {
            match.warning(
                fmt::format("chính sách này không bao giờ được dùng: \"{0}\" (dòng {1}) đứng trước đã nhận hết "
                            "(never applies: \"{0}\" on line {1} comes first and takes all)",
                            shadow->id, shadow->place.line));
        }
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            if (policy.condition->constant_for(kinds[i]) == true && covered[i] == nullptr) {
                covered[i] = &policy;
            }
        }
    }
    if (policies.empty() || policies.back().policy.condition == nullptr) return;
    if (always(*policies.back().policy.condition, true)) return;
    policies.back().match.error(
        "chính sách cuối cùng phải nhận mọi đối tượng; thêm vào cuối: "
        "\"- {id: mac-dinh, match: \"true\", remind: {lead: [7d, 0d]}}\" "
        "(the last policy must match all; add this line at the end)");
}

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
    return policy;
}

}  // namespace rules::language
