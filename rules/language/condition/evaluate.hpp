#pragma once

#include "rules/language/condition/program.hpp"

namespace rules::language::condition {

/// What the variables of a schema stand for in one evaluation.
class Bindings {
public:
    virtual ~Bindings() = default;
    /// May be Value::unknown(): evaluation then gives unknown, unless the rest decides the answer.
    virtual Value get(std::uint16_t slot) const = 0;
    virtual bool has(std::uint16_t slot) const = 0;
};

/// Never throws, stops with an error when the arena's budget is spent. The value may refer to the program,
/// the arena and what the bindings refer to.
Value evaluate(const Program& program, const Bindings& bindings, Arena& arena);

}  // namespace rules::language::condition
