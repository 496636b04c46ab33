#include "rules/language/policies_file.hpp"

#include "rules/language/condition/subject_condition.hpp"
#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/shapes.hpp"

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
        read_remind(field("remind"), policy);
        read_overdue(field("overdue"), policy);
        read_escalate(field("escalate"), policy);
        read_update(field("update"), policy);
        const bool speaks = !read.said.empty();
        read.send_at = field("send_at");
        read_send_at(read.send_at, policy);
        policy.urgent = read_bool(field("urgent")).value_or(false);
        policy.quiet = read_quiet_hours(field("quiet"));
        read_channels(field("channels"), policy);
        (void)field("digest");
        if (fields.choice("digest").value_or(0) == 1) policy.digest = Policy::Digest::single;
        fields.reject_others();
        if (!id) return;
        if (!speaks && !read.use.exists()) {
            node.warning(
                "chính sách không nhắc ai: thiếu remind, overdue, escalate và update (the policy reminds nobody)");
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

    /// Visits each key of a mapping as an audience.
    template <class Visit>
    void for_each_audience(const Fields& fields, Visit visit) {
        fields.for_each_other([&](const Node& key, const Node& value) { visit(read_audience(key, known_), value); });
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
        for_each_audience(Fields(remind, shapes::remind), [&](const auto& audience, const Node& offsets) {
            if (offsets.is_null() || offsets.is_map()) {
                offsets.expected("danh sách mốc như [7d, 3wd, 0d]", "a list of stages");
            }
            for (const Node& node : offsets.items_or_self()) {
                if (!node.is_text()) continue;
                if (const auto offset = read_offset(node)) {
                    add(policy, {Stage::Kind::before, *offset, {}, {}, Severity::info, {}, 0}, audience, node);
                }
            }
        });
    }

    void read_overdue(const Node& overdue, Policy& policy) {
        if (overdue.exists() && !overdue.is_map()) {
            return overdue.expected("bảng người nhận: every 7d", "audience: every 7d");
        }
        Fields fields(overdue, shapes::overdue);
        const std::optional<Offset> until = read_offset(fields["until"]);
        const int limit = static_cast<int>(fields.integer("limit").value_or(0));
        fields.reject_others();
        bool anyone = false;
        for_each_audience(fields, [&](const auto& audience, const Node& node) {
            anyone = true;
            const auto offset = read_every(node);
            if (offset) {
                if (until && days_at_least(*until) < days_at_least(*offset)) warn_never_due(node, *offset, *until);
                add(policy, {Stage::Kind::every, *offset, until, {}, Severity::warning, {}, limit}, audience, node);
            }
        });
        if (overdue.is_map() && !anyone) {
            overdue.error("overdue thiếu người nhận, ví dụ lead: every 7d (overdue names no audience)");
        }
    }

    /// In days, as far as two lengths can be told apart whatever the holidays: five working days are a week.
    static int days_at_least(const Offset& offset) { return offset.working ? offset.count * 7 / 5 : offset.count; }

    static void warn_never_due(const Node& node, const Offset& every, const Offset& until) {
        node.warning(
            fmt::format("không bao giờ nhắc: lần đầu sau {0}, mà until là {1} (never sent: the first comes after {0}, "
                        "until is {1})",
                        every.text(), until.text()));
    }

    void read_update(const Node& update, Policy& policy) {
        if (update.exists() && !update.is_map()) {
            return update.expected("bảng người nhận: every 30d", "audience: every 30d");
        }
        Fields fields(update, shapes::update);
        policy.update_since = read_date(fields["since"]);
        const int limit = static_cast<int>(fields.integer("limit").value_or(0));
        fields.reject_others();
        bool anyone = false;
        for_each_audience(fields, [&](const auto& audience, const Node& node) {
            anyone = true;
            if (const auto offset = read_every(node))
                add(policy, {Stage::Kind::update, *offset, {}, {}, Severity::info, {}, limit}, audience, node);
        });
        if (update.is_map() && !anyone) {
            update.error("update thiếu người nhận, ví dụ lead: every 30d (update names no audience)");
        }
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
            Fields fields(node, shapes::escalation);
            const Node after = fields.required("after");
            const auto offset = read_offset(after);
            const Node to = fields.required("to");
            const Severity severity = read_severity(fields["severity"]).value_or(Severity::warning);
            fields.reject_others();
            if (to.is_null()) to.expected("người nhận", "an audience");
            for (const Node& item : to.items_or_self()) {
                if (item.is_null()) continue;
                const auto audience = read_audience(item, known_);
                if (offset) add(policy, {Stage::Kind::after, *offset, {}, {}, severity, {}, 0}, audience, item);
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

/// Follows `use` from policy to policy.
class Uses {
public:
    explicit Uses(std::vector<ReadPolicy>& policies) : policies_(policies), states_(policies.size(), State::open) {}

    void run() {
        for (std::size_t i = 0; i < policies_.size(); ++i) resolve(i);
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            if (policies_[i].match.exists() || is_used(i)) continue;
            policies_[i].node.error(
                "thiếu khóa \"match\"; chính sách không có match chỉ để chính sách khác dùng bằng use, mà không ai "
                "dùng "
                "(key \"match\" is missing; a policy without it only serves others, and none uses it)");
        }
        std::erase_if(policies_, [](const ReadPolicy& policy) { return !policy.match.exists(); });
    }

private:
    enum class State : std::uint8_t { open, under_way, done };

    void resolve(std::size_t own) {
        if (states_[own] == State::done) return;
        states_[own] = State::under_way;
        trail_.push_back(own);
        if (const auto base = used_by(own)) {
            if (states_[*base] == State::under_way) {
                report_cycle(own, *base);
            } else {
                resolve(*base);
                take(policies_[own], policies_[*base]);
            }
        }
        trail_.pop_back();
        states_[own] = State::done;
    }

    std::optional<std::size_t> find(std::string_view id) const {
        for (std::size_t i = 0; i < policies_.size(); ++i) {
            if (policies_[i].policy.id == id) return i;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> used_by(std::size_t own) const {
        const Node& use = policies_[own].use;
        const auto id = read_text(use);
        if (!id) return std::nullopt;
        if (const auto base = find(*id)) return base;
        std::vector<std::string_view> ids;
        for (const ReadPolicy& policy : policies_) ids.push_back(policy.policy.id);
        const Suggestion hint = suggest(nearest(*id, ids));
        use.error(fmt::format("không có chính sách \"{0}\"{1} (unknown policy \"{0}\"{2})", shorten(*id, 80), hint.vi,
                              hint.en));
        return std::nullopt;
    }

    bool is_used(std::size_t base) const {
        return std::any_of(policies_.begin(), policies_.end(), [&](const ReadPolicy& policy) {
            return policy.use.text() == policies_[base].policy.id && !policy.use.text().empty();
        });
    }

    void report_cycle(std::size_t own, std::size_t base) {
        const auto first = std::find(trail_.begin(), trail_.end(), base);
        std::string chain;
        for (auto step = first; step != trail_.end(); ++step) chain += policies_[*step].policy.id + " → ";
        policies_[own].use.error(
            fmt::format("use vòng tròn: {0}{1} (use goes round in a circle)", chain, policies_[base].policy.id));
    }

    static void take(ReadPolicy& own, const ReadPolicy& base) {
        const auto says = [&own](std::string_view field) {
            return std::find(own.said.begin(), own.said.end(), field) != own.said.end();
        };
        Policy& to = own.policy;
        const Policy& from = base.policy;
        constexpr std::array<std::string_view, 4> fields = {"remind", "overdue", "escalate",
                                                            "update"};  // by Stage::Kind
        for (const Stage& stage : from.stages) {
            if (!says(fields[static_cast<std::size_t>(stage.kind)])) to.stages.push_back(stage);
        }
        std::stable_sort(to.stages.begin(), to.stages.end(),
                         [](const Stage& a, const Stage& b) { return a.kind < b.kind; });
        if (!says("update")) to.update_since = from.update_since;
        if (!says("send_at")) to.send_at = from.send_at;
        if (!says("urgent")) to.urgent = from.urgent;
        if (!says("quiet")) to.quiet = from.quiet;
        if (!says("digest")) to.digest = from.digest;
        if (!says("channels")) {
            to.channels = from.channels;
            to.first_contact_only = from.first_contact_only;
        }
        to.uses.push_back({from.id, from.place});
        to.uses.insert(to.uses.end(), from.uses.begin(), from.uses.end());
    }

    std::vector<ReadPolicy>& policies_;
    std::vector<State> states_;
    std::vector<std::size_t> trail_;
};

}  // namespace

void read_policies(const Node& list, const Register& known, const condition::Schema& subject, Ids& ids,
                   std::vector<ReadPolicy>& policies) {
    if (list.exists() && !list.is_list()) list.expected("danh sách chính sách nhắc", "a list of policies");
    PolicyReader reader(known, subject, ids);
    for (const Node& node : list.items()) reader.read(node, policies);
}

void resolve_uses(std::vector<ReadPolicy>& policies) {
    Uses(policies).run();
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
