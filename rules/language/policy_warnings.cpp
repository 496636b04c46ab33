#include "rules/language/policy_warnings.hpp"

#include "rules/language/condition/cases.hpp"
#include "rules/language/condition/subject_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>

namespace rules::language {
namespace {

using condition::Cases;
using model::Audience;
using model::Policy;
using model::Stage;
using model::SubjectKind;

constexpr std::array<SubjectKind, 3> kinds = {SubjectKind::assignment, SubjectKind::report, SubjectKind::indicator};

/// How many times conditions are asked about report rules at most: a bound for large sets.
constexpr std::size_t most_questions = 100'000;

bool always(const model::Condition& condition, bool answer) {
    return std::all_of(kinds.begin(), kinds.end(),
                       [&](SubjectKind kind) { return condition.constant_for(kind) == answer; });
}

bool may_hold_for(SubjectKind kind, const Policy& policy, const Cases& cases) {
    return policy.condition->constant_for(kind) != false &&
           cases.can_hold_with("subject.kind", model::subject_kind_name(kind));
}

/// Where a stage of the policy's own stands in its entry; nothing where it was taken from another policy.
Node find_stage(const Node& node, const model::SourcePlace& place) {
    if (!node.exists()) return {};
    const model::SourcePlace own = node.place();
    if (node.is_text() && own.line == place.line && own.column == place.column && own.path == place.path) return node;
    if (!node.is_map() && !node.is_list()) return {};
    for (const YamlValue::Entry& entry : node.value()->entries) {
        if (const Node found = find_stage(Node(node.tree(), entry.value, entry.key), place); found.exists())
            return found;
    }
    return {};
}

/// The longest time before a due day at which somebody may already think of it: from the beginning of the period before
/// its own. Nothing where the rule has no periods.
std::optional<std::chrono::days> longest_notice(const model::ReportRule& rule, const dates::Calendar& calendar) {
    if (!rule.recurrence) return std::nullopt;
    constexpr std::int16_t some_year = 2026;
    const auto& recurrence = *rule.recurrence;
    const auto index = static_cast<std::uint8_t>(recurrence.only.all() ? 1 : recurrence.only.first());
    const std::int16_t year = recurrence.year == 0 ? some_year : recurrence.year;
    const dates::Period period{recurrence.period, index, year};
    const auto length = period.last() - period.first() + std::chrono::days{1};
    return deadlines::due_day(recurrence, period, calendar) - period.first() + length;
}

class PolicyChecker {
public:
    PolicyChecker(const std::vector<ReadPolicy>& policies, const std::vector<model::ReportRule>& reports,
                  const dates::Calendar& calendar)
        : policies_(policies), reports_(reports), calendar_(calendar) {}

    void run() {
        for (const ReadPolicy& read : policies_) {
            if (read.policy.condition == nullptr) continue;
            cases_.emplace_back(read.policy.match, condition::subject_knowledge());
            checked_.push_back(&read);
            check(read, cases_.back());
            precedence_.add(cases_.back());
        }
    }

private:
    void check(const ReadPolicy& read, const Cases& cases) {
        if (always(*read.policy.condition, false) || cases.never())
            return read.match.warning("điều kiện không bao giờ đúng (the condition never holds)");
        if (const auto covering = precedence_.covering(cases); !covering.empty()) return warn_shadowed(read, covering);
        if (!may_hold_for(SubjectKind::assignment, read.policy, cases)) {
            check_reports(read, cases);
            warn_of_stages(read, Stage::Kind::update,
                           "chỉ nhiệm vụ được nhắc cập nhật tiến độ, chính sách này không nhận nhiệm vụ nào (only "
                           "assignments are asked for progress, and this policy takes none)");
            warn_of_audience(read, {Audience::Kind::support, Audience::Kind::support}, "đơn vị phối hợp",
                             "supporting units");
            return;
        }
        const bool only_assignments = !may_hold_for(SubjectKind::report, read.policy, cases) &&
                                      !may_hold_for(SubjectKind::indicator, read.policy, cases);
        if (only_assignments)
            warn_of_audience(read, {Audience::Kind::recipient, Audience::Kind::collector},
                             "nơi nhận hay nơi tổng hợp báo cáo", "a recipient or collector of reports");
    }

    void warn_shadowed(const ReadPolicy& read, const std::vector<std::size_t>& covering) const {
        std::string vi;
        std::string en;
        for (const std::size_t position : covering) {
            const Policy& other = checked_[position]->policy;
            const bool here = other.place.path == read.policy.place.path;
            const std::string line = std::to_string(other.place.line);
            vi += fmt::format("{}\"{}\" ({})", vi.empty() ? "" : ", ", other.id,
                              here ? "dòng " + line : other.place.path + ":" + line);
            en += fmt::format("{}\"{}\" on {}", en.empty() ? "" : ", ", other.id,
                              here ? "line " + line : other.place.path + ":" + line);
        }
        read.match.warning(
            fmt::format("chính sách này không bao giờ được dùng: {} đứng trước đã nhận hết (never applies: {} {} first "
                        "and {} all)",
                        vi, en, covering.size() > 1 ? "come" : "comes", covering.size() > 1 ? "take" : "takes"));
    }

    /// Of a policy for reports alone: whether it takes any, and whether its stages can lie so early.
    void check_reports(const ReadPolicy& read, const Cases& cases) {
        const condition::RuleCondition condition(read.policy.match);
        bool any = false;
        bool matches = false;
        bool bounded = true;
        std::chrono::days notice{0};
        for (const model::ReportRule& rule : reports_) {
            const auto kind = rule.indicators ? SubjectKind::indicator : SubjectKind::report;
            if (!may_hold_for(kind, read.policy, cases)) continue;
            any = true;
            if (++questions_ > most_questions) return;
            if (!condition.may_hold_for(rule)) continue;
            matches = true;
            const auto longest = longest_notice(rule, calendar_);
            bounded = bounded && longest.has_value();
            if (longest) notice = std::max(notice, *longest);
        }
        if (any && !matches)
            return read.match.warning(
                "không chế độ báo cáo nào hợp điều kiện này (no report rule fits this condition)");
        if (matches && bounded) check_notice(read, notice);
    }

    static void check_notice(const ReadPolicy& read, std::chrono::days notice) {
        for (const Stage& stage : read.policy.stages) {
            if (stage.kind != Stage::Kind::before) continue;
            const int count = stage.offset.working ? stage.offset.count * 7 / 5 : stage.offset.count;
            if (std::chrono::days{count} <= notice) continue;
            if (const Node node = find_stage(read.node, stage.place); node.exists())
                node.warning(fmt::format(
                    "{0} trước hạn là trước cả kỳ trước của mọi báo cáo mà chính sách này nhận, dài nhất {1} ngày "
                    "({0} lies before the period before, for every report that this policy takes; at most {1} days)",
                    stage.offset.text(), notice.count()));
        }
    }

    static void warn_of_stages(const ReadPolicy& read, Stage::Kind kind, const std::string& message) {
        for (const Stage& stage : read.policy.stages) {
            if (stage.kind != kind) continue;
            if (const Node node = find_stage(read.node, stage.place); node.exists()) node.warning(message);
        }
    }

    static void warn_of_audience(const ReadPolicy& read, std::array<Audience::Kind, 2> audience, std::string_view vi,
                                 std::string_view en) {
        for (const Stage& stage : read.policy.stages) {
            if (stage.audience.kind != audience[0] && stage.audience.kind != audience[1]) continue;
            if (const Node node = find_stage(read.node, stage.place); node.exists())
                node.warning(
                    fmt::format("đối tượng của chính sách này không có {0}: \"{2}\" không phải ai cả (what this "
                                "policy takes has no {1}: \"{2}\" is nobody)",
                                vi, en, stage.audience.text));
        }
    }

    const std::vector<ReadPolicy>& policies_;
    const std::vector<model::ReportRule>& reports_;
    const dates::Calendar& calendar_;
    std::deque<Cases> cases_;
    std::vector<const ReadPolicy*> checked_;
    condition::Precedence precedence_;
    std::size_t questions_ = 0;
};

}  // namespace

void check_policies(const std::vector<ReadPolicy>& policies, const std::vector<model::ReportRule>& reports,
                    const dates::Calendar& calendar) {
    PolicyChecker(policies, reports, calendar).run();
    if (policies.empty() || policies.back().policy.condition == nullptr) return;
    if (always(*policies.back().policy.condition, true)) return;
    policies.back().match.error(
        "chính sách cuối cùng phải nhận mọi đối tượng; thêm vào cuối: "
        "\"- {id: mac-dinh, match: \"true\", remind: {lead: [7d, 0d]}}\" "
        "(the last policy must match all; add this line at the end)");
}

void check_send_times(const std::vector<ReadPolicy>& policies, const model::QuietHours& quiet) {
    for (const ReadPolicy& read : policies) {
        const Policy& policy = read.policy;
        const model::QuietHours hours = policy.quiet.value_or(quiet);
        const bool over_midnight = hours.begin > hours.end;
        const bool after_begin = policy.send_at >= hours.begin;
        const bool before_end = policy.send_at < hours.end;
        const bool inside = over_midnight ? after_begin || before_end : after_begin && before_end;
        if (!inside || policy.urgent) continue;
        (read.send_at.exists() ? read.send_at : read.match)
            .warning(
                "giờ gửi nằm trong giờ yên lặng (quiet), thông báo sẽ chờ đến hết giờ đó "
                "(send_at lies in the quiet hours; messages wait until they end)");
    }
}

}  // namespace rules::language
