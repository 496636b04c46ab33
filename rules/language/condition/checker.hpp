#pragma once

#include "rules/language/condition/check.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Internal to the check of conditions: one walk over the syntax tree that resolves names, decides types and lays out
/// the steps. Its stories are told in check.cpp (literals, logic, lists), check_names.cpp, check_calls.cpp and
/// check_macros.cpp.
namespace rules::language::condition {

/// Whether a value of one static type may be one of the other: dynamic goes with all, numbers with numbers.
bool agree(const Type& a, const Type& b);
bool accepts(const Type& parameter, const Type& argument);

class Checker {
public:
    Checker(const Ast& ast, const Schema& schema, Strictness strictness)
        : ast_(ast), schema_(schema), gradual_(strictness == Strictness::gradual) {}

    tl::expected<Program, std::vector<Error>> run();

private:
    using Op = Step::Op;
    using Field = Schema::Field;

    struct Typed {
        std::uint32_t step = 0;
        Type type;
    };
    /// The variable of a macro; `source` is the field whose items it takes, where that is known.
    struct Local {
        std::string_view name;
        Type type;
        const Field* source;
    };
    struct Macro;

    const Expr& node(std::uint32_t id) const { return ast_.nodes[id]; }

    /// An error of types or names. Under gradual checking it becomes a step that fails if it is ever reached.
    Typed fail(std::size_t offset, std::size_t length, std::string message);
    Typed fail(const Expr& expr, std::string message) { return fail(expr.offset, expr.length, std::move(message)); }
    Typed fail_name(const Expr& expr, std::string message) {
        return fail(expr.name_offset, expr.name_length, std::move(message));
    }
    /// An error of form, such as a macro without a variable: refused always.
    Typed refuse(const Expr& expr, std::string message);

    Typed add(Step step, const std::vector<std::uint32_t>& args, Type type);
    static Step step(Op op, std::size_t slot = 0);
    Typed constant(Value value, Type type);
    std::string_view keep(std::string_view text) { return program_.texts.emplace_back(text); }
    bool is_constant(std::uint32_t id) const { return program_.steps[id].op == Op::constant; }

    Typed check(std::uint32_t id);
    Typed check_kind(const Expr& expr);
    Typed literal(const Expr& expr);
    Typed junction(const Expr& expr, Op op);
    Typed boolean(std::uint32_t id);
    Typed conditional(const Expr& expr);
    Typed list(const Expr& expr);
    Typed map(const Expr& expr);
    std::optional<Error> wrong_key(const Expr& expr, const std::vector<std::uint32_t>& args) const;

    const Schema::Variable* variable(std::string_view name) const;
    std::optional<std::size_t> local(const Expr& expr) const;
    std::string qualified(const Expr& expr) const;
    Typed identifier(const Expr& expr);
    Typed unknown_name(const Expr& expr);
    const Schema::Variable* object(const Expr& expr) const;
    static const Field* field(const Schema::Variable& owner, std::string_view name);
    Typed unknown_field(const Schema::Variable& owner, const Expr& expr);
    Typed select(const Expr& expr);
    Typed of_map(const Expr& expr, Op op, Type result);
    Typed has(const Expr& expr);
    const Field* field_of(const Expr& expr) const;

    Typed call(const Expr& expr);
    Typed resolve(const Expr& expr, const std::vector<std::uint32_t>& args, const std::vector<Type>& types);
    bool comparable(const Expr& expr, const std::vector<Type>& types);
    bool known_value(const Expr& reader, const Expr& written);
    Typed pattern(const Expr& expr, const std::vector<std::uint32_t>& args);
    bool is_date(std::uint32_t arg, std::string& sentence) const;
    Typed no_row(const Expr& expr, const std::vector<Type>& types);

    static const Macro* macro(const Expr& expr);
    Typed comprehension(const Expr& expr, const Macro& macro);
    bool declare(const Expr& expr, const Macro& macro, const Type& range);
    Typed body(const Expr& expr, const Macro& macro, const Typed& range, std::size_t slot);

    const Ast& ast_;
    const Schema& schema_;
    const bool gradual_;
    Program program_;
    std::vector<Local> locals_;
    std::vector<Error> errors_;
};

}  // namespace rules::language::condition
