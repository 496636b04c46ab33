#include "rules/language/condition/unit_condition.hpp"

#include "rules/language/condition/check.hpp"
#include "rules/language/condition/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {
namespace {

enum Slot : std::uint16_t { id, name, aliases, parent, tags, groups, ended };

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

std::vector<std::string_view> groups_of(model::UnitIndex unit, const model::UnitDirectory& units) {
    std::vector<std::string_view> found;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const auto group = model::UnitIndex{i};
        if (!units[group].is_group()) continue;
        const auto members = units.expand(group);
        if (std::find(members.begin(), members.end(), unit) != members.end()) found.emplace_back(units[group].id);
    }
    return found;
}

class UnitBindings final : public Bindings {
public:
    UnitBindings(model::UnitIndex index, const model::UnitDirectory& units)
        : unit_(units[index]),
          aliases_(views(unit_.aliases)),
          tags_(views(unit_.tags)),
          groups_(groups_of(index, units)) {}

    Value get(std::uint16_t slot) const override {
        switch (slot) {
            case id: return Value::of(std::string_view(unit_.id));
            case name: return Value::of(std::string_view(unit_.name));
            case aliases: return Value::of(aliases_.data(), aliases_.size());
            case parent: return Value::of(std::string_view(unit_.parent));
            case tags: return Value::of(tags_.data(), tags_.size());
            case groups: return Value::of(groups_.data(), groups_.size());
            case ended: return Value::of(unit_.replaced.has_value());
            default: return Value::unknown();
        }
    }

    /// As for fields of messages in the specification: what is empty is not there.
    bool has(std::uint16_t slot) const override {
        return slot == ended ? unit_.replaced.has_value() : get(slot).size > 0;
    }

private:
    const model::Unit& unit_;
    std::vector<std::string_view> aliases_;
    std::vector<std::string_view> tags_;
    std::vector<std::string_view> groups_;
};

class Compiled final : public UnitCondition {
public:
    Compiled(Program program, const model::UnitDirectory& units) : program_(std::move(program)), units_(units) {}

    tl::expected<bool, std::string> holds(model::UnitIndex unit) const override {
        Arena arena;
        const UnitBindings bindings(unit, units_);
        const Value value = evaluate(program_, bindings, arena);
        if (value.is(Value::Kind::boolean)) return value.boolean;
        if (value.is(Value::Kind::error)) return tl::unexpected(std::string(value.view()));
        return tl::unexpected(fmt::format("điều kiện cho {0}, cần đúng/sai (the condition gives {0}, not a bool)",
                                          kind_name(value.kind)));
    }

private:
    Program program_;
    const model::UnitDirectory& units_;
};

void sort_and_unite(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

Schema unit_schema(const model::UnitDirectory& units) {
    using T = Type::Kind;
    std::vector<std::string> unit_ids;
    std::vector<std::string> parents{std::string()};
    std::vector<std::string> group_ids;
    std::vector<std::string> known_tags;
    for (const model::Unit& unit : units.all()) {
        (unit.is_group() ? group_ids : unit_ids).push_back(unit.id);
        parents.push_back(unit.id);
        known_tags.insert(known_tags.end(), unit.tags.begin(), unit.tags.end());
    }
    sort_and_unite(known_tags);
    Schema::Variable unit{"unit", {T::object}, {}, 0};
    unit.fields = {
        {"id", {T::string}, id, std::move(unit_ids)},
        {"name", {T::string}, name, {}},
        {"aliases", Type::list_of(T::string), aliases, {}},
        {"parent", {T::string}, parent, std::move(parents)},
        {"tags", Type::list_of(T::string), tags, std::move(known_tags)},
        {"groups", Type::list_of(T::string), groups, std::move(group_ids)},
        {"ended", {T::boolean}, ended, {}},
    };
    return {{std::move(unit)}};
}

tl::expected<std::unique_ptr<const UnitCondition>, std::vector<Error>> compile_unit_condition(
    std::string_view text, const model::UnitDirectory& units) {
    tl::expected<Program, std::vector<Error>> program = compile_condition(text, unit_schema(units));
    if (!program) return tl::unexpected(std::move(program.error()));
    return std::make_unique<const Compiled>(std::move(*program), units);
}

}  // namespace rules::language::condition
