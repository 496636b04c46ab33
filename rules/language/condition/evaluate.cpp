#include "rules/language/condition/evaluate.hpp"

#include <re2/re2.h>

#include <array>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Op = Step::Op;

const Value too_expensive = Value::error("điều kiện tốn quá nhiều bước tính (the condition costs too many steps)");
const Value not_bool = Value::error("cần giá trị đúng/sai ở đây (a bool is needed here)");
const Value not_list = Value::error("cần một danh sách hoặc bảng ở đây (a list or map is needed here)");
const Value no_field = Value::error("bảng không có khóa này (no such key)");
const Value repeated_key = Value::error("khóa lặp lại trong bảng (repeated map key)");
const Value bad_key = Value::error("khóa của bảng phải là chuỗi, số nguyên hoặc đúng/sai (unsupported map key)");

class Evaluation {
public:
    Evaluation(const Program& program, const Bindings& bindings, Arena& arena)
        : program_(program), bindings_(bindings), arena_(arena), locals_(arena.make<Value>(program.locals)) {}

    Value run(std::uint32_t id) {
        if (!arena_.spend(1)) return too_expensive;
        const Step& step = program_.steps[id];
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
        }
        return not_bool;
    }

private:
    std::uint32_t arg(const Step& step, std::size_t i) const { return program_.args[step.first + i]; }

    Value present(const Step& step) const {
        return bindings_.get(step.slot).is(Kind::unknown) ? Value::unknown() : Value::of(bindings_.has(step.slot));
    }

    Value map_field(const Step& step) {
        const Value target = run(arg(step, 0));
        if (target.is_absent()) return target;
        if (!target.is(Kind::map)) return no_field;
        const Value* const found = find(target, step.constant);
        return found != nullptr ? *found : no_field;
    }

    Value map_has(const Step& step) {
        const Value target = run(arg(step, 0));
        if (target.is_absent()) return target;
        if (!target.is(Kind::map)) return no_field;
        return Value::of(find(target, step.constant) != nullptr);
    }

    /// Folds operands of && (decided by false) or || (decided by true): the deciding value wins over errors
    /// and unknowns on either side, an unknown wins over an error.
    class Fold {
    public:
        explicit Fold(bool decisive) : decisive_(decisive), result_(Value::of(!decisive)) {}
        /// True when the answer is decided.
        bool add(const Value& value) {
            if (value.is(Kind::boolean)) {
                if (value.boolean == decisive_) result_ = value;
                return value.boolean == decisive_;
            }
            const bool keeps = result_.is(Kind::unknown) || (result_.is(Kind::error) && !value.is(Kind::unknown));
            if (!keeps) result_ = value.is_absent() ? value : not_bool;
            return false;
        }
        const Value& result() const { return result_; }

    private:
        bool decisive_;
        Value result_;
    };

    Value junction(const Step& step, bool decisive) {
        Fold fold(decisive);
        for (const std::uint32_t id : program_.arguments(step)) {
            if (fold.add(run(id))) break;
        }
        return arena_.exhausted() ? too_expensive : fold.result();
    }

    Value conditional(const Step& step) {
        const Value condition = run(arg(step, 0));
        if (condition.is_absent()) return condition;
        if (!condition.is(Kind::boolean)) return not_bool;
        return run(arg(step, condition.boolean ? 1 : 2));
    }

    Value builtin(const Step& step) {
        std::array<Value, most_arguments> values;
        Value absent;
        for (std::size_t i = 0; i < step.count; ++i) {
            values[i] = run(arg(step, i));
            if (values[i].is(Kind::unknown) || (values[i].is(Kind::error) && !absent.is(Kind::unknown))) {
                absent = values[i];
            }
        }
        if (absent.is_absent()) return absent;
        const Value result = step.call(std::span(values).first(step.count), arena_);
        return arena_.exhausted() ? too_expensive : result;
    }

    Value matches(const Step& step) {
        const Value target = run(arg(step, 0));
        if (target.is_absent()) return target;
        if (!target.is(Kind::string)) return Value::error("matches cần một chuỗi (matches needs a string)");
        if (!arena_.spend(target.size / 8)) return too_expensive;
        return Value::of(
            re2::RE2::PartialMatch(re2::StringPiece(target.text, target.size), *program_.patterns[step.pattern]));
    }

    Value list(const Step& step) {
        const std::span<Value> items = arena_.make<Value>(step.count);
        Value absent;
        for (std::size_t i = 0; i < step.count; ++i) {
            items[i] = run(arg(step, i));
            if (items[i].is_absent() && !absent.is(Kind::unknown)) absent = items[i];
        }
        return absent.is_absent() ? absent : Value::of(items.data(), items.size());
    }

    Value map(const Step& step) {
        const std::span<MapEntry> entries = arena_.make<MapEntry>(step.count / 2);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Value key = run(arg(step, 2 * i));
            const Value value = run(arg(step, 2 * i + 1));
            if (key.is_absent()) return key;
            if (value.is_absent()) return value;
            if (!key.is(Kind::string) && !key.is(Kind::integer) && !key.is(Kind::boolean)) return bad_key;
            if (!arena_.spend(i)) return too_expensive;
            if (find(Value::of(entries.data(), i), key) != nullptr) return repeated_key;
            entries[i] = {key, value};
        }
        return Value::of(entries.data(), entries.size());
    }

    /// Macros walk the items of a list or the keys of a map.
    static bool walkable(const Value& range) { return range.is_list() || range.is(Kind::map); }
    static Value element(const Value& range, std::size_t i) {
        return range.is(Kind::map) ? range.entries[i].key : range.item(i);
    }

    Value quantify(const Step& step, bool decisive) {
        const Value range = run(arg(step, 0));
        if (range.is_absent()) return range;
        if (!walkable(range)) return not_list;
        Fold fold(decisive);
        for (std::size_t i = 0; i < range.size; ++i) {
            locals_[step.slot] = element(range, i);
            if (fold.add(run(arg(step, 1)))) break;
            if (arena_.exhausted()) return too_expensive;
        }
        return fold.result();
    }

    /// Unlike all and exists, an error is never absorbed.
    Value exists_one(const Step& step) {
        const Value range = run(arg(step, 0));
        if (range.is_absent()) return range;
        if (!walkable(range)) return not_list;
        std::size_t held = 0;
        for (std::size_t i = 0; i < range.size; ++i) {
            locals_[step.slot] = element(range, i);
            const Value holds = run(arg(step, 1));
            if (holds.is_absent()) return holds;
            if (!holds.is(Kind::boolean)) return not_bool;
            held += holds.boolean ? 1 : 0;
        }
        return Value::of(held == 1);
    }

    Value collect(const Step& step) {
        const Value range = run(arg(step, 0));
        if (range.is_absent()) return range;
        if (!walkable(range)) return not_list;
        if (!arena_.spend(range.size)) return too_expensive;
        const bool filters = step.op == Op::filter || step.count == 3;
        const std::span<Value> items = arena_.make<Value>(range.size);
        std::size_t count = 0;
        for (std::size_t i = 0; i < range.size; ++i) {
            const Value item = element(range, i);
            locals_[step.slot] = item;
            if (filters) {
                const Value holds = run(arg(step, 1));
                if (holds.is_absent()) return holds;
                if (!holds.is(Kind::boolean)) return not_bool;
                if (!holds.boolean) continue;
            }
            const Value kept = step.op == Op::filter ? item : run(arg(step, step.count - 1));
            if (kept.is_absent()) return kept;
            items[count++] = kept;
        }
        return Value::of(items.data(), count);
    }

    const Program& program_;
    const Bindings& bindings_;
    Arena& arena_;
    std::span<Value> locals_;
};

}  // namespace

Value evaluate(const Program& program, const Bindings& bindings, Arena& arena) {
    return Evaluation(program, bindings, arena).run(program.root);
}

}  // namespace rules::language::condition
