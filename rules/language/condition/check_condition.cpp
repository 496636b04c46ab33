#include "rules/language/condition/check_condition.hpp"

#include "rules/language/condition/check.hpp"
#include "rules/language/condition/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {
namespace {

using model::CheckField;
using model::CheckValue;

/// Behind the fields, of which no kind has so many.
constexpr std::uint16_t today_slot = 0xffff;
constexpr std::string_view no_value = "trường này chưa có giá trị (this field has no value)";

class CheckBindings final : public Bindings {
public:
    CheckBindings(const model::CheckInstance& instance, dates::Date today) : instance_(instance), today_(today) {}

    Value get(std::uint16_t slot) const override {
        if (slot == today_slot) return Value::of(today_);
        return std::visit([](const auto& value) { return to_value(value); }, instance_.value(slot));
    }

    bool has(std::uint16_t slot) const override { return !get(slot).is(Value::Kind::error); }

private:
    static Value to_value(std::monostate) { return Value::error(no_value); }
    static Value to_value(bool value) { return Value::of(value); }
    static Value to_value(std::int64_t value) { return Value::of(value); }
    static Value to_value(double value) { return Value::of(value); }
    static Value to_value(dates::Date value) { return Value::of(value); }
    static Value to_value(std::string_view value) { return Value::of(value); }
    static Value to_value(std::span<const std::string_view> value) { return Value::of(value.data(), value.size()); }
    static Value to_value(const model::Rate& rate) {
        const auto value = rate.value();
        return value ? Value::of(*value) : Value::error(no_value);
    }

    const model::CheckInstance& instance_;
    dates::Date today_;
};

class CompiledCheck final : public model::CheckCondition {
public:
    explicit CompiledCheck(Program program) : program_(std::move(program)) {
        for (const Step& step : program_.steps) {
            const bool names_field = step.op == Step::Op::field || step.op == Step::Op::field_present;
            if (names_field && step.slot != today_slot) fields_.push_back(step.slot);
        }
        std::sort(fields_.begin(), fields_.end());
        fields_.erase(std::unique(fields_.begin(), fields_.end()), fields_.end());
    }

    tl::expected<bool, std::string> holds(const model::CheckInstance& instance, dates::Date today) const override {
        Arena arena;
        const Value value = evaluate(program_, CheckBindings(instance, today), arena);
        if (value.is(Value::Kind::boolean)) return value.boolean;
        if (value.is(Value::Kind::error) && value.view() == no_value) return false;
        if (value.is(Value::Kind::error)) return tl::unexpected(std::string(value.view()));
        return tl::unexpected(fmt::format("điều kiện cho {0}, cần đúng/sai (the condition gives {0}, not a bool)",
                                          kind_name(value.kind)));
    }

    std::span<const std::size_t> fields() const noexcept override { return fields_; }

private:
    Program program_;
    std::vector<std::size_t> fields_;
};

Type type_of(CheckField::Type type) {
    using T = Type::Kind;
    switch (type) {
        case CheckField::Type::boolean: return {T::boolean};
        case CheckField::Type::integer: return {T::integer};
        case CheckField::Type::number:
        case CheckField::Type::rate: return {T::number};
        case CheckField::Type::date: return {T::date};
        case CheckField::Type::text: return {T::string};
        case CheckField::Type::texts: return Type::list_of(T::string);
    }
    return {T::dynamic};
}

void sort_and_unite(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

/// What the register knows of the texts that a field holds; empty where anything goes.
std::vector<std::string> known_values(model::CheckEach each, std::string_view field,
                                      const model::UnitDirectory& units) {
    std::vector<std::string> known;
    const bool of_unit = each == model::CheckEach::unit;
    const bool ids = field == "leads" || field == "supports" || (of_unit && (field == "id" || field == "parent"));
    for (const model::Unit& unit : units.all()) {
        if (ids && (!unit.is_group() || field == "parent")) known.push_back(unit.id);
        if (of_unit && field == "tags") known.insert(known.end(), unit.tags.begin(), unit.tags.end());
    }
    if (of_unit && field == "parent") known.emplace_back();
    sort_and_unite(known);
    return known;
}

}  // namespace

Schema check_schema(model::CheckEach each, const model::UnitDirectory* units) {
    Schema::Variable variable{std::string(model::check_each_name(each)), {Type::Kind::object}, {}, 0};
    std::uint16_t slot = 0;
    for (const CheckField& field : model::check_fields(each)) {
        std::vector<std::string> values(field.values.begin(), field.values.end());
        if (values.empty() && units != nullptr) values = known_values(each, field.name, *units);
        if (!field.only_in_messages)
            variable.fields.push_back({std::string(field.name), type_of(field.type), slot, std::move(values)});
        ++slot;
    }
    return {{std::move(variable), {"today", {Type::Kind::date}, {}, today_slot}}};
}

tl::expected<std::shared_ptr<const model::CheckCondition>, std::vector<Error>> compile_check_condition(
    std::string_view text, model::CheckEach each, const model::UnitDirectory* units) {
    tl::expected<Program, std::vector<Error>> program = compile_condition(text, check_schema(each, units));
    if (!program) return tl::unexpected(std::move(program.error()));
    return std::make_shared<const CompiledCheck>(std::move(*program));
}

}  // namespace rules::language::condition
