#include "rules/language/condition/checker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {

using Kind = Expr::Kind;
using T = Type::Kind;

/// x.name(variables, [filter,] body). With two variables the first is the index of an item or the key of an entry, the
/// second the item or the entry's value.
struct Checker::Macro {
    std::string_view name;
    std::size_t variables;
    bool filtered;
    Op op;

    std::size_t arguments() const { return 1 + variables + (filtered ? 1 : 0) + (op == Op::filter ? 0 : 1); }
    bool maps() const { return op == Op::map_each || op == Op::map_entries; }
};

const Checker::Macro* Checker::macro(const Expr& expr) {
    static constexpr Macro macros[] = {
        {"all", 1, false, Op::all},
        {"exists", 1, false, Op::exists},
        {"exists_one", 1, false, Op::exists_one},
        {"filter", 1, true, Op::filter},
        {"map", 1, false, Op::map_each},
        {"map", 1, true, Op::map_each},
        {"all", 2, false, Op::all},
        {"exists", 2, false, Op::exists},
        {"exists_one", 2, false, Op::exists_one},
        {"existsOne", 1, false, Op::exists_one},
        {"existsOne", 2, false, Op::exists_one},
        {"transformList", 2, false, Op::map_each},
        {"transformList", 2, true, Op::map_each},
        {"transformMap", 2, false, Op::map_entries},
        {"transformMap", 2, true, Op::map_entries},
    };
    if (!expr.method) return nullptr;
    const auto* const found = std::find_if(std::begin(macros), std::end(macros), [&](const Macro& m) {
        return m.name == expr.name && m.arguments() == expr.args.size();
    });
    return found == std::end(macros) ? nullptr : found;
}

Checker::Typed Checker::comprehension(const Expr& expr, const Macro& macro) {
    const Typed range = check(expr.args[0]);
    const bool walkable = accepts({T::list}, range.type) || range.type.is(T::map);
    if (!gradual_ && !walkable) {
        return fail(node(expr.args[0]), fmt::format("{0} cần một danh sách, đây là {1} ({0} needs a list, this is {1})",
                                                    expr.name, type_name(range.type)));
    }
    const std::size_t slot = locals_.size();
    const bool declared = declare(expr, macro, range.type);
    const Typed result = declared ? body(expr, macro, range, slot) : Typed{};
    locals_.resize(slot);
    return result;
}

bool Checker::declare(const Expr& expr, const Macro& macro, const Type& range) {
    const Type item{range.is(T::list) ? range.element : T::dynamic};
    for (std::size_t i = 1; i <= macro.variables; ++i) {
        const Expr& written = node(expr.args[i]);
        const bool repeated = i == 2 && written.name == node(expr.args[1]).name;
        if (written.kind != Kind::identifier || written.rooted || repeated) {
            refuse(written, "cần tên biến ở đây, ví dụ exists(x, x == 1) (a variable name is needed here)");
            return false;
        }
        const bool is_index = macro.variables == 2 && i == 1;
        const Type index{range.is(T::list) ? T::integer : T::dynamic};
        locals_.push_back({written.name, is_index ? index : item, is_index ? nullptr : field_of(node(expr.args[0]))});
    }
    program_.locals = std::max(program_.locals, static_cast<std::uint16_t>(locals_.size()));
    return true;
}

Checker::Typed Checker::body(const Expr& expr, const Macro& macro, const Typed& range, std::size_t slot) {
    std::vector<std::uint32_t> args = {range.step};
    if (!macro.maps() || macro.filtered) args.push_back(boolean(expr.args[1 + macro.variables]).step);
    Type result{T::boolean};
    if (macro.op == Op::filter) result = range.type.is(T::list) ? range.type : Type{T::list};
    if (macro.maps()) {
        const Typed each = check(expr.args.back());
        args.push_back(each.step);
        result = macro.op == Op::map_entries ? Type{T::map} : Type::list_of(each.type.kind);
    }
    Step walk = step(macro.op, slot);
    walk.pairs = macro.variables == 2;
    return add(walk, args, result);
}

}  // namespace rules::language::condition
