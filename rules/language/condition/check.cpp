#include "rules/language/condition/check.hpp"

#include "rules/language/condition/checker.hpp"
#include "rules/language/condition/equality.hpp"
#include "rules/language/condition/parser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {

using Kind = Expr::Kind;
using T = Type::Kind;

bool agree(const Type& a, const Type& b) {
    if (a.is(T::dynamic) || b.is(T::dynamic)) return true;
    if (a.is_numeric() && b.is_numeric()) return true;
    if (a.kind != b.kind) return false;
    return !a.is(T::list) || agree({a.element}, {b.element});
}

bool accepts(const Type& parameter, const Type& argument) {
    return parameter.is(T::dynamic) || argument.is(T::dynamic) || parameter.kind == argument.kind;
}

tl::expected<Program, std::vector<Error>> Checker::run() {
    const Typed root = check(ast_.root);
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    program_.root = root.step;
    program_.type = root.type;
    return std::move(program_);
}

Checker::Typed Checker::fail(std::size_t offset, std::size_t length, std::string message) {
    if (!gradual_) {
        errors_.push_back({offset, length, std::move(message)});
        return {};
    }
    const Typed failure = constant(Value::error(keep(message)), {});
    program_.places[failure.step] = {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)};
    return failure;
}

Checker::Typed Checker::refuse(const Expr& expr, std::string message) {
    errors_.push_back({expr.offset, expr.length, std::move(message)});
    return {};
}

Checker::Typed Checker::add(Step step, const std::vector<std::uint32_t>& args, Type type) {
    step.first = static_cast<std::uint32_t>(program_.args.size());
    step.count = static_cast<std::uint32_t>(args.size());
    program_.args.insert(program_.args.end(), args.begin(), args.end());
    program_.steps.push_back(step);
    program_.places.emplace_back();
    return {static_cast<std::uint32_t>(program_.steps.size() - 1), type};
}

Step Checker::step(Op op, std::size_t slot) {
    Step result;
    result.op = op;
    result.slot = static_cast<std::uint16_t>(slot);
    return result;
}

Checker::Typed Checker::constant(Value value, Type type) {
    Step result = step(Op::constant);
    result.constant = value;
    return add(result, {}, type);
}

Checker::Typed Checker::check(std::uint32_t id) {
    const Expr& expr = node(id);
    const Typed typed = check_kind(expr);
    if (typed.step < program_.places.size() && program_.places[typed.step].length == 0) {
        program_.places[typed.step] = {static_cast<std::uint32_t>(expr.offset),
                                       static_cast<std::uint32_t>(expr.length)};
    }
    return typed;
}

Checker::Typed Checker::check_kind(const Expr& expr) {
    switch (expr.kind) {
        case Kind::literal: return literal(expr);
        case Kind::identifier: return identifier(expr);
        case Kind::select: return select(expr);
        case Kind::call: return call(expr);
        case Kind::list: return list(expr);
        case Kind::map: return map(expr);
        case Kind::conjunction: return junction(expr, Op::conjunction);
        case Kind::disjunction: return junction(expr, Op::disjunction);
        case Kind::conditional: return conditional(expr);
    }
    return {};
}

Checker::Typed Checker::literal(const Expr& expr) {
    struct Visitor {
        Checker& self;
        Typed operator()(std::nullptr_t) const { return self.constant(Value{}, {T::null}); }
        Typed operator()(bool value) const { return self.constant(Value::of(value), {T::boolean}); }
        Typed operator()(std::int64_t value) const { return self.constant(Value::of(value), {T::integer}); }
        Typed operator()(double value) const { return self.constant(Value::of(value), {T::number}); }
        Typed operator()(const std::string& value) const {
            return self.constant(Value::of(self.keep(value)), {T::string});
        }
    };
    return std::visit(Visitor{*this}, expr.literal);
}

Checker::Typed Checker::junction(const Expr& expr, Op op) {
    std::vector<std::uint32_t> args;
    for (const std::uint32_t id : expr.args) args.push_back(boolean(id).step);
    return add(step(op), args, {T::boolean});
}

Checker::Typed Checker::boolean(std::uint32_t id) {
    const Typed operand = check(id);
    if (gradual_ || accepts({T::boolean}, operand.type)) return operand;
    return fail(node(id), fmt::format("cần giá trị đúng/sai, đây là {0} (a bool is needed, this is {0})",
                                      type_name(operand.type)));
}

Checker::Typed Checker::conditional(const Expr& expr) {
    const Typed condition = boolean(expr.args[0]);
    const Typed yes = check(expr.args[1]);
    const Typed no = check(expr.args[2]);
    if (!gradual_ && !agree(yes.type, no.type)) {
        return fail(expr, fmt::format("hai nhánh khác kiểu: {0} và {1} (the branches differ: {0} and {1})",
                                      type_name(yes.type), type_name(no.type)));
    }
    return add(step(Op::conditional), {condition.step, yes.step, no.step}, yes.type == no.type ? yes.type : Type{});
}

Checker::Typed Checker::list(const Expr& expr) {
    std::vector<std::uint32_t> items;
    T element = T::dynamic;
    for (const std::uint32_t id : expr.args) {
        const Typed item = check(id);
        const bool same = items.empty() || element == item.type.kind;
        element = same ? item.type.kind : T::dynamic;
        items.push_back(item.step);
    }
    if (!errors_.empty()) return {};
    const auto fixed = [this](std::uint32_t i) {
        return is_constant(i) && !program_.steps[i].constant.is(Value::Kind::error);
    };
    if (!std::all_of(items.begin(), items.end(), fixed)) return add(step(Op::list), items, Type::list_of(element));
    std::vector<Value>& values = program_.lists.emplace_back();
    for (const std::uint32_t i : items) values.push_back(program_.steps[i].constant);
    return constant(Value::of(values.data(), values.size()), Type::list_of(element));
}

Checker::Typed Checker::map(const Expr& expr) {
    std::vector<std::uint32_t> args;
    for (const std::uint32_t id : expr.args) args.push_back(check(id).step);
    if (!errors_.empty()) return {};
    const std::optional<Error> wrong = wrong_key(expr, args);
    if (wrong) return fail(wrong->offset, wrong->length, wrong->message);
    const auto fixed = [this](std::uint32_t i) {
        return is_constant(i) && !program_.steps[i].constant.is(Value::Kind::error);
    };
    if (!std::all_of(args.begin(), args.end(), fixed)) return add(step(Op::map), args, {T::map});
    std::vector<MapEntry>& entries = program_.maps.emplace_back();
    for (std::size_t i = 0; i < args.size(); i += 2) {
        entries.push_back({program_.steps[args[i]].constant, program_.steps[args[i + 1]].constant});
    }
    return constant(Value::of(entries.data(), entries.size()), {T::map});
}

/// Of keys written as literals: one of a type that no key has, or one that is there already.
std::optional<Error> Checker::wrong_key(const Expr& expr, const std::vector<std::uint32_t>& args) const {
    Arena unlimited(nullptr, std::numeric_limits<std::int64_t>::max());
    for (std::size_t i = 0; i < args.size(); i += 2) {
        if (!is_constant(args[i])) continue;
        const Value& key = program_.steps[args[i]].constant;
        const Expr& written = node(expr.args[i]);
        if (key.is(Value::Kind::error)) continue;
        if (!is_map_key(key)) {
            return Error{written.offset, written.length,
                         "khóa của bảng phải là chuỗi, số nguyên hoặc đúng/sai (unsupported map key)"};
        }
        for (std::size_t j = 0; j < i; j += 2) {
            if (!is_constant(args[j]) || !equal(program_.steps[args[j]].constant, key, unlimited)) continue;
            return Error{written.offset, written.length, "khóa lặp lại trong bảng (repeated map key)"};
        }
    }
    return std::nullopt;
}

tl::expected<Program, std::vector<Error>> check(const Ast& ast, const Schema& schema, Strictness strictness) {
    return Checker(ast, schema, strictness).run();
}

tl::expected<Program, std::vector<Error>> compile(std::string_view text, const Schema& schema, Strictness strictness) {
    const tl::expected<Ast, Error> ast = parse(text);
    if (!ast) return tl::unexpected(std::vector<Error>{ast.error()});
    return check(*ast, schema, strictness);
}

tl::expected<Program, std::vector<Error>> compile_condition(std::string_view text, const Schema& schema) {
    tl::expected<Program, std::vector<Error>> program = compile(text, schema);
    if (!program || program->type.is(Type::Kind::boolean) || program->type.is(Type::Kind::dynamic)) return program;
    return tl::unexpected(std::vector<Error>{
        {0, text.size(),
         fmt::format("điều kiện phải cho đúng/sai, đây là {0} (a condition gives a bool, this is {0})",
                     type_name(program->type))}});
}

}  // namespace rules::language::condition
