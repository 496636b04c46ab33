#include "rules/language/condition/subject_condition.hpp"

#include "rules/language/condition/check.hpp"
#include "rules/language/condition/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {
namespace {

enum Slot : std::uint16_t { kind, id, plan, rule, leads, supports, tags, deadline, due, status };

class SubjectBindings final : public Bindings {
public:
    explicit SubjectBindings(const model::SubjectView& subject) : subject_(subject) {}

    Value get(std::uint16_t slot) const override {
        switch (slot) {
            case kind: return Value::of(model::subject_kind_name(subject_.kind));
            case id: return Value::of(subject_.id);
            case plan: return Value::of(subject_.plan);
            case rule: return Value::of(subject_.rule);
            case leads: return Value::of(subject_.leads.data(), subject_.leads.size());
            case supports: return Value::of(subject_.supports.data(), subject_.supports.size());
            case tags: return Value::of(subject_.tags.data(), subject_.tags.size());
            case deadline: return Value::of(deadlines::kind_name(subject_.deadline));
            case status: return Value::of(model::status_name(subject_.status));
            case due: break;
            default: return Value::unknown();
        }
        if (subject_.due) return Value::of(*subject_.due);
        return Value::error(
            "đối tượng chưa có ngày đến hạn, hỏi trước bằng has(subject.due) (the subject has no due day)");
    }

    /// As for fields of messages in the specification: what is empty is not there.
    bool has(std::uint16_t slot) const override {
        if (slot == due) return subject_.due.has_value();
        return get(slot).size > 0;
    }

private:
    const model::SubjectView& subject_;
};

/// Only the kind is known, or kind and status: what the condition still decides holds for every such subject.
class KindBindings final : public Bindings {
public:
    explicit KindBindings(model::SubjectKind subject_kind, std::optional<model::Status> subject_status = std::nullopt)
        : kind_(subject_kind), status_(subject_status) {}
    Value get(std::uint16_t slot) const override {
        if (slot == kind) return Value::of(model::subject_kind_name(kind_));
        if (slot == status && status_) return Value::of(model::status_name(*status_));
        const bool no_rule = slot == rule && kind_ == model::SubjectKind::assignment;
        return no_rule ? Value::of(std::string_view()) : Value::unknown();
    }
    bool has(std::uint16_t slot) const override { return slot == kind || (slot == status && status_); }

private:
    model::SubjectKind kind_;
    std::optional<model::Status> status_;
};

/// What is the same for all reports of a rule.
class RuleBindings final : public Bindings {
public:
    explicit RuleBindings(const model::ReportRule& report) : rule_(report) {}
    Value get(std::uint16_t slot) const override {
        const bool of_indicators = rule_.indicators.has_value();
        switch (slot) {
            case kind:
                return Value::of(model::subject_kind_name(of_indicators ? model::SubjectKind::indicator
                                                                        : model::SubjectKind::report));
            case plan: return of_indicators ? Value::unknown() : Value::of(std::string_view(rule_.basis));
            case rule: return Value::of(std::string_view(rule_.id));
            case deadline:
                return Value::of(
                    deadlines::kind_name(rule_.recurrence ? deadlines::Kind::recurring : deadlines::Kind::fixed));
            default: return Value::unknown();
        }
    }
    bool has(std::uint16_t slot) const override {
        const Value value = get(slot);
        return value.is(Value::Kind::unknown) || value.size > 0;
    }

private:
    const model::ReportRule& rule_;
};

class SubjectCondition final : public model::Condition {
public:
    explicit SubjectCondition(Program program) : program_(std::move(program)) {
        for (std::size_t i = 0; i < constants_.size(); ++i) {
            constants_[i] = constant(KindBindings(static_cast<model::SubjectKind>(i)));
            for (std::size_t j = 0; j < by_status_[i].size(); ++j) {
                by_status_[i][j] =
                    constant(KindBindings(static_cast<model::SubjectKind>(i), static_cast<model::Status>(j)));
            }
        }
    }

    tl::expected<bool, std::string> holds(const model::SubjectView& subject) const override {
        Arena arena;
        const Value value = evaluate(program_, SubjectBindings(subject), arena);
        if (value.is(Value::Kind::boolean)) return value.boolean;
        if (value.is(Value::Kind::error)) return tl::unexpected(std::string(value.view()));
        return tl::unexpected(fmt::format("điều kiện cho {0}, cần đúng/sai (the condition gives {0}, not a bool)",
                                          kind_name(value.kind)));
    }

    std::optional<bool> constant_for(model::SubjectKind subject_kind) const override {
        return constants_[static_cast<std::size_t>(subject_kind)];
    }

    std::optional<bool> constant_when(model::SubjectKind subject_kind, model::Status subject_status) const override {
        return by_status_[static_cast<std::size_t>(subject_kind)][static_cast<std::size_t>(subject_status)];
    }

private:
    std::optional<bool> constant(const KindBindings& known) const {
        Arena arena;
        const Value value = evaluate(program_, known, arena);
        if (!value.is(Value::Kind::boolean)) return std::nullopt;
        return value.boolean;
    }

    Program program_;
    std::array<std::optional<bool>, model::subject_kinds> constants_;
    std::array<std::array<std::optional<bool>, model::statuses>, model::subject_kinds> by_status_;
};

std::vector<std::string> unit_ids(const model::UnitDirectory& units) {
    std::vector<std::string> ids;
    for (const model::Unit& unit : units.all()) {
        if (!unit.is_group()) ids.push_back(unit.id);
    }
    return ids;
}

std::vector<std::string> unit_tags(const model::UnitDirectory& units) {
    std::vector<std::string> all;
    for (const model::Unit& unit : units.all()) all.insert(all.end(), unit.tags.begin(), unit.tags.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

Schema subject_schema(const model::UnitDirectory* units, std::span<const std::string> report_ids) {
    using T = Type::Kind;
    const std::vector<std::string> known_units = units != nullptr ? unit_ids(*units) : std::vector<std::string>{};
    const std::vector<std::string> known_tags = units != nullptr ? unit_tags(*units) : std::vector<std::string>{};
    std::vector<std::string> known_rules(report_ids.begin(), report_ids.end());
    if (!known_rules.empty()) known_rules.emplace_back();
    Schema::Variable subject{"subject", {T::object}, {}, 0};
    subject.fields = {
        {"kind", {T::string}, kind, {"assignment", "report", "indicator", "event"}},
        {"id", {T::string}, id, {}},
        {"plan", {T::string}, plan, {}},
        {"rule", {T::string}, rule, std::move(known_rules)},
        {"leads", Type::list_of(T::string), leads, known_units},
        {"supports", Type::list_of(T::string), supports, known_units},
        {"tags", Type::list_of(T::string), tags, known_tags},
        {"deadline",
         {T::string},
         deadline,
         {"fixed", "window", "recurring", "continuous", "conditional", "unresolved"}},
        {"due", {T::date}, due, {}},
    };
    return {{std::move(subject)}};
}

RuleCondition::RuleCondition(std::string_view text) : program_(compile_condition(text, subject_schema())) {}

bool RuleCondition::may_hold_for(const model::ReportRule& rule) const {
    if (!program_) return true;
    Arena arena;
    const Value value = evaluate(*program_, RuleBindings(rule), arena);
    return value.is(Value::Kind::unknown) || (value.is(Value::Kind::boolean) && value.boolean);
}

Schema inhibit_schema(const model::UnitDirectory* units, std::span<const std::string> report_ids) {
    Schema schema = subject_schema(units, report_ids);
    std::vector<std::string> statuses;
    for (std::size_t i = 0; i < model::statuses; ++i)
        statuses.emplace_back(model::status_name(static_cast<model::Status>(i)));
    schema.variables.front().fields.push_back({"status", {Type::Kind::string}, status, std::move(statuses)});
    return schema;
}

tl::expected<std::shared_ptr<const model::Condition>, std::vector<Error>> compile_subject_condition(
    std::string_view text, const Schema& schema) {
    tl::expected<Program, std::vector<Error>> program = compile_condition(text, schema);
    if (!program) return tl::unexpected(std::move(program.error()));
    return std::make_shared<const SubjectCondition>(std::move(*program));
}

}  // namespace rules::language::condition
