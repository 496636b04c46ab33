#include "rules/language/policies_file.hpp"

#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/policy_stages.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language {
namespace {

using model::Policy;

class PolicyReader {
public:
    PolicyReader(const Register& known, const condition::Schema& subject, Ids& ids)
        : known_(known), subject_(subject), ids_(ids) {}

    void read(const Node& node, std::vector<ReadPolicy>& policies) {
        Fields fields(node, shapes::policy);
        const auto id = ids_.read(fields.required("id"));
        ReadPolicy read;
        read.node = node;
        read.match = fields["match"];
        read.use = fields["use"];
        Policy& policy = read.policy;
        policy.match = read.match.text();
        policy.condition = read_condition(read.match);
        const auto field = [&](std::string_view name) {
            const Node found = fields[name];
            if (found.exists()) read.said.push_back(name);
            return found;
        };
        StageNodes stages;
        stages.remind = field("remind");
        stages.overdue = field("overdue");
        stages.escalate = field("escalate");
        stages.update = field("update");
        stages.ask = field("ask");
        read_stages(stages, known_, policy);
        const bool speaks = !read.said.empty();
        read.send_at = field("send_at");
        read_send_at(read.send_at, policy);
        policy.urgent = read_bool(field("urgent")).value_or(false);
        policy.quiet = read_quiet_hours(field("quiet"));
        read_channels(field("channels"), policy);
        (void)field("digest");
        if (fields.choice("digest").value_or(0) == 1) policy.digest = Policy::Digest::single;
        (void)field("late");
        policy.late = static_cast<Policy::Late>(fields.choice("late").value_or(0));
        fields.reject_others();
        if (!id) return;
        if (!speaks && !read.use.exists()) {
            node.warning(
                "chính sách không nhắc ai: thiếu remind, overdue, escalate, update và ask (the policy reminds nobody)");
        }
        policy.id = *id;
        policy.place = node.place();
        policies.push_back(std::move(read));
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

    void read_channels(const Node& node, Policy& policy) {
        if (!node.exists()) return;
        if (node.text() == "first") {
            policy.first_contact_only = true;
            return;
        }
        if (node.is_map() || node.is_null() || (node.is_list() && node.items().empty())) {
            return node.expected("danh sách kênh như [mail], hoặc first",
                                 "a list of channels such as [mail], or first");
        }
        for (const Node& item : node.items_or_self()) {
            auto id = read_channel_id(item, known_);
            if (!id) continue;
            if (std::find(policy.channels.begin(), policy.channels.end(), *id) != policy.channels.end())
                item.error(fmt::format("kênh \"{0}\" ghi hai lần (channel \"{0}\" is given twice)", *id));
            else
                policy.channels.push_back(std::move(*id));
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

}  // namespace

void read_policies(const Node& list, const Register& known, const condition::Schema& subject, Ids& ids,
                   std::vector<ReadPolicy>& policies) {
    if (list.exists() && !list.is_list()) list.expected("danh sách chính sách nhắc", "a list of policies");
    PolicyReader reader(known, subject, ids);
    for (const Node& node : list.items()) reader.read(node, policies);
}

}  // namespace rules::language
