#include "rules/language/policy_stages.hpp"

#include "rules/language/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language {
namespace {

using model::Audience;
using model::Offset;
using model::Policy;
using model::Severity;
using model::Stage;

class StageReader {
public:
    explicit StageReader(const Register& known) : known_(known) {}

    void read(const StageNodes& nodes, Policy& policy) {
        read_remind(nodes.remind, policy);
        read_overdue(nodes.overdue, policy);
        read_escalate(nodes.escalate, policy);
        read_update(nodes.update, policy);
        read_ask(nodes.ask, policy);
    }

private:
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

    /// What a deadline waits for is asked about each month; other rhythms have not been needed.
    void read_ask(const Node& ask, Policy& policy) {
        if (!ask.exists()) return;
        if (!ask.is_map() || ask.value()->entries.empty()) {
            return ask.expected("bảng người nhận: monthly, ví dụ {planning-office: monthly}", "audience: monthly");
        }
        for_each_audience(Fields(ask, shapes::ask), [&](const auto& audience, const Node& node) {
            const std::string& text = node.text();
            if (text != "monthly" && text != "hằng tháng" && text != "hàng tháng")
                return node.expected("monthly (hằng tháng)", "monthly");
            add(policy, {Stage::Kind::ask, {}, {}, {}, Severity::info, {}, 0}, audience, node);
        });
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

    const Register& known_;
};

}  // namespace

void read_stages(const StageNodes& nodes, const Register& known, Policy& policy) {
    StageReader(known).read(nodes, policy);
}

}  // namespace rules::language
