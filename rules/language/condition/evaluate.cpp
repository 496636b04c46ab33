#include "rules/language/condition/evaluate.hpp"

#include "rules/language/condition/equality.hpp"
#include "rules/language/condition/evaluation.hpp"
#include "rules/language/condition/pattern.hpp"

#include <fmt/format.h>

#include <array>

namespace rules::language::condition {
namespace {

Value no_field() noexcept {
    return Value::error("bảng không có khóa này (no such key)");
}
Value not_map() noexcept {
    return Value::error("giá trị này không có trường (the value has no fields)");
}

}  // namespace

Value too_expensive() noexcept {
    return Value::error("điều kiện tốn quá nhiều bước tính (the condition costs too many steps)");
}
Value not_bool() noexcept {
    return Value::error("cần giá trị đúng/sai ở đây (a bool is needed here)");
}

Value Evaluation::run(std::uint32_t id) {
    if (!arena_.spend(1)) return too_expensive();
    Value value = perform(program_.steps[id]);
    if (value.is(Kind::error) && value.origin == 0) value.origin = static_cast<std::uint16_t>(id + 1);
    return value;
}

Value Evaluation::perform(const Step& step) {
    switch (step.op) {
        case Op::constant: return step.constant;
        case Op::field: return bindings_.get(step.slot);
        case Op::field_present: return present(step);
        case Op::local: return locals_[step.slot];
        case Op::map_field: return map_field(step);
        case Op::map_has: return map_has(step);
        case Op::conjunction: return junction(step, false);
        case Op::disjunction: return junction(step, true);
        case Op::conditional: return conditional(step);
        case Op::builtin: return builtin(step);
        case Op::matches_constant: return matches(step);
        case Op::list: return list(step);
        case Op::map: return map(step);
        case Op::all: return quantify(step, false);
        case Op::exists: return quantify(step, true);
        case Op::exists_one: return exists_one(step);
        case Op::filter:
        case Op::map_each: return collect(step);
        case Op::map_entries: return collect_entries(step);
    }
    return not_bool();
}

Value Evaluation::present(const Step& step) const {
    return bindings_.get(step.slot).is(Kind::unknown) ? Value::unknown() : Value::of(bindings_.has(step.slot));
}

Value Evaluation::map_field(const Step& step) {
    const Value target = run(arg(step, 0));
    if (target.is_absent()) return target;
    if (!target.is(Kind::map)) return not_map();
    const Value* const found = find(target, step.constant, arena_);
    if (arena_.exhausted()) return too_expensive();
    return found != nullptr ? *found : no_field();
}

Value Evaluation::map_has(const Step& step) {
    const Value target = run(arg(step, 0));
    if (target.is_absent()) return target;
    if (!target.is(Kind::map)) return not_map();
    const bool found = find(target, step.constant, arena_) != nullptr;
    return arena_.exhausted() ? too_expensive() : Value::of(found);
}

bool Evaluation::Fold::add(const Value& value, std::uint32_t id) {
    if (value.is(Kind::boolean)) {
        if (value.boolean == decisive_) result_ = value;
        return value.boolean == decisive_;
    }
    const bool keeps = result_.is(Kind::unknown) || (result_.is(Kind::error) && !value.is(Kind::unknown));
    if (keeps) return false;
    result_ = value.is_absent() ? value : not_bool();
    if (result_.is(Kind::error) && result_.origin == 0) result_.origin = static_cast<std::uint16_t>(id + 1);
    return false;
}

Value Evaluation::junction(const Step& step, bool decisive) {
    Fold fold(decisive);
    for (const std::uint32_t id : program_.arguments(step)) {
        if (fold.add(run(id), id)) break;
    }
    return arena_.exhausted() ? too_expensive() : fold.result();
}

/// A bool, or what is there instead: an error or an unknown.
Value Evaluation::truth(std::uint32_t id) {
    Value value = run(id);
    if (value.is(Kind::boolean) || value.is_absent()) return value;
    value = not_bool();
    value.origin = static_cast<std::uint16_t>(id + 1);
    return value;
}

Value Evaluation::conditional(const Step& step) {
    const Value condition = truth(arg(step, 0));
    if (condition.is_absent()) return condition;
    return run(arg(step, condition.boolean ? 1 : 2));
}

Value Evaluation::builtin(const Step& step) {
    std::array<Value, most_arguments> values;
    Value absent;
    for (std::size_t i = 0; i < step.count; ++i) {
        values[i] = run(arg(step, i));
        if (values[i].is(Kind::unknown) || (values[i].is(Kind::error) && !absent.is_absent())) {
            absent = values[i];
        }
    }
    if (absent.is_absent()) return absent;
    const std::span<const Value> given = std::span<const Value>(values).first(step.count);
    const Value result = step.call(given, arena_);
    if (arena_.exhausted()) return too_expensive();
    return result.is(Kind::error) && result.size == 0 ? no_overload(step, given) : result;
}

Value Evaluation::no_overload(const Step& step, std::span<const Value> values) {
    constexpr std::size_t cost_of_sentence = 16;
    if (!arena_.spend(cost_of_sentence)) return too_expensive();
    std::string types;
    for (const Value& value : values) types += (types.empty() ? "" : ", ") + std::string(kind_name(value.kind));
    return Value::error(arena_.keep(
        fmt::format("{0} không dùng được với {1} (no such overload: {0} of {1})", step.constant.view(), types)));
}

Value Evaluation::matches(const Step& step) {
    const Value target = run(arg(step, 0));
    if (target.is_absent()) return target;
    if (!target.is(Kind::string)) return Value::error("matches cần một chuỗi (no such overload: a string is needed)");
    const Value result = match(*program_.patterns[step.pattern], target.view(), arena_);
    return arena_.exhausted() ? too_expensive() : result;
}

Value Evaluation::list(const Step& step) {
    const std::span<Value> items = arena_.make<Value>(step.count);
    Value absent;
    for (std::size_t i = 0; i < step.count; ++i) {
        items[i] = run(arg(step, i));
        if (items[i].is(Kind::unknown) || (items[i].is(Kind::error) && !absent.is_absent())) absent = items[i];
    }
    return absent.is_absent() ? absent : Value::of(items.data(), items.size());
}

Value Evaluation::map(const Step& step) {
    const std::span<MapEntry> entries = arena_.make<MapEntry>(step.count / 2);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Value key = run(arg(step, 2 * i));
        const Value value = run(arg(step, 2 * i + 1));
        if (key.is_absent()) return key;
        if (value.is_absent()) return value;
        if (!is_map_key(key)) {
            return Value::error("khóa của bảng phải là chuỗi, số nguyên hoặc đúng/sai (unsupported map key)");
        }
        if (!arena_.spend(i)) return too_expensive();
        if (find(Value::of(entries.data(), i), key, arena_) != nullptr) {
            return Value::error("khóa lặp lại trong bảng (repeated map key)");
        }
        entries[i] = {key, value};
    }
    return Value::of(entries.data(), entries.size());
}

Value evaluate(const Program& program, const Bindings& bindings, Arena& arena) {
    return Evaluation(program, bindings, arena).run(program.root);
}

}  // namespace rules::language::condition
