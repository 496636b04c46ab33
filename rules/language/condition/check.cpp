#include "rules/language/condition/check.hpp"

#include "rules/language/condition/arithmetic.hpp"
#include "rules/language/condition/parser.hpp"
#include "rules/language/nearest.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>

namespace rules::language::condition {
namespace {

using Kind = Expr::Kind;
using Op = Step::Op;
using T = Type::Kind;
using Field = Schema::Field;

/// Whether a value of one static type may be one of the other: dynamic goes with all, numbers with numbers.
bool agree(const Type& a, const Type& b) {
    if (a.is(T::dynamic) || b.is(T::dynamic)) return true;
    if (a.is_numeric() && b.is_numeric()) return true;
    if (a.kind != b.kind) return false;
    return !a.is(T::list) || agree({a.element}, {b.element});
}

bool accepts(const Type& parameter, const Type& argument) {
    return parameter.is(T::dynamic) || argument.is(T::dynamic) || parameter.kind == argument.kind;
}

class Checker {
public:
    Checker(const Ast& ast, const Schema& schema) : ast_(ast), schema_(schema) {}

    tl::expected<Program, std::vector<Error>> run() {
        const Typed root = check(ast_.root);
        if (!errors_.empty()) return tl::unexpected(std::move(errors_));
        program_.root = root.step;
        program_.type = root.type;
        return std::move(program_);
    }

private:
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

    const Expr& node(std::uint32_t id) const { return ast_.nodes[id]; }

    Typed fail(std::size_t offset, std::size_t length, std::string message) {
        errors_.push_back({offset, length, std::move(message)});
        return {};
    }
    Typed fail(const Expr& expr, std::string message) { return fail(expr.offset, expr.length, std::move(message)); }
    Typed fail_name(const Expr& expr, std::string message) {
        return fail(expr.name_offset, expr.name_length, std::move(message));
    }

    Typed add(Step step, std::vector<std::uint32_t> args, Type type) {
        step.first = static_cast<std::uint32_t>(program_.args.size());
        step.count = static_cast<std::uint32_t>(args.size());
        program_.args.insert(program_.args.end(), args.begin(), args.end());
        program_.steps.push_back(step);
        return {static_cast<std::uint32_t>(program_.steps.size() - 1), type};
    }
    static Step step(Op op, std::uint16_t slot = 0) {
        Step result;
        result.op = op;
        result.slot = slot;
        return result;
    }
    Typed constant(Value value, Type type) {
        Step result = step(Op::constant);
        result.constant = value;
        return add(result, {}, type);
    }
    std::string_view keep(std::string_view text) { return program_.texts.emplace_back(text); }

    Typed check(std::uint32_t id) {
        const Expr& expr = node(id);
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

    Typed literal(const Expr& expr) {
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

    const Schema::Variable* variable(std::string_view name) const {
        const auto found = std::find_if(schema_.variables.begin(), schema_.variables.end(),
                                        [&](const Schema::Variable& v) { return v.name == name; });
        return found == schema_.variables.end() ? nullptr : &*found;
    }
    /// Position of a macro's variable, the innermost first.
    std::optional<std::size_t> local(std::string_view name) const {
        for (std::size_t i = locals_.size(); i-- > 0;) {
            if (locals_[i].name == name) return i;
        }
        return std::nullopt;
    }

    Typed identifier(const Expr& expr) {
        if (const auto at = local(expr.name)) {
            return add(step(Op::local, static_cast<std::uint16_t>(*at)), {}, locals_[*at].type);
        }
        const Schema::Variable* const found = variable(expr.name);
        if (found == nullptr) return unknown_name(expr);
        if (!found->type.is(T::object)) return add(step(Op::field, found->slot), {}, found->type);
        return fail(expr, fmt::format("cần một trường, ví dụ {0}.{1} (a field is needed, such as {0}.{1})", found->name,
                                      found->fields.front().name));
    }

    Typed unknown_name(const Expr& expr) {
        std::vector<std::string_view> names;
        for (const Schema::Variable& v : schema_.variables) names.push_back(v.name);
        for (const Local& l : locals_) names.push_back(l.name);
        const Suggestion hint = suggest(nearest(expr.name, names));
        return fail_name(
            expr, fmt::format("không có biến \"{0}\"{1} (unknown variable \"{0}\"{2})", expr.name, hint.vi, hint.en));
    }

    /// The object that an expression names, unless a macro's variable hides it.
    const Schema::Variable* object(const Expr& expr) const {
        if (expr.kind != Kind::identifier || local(expr.name)) return nullptr;
        const Schema::Variable* const found = variable(expr.name);
        return found != nullptr && found->type.is(T::object) ? found : nullptr;
    }
    static const Field* field(const Schema::Variable& owner, std::string_view name) {
        const auto found =
            std::find_if(owner.fields.begin(), owner.fields.end(), [&](const Field& f) { return f.name == name; });
        return found == owner.fields.end() ? nullptr : &*found;
    }

    Typed unknown_field(const Schema::Variable& owner, const Expr& expr) {
        std::vector<std::string_view> names;
        for (const Field& f : owner.fields) names.push_back(f.name);
        const Suggestion hint = suggest(nearest(expr.name, names));
        return fail_name(expr, fmt::format("{0} không có trường \"{1}\"{2} (\"{0}\" has no field \"{1}\"{3}); {4}",
                                           owner.name, expr.name, hint.vi, hint.en, fmt::join(names, ", ")));
    }

    Typed select(const Expr& expr) {
        if (const Schema::Variable* const owner = object(node(expr.args[0]))) {
            const Field* const found = field(*owner, expr.name);
            return found == nullptr ? unknown_field(*owner, expr) : add(step(Op::field, found->slot), {}, found->type);
        }
        return of_map(expr, Op::map_field, {});
    }

    Typed of_map(const Expr& expr, Op op, Type result) {
        const Typed target = check(expr.args[0]);
        if (!accepts({T::map}, target.type)) {
            return fail_name(expr, fmt::format("{0} không có trường (\"{0}\" has no fields)", type_name(target.type)));
        }
        Step access = step(op);
        access.constant = Value::of(keep(expr.name));
        return add(access, {target.step}, result);
    }

    Typed junction(const Expr& expr, Op op) {
        std::vector<std::uint32_t> args;
        for (const std::uint32_t id : expr.args) args.push_back(boolean(id).step);
        return add(step(op), std::move(args), {T::boolean});
    }

    Typed boolean(std::uint32_t id) {
        const Typed operand = check(id);
        if (accepts({T::boolean}, operand.type)) return operand;
        return fail(node(id), fmt::format("cần giá trị đúng/sai, đây là {0} (a bool is needed, this is {0})",
                                          type_name(operand.type)));
    }

    Typed conditional(const Expr& expr) {
        const Typed condition = boolean(expr.args[0]);
        const Typed yes = check(expr.args[1]);
        const Typed no = check(expr.args[2]);
        if (!agree(yes.type, no.type)) {
            return fail(expr, fmt::format("hai nhánh khác kiểu: {0} và {1} (the branches differ: {0} and {1})",
                                          type_name(yes.type), type_name(no.type)));
        }
        return add(step(Op::conditional), {condition.step, yes.step, no.step}, yes.type == no.type ? yes.type : Type{});
    }

    Typed list(const Expr& expr) {
        std::vector<std::uint32_t> items;
        T element = T::dynamic;
        for (const std::uint32_t id : expr.args) {
            const Typed item = check(id);
            const bool same = items.empty() || element == item.type.kind;
            element = same ? item.type.kind : T::dynamic;
            items.push_back(item.step);
        }
        const bool fixed = std::all_of(items.begin(), items.end(),
                                       [this](std::uint32_t i) { return program_.steps[i].op == Op::constant; });
        if (!fixed) return add(step(Op::list), std::move(items), Type::list_of(element));
        std::vector<Value>& values = program_.lists.emplace_back();
        for (const std::uint32_t i : items) values.push_back(program_.steps[i].constant);
        return constant(Value::of(values.data(), values.size()), Type::list_of(element));
    }

    Typed map(const Expr& expr) {
        std::vector<std::uint32_t> args;
        for (const std::uint32_t id : expr.args) args.push_back(check(id).step);
        return add(step(Op::map), std::move(args), {T::map});
    }

    Typed call(const Expr& expr) {
        if (expr.name == "has" && !expr.method && expr.args.size() == 1) return has(expr);
        if (expr.method && expr.args.size() >= 3) {
            if (const std::optional<Op> op = macro(expr.name, expr.args.size())) {
                return comprehension(expr, *op);
            }
        }
        const std::span<const Overload> rows = overloads();
        const auto named = [&](const Overload& row) { return row.name == expr.name; };
        if (std::none_of(rows.begin(), rows.end(), named)) return no_row(expr, {});
        std::vector<std::uint32_t> args;
        std::vector<Type> types;
        const std::size_t before = errors_.size();
        for (const std::uint32_t id : expr.args) {
            const Typed arg = check(id);
            args.push_back(arg.step);
            types.push_back(arg.type);
        }
        if (errors_.size() != before) return {};
        return resolve(expr, std::move(args), types);
    }

    Typed has(const Expr& expr) {
        const Expr& selected = node(expr.args[0]);
        if (selected.kind != Kind::select) {
            return fail(selected,
                        "has cần một trường, ví dụ has(subject.due) (has needs a field, such as has(subject.due))");
        }
        const Schema::Variable* const owner = object(node(selected.args[0]));
        if (owner == nullptr) return of_map(selected, Op::map_has, {T::boolean});
        const Field* const found = field(*owner, selected.name);
        return found == nullptr ? unknown_field(*owner, selected)
                                : add(step(Op::field_present, found->slot), {}, {T::boolean});
    }

    static std::optional<Op> macro(std::string_view name, std::size_t args) {
        if (name == "map" && (args == 3 || args == 4)) return Op::map_each;
        if (args != 3) return std::nullopt;
        if (name == "all") return Op::all;
        if (name == "exists") return Op::exists;
        if (name == "exists_one") return Op::exists_one;
        if (name == "filter") return Op::filter;
        return std::nullopt;
    }

    /// The field that an expression reads, or that a macro's variable takes its values from.
    const Field* field_of(const Expr& expr) const {
        if (expr.kind == Kind::identifier) {
            const auto at = local(expr.name);
            return at ? locals_[*at].source : nullptr;
        }
        if (expr.kind != Kind::select) return nullptr;
        const Schema::Variable* const owner = object(node(expr.args[0]));
        return owner != nullptr ? field(*owner, expr.name) : nullptr;
    }

    Typed comprehension(const Expr& expr, Op op) {
        const Typed range = check(expr.args[0]);
        const Expr& variable_name = node(expr.args[1]);
        if (variable_name.kind != Kind::identifier) {
            return fail(variable_name, "cần tên biến ở đây, ví dụ exists(x, x == 1) (a variable name is needed here)");
        }
        if (!accepts({T::list}, range.type) && !range.type.is(T::map)) {
            return fail(node(expr.args[0]),
                        fmt::format("{0} cần một danh sách, đây là {1} ({0} needs a list, this is {1})", expr.name,
                                    type_name(range.type)));
        }
        const auto slot = static_cast<std::uint16_t>(locals_.size());
        const Type item{range.type.is(T::list) ? range.type.element : T::dynamic};
        locals_.push_back({variable_name.name, item, field_of(node(expr.args[0]))});
        program_.locals = std::max(program_.locals, static_cast<std::uint16_t>(locals_.size()));
        const bool maps = op == Op::map_each;
        std::vector<std::uint32_t> args = {range.step};
        if (!maps || expr.args.size() == 4) args.push_back(boolean(expr.args[2]).step);
        Type result = op == Op::filter ? range.type.is(T::map) ? Type{T::list} : range.type : Type{T::boolean};
        if (maps) {
            const Typed each = check(expr.args.back());
            args.push_back(each.step);
            result = Type::list_of(each.type.kind);
        }
        locals_.pop_back();
        return add(step(op, slot), std::move(args), result);
    }

    Typed resolve(const Expr& expr, std::vector<std::uint32_t> args, const std::vector<Type>& types) {
        const Overload* chosen = nullptr;
        bool same_result = true;
        for (const Overload& row : overloads()) {
            const bool named = row.name == expr.name && row.method == expr.method && row.arity == types.size();
            if (!named ||
                !std::equal(types.begin(), types.end(), row.parameters.begin(),
                            [](const Type& argument, const Type& parameter) { return accepts(parameter, argument); })) {
                continue;
            }
            same_result = same_result && (chosen == nullptr || chosen->result == row.result);
            if (chosen == nullptr) chosen = &row;
        }
        if (chosen == nullptr) return no_row(expr, types);
        if (!comparable(expr, types)) return {};
        if (expr.name == "matches" && std::holds_alternative<std::string>(node(expr.args[1]).literal)) {
            return pattern(expr, args);
        }
        if (expr.name == "date" && !constant_date(expr, args[0])) return {};
        Step step_of_call = step(Op::builtin);
        step_of_call.call = chosen->call;
        return add(step_of_call, std::move(args), same_result ? result_type(expr, *chosen, types) : Type{});
    }

    static Type result_type(const Expr& expr, const Overload& row, const std::vector<Type>& types) {
        if (expr.name == "_[_]" && types[0].is(T::list)) return {types[0].element};
        if (expr.name == "_+_" && row.result.is(T::list) && types[0] == types[1]) return types[0];
        return row.result;
    }

    /// == and `in` take all types, but a comparison that can never hold is a slip.
    bool comparable(const Expr& expr, const std::vector<Type>& types) {
        const bool membership = expr.name == "@in";
        if (!membership && expr.name != "_==_" && expr.name != "_!=_") return true;
        const Type other = membership ? (types[1].is(T::list) ? Type{types[1].element} : Type{}) : types[1];
        if (!agree(types[0], other)) {
            fail(expr, fmt::format("không bao giờ bằng nhau: {0} và {1} (never equal: {0} and {1})",
                                   type_name(types[0]), type_name(other)));
            return false;
        }
        return known_value(node(expr.args[0]), node(expr.args[1])) &&
               known_value(node(expr.args[1]), node(expr.args[0]));
    }

    /// A text compared with a field of known values must be one of them.
    bool known_value(const Expr& reader, const Expr& written) {
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

    Typed pattern(const Expr& expr, const std::vector<std::uint32_t>& args) {
        const Expr& written = node(expr.args[1]);
        const std::string& text = std::get<std::string>(written.literal);
        re2::RE2::Options options(re2::RE2::Quiet);
        options.set_max_mem(1 << 20);
        auto compiled = std::make_shared<const re2::RE2>(text, options);
        if (!compiled->ok()) {
            return fail(written, fmt::format("biểu thức chính quy không hợp lệ (invalid regular expression): {}",
                                             compiled->error()));
        }
        program_.patterns.push_back(std::move(compiled));
        Step match = step(Op::matches_constant);
        match.pattern = static_cast<std::uint32_t>(program_.patterns.size() - 1);
        return add(match, {args[0]}, {T::boolean});
    }

    /// False where the text of date("...") is no date; said when the file is loaded, not when the rule is
    /// used.
    bool constant_date(const Expr& expr, std::uint32_t arg) {
        const Step& written = program_.steps[arg];
        if (written.op != Op::constant) return true;
        Arena arena;
        const Value value = to_date(std::span(&written.constant, 1), arena);
        if (!value.is(Value::Kind::error)) return true;
        fail(node(expr.args[0]), std::string(value.view()));
        return false;
    }

    Typed no_row(const Expr& expr, const std::vector<Type>& types) {
        std::vector<std::string> shown;
        for (const Type& type : types) shown.push_back(type_name(type));
        std::vector<std::string_view> names;
        bool other_form = false;
        bool exists = false;
        for (const Overload& row : overloads()) {
            exists = exists || (row.name == expr.name && row.method == expr.method);
            other_form = other_form || (row.name == expr.name && row.method != expr.method);
            if (row.method == expr.method) names.push_back(row.name);
        }
        if (expr.has_operator_form) {
            return fail(expr, fmt::format("phép tính không dùng được với {0} (this operator does not take {0})",
                                          fmt::join(shown, ", ")));
        }
        if (exists) {
            return fail(expr, fmt::format("{0} không dùng được với {1} ({0} does not take {1})", expr.name,
                                          fmt::join(shown, ", ")));
        }
        if (other_form) {
            return fail_name(
                expr, expr.method ? fmt::format("viết {0}(x) thay cho x.{0}() (write {0}(x))", expr.name)
                                  : fmt::format("viết x.{0}(...) thay cho {0}(x, ...) (write x.{0}(...))", expr.name));
        }
        for (const std::string_view macro_name : {"all", "exists", "exists_one", "filter", "map", "has"}) {
            names.push_back(macro_name);
        }
        const Suggestion hint = suggest(nearest(expr.name, names));
        return fail_name(
            expr, fmt::format("không có hàm \"{0}\"{1} (unknown function \"{0}\"{2})", expr.name, hint.vi, hint.en));
    }

    const Ast& ast_;
    const Schema& schema_;
    Program program_;
    std::vector<Local> locals_;
    std::vector<Error> errors_;
};

}  // namespace

tl::expected<Program, std::vector<Error>> check(const Ast& ast, const Schema& schema) {
    return Checker(ast, schema).run();
}

tl::expected<Program, std::vector<Error>> compile(std::string_view text, const Schema& schema) {
    const tl::expected<Ast, Error> ast = parse(text);
    if (!ast) return tl::unexpected(std::vector<Error>{ast.error()});
    return check(*ast, schema);
}

}  // namespace rules::language::condition
