#pragma once

#include "rules/language/condition/evaluate.hpp"

/// Internal to evaluation: one run of a program. evaluate.cpp has the operators, evaluate_macros.cpp what walks over
/// lists and maps.
namespace rules::language::condition {

class Evaluation {
public:
    Evaluation(const Program& program, const Bindings& bindings, Arena& arena)
        : program_(program), bindings_(bindings), arena_(arena), locals_(arena.make<Value>(program.locals)) {}

    Value run(std::uint32_t id);

private:
    using Kind = Value::Kind;
    using Op = Step::Op;

    /// Folds operands of && (decided by false) or || (decided by true): the deciding value wins over errors
    /// and unknowns on either side, an unknown wins over an error.
    class Fold {
    public:
        explicit Fold(bool decisive) : decisive_(decisive), result_(Value::of(!decisive)) {}
        /// The value of step `id`. True when the answer is decided.
        bool add(const Value& value, std::uint32_t id);
        const Value& result() const { return result_; }

    private:
        bool decisive_;
        Value result_;
    };

    /// A walk over the items of a list or the entries of a map.
    struct Walk {
        Value range;
        std::size_t size = 0;
        Value absent;  ///< what there is instead, where there is nothing to walk over
    };

    std::uint32_t arg(const Step& step, std::size_t i) const { return program_.args[step.first + i]; }

    Value perform(const Step& step);
    Value present(const Step& step) const;
    Value map_field(const Step& step);
    Value map_has(const Step& step);
    Value junction(const Step& step, bool decisive);
    Value conditional(const Step& step);
    Value builtin(const Step& step);
    Value no_overload(const Step& step, std::span<const Value> values);
    Value matches(const Step& step);
    Value list(const Step& step);
    Value map(const Step& step);

    Walk walk(const Step& step);
    void bind(const Step& step, const Value& range, std::size_t i);
    Value truth(std::uint32_t id);
    Value quantify(const Step& step, bool decisive);
    Value exists_one(const Step& step);
    template <class Keep>
    Value each_kept(const Step& step, const Value& range, bool filters, Keep keep);
    Value collect(const Step& step);
    Value collect_entries(const Step& step);

    const Program& program_;
    const Bindings& bindings_;
    Arena& arena_;
    std::span<Value> locals_;
};

/// The sentences of errors that both files give.
Value too_expensive() noexcept;
Value not_bool() noexcept;

}  // namespace rules::language::condition
