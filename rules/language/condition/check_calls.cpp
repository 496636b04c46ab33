#include "rules/language/condition/checker.hpp"
#include "rules/language/condition/conversions.hpp"
#include "rules/language/condition/pattern.hpp"
#include "rules/language/nearest.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace rules::language::condition {

using Kind = Expr::Kind;
using T = Type::Kind;

namespace {

bool fits(const Overload& row, const std::vector<Type>& types) {
    return std::equal(types.begin(), types.end(), row.parameters.begin(),
                      [](const Type& argument, const Type& parameter) { return accepts(parameter, argument); });
}

/// "_+_" as people write it. The names of the function table live for ever.
std::string_view shown_name(std::string_view name) {
    if (name == "_[_]") return "[]";
    if (name == "@in") return "in";
    while (name.starts_with('_')) name.remove_prefix(1);
    while (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

Type result_type(const Expr& expr, const Overload& row, const std::vector<Type>& types) {
    if (expr.name == "_[_]" && types[0].is(T::list)) return {types[0].element};
    if (expr.name == "_+_" && row.result.is(T::list) && types[0] == types[1]) return types[0];
    return row.result;
}

}  // namespace

Checker::Typed Checker::call(const Expr& expr) {
    if (expr.name == "has" && !expr.method && expr.args.size() == 1) return has(expr);
    if (const Macro* const found = macro(expr)) return comprehension(expr, *found);
    const std::span<const Overload> rows = overloads_named(expr.name);
    if (rows.empty()) return no_row(expr, {});
    std::vector<std::uint32_t> args;
    std::vector<Type> types;
    const std::size_t before = errors_.size();
    for (const std::uint32_t id : expr.args) {
        const Typed arg = check(id);
        args.push_back(arg.step);
        types.push_back(arg.type);
    }
    if (errors_.size() != before) return {};
    return resolve(expr, args, types);
}

Checker::Typed Checker::resolve(const Expr& expr, const std::vector<std::uint32_t>& args,
                                const std::vector<Type>& types) {
    const Overload* chosen = nullptr;
    bool same_result = true;
    for (const Overload& row : overloads_named(expr.name)) {
        if (row.method != expr.method || row.arity != types.size() || !fits(row, types)) continue;
        same_result = same_result && (chosen == nullptr || chosen->result == row.result);
        if (chosen == nullptr) chosen = &row;
    }
    if (chosen == nullptr) return no_row(expr, types);
    if (!gradual_ && !comparable(expr, types)) return {};
    if (expr.name == "matches" && std::holds_alternative<std::string>(node(expr.args[1]).literal)) {
        return pattern(expr, args);
    }
    std::string sentence;
    if (expr.name == "date" && !is_date(args[0], sentence)) return fail(node(expr.args[0]), std::move(sentence));
    Step step_of_call = step(Op::builtin);
    step_of_call.call = chosen->call;
    step_of_call.constant = Value::of(shown_name(chosen->name));
    return add(step_of_call, args, same_result ? result_type(expr, *chosen, types) : Type{});
}

/// == and `in` take all types, but a comparison that can never hold is a slip.
bool Checker::comparable(const Expr& expr, const std::vector<Type>& types) {
    const bool membership = expr.name == "@in";
    if (!membership && expr.name != "_==_" && expr.name != "_!=_") return true;
    const Type other = membership ? (types[1].is(T::list) ? Type{types[1].element} : Type{}) : types[1];
    if (!agree(types[0], other)) {
        fail(expr, fmt::format("không bao giờ bằng nhau: {0} và {1} (never equal: {0} and {1})", type_name(types[0]),
                               type_name(other)));
        return false;
    }
    return known_value(node(expr.args[0]), node(expr.args[1])) && known_value(node(expr.args[1]), node(expr.args[0]));
}

/// A text compared with a field of known values must be one of them.
bool Checker::known_value(const Expr& reader, const Expr& written) {
    const Field* const source = field_of(reader);
    if (source == nullptr || source->values.empty()) return true;
    if (written.kind == Kind::list) {
        return std::all_of(written.args.begin(), written.args.end(),
                           [&](std::uint32_t id) { return known_value(reader, node(id)); });
    }
    const std::string* const text =
        written.kind == Kind::literal ? std::get_if<std::string>(&written.literal) : nullptr;
    if (text == nullptr || std::find(source->values.begin(), source->values.end(), *text) != source->values.end())
        return true;
    const std::vector<std::string_view> names(source->values.begin(), source->values.end());
    const Suggestion hint = suggest(nearest(*text, names));
    fail(written, fmt::format("{0} không bao giờ là \"{1}\"{2} (\"{0}\" is never \"{1}\"{3})", source->name, *text,
                              hint.vi, hint.en));
    return false;
}

Checker::Typed Checker::pattern(const Expr& expr, const std::vector<std::uint32_t>& args) {
    const Expr& written = node(expr.args[1]);
    auto compiled = compile_pattern(std::get<std::string>(written.literal));
    if (!compiled->ok()) {
        return fail(written, fmt::format("biểu thức chính quy không hợp lệ (invalid regular expression): {}",
                                         compiled->error()));
    }
    program_.patterns.push_back(std::move(compiled));
    Step match = step(Op::matches_constant);
    match.pattern = static_cast<std::uint32_t>(program_.patterns.size() - 1);
    return add(match, {args[0]}, {T::boolean});
}

/// False where the text of date("...") is no date, and why; said when the file is loaded, not when the rule is used.
bool Checker::is_date(std::uint32_t arg, std::string& sentence) const {
    if (!is_constant(arg)) return true;
    Arena arena;
    const Value value = to_date(std::span(&program_.steps[arg].constant, 1), arena);
    sentence = value.is(Value::Kind::error) ? value.view() : std::string_view();
    return sentence.empty();
}

/// None of the function's forms takes what it is given, or there is no such function.
Checker::Typed Checker::no_row(const Expr& expr, const std::vector<Type>& types) {
    std::vector<std::string> shown;
    for (const Type& type : types) shown.push_back(type_name(type));
    if (expr.has_operator_form) {
        return fail(expr, fmt::format("phép tính không dùng được với {0} (this operator does not take {0})",
                                      fmt::join(shown, ", ")));
    }
    const std::span<const Overload> rows = overloads_named(expr.name);
    const auto same_form = [&](const Overload& row) { return row.method == expr.method; };
    if (std::any_of(rows.begin(), rows.end(), same_form)) {
        return fail(expr, fmt::format("{0} không dùng được với {1} ({0} does not take {1})", expr.name,
                                      fmt::join(shown, ", ")));
    }
    if (!rows.empty()) {
        return fail_name(expr, expr.method
                                   ? fmt::format("viết {0}(x) thay cho x.{0}() (write {0}(x))", expr.name)
                                   : fmt::format("viết x.{0}(...) thay cho {0}(x, ...) (write x.{0}(...))", expr.name));
    }
    std::vector<std::string_view> names = {"all", "exists", "exists_one", "filter", "map", "has"};
    for (const Overload& row : overloads()) {
        if (row.method == expr.method) names.push_back(row.name);
    }
    const Suggestion hint = suggest(nearest(expr.name, names));
    return fail_name(expr,
                     fmt::format("không có hàm \"{0}\"{1} (unknown function \"{0}\"{2})", expr.name, hint.vi, hint.en));
}

}  // namespace rules::language::condition
