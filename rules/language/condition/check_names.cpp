#include "rules/language/condition/checker.hpp"
#include "rules/language/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::language::condition {

using Kind = Expr::Kind;
using T = Type::Kind;

namespace {

/// Types are values too, under these names; a variable may hide one.
constexpr std::array<std::string_view, 11> type_names = {"int",       "double", "string", "bool",     "list",    "map",
                                                         "null_type", "type",   "date",   "duration", "workdays"};

}  // namespace

const Schema::Variable* Checker::variable(std::string_view name) const {
    const auto found = std::find_if(schema_.variables.begin(), schema_.variables.end(),
                                    [&](const Schema::Variable& v) { return v.name == name; });
    return found == schema_.variables.end() ? nullptr : &*found;
}

/// Position of a macro's variable, the innermost first.
std::optional<std::size_t> Checker::local(const Expr& expr) const {
    if (expr.kind != Kind::identifier || expr.rooted) return std::nullopt;
    for (std::size_t i = locals_.size(); i-- > 0;) {
        if (locals_[i].name == expr.name) return i;
    }
    return std::nullopt;
}

/// "a.b.c" where that is all the expression says, else nothing.
std::string Checker::qualified(const Expr& expr) const {
    if (expr.kind == Kind::identifier) return local(expr) ? std::string() : expr.name;
    if (expr.kind != Kind::select) return {};
    std::string owner = qualified(node(expr.args[0]));
    return owner.empty() ? owner : owner + '.' + expr.name;
}

Checker::Typed Checker::identifier(const Expr& expr) {
    if (const auto at = local(expr)) return add(step(Op::local, *at), {}, locals_[*at].type);
    const Schema::Variable* const found = variable(expr.name);
    if (found == nullptr) {
        const auto* const type = std::find(type_names.begin(), type_names.end(), expr.name);
        return type == type_names.end() ? unknown_name(expr) : constant(Value::type(*type), {T::type});
    }
    if (!found->type.is(T::object)) return add(step(Op::field, found->slot), {}, found->type);
    return fail(expr, fmt::format("cần một trường, ví dụ {0}.{1} (a field is needed, such as {0}.{1})", found->name,
                                  found->fields.front().name));
}

Checker::Typed Checker::unknown_name(const Expr& expr) {
    std::vector<std::string_view> names;
    for (const Schema::Variable& v : schema_.variables) names.push_back(v.name);
    for (const Local& l : locals_) names.push_back(l.name);
    const Suggestion hint = suggest(nearest(expr.name, names));
    return fail_name(
        expr, fmt::format("không có biến \"{0}\"{1} (unknown variable \"{0}\"{2})", expr.name, hint.vi, hint.en));
}

/// The object that an expression names, unless a macro's variable hides it.
const Schema::Variable* Checker::object(const Expr& expr) const {
    if (expr.kind != Kind::identifier || local(expr)) return nullptr;
    const Schema::Variable* const found = variable(expr.name);
    return found != nullptr && found->type.is(T::object) ? found : nullptr;
}

const Schema::Field* Checker::field(const Schema::Variable& owner, std::string_view name) {
    const auto found =
        std::find_if(owner.fields.begin(), owner.fields.end(), [&](const Field& f) { return f.name == name; });
    return found == owner.fields.end() ? nullptr : &*found;
}

Checker::Typed Checker::unknown_field(const Schema::Variable& owner, const Expr& expr) {
    std::vector<std::string_view> names;
    for (const Field& f : owner.fields) names.push_back(f.name);
    const Suggestion hint = suggest(nearest(expr.name, names));
    return fail_name(expr, fmt::format("{0} không có trường \"{1}\"{2} (\"{0}\" has no field \"{1}\"{3}); {4}",
                                       owner.name, expr.name, hint.vi, hint.en, fmt::join(names, ", ")));
}

/// The longest name that a variable has wins: with a variable "a.b", a.b.c is its field c.
Checker::Typed Checker::select(const Expr& expr) {
    if (const Schema::Variable* const owner = object(node(expr.args[0]))) {
        const Field* const found = field(*owner, expr.name);
        return found == nullptr ? unknown_field(*owner, expr) : add(step(Op::field, found->slot), {}, found->type);
    }
    const Schema::Variable* const whole = variable(qualified(expr));
    if (whole != nullptr && !whole->type.is(T::object)) return add(step(Op::field, whole->slot), {}, whole->type);
    return of_map(expr, Op::map_field, {});
}

Checker::Typed Checker::of_map(const Expr& expr, Op op, Type result) {
    const Typed target = check(expr.args[0]);
    if (!accepts({T::map}, target.type)) {
        return fail_name(expr, fmt::format("{0} không có trường (\"{0}\" has no fields)", type_name(target.type)));
    }
    Step access = step(op);
    access.constant = Value::of(keep(expr.name));
    return add(access, {target.step}, result);
}

Checker::Typed Checker::has(const Expr& expr) {
    const Expr& selected = node(expr.args[0]);
    if (selected.kind != Kind::select) {
        return refuse(selected,
                      "has cần một trường, ví dụ has(subject.due) (has needs a field, such as has(subject.due))");
    }
    const Schema::Variable* const owner = object(node(selected.args[0]));
    if (owner == nullptr) return of_map(selected, Op::map_has, {T::boolean});
    const Field* const found = field(*owner, selected.name);
    return found == nullptr ? unknown_field(*owner, selected)
                            : add(step(Op::field_present, found->slot), {}, {T::boolean});
}

/// The field that an expression reads, or that a macro's variable takes its values from.
const Schema::Field* Checker::field_of(const Expr& expr) const {
    if (const auto at = local(expr)) return locals_[*at].source;
    if (expr.kind != Kind::select) return nullptr;
    const Schema::Variable* const owner = object(node(expr.args[0]));
    return owner != nullptr ? field(*owner, expr.name) : nullptr;
}

}  // namespace rules::language::condition
